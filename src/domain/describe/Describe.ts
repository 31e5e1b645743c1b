/**
 * The main use case: everything that can be said about a rating key, from the cache or from a look-up. One subject, long as it is: who
 * may ask for it differs, and what is done then is the same.
 */
import { Array as Arr, Deferred, Duration, Effect, Either, Metric, Option, Ref } from "effect"
import { CachePort } from "../../ports/CachePort.ts"
import { RequestCount } from "../../ports/RequestCount.ts"
import { TitleMemoryPort } from "../../ports/TitleMemoryPort.ts"
import { type CacheEntry, copyOf, isNewer, isSameEntry } from "../values/CacheEntry.ts"
import type { Hints } from "../values/Hints.ts"
import { isTitleOf } from "../keys/Claim.ts"
import { withoutWhom } from "../lookup/LeftOut.ts"
import { lookup, type LookupResult } from "../lookup/Lookup.ts"
import { inOneLine } from "../lookup/OneLine.ts"
import type { Trace } from "../lookup/Trace.ts"
import { unchanged } from "./Features.ts"
import { entryFor, withConfirmations, withFormerPictures } from "./EntryFor.ts"
import { cached, freshness, lastFound, logged } from "./Kept.ts"
import { LookupFlights, type Settled } from "./LookupFlights.ts"
import { descriptions, hits, lookups, lookupSeconds } from "./DescribeMetrics.ts"
import type { Overloaded } from "./Overloaded.ts"
import { type Meant, meant } from "./Overrides.ts"
import { Policy } from "./Policy.ts"
import { decodeRatingKey } from "../keys/RatingKey.ts"
import { Unsettled, type UnsettledKeys } from "./Unsettled.ts"
import { type Origin, Witness } from "./Witness.ts"

/** What is known of a key. */
export interface Description {
  readonly ratingKey: string
  readonly hints: Hints
  /** Under which key it is kept, and what the owner decided on it. */
  readonly meant: Meant
  /** What the key says of the work, before anybody decided. */
  readonly decoded: Hints
  readonly entry: CacheEntry | undefined
  readonly from: Origin
  readonly trace: Trace | undefined
  /** A failing source left it open whether there is a text, and nothing was known of the key before. */
  readonly isUntold: boolean
}

const observed = (ratingKey: string, hints: Hints, { outcome, trace }: LookupResult, requests: number) => {
  const { ending, ms, references } = trace
  const without = withoutWhom(references)
  return Effect.all(
    [
      Metric.update(
        lookups.pipe(
          Metric.tagged("kind", hints.kind),
          Metric.tagged("outcome", outcome._tag.toLowerCase()),
          Metric.tagged("step", outcome._tag === "Found" ? outcome.method : "none")
        ),
        1
      ),
      Metric.update(lookupSeconds, ms / 1000),
      Effect.logInfo(inOneLine(trace)).pipe(
        Effect.annotateLogs({
          outcome: ending.outcome,
          ...(ending.method === undefined ? {} : { method: ending.method }),
          ...(ending.page === undefined ? {} : { page: ending.page }),
          ratingKey,
          ms,
          requests,
          ...(without === undefined ? {} : { references: without })
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

/** What is kept of what a key stands for; nothing where the owner says that there is no page. */
const keptOf = ({ hints, isNone, key }: Meant) => (isNone ? Effect.succeedNone : cached(key, hints))

/** What is known of a key already, however old; asks no source. */
export const recall = Effect.fn("Describe.recall")(function* (ratingKey: string, decoded: Hints) {
  const itself = yield* meant(ratingKey, decoded)
  const known = yield* keptOf(itself)
  const title = yield* titleOf(ratingKey, decoded, known)
  const hints: Hints = { ...decoded, title }
  return { hints, meant: itself, entry: Option.getOrUndefined(known) }
})

/**
 * Tells whether `describe` would give this same description again, from the cache, and what goes to Plex of it is the same; it then counts as
 * given. What the cache holds under another key than its own is looked at anew.
 */
export const stillHolds = Effect.map(
  Effect.all([CachePort, TitleMemoryPort, freshness, Witness, unchanged]),
  ([cache, memory, isFresh, witness, sameSwitches]) =>
    ({ decoded, entry, hints, meant: before, ratingKey }: Description): Effect.Effect<boolean> => {
      const kept = Effect.flatMap(Effect.zip(meant(ratingKey, decoded), sameSwitches), ([{ isNone, key }, isSame]) =>
        isNone || key !== before.key || !isSame ? Effect.succeedNone : cache.get(key)
      )
      return Effect.matchEffect(kept, {
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

const wasRefused = ({ references = [] }: Trace): boolean => references.some(({ state }) => state === "refused")

/** A text that a reference led to, which refuses the key now: that nothing is found without it does not take the text away. */
const isHeldBack = (trace: Trace, former: Option.Option<CacheEntry>): boolean =>
  Option.exists(former, ({ status }) => status === "found") && wasRefused(trace)

/**
 * Whether a look-up confirms what the former entry says: that was over, so that it was asked anew and not by the same look-up, and every
 * reference that has a key took part.
 */
const confirms = Effect.fnUntraced(function* (trace: Trace, former: Option.Option<CacheEntry>) {
  if (Option.isNone(former) || wasRefused(trace)) return false
  return !(yield* (yield* freshness)(former.value))
})

/** Keeps what a look-up came to, as far as that may be kept. */
const keep = Effect.fn("Describe.keep")(function* (ratingKey: string, hints: Hints, result: LookupResult) {
  const cache = yield* CachePort
  const [made, settles] = yield* entryFor(hints, result.outcome)
  const former = yield* cached(ratingKey, hints)
  const counted = withConfirmations(made, former, yield* confirms(result.trace, former))
  const entry = copyOf(withFormerPictures(counted, former))
  const kept = settles && !(made.status === "not_found" && isHeldBack(result.trace, former))
  if (kept) yield* Effect.catchAll(cache.set(ratingKey, entry), logged)
  const settled: Settled = { entry, kept, trace: result.trace }
  return settled
})

/**
 * How long an answer waits for the ids of a page that is sure: a fraction of the time that the page took, so that it takes hardly longer,
 * and a moment where all that is asked is in memory.
 */
const grace = ({ ms }: Trace) => Duration.millis(Math.max(leastGrace, ms * graceShare))
const leastGrace = 2
const graceShare = 0.05

/**
 * Looks a key up and keeps what may be kept, unless another look-up has done so since the cache was read. An answer whose page is sure lands
 * without its ids when these are long in coming; they are kept when they are there.
 */
const settle = Effect.fn("Describe.settle")(function* (
  ratingKey: string,
  hints: Hints,
  { isGood, leftOpen, waits }: Asking,
  landed: Deferred.Deferred<Settled, Overloaded>
) {
  const policy = yield* Policy
  const meanwhile = yield* cached(ratingKey, hints)
  if (Option.isSome(meanwhile) && (yield* isGood(meanwhile.value))) {
    const settled: Settled = { entry: meanwhile.value, kept: true, trace: undefined }
    return settled
  }
  const context = yield* Effect.context<CachePort>()
  const early = (result: LookupResult) =>
    keep(ratingKey, hints, result).pipe(
      Effect.flatMap((settled) => Deferred.succeed(landed, settled)),
      Effect.uninterruptible,
      Effect.delay(grace(result.trace)),
      Effect.provide(context)
    )
  const requests = yield* Ref.make(0)
  const result = yield* Effect.provideService(
    lookup(hints, { ...policy.lookup, waits }, early),
    RequestCount,
    Ref.update(requests, (count) => count + 1)
  )
  yield* observed(ratingKey, hints, result, yield* Ref.get(requests))
  const unsettled = yield* Unsettled
  yield* result.open ? leftOpen(unsettled)(ratingKey, failedIn(result.trace)) : unsettled.settled(ratingKey)
  if (!(yield* Deferred.isDone(landed))) return yield* keep(ratingKey, hints, result)
  const told = yield* Deferred.await(landed)
  if (told.trace !== undefined) yield* (yield* Witness).completed({ before: told.trace, whole: result.trace })
  // What was told already is better than what could not be finished.
  return result.outcome._tag === "Incomplete" ? told : yield* keep(ratingKey, hints, result)
})

/** What depends on who asks: Plex, or the background. */
interface Asking {
  /** Whether what the cache holds will do. */
  readonly isGood: (entry: CacheEntry) => Effect.Effect<boolean>
  /** What becomes of a key that is left open. */
  readonly leftOpen: (keys: UnsettledKeys) => UnsettledKeys["note"]
  /** Whether sources that are left alone are waited for. */
  readonly waits: boolean
}

/** The sources that failed in a look-up: those that it ended with, when it asked more than once. */
const failedIn = ({ ending, steps }: Trace) => {
  const failures = ending.failures.length > 0 ? ending.failures : steps.flatMap(({ failure }) => failure ?? [])
  return Arr.dedupe(failures.map(({ source }) => source))
}

/** Whether neither the request nor any reference told which work it is. */
export const lacksIds = ({ imdb, status, tmdb, tvdb }: CacheEntry): boolean =>
  status === "found" && imdb === undefined && tmdb === undefined && tvdb === undefined

/**
 * Describes what a rating key stands for; `None` for a key that was never issued. A source that is down costs the
 * text, not the answer; the only failure is having too much to do already.
 */
export const describe = (ratingKey: string) =>
  Effect.withSpan(
    Effect.flatMap(freshness, (isGood) => describeAs({ isGood, leftOpen: ({ note }) => note, waits: true }, ratingKey)),
    "Describe.describe"
  )

/** The same for a look-up that was left open: a page that is known but for the ids of its work is looked up again. */
export const describeAgain = (ratingKey: string) =>
  Effect.withSpan(
    Effect.gen(function* () {
      const isFresh = yield* freshness
      const unsettled = yield* Unsettled
      const again = yield* describeAs(
        {
          isGood: (entry) => (lacksIds(entry) ? Effect.succeed(false) : isFresh(entry)),
          leftOpen: ({ stays }) => stays,
          // The background comes back when the source is well.
          waits: false
        },
        ratingKey
      )
      // Another process has looked it up, or it is no key of ours.
      if (Option.isNone(again) || again.value.from === "hit") yield* unsettled.settled(ratingKey)
      return again
    }),
    "Describe.describeAgain"
  )

/** The same for a person who wants it looked up now, whatever the cache holds. What it holds stays when that comes to nothing. */
export const describeAnew = (ratingKey: string) =>
  Effect.withSpan(
    describeAs({ isGood: () => Effect.succeed(false), leftOpen: ({ note }) => note, waits: true }, ratingKey),
    "Describe.describeAnew"
  )

const describeAs = Effect.fnUntraced(function* (asking: Asking, ratingKey: string) {
  const decoded = decodeRatingKey(ratingKey)
  if (Option.isNone(decoded)) return Option.none<Description>()
  const itself = yield* meant(ratingKey, decoded.value)
  const known = yield* keptOf(itself)
  const title = yield* titleOf(ratingKey, decoded.value, known)
  const witness = yield* Witness
  const answer = (
    from: Origin,
    entry: CacheEntry | undefined,
    trace: Trace | undefined
  ): Effect.Effect<Option.Option<Description>> =>
    Metric.update(descriptions.pipe(Metric.tagged("kind", decoded.value.kind), Metric.tagged("from", from)), 1).pipe(
      Effect.zipRight(witness.described({ ratingKey, from, trace })),
      Effect.as(
        Option.some({
          ratingKey,
          hints: { ...decoded.value, title },
          meant: itself,
          decoded: decoded.value,
          entry,
          from,
          trace,
          isUntold: from === "incomplete" && Option.isNone(known) && entry?.description === undefined
        })
      )
    )
  if (itself.isNone) return yield* answer("hit", undefined, undefined)
  if (Option.isSome(known) && (yield* asking.isGood(known.value))) return yield* answer("hit", known.value, undefined)

  const { key } = itself
  const share = yield* LookupFlights
  const landed = yield* Deferred.make<Settled, Overloaded>()
  const work = settle(key, { ...itself.hints, title }, asking, landed)
  const settled = yield* Effect.either(share(key, work, landed))
  // Without a story the look-up was made elsewhere, and the answer lay in the cache or came from there.
  if (Either.isRight(settled) && settled.right.kept)
    return yield* answer(settled.right.trace === undefined ? "hit" : "lookup", settled.right.entry, settled.right.trace)
  const stale = yield* lastFound(key, itself.hints)
  if (Either.isLeft(settled))
    return Option.isSome(stale) ? yield* answer("stale", stale.value, undefined) : yield* settled.left
  const { entry, trace } = settled.right
  return Option.isSome(stale) ? yield* answer("stale", stale.value, trace) : yield* answer("incomplete", entry, trace)
})

/** Keeps a text under another key of the same work too, unless that key has one as new, or the owner decided on it. */
export const keepUnder = Effect.fn("Describe.keepUnder")(function* (ratingKey: string, { entry, meant }: Description) {
  if (entry?.status !== "found" || meant.override !== undefined) return
  const cache = yield* CachePort
  const known = yield* cache.get(ratingKey)
  if (Option.isNone(known) || (yield* isNewer(entry.fetchedAt, known.value.fetchedAt)))
    yield* cache.set(ratingKey, entry)
}, Effect.catchAll(logged))
