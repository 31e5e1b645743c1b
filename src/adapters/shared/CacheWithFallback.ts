/** A cache that several replicas share, and a cache of this replica for as long as the shared one is out of reach. */
import { Effect, Option, type Scope } from "effect"
import type { CacheEntry } from "../../domain/CacheEntry.ts"
import { type CacheError, CachePort } from "../../ports/CachePort.ts"

export interface Caches {
  readonly shared: typeof CachePort.Service
  readonly local: typeof CachePort.Service
  /** Why the shared cache is out of reach; none when it is not. */
  readonly trouble: Effect.Effect<string | undefined>
}

/** Answers that wait for the shared cache; beyond these the oldest are not handed over. */
const mostOwed = 1000

const isDown = ({ reason }: CacheError) => reason !== "BadKey"

/**
 * Reads and writes never fail for want of the shared cache. What was kept here meanwhile is handed over once it is back. Looking
 * through the cache and removing from it are of the shared one alone: half an answer would be a wrong one.
 */
export const make: (caches: Caches) => Effect.Effect<typeof CachePort.Service, never, Scope.Scope> = Effect.fn(
  "CacheWithFallback.make"
)(function* ({ local, shared, trouble }: Caches) {
  const owed = new Set<string>()
  const copied = new WeakSet<CacheEntry>()

  const owe = (key: string) =>
    Effect.sync(() => {
      owed.delete(key)
      owed.add(key)
      const oldest = owed.values().next()
      if (owed.size > mostOwed && oldest.done === false) owed.delete(oldest.value)
    })

  const copy = (key: string, entry: CacheEntry) =>
    Effect.suspend(() => {
      if (copied.has(entry)) return Effect.void
      copied.add(entry)
      return Effect.ignore(local.set(key, entry))
    })

  const one = yield* Effect.makeSemaphore(1)
  const handOver = Effect.suspend(() =>
    Effect.forEach(
      [...owed],
      (key) =>
        Effect.gen(function* () {
          const entry = yield* local.get(key)
          if (Option.isSome(entry)) yield* shared.set(key, entry.value)
          owed.delete(key)
        }),
      { discard: true }
    )
  ).pipe(one.withPermitsIfAvailable(1), Effect.ignore)
  const scope = yield* Effect.scope
  /** The shared cache has answered. */
  const back = Effect.suspend(() => (owed.size === 0 ? Effect.void : Effect.asVoid(Effect.forkIn(handOver, scope))))

  return CachePort.of({
    get: (key) =>
      Effect.matchEffect(shared.get(key), {
        onFailure: (error) => (isDown(error) ? local.get(key) : error),
        onSuccess: (found): Effect.Effect<Option.Option<CacheEntry>> =>
          Option.isSome(found) ? Effect.as(copy(key, found.value), found) : Effect.as(back, found)
      }),
    set: (key, entry) =>
      Effect.matchEffect(shared.set(key, entry), {
        onFailure: (error) => (isDown(error) ? Effect.zipRight(local.set(key, entry), owe(key)) : error),
        onSuccess: () => Effect.zipRight(copy(key, entry), back)
      }),
    remove: (key) =>
      Effect.tap(shared.remove(key), () => {
        owed.delete(key)
        return local.remove(key)
      }),
    removeMatching: (part) =>
      Effect.tap(shared.removeMatching(part), () => {
        for (const key of owed) if (key.includes(part)) owed.delete(key)
        return local.removeMatching(part)
      }),
    list: shared.list,
    stats: Effect.zipWith(shared.stats, trouble, (stats, degraded) =>
      degraded === undefined ? stats : { ...stats, degraded }
    ),
    probe: Effect.matchEffect(shared.probe, { onFailure: () => local.probe, onSuccess: () => back })
  })
})
