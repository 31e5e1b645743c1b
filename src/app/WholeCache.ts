/** The cache as its owner knows it: the answers, and what references of works told, within one bound and cleared together. */
import { Effect, Layer } from "effect"
import { CachePort } from "../ports/CachePort.ts"
import { MemoryPort } from "../ports/MemoryPort.ts"

export interface Bounds {
  readonly maxEntries: number
  readonly maxBytes: number
}

/**
 * How the bounds of the whole cache are shared: a quarter of the bytes is for what references told, of which there are several small
 * records for each answer.
 */
export const shares = ({ maxBytes, maxEntries }: Bounds): Readonly<Record<"answers" | "records", Bounds>> => {
  const quarter = Math.floor(maxBytes / 4)
  return {
    answers: { maxEntries, maxBytes: maxBytes - quarter },
    records: { maxEntries: 4 * maxEntries, maxBytes: quarter }
  }
}

/** Answers and records as one `CachePort`: its bytes are those of both, and who clears all of it clears both. */
export const layer = ({ maxBytes }: Bounds): Layer.Layer<CachePort, never, CachePort | MemoryPort> =>
  Layer.effect(
    CachePort,
    Effect.map(Effect.all([CachePort, MemoryPort]), ([answers, records]) =>
      CachePort.of({
        ...answers,
        removeMatching: (part) =>
          part === "" ? Effect.zipLeft(answers.removeMatching(part), records.clear) : answers.removeMatching(part),
        stats: Effect.zipWith(
          answers.stats,
          records.size,
          (stats, size) => ({ ...stats, bytes: stats.bytes + size, maxBytes }),
          { concurrent: true }
        )
      })
    )
  )
