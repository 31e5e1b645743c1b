/** A cache that several replicas share, and a cache of this replica for as long as the shared one is out of reach. */
import { DateTime, Effect, Option, type Scope } from "effect"
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
 * Reads and writes never fail for want of the shared cache. What was kept here meanwhile is handed over once it is back, unless
 * another has found out something newer. Looking through the cache and removing from it are of the shared one alone: half an
 * answer would be a wrong one.
 */
export const make: (caches: Caches) => Effect.Effect<typeof CachePort.Service, never, Scope.Scope> = Effect.fn(
  "CacheWithFallback.make"
)(function* ({ local, shared, trouble }: Caches) {
  const owed = new Set<string>()
  /** Under which key: one entry may be kept under several. */
  const copied = new WeakMap<CacheEntry, string>()

  const owe = (key: string) =>
    Effect.sync(() => {
      owed.delete(key)
      owed.add(key)
      const oldest = owed.values().next()
      if (owed.size > mostOwed && oldest.done === false) owed.delete(oldest.value)
    })

  const copy = (key: string, entry: CacheEntry) =>
    Effect.suspend(() => {
      // What is owed is not in the shared cache yet: an older answer from there must not take its place.
      if (copied.get(entry) === key || owed.has(key)) return Effect.void
      copied.set(entry, key)
      return Effect.ignore(local.set(key, entry))
    })

  /** Another replica, or a person, has removed it. */
  const uncopy = (key: string) => (owed.has(key) ? Effect.void : Effect.ignore(local.remove(key)))

  const one = yield* Effect.makeSemaphore(1)
  const handOver = Effect.suspend(() =>
    Effect.forEach(
      [...owed],
      (key) =>
        Effect.gen(function* () {
          const here = yield* local.get(key)
          const there = yield* shared.get(key)
          const newer =
            Option.isSome(here) &&
            (Option.isNone(there) || DateTime.lessThan(there.value.fetchedAt, here.value.fetchedAt))
          if (newer) yield* shared.set(key, here.value)
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
          Effect.as(Effect.zipRight(Option.isSome(found) ? copy(key, found.value) : uncopy(key), back), found)
      }),
    set: (key, entry) =>
      Effect.matchEffect(shared.set(key, entry), {
        onFailure: (error) => (isDown(error) ? Effect.zipRight(local.set(key, entry), owe(key)) : error),
        onSuccess: () =>
          Effect.zipRight(
            Effect.suspend(() => {
              owed.delete(key)
              return copy(key, entry)
            }),
            back
          )
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
