/** What every cache counts, for its own figures and for the metrics. */
import { Effect, Metric } from "effect"
import { counter } from "../../domain/values/Metrics.ts"
import type { CacheStats } from "../../ports/CachePort.ts"

const evictions = counter("cache_evictions_total", "Answers evicted because the cache was full", [{}])

const damages = counter("cache_damaged_total", "Files in the cache that could not be read, and were moved aside", [{}])

export interface CacheCounts {
  /** So many entries went because there was no room. */
  readonly evicted: (count: number) => Effect.Effect<void>
  /** What should hold an entry holds none: says so in the log. */
  readonly damaged: (message: string, about: Readonly<Record<string, string>>) => Effect.Effect<void>
  /** Since the start of the process. */
  readonly now: () => Pick<CacheStats, "evictions" | "damaged">
}

/** The counts of one cache. */
export const make: Effect.Effect<CacheCounts> = Effect.sync(() => {
  const counts = { evictions: 0, damaged: 0 }
  return {
    evicted: (count) =>
      Effect.suspend(() => {
        counts.evictions += count
        return Metric.incrementBy(evictions, count)
      }),
    damaged: (message, about) =>
      Effect.suspend(() => {
        counts.damaged += 1
        return Effect.zipRight(Metric.increment(damages), Effect.annotateLogs(Effect.logWarning(message), about))
      }),
    now: () => ({ ...counts })
  }
})
