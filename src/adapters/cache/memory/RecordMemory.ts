/** `MemoryPort` in this process: for tests, for embedders, and for those who want nothing on disk. */
import { Clock, Duration, Effect, Layer, Option } from "effect"
import { mostMemoryKey, mostRemembered } from "../../../domain/text/Bounds.ts"
import * as BoundedMap from "../../../domain/values/BoundedMap.ts"
import { weightOf } from "../../../domain/values/Weight.ts"
import { MemoryPort } from "../../../ports/MemoryPort.ts"
import { holds, type MemoryRecord } from "../RecordText.ts"

export interface Options {
  readonly maxEntries: number
  readonly maxBytes: number
}

/** Works and makers of a library of some thousand films. */
const defaults: Options = { maxEntries: 40_000, maxBytes: 50 * 1024 * 1024 }

/** A memory in which there is nothing yet. */
export const make = ({ maxBytes, maxEntries }: Options = defaults) =>
  Effect.sync(() => {
    const records = BoundedMap.make<string, MemoryRecord>({ entries: maxEntries, bytes: maxBytes })
    return MemoryPort.of({
      recall: (key) =>
        Effect.map(Clock.currentTimeMillis, (now) => {
          const record = records.use(key)
          return record !== undefined && holds(record, now) ? Option.some(record.text) : Option.none()
        }),
      remember: (key, text, life) =>
        Effect.map(Clock.currentTimeMillis, (at) => {
          if (key.length > mostMemoryKey || text.length > mostRemembered) return
          const record = { key, at, life: Duration.toMillis(life), text }
          records.put(key, record, weightOf(record))
        }),
      clear: Effect.sync(() => {
        for (const key of records.keys()) records.remove(key)
      }),
      size: Effect.sync(records.weight)
    })
  })

/** A memory that lives as long as the layer. */
export const layer = (options: Options = defaults): Layer.Layer<MemoryPort> => Layer.effect(MemoryPort, make(options))
