/** `CachePort` in memory: for tests, for embedders, and for those who want nothing on disk. */
import { Clock, Duration, Effect, Layer, Option } from "effect"
import { type CacheEntry, renewableSince } from "../../../domain/values/CacheEntry.ts"
import { CachePort } from "../../../ports/CachePort.ts"
import * as CacheCounts from "../CacheCounts.ts"
import { checked } from "../EntryKey.ts"
import * as LeastRecentlyUsed from "../LeastRecentlyUsed.ts"
import { listingOf } from "../Listing.ts"

export interface Options {
  readonly maxEntries: number
  readonly maxBytes: number
}

/** The bounds that the service has by default. */
export const defaults: Options = { maxEntries: 10_000, maxBytes: 500 * 1024 * 1024 }

/** An empty cache. */
export const make = Effect.fn("CacheMemory.make")(function* (options: Options = defaults) {
  const entries = yield* Effect.sync(() => new Map<string, CacheEntry>())
  const use = LeastRecentlyUsed.make()
  const counts = yield* CacheCounts.make

  const drop = (key: string): boolean => {
    use.forget(key)
    return entries.delete(key)
  }

  return CachePort.of({
    get: Effect.fn("CacheMemory.get")(function* (key) {
      yield* checked("get", key)
      const entry = entries.get(key)
      if (entry === undefined) return Option.none()
      const lastUsed = yield* Clock.currentTimeMillis
      use.put(key, { bytes: use.get(key)?.bytes ?? 0, lastUsed, since: renewableSince(entry) })
      return Option.some(entry)
    }),
    peek: Effect.fn("CacheMemory.peek")(function* (key) {
      yield* checked("get", key)
      return Option.fromNullable(entries.get(key))
    }),
    mayHold: Effect.succeed((key) => entries.has(key)),
    aged: ({ before, usedAfter }) =>
      Effect.sync(() =>
        use.aged(before, Duration.toMillis(usedAfter)).map(({ name, since }) => ({ key: name, since }))
      ),
    set: Effect.fn("CacheMemory.set")(function* (key, entry) {
      yield* checked("set", key)
      entries.set(key, entry)
      const lastUsed = yield* Clock.currentTimeMillis
      use.put(key, { bytes: JSON.stringify(entry).length, lastUsed, since: renewableSince(entry) })
      const excess = use.takeExcess(options.maxEntries, options.maxBytes)
      excess.forEach(drop)
      yield* counts.evicted(excess.length)
    }),
    remove: Effect.fn("CacheMemory.remove")(function* (key) {
      yield* checked("remove", key)
      return drop(key)
    }),
    removeMatching: (part) => Effect.sync(() => use.names().filter((key) => key.includes(part) && drop(key)).length),
    list: ({ part, limit }) =>
      Effect.sync(() =>
        use
          .names()
          .toReversed()
          .filter((key) => key.includes(part))
          .slice(0, limit)
          .flatMap((key) => {
            const entry = entries.get(key)
            return entry === undefined ? [] : [listingOf(key, entry, use.get(key)?.lastUsed ?? 0)]
          })
      ),
    stats: Effect.sync(() => ({
      kind: "memory" as const,
      entries: use.size(),
      bytes: use.bytes(),
      ...options,
      ...counts.now()
    })),
    probe: Effect.void
  })
})

/** A cache that lives as long as the layer. */
export const layer = (options: Options = defaults): Layer.Layer<CachePort> => Layer.effect(CachePort, make(options))
