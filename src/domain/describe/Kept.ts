/** What the cache holds of a question, and whether it is still good enough to be the answer. */
import { Duration, Effect, Metric, Option } from "effect"
import { type CacheError, CachePort } from "../../ports/CachePort.ts"
import { otherKeys } from "../keys/OtherKeys.ts"
import { type CacheEntry, isFresh, lifeLeft, type TimesToLive } from "../values/CacheEntry.ts"
import type { Hints } from "../values/Hints.ts"
import { lacksPoster } from "../values/Pictures.ts"
import { cacheFailures } from "./DescribeMetrics.ts"
import { features, keyStyle } from "./Features.ts"
import { Policy } from "./Policy.ts"

/** A cache that fails costs a look-up, not the answer. */
export const logged = (error: CacheError) =>
  (error.logged === true ? Effect.void : Effect.logWarning(error.message)).pipe(
    Effect.zipRight(Metric.update(cacheFailures.pipe(Metric.tagged("operation", error.operation)), 1))
  )

/** Looks at what the cache holds without marking any of it as used: for the background, which nobody asked. */
export const onlyLooking = <A, E, R>(look: Effect.Effect<A, E, R>) =>
  Effect.flatMap(CachePort, (cache) =>
    Effect.provideService(look, CachePort, CachePort.of({ ...cache, get: cache.peek }))
  )

const keptUnder = (key: string, { kind }: Hints) =>
  Effect.flatMap(CachePort, (cache) =>
    cache.get(key).pipe(
      Effect.catchAll((error) => Effect.as(logged(error), Option.none<CacheEntry>())),
      Effect.map(Option.filter((entry) => entry.kind === kind))
    )
  )

const keptElsewhere = Effect.fnUntraced(function* (
  ratingKey: string,
  hints: Hints,
  isWanted: (entry: CacheEntry) => boolean = () => true
) {
  for (const { key, serves } of otherKeys(ratingKey, hints, yield* keyStyle)) {
    const entry = yield* keptUnder(key, hints)
    if (Option.exists(entry, (known) => serves(known) && isWanted(known))) return entry
  }
  return Option.none<CacheEntry>()
})

/** What is kept under a key, or else under another one, when that answers the same question. */
export const cached = Effect.fn("Describe.cached")(function* (ratingKey: string, hints: Hints) {
  const own = yield* keptUnder(ratingKey, hints)
  return Option.isSome(own) ? own : yield* keptElsewhere(ratingKey, hints)
})

const isFound = ({ status }: CacheEntry) => status === "found"

/**
 * A page that was found once, under a key or under another one that answers the same question, however old. An older "not found" under
 * the key itself does not hide it: this is what is left to serve while sources fail.
 */
export const lastFound = Effect.fn("Describe.lastFound")(function* (ratingKey: string, hints: Hints) {
  const own = yield* keptUnder(ratingKey, hints)
  return Option.exists(own, isFound) ? own : yield* keptElsewhere(ratingKey, hints, isFound)
})

const withoutPoster = (ttl: TimesToLive): TimesToLive => ({ ...ttl, found: Duration.min(ttl.found, ttl.notFound) })

/**
 * How long an entry may live. While pictures are wanted, one without a poster lives as short as one without a text: it may have been
 * kept while they were off, or its page could not be read that once.
 */
const timesOf = Effect.map(
  Effect.all([Policy, features]),
  ([{ ttl }, { images }]) =>
    (entry: CacheEntry): TimesToLive =>
      images && entry.status === "found" && lacksPoster(entry) ? withoutPoster(ttl) : ttl
)

/** Tells whether an entry is still fresh. */
export const freshness = Effect.map(
  timesOf,
  (ttlOf) =>
    (entry: CacheEntry): Effect.Effect<boolean> =>
      isFresh(entry, ttlOf(entry))
)

/** Tells how long an entry will still be fresh. */
export const freshFor = Effect.map(
  timesOf,
  (ttlOf) =>
    (entry: CacheEntry): Effect.Effect<Duration.Duration> =>
      lifeLeft(entry, ttlOf(entry))
)
