/** The main use case: everything that can be said about a rating key, from the cache or from a look-up. */
import { DateTime, Effect, Either, Metric, Option } from "effect"
import { CachePort } from "../../ports/CachePort.ts"
import { TitleMemoryPort } from "../../ports/TitleMemoryPort.ts"
import { type CacheEntry, copyOf, entryOf, isNewer, isSameEntry, type WorkFacts } from "../values/CacheEntry.ts"
import type { Complete } from "../values/Complete.ts"
import type { Hints } from "../values/Hints.ts"
import { completed } from "../values/Pictures.ts"
import { isTitleOf } from "../keys/Claim.ts"
import { withoutWhom } from "../lookup/LeftOut.ts"
import { lookup, type LookupResult } from "../lookup/Lookup.ts"
import { Outcome } from "../lookup/Outcome.ts"
import type { Trace } from "../lookup/Trace.ts"
import { cached, freshness, logged } from "./Kept.ts"
import { LookupFlights, type Settled } from "./LookupFlights.ts"
import { descriptions, hits, lookups, lookupSeconds } from "./DescribeMetrics.ts"
import { Policy } from "./Policy.ts"
import { decodeRatingKey } from "../keys/RatingKey.ts"
import { Unsettled } from "./Unsettled.ts"
import { type Origin, Witness } from "./Witness.ts"
import type { Work } from "../values/Work.ts"

/** What is known of a key. */
export interface Description {
  readonly ratingKey: string
  readonly hints: Hints
  readonly entry: CacheEntry | undefined
  readonly from: Origin
  readonly trace: Trace | undefined
}

const facts = (work: Work | undefined): Complete<WorkFacts> => ({
  imdb: work?.imdb,
  tmdb: work?.tmdb,
  tvdb: work?.tvdb,
  released: work?.released,
  pictures: work?.pictures ?? []
})

const withoutText = (hints: Hints, work: Work | undefined) =>
  Effect.map(DateTime.now, (now): Complete<CacheEntry> => ({
    status: "not_found",
    kind: hints.kind,
    title: hints.title,
    year: hints.year ?? work?.year,
    ...facts(work),
    imdb: hints.imdb ?? work?.imdb,
    description: undefined,
    url: undefined,
    vpro: undefined,
    kijkwijzer: undefined,
    appreciation: undefined,
    genres: [],
    directors: [],
    method: undefined,
    fetchedAt: now,
    lastAccessed: now
  }))

/** The entry that an outcome leaves behind, and whether it may be kept. A failure is never kept. */
const entryFor = (hints: Hints, outcome: Outcome): Effect.Effect<readonly [CacheEntry, boolean]> =>
  Outcome.$match(outcome, {
    Found: ({ item, work, method }) =>
      Effect.map(
        entryOf(item, { ...facts(work), imdb: hints.imdb ?? item.imdb ?? work?.imdb, method }),
        (entry) => [entry, true] as const
      ),
    Bare: ({ work }) => Effect.map(withoutText(hints, work), (entry) => [entry, true] as const),
    NotFound: () => Effect.map(withoutText(hints, undefined), (entry) => [entry, true] as const),
    Incomplete: ({ item, work }) =>
      Effect.map(
        item === undefined ? withoutText(hints, work) : entryOf(item, facts(work)),
        (entry) => [entry, false] as const
      )
  })

/** The pictures of an earlier answer about the same page, where a new one has none: its page or the reference may have failed this once. */
const withFormerPictures = (entry: CacheEntry, former: Option.Option<CacheEntry>): CacheEntry =>
  Option.match(
    Option.filter(former, ({ vpro }) => vpro !== undefined && vpro === entry.vpro),
    { onNone: () => entry, onSome: ({ pictures }) => ({ ...entry, pictures: completed(entry.pictures, pictures) }) }
  )

const observed = (hints: Hints, result: LookupResult) => {
  const without = withoutWhom(result.trace.references)
  return Effect.all(
    [
      Metric.update(
        lookups.pipe(
          Metric.tagged("kind", hints.kind),
          Metric.tagged("outcome", result.outcome._tag.toLowerCase()),
          Metric.tagged("step", result.outcome._tag === "Found" ? result.outcome.method : "none")
        ),
        1
      ),
      Metric.update(lookupSeconds, result.trace.ms / 1000),
      Effect.logInfo(`look-up: ${result.trace.decision}`).pipe(
        Effect.annotateLogs({
          title: hints.title,
          ...(hints.year === undefined ? {} : { year: hints.year }),
          ...(without === undefined ? {} : { references: without }),
          steps: result.trace.steps.length,
          ms: result.trace.ms
        })
      )
    ],
    { discard: true }
  )
}

/** The title as it was asked: as remembered, as an entry without a page kept it, or as the key spells it. Of those only the key's own. */
const titleOf = (ratingKey: string, hints: Hints, known: Option.Option<CacheEntry>) =>
  Effect.flatMap(TitleMemoryPort, (memory) =>
    Effect.map(memory.recall(ratingKey), (remembered) =>
      Option.getOrElse(
        Option.orElse(
          Option.filter(remembered, (title) => isTitleOf(hints, title)),
          () =>
            Option.map(
              Option.filter(known, (entry) => entry.status === "not_found" && isTitleOf(hints, entry.title)),
              (entry) => entry.title
            )
        ),
        () => hints.title
      )
    )
  )

/** What is known of a key already, however old; asks no source. */
export const recall = Effect.fn("Describe.recall")(function* (ratingKey: string, decoded: Hints) {
  const known = yield* cached(ratingKey, decoded)
  const title = yield* titleOf(ratingKey, decoded, known)
  const hints: Hints = { ...decoded, title }
  return { hints, entry: Option.getOrUndefined(known) }
})

/**
 * Tells whether `describe` would give this same description again, from the cache; it then counts as given. What the cache holds
 * under another key than its own is looked at anew.
 */
export const stillHolds = Effect.map(
  Effect.all([CachePort, TitleMemoryPort, freshness, Witness]),
  ([cache, memory, isFresh, witness]) =>
    ({ entry, hints, ratingKey }: Description): Effect.Effect<boolean> => {
      return Effect.matchEffect(cache.get(ratingKey), {
        // The answer is then made anew, which tells what is wrong.
        onFailure: () => Effect.succeed(false),
        onSuccess: (known) =>
          entry === undefined || Option.isNone(known) || !isSameEntry(known.value, entry)
            ? Effect.succeed(false)
            : Effect.flatMap(memory.recall(ratingKey), (title) =>
                Option.getOrElse(title, () => hints.title) === hints.title
                  ? Effect.tap(isFresh(known.value), (fresh) =>
                      fresh
                        ? Effect.zipRight(
                            Metric.increment(hits[hints.kind]),
                            witness.described({ ratingKey, from: "hit", trace: undefined })
                          )
                        : Effect.void
                    )
                  : Effect.succeed(false)
              )
      })
    }
)

/** Looks a key up and keeps what may be kept, unless another look-up has done so since the cache was read. */
const settle = Effect.fn("Describe.settle")(function* (ratingKey: string, hints: Hints) {
  const policy = yield* Policy
  const cache = yield* CachePort
  const isFresh = yield* freshness
  const meanwhile = yield* cached(ratingKey, hints)
  if (Option.isSome(meanwhile) && (yield* isFresh(meanwhile.value))) {
    const settled: Settled = { entry: meanwhile.value, kept: true, trace: undefined }
    return settled
  }
  const result = yield* lookup(hints, policy.lookup)
  yield* observed(hints, result)
  const [made, kept] = yield* entryFor(hints, result.outcome)
  const entry = copyOf(withFormerPictures(made, meanwhile))
  if (kept) yield* Effect.catchAll(cache.set(ratingKey, entry), logged)
  const settled: Settled = { entry, kept, trace: result.trace }
  return settled
})

/**
 * Describes what a rating key stands for; `None` for a key that was never issued. A source that is down costs the
 * text, not the answer; the only failure is having too much to do already.
 */
export const describe = Effect.fn("Describe.describe")(function* (ratingKey: string) {
  const decoded = decodeRatingKey(ratingKey)
  if (Option.isNone(decoded)) return Option.none<Description>()
  const isFresh = yield* freshness
  const known = yield* cached(ratingKey, decoded.value)
  const title = yield* titleOf(ratingKey, decoded.value, known)
  const witness = yield* Witness
  const answer = (
    from: Origin,
    entry: CacheEntry | undefined,
    trace: Trace | undefined
  ): Effect.Effect<Option.Option<Description>> =>
    Metric.update(descriptions.pipe(Metric.tagged("kind", decoded.value.kind), Metric.tagged("from", from)), 1).pipe(
      Effect.zipRight(witness.described({ ratingKey, from, trace })),
      Effect.as(Option.some({ ratingKey, hints: { ...decoded.value, title }, entry, from, trace }))
    )
  if (Option.isSome(known) && (yield* isFresh(known.value))) return yield* answer("hit", known.value, undefined)

  const share = yield* LookupFlights
  const settled = yield* Effect.either(share(ratingKey, settle(ratingKey, { ...decoded.value, title })))
  const stale = Option.filter(known, (old) => old.status === "found")
  if (Either.isLeft(settled))
    return Option.isSome(stale) ? yield* answer("stale", stale.value, undefined) : yield* settled.left
  const { entry, kept, trace } = settled.right
  const unsettled = yield* Unsettled
  yield* kept ? unsettled.settled(ratingKey) : unsettled.note(ratingKey)
  // Without a story the look-up was made elsewhere, and the answer lay in the cache or came from there.
  if (kept) return yield* answer(trace === undefined ? "hit" : "lookup", entry, trace)
  return Option.isSome(stale) ? yield* answer("stale", stale.value, trace) : yield* answer("incomplete", entry, trace)
})

/** Keeps a text under another key of the same work too, unless that key has one as new. */
export const keepUnder = Effect.fn("Describe.keepUnder")(function* (ratingKey: string, { entry }: Description) {
  if (entry?.status !== "found") return
  const cache = yield* CachePort
  const known = yield* cache.get(ratingKey)
  if (Option.isNone(known) || (yield* isNewer(entry.fetchedAt, known.value.fetchedAt)))
    yield* cache.set(ratingKey, entry)
}, Effect.catchAll(logged))
