/** A cache that several replicas share, and a cache of this replica for as long as the shared one does not do its work. */
import { Effect, Option, type Scope } from "effect"
import * as BoundedMap from "../../domain/values/BoundedMap.ts"
import { type CacheEntry, isNewer } from "../../domain/values/CacheEntry.ts"
import { type CacheError, CachePort } from "../../ports/CachePort.ts"

export interface Caches {
  readonly shared: typeof CachePort.Service
  readonly local: typeof CachePort.Service
  /** Why the shared cache is out of reach or takes nothing; none when all is well. */
  readonly trouble: Effect.Effect<string | undefined>
}

/** So long after it took nothing the shared cache is not offered anything by those who merely read. */
const pause = "2 seconds"

const isDown = ({ reason }: CacheError) => reason !== "BadKey"
const reasonOf = (error: CacheError) => (error.cause instanceof Error ? error.cause.message : error.message)

/**
 * Reads and writes never fail for want of the shared cache. What was kept here meanwhile is served, and handed over once the
 * shared one takes it, unless another has found out something newer. Looking through the cache, renewing and removing are of the
 * shared one alone: half an answer would be a wrong one.
 */
export const make: (caches: Caches) => Effect.Effect<typeof CachePort.Service, never, Scope.Scope> = Effect.fn(
  "CacheWithFallback.make"
)(function* ({ local, shared, trouble }: Caches) {
  /** Answers that wait for the shared cache; beyond what is kept here the oldest are not handed over. */
  const { maxEntries } = yield* local.stats
  const owed = BoundedMap.make<string, true>({ entries: maxEntries })
  /** Why there are any. */
  let refusal = "answers wait to be handed over"
  /** Under which key: one entry may be kept under several. */
  const copied = new WeakMap<CacheEntry, string>()

  const owe = (key: string, error: CacheError) =>
    Effect.sync(() => {
      refusal = reasonOf(error)
      owed.put(key, true)
    })

  const copy = (key: string, entry: CacheEntry) =>
    Effect.suspend(() => {
      // What is owed is not in the shared cache yet: an older answer from there must not take its place.
      if (copied.get(entry) === key || owed.has(key)) return Effect.void
      copied.set(entry, key)
      return Effect.ignore(local.set(key, entry))
    })

  /** What is known of a key by what the shared cache answered, which may not have taken what is newer. */
  const known = Effect.fnUntraced(function* (key: string, there: Option.Option<CacheEntry>) {
    if (owed.has(key)) {
      const here = yield* Effect.orElseSucceed(local.get(key), () => Option.none<CacheEntry>())
      return (yield* supersedes(here, there)) ? here : there
    }
    // Another replica, or a person, has removed it.
    yield* Option.isSome(there) ? copy(key, there.value) : Effect.ignore(local.remove(key))
    return there
  })

  const give = Effect.fnUntraced(function* (key: string) {
    const here = yield* local.get(key)
    const there = yield* shared.get(key)
    if (Option.isSome(here) && (yield* supersedes(here, there))) yield* shared.set(key, here.value)
    owed.remove(key)
  })

  const one = yield* Effect.makeSemaphore(1)
  const handOver = Effect.suspend(() =>
    Effect.forEach(
      [...owed.keys()],
      // What fails goes last: it may be that one alone.
      (key) => Effect.tapError(give(key), (error) => owe(key, error)),
      { discard: true }
    )
  ).pipe(
    Effect.catchAll(() => Effect.sleep(pause)),
    one.withPermitsIfAvailable(1)
  )
  const scope = yield* Effect.scope
  /** The shared cache has answered. */
  const back = Effect.suspend(() => (owed.size() === 0 ? Effect.void : Effect.asVoid(Effect.forkIn(handOver, scope))))

  return CachePort.of({
    get: (key) =>
      Effect.matchEffect(shared.get(key), {
        onFailure: (error) => (isDown(error) ? local.get(key) : error),
        onSuccess: (there): Effect.Effect<Option.Option<CacheEntry>> => Effect.zipLeft(known(key, there), back)
      }),
    peek: shared.peek,
    mayHold: shared.mayHold,
    aged: shared.aged,
    set: (key, entry) =>
      Effect.matchEffect(shared.set(key, entry), {
        onFailure: (error) => (isDown(error) ? Effect.zipRight(local.set(key, entry), owe(key, error)) : error),
        onSuccess: () =>
          Effect.zipRight(
            Effect.suspend(() => {
              owed.remove(key)
              return copy(key, entry)
            }),
            back
          )
      }),
    remove: (key) =>
      Effect.tap(shared.remove(key), () => {
        owed.remove(key)
        return local.remove(key)
      }),
    removeMatching: (part) =>
      Effect.tap(shared.removeMatching(part), () => {
        for (const key of owed.keys()) if (key.includes(part)) owed.remove(key)
        return local.removeMatching(part)
      }),
    list: shared.list,
    stats: Effect.zipWith(shared.stats, trouble, (stats, reason) => {
      const degraded = reason ?? (owed.size() > 0 ? refusal : undefined)
      return degraded === undefined ? stats : { ...stats, degraded }
    }),
    probe: Effect.matchEffect(shared.probe, { onFailure: () => local.probe, onSuccess: () => back })
  })
})

/** Whether what is kept here is worth more than what is kept there. */
const supersedes = (here: Option.Option<CacheEntry>, there: Option.Option<CacheEntry>): Effect.Effect<boolean> => {
  if (Option.isNone(here)) return Effect.succeed(false)
  return Option.isNone(there) ? Effect.succeed(true) : isNewer(here.value.fetchedAt, there.value.fetchedAt)
}
