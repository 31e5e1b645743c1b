/** `CachePort` in memory: for tests, for embedders, and for those who want nothing on disk. */
import { Clock, DateTime, Effect, Layer, Metric, Option } from "effect"
import type { CacheEntry } from "../../../domain/values/CacheEntry.ts"
import { CacheError, CachePort } from "../../../ports/CachePort.ts"
import { isKey } from "../CacheKey.ts"
import { begin, evicted } from "../CacheMetrics.ts"

export interface Options {
  readonly maxEntries: number
  readonly maxBytes: number
}

/** The bounds that the service has by default. */
export const defaults: Options = { maxEntries: 10_000, maxBytes: 500 * 1024 * 1024 }

interface Slot {
  readonly entry: CacheEntry
  readonly bytes: number
  readonly lastUsed: number
}

/** An empty cache. A `Map` remembers the order of insertion, which is here the order of use. */
export const make = Effect.fn("CacheMemory.make")(function* (options: Options = defaults) {
  const slots = yield* Effect.sync(() => new Map<string, Slot>())
  let bytes = 0
  let evictions = 0
  yield* begin

  const checked = (operation: CacheError["operation"], key: string) =>
    isKey(key)
      ? Clock.currentTimeMillis
      : new CacheError({ operation, reason: "BadKey", key, cause: "not a cache key" })

  const drop = (key: string): boolean => {
    bytes -= slots.get(key)?.bytes ?? 0
    return slots.delete(key)
  }

  const put = (key: string, slot: Slot) => {
    drop(key)
    slots.set(key, slot)
    bytes += slot.bytes
  }

  const evict = Effect.suspend(() => {
    const before = evictions
    while ((slots.size > options.maxEntries || bytes > options.maxBytes) && slots.size > 1) {
      const oldest = [...slots.keys()].slice(0, Math.max(1, Math.floor(slots.size / 10)))
      oldest.forEach(drop)
      evictions += oldest.length
    }
    return Metric.incrementBy(evicted, evictions - before)
  })

  return CachePort.of({
    get: Effect.fn("CacheMemory.get")(function* (key) {
      const now = yield* checked("get", key)
      const slot = slots.get(key)
      if (slot === undefined) return Option.none()
      put(key, { ...slot, lastUsed: now })
      return Option.some(slot.entry)
    }),
    set: Effect.fn("CacheMemory.set")(function* (key, entry) {
      const now = yield* checked("set", key)
      put(key, { entry, bytes: JSON.stringify(entry).length, lastUsed: now })
      yield* evict
    }),
    remove: Effect.fn("CacheMemory.remove")(function* (key) {
      yield* checked("remove", key)
      return drop(key)
    }),
    removeMatching: (part) =>
      Effect.sync(() => [...slots.keys()].filter((key) => key.includes(part)).filter(drop).length),
    list: ({ part, limit }) =>
      Effect.sync(() =>
        [...slots]
          .toReversed()
          .filter(([key]) => key.includes(part))
          .slice(0, limit)
          .map(([key, { entry, lastUsed }]) => ({
            key,
            entry: { ...entry, lastAccessed: DateTime.max(entry.lastAccessed, DateTime.unsafeMake(lastUsed)) }
          }))
      ),
    stats: Effect.sync(() => ({
      kind: "memory" as const,
      entries: slots.size,
      bytes,
      ...options,
      evictions,
      damaged: 0
    })),
    probe: Effect.void
  })
})

/** A cache that lives as long as the layer. */
export const layer = (options: Options = defaults): Layer.Layer<CachePort> => Layer.effect(CachePort, make(options))
