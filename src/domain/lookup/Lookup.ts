/** The cascade: from what Plex said to the page of that work, each step only when the one before gave no sure answer. */
import { Clock, Effect, Fiber, Option, Ref } from "effect"
import type { LookupMethod } from "../values/CacheEntry.ts"
import { Patience } from "../../ports/Patience.ts"
import { WorkPort } from "../../ports/WorkPort.ts"
import { hasIdOfWork, type Hints } from "../values/Hints.ts"
import { choosePlausible, chooseSure, worthReading } from "../matching/Choose.ts"
import type { Asked } from "../matching/Asked.ts"
import type { Decision } from "../matching/Evidence.ts"
import { isSameTitle } from "../matching/Relations.ts"
import { areSameTitle } from "../matching/TitleRelation.ts"
import { listPages, readPages } from "./SearchCinema.ts"
import { defaultLookupOptions, inTime, type LookupOptions, patienceTime, stepTime } from "./Options.ts"
import { Outcome } from "./Outcome.ts"
import { makeLookupProgress, type LookupProgress } from "./LookupProgress.ts"
import { askAgain, askForTitle } from "./AskCatalogue.ts"
import { type Announce, announcing } from "./Announce.ts"
import { askForMakers } from "./AskForMakers.ts"
import { askBeside, askForWork } from "./AskReference.ts"
import { titleAtOnce, titleWithHit } from "./FirstQuestion.ts"
import { withIdOnPage } from "./IdOnPage.ts"
import { collectPage } from "./KnownPage.ts"
import { confirm } from "./Confirm.ts"
import { canPass } from "./Patient.ts"
import { withReference } from "./WithReference.ts"
import { isNobodyAsked } from "../values/References.ts"
import { type Ending, type StepName, type Trace, traceFailure, traceOf } from "./Trace.ts"
import { searchWeb } from "./SearchWeb.ts"

export interface LookupResult {
  readonly outcome: Outcome
  readonly trace: Trace
  /** Whether a source that could not be asked may add to it: a page, or the ids of one that was found. */
  readonly open: boolean
}

const maxUnsure = 1
const maxPages = 2

type Decided = Option.Option<Outcome>

/** Takes the candidate that is sure by now, if there is one; reads its page when its text is missing. */
const settle = (
  progress: LookupProgress,
  method: LookupMethod | ((taken: Decision) => LookupMethod),
  choose: (decisions: ReadonlyArray<Decision>, request: Asked) => Decision | undefined
) =>
  Effect.gen(function* () {
    for (;;) {
      yield* askForMakers(progress)
      const decision = choose(yield* progress.decisions, yield* progress.request)
      if (decision === undefined) return Option.none<Outcome>()
      const outcome = yield* confirm(progress, decision, typeof method === "string" ? method : method(decision))
      if (Option.isSome(outcome)) return outcome
    }
  })

/** By the number of the page that a person chose. */
const byChoice = Effect.fn("Lookup.byChoice")(function* (hints: Hints, progress: LookupProgress) {
  if (hints.vpro === undefined) return Option.none()
  yield* collectPage(progress, hints.vpro, hints.kind, hints.title)
  return yield* settle(progress, "vpro_id", chooseSure)
})

/** By the title alone: when the catalogue knows it, nobody else is asked. */
const byTitle = Effect.fn("Lookup.byTitle")(function* (hints: Hints, progress: LookupProgress) {
  yield* askForTitle(hints, progress)
  return yield* settle(progress, "poms", chooseSure)
})

const byWork = Effect.fn("Lookup.byWork")(function* (hints: Hints, progress: LookupProgress, options: LookupOptions) {
  yield* askForWork(hints, progress, options)
  return yield* settle(progress, "tmdb_alt", chooseSure)
})

/** By its own title or by another of the work. */
const methodOf =
  (hints: Hints) =>
  ({ candidate }: Decision): LookupMethod =>
    areSameTitle(hints.title, candidate.title) ? "poms" : "tmdb_alt"

/**
 * By the title, while the reference is asked which work is meant: its ids and its maker belong to the answer, and of a page under the very
 * title the maker may tell that it is a namesake's. A page that is sure before the reference has answered is announced.
 */
const byTitleAndWork = Effect.fn("Lookup.byTitleAndWork")(function* (
  hints: Hints,
  progress: LookupProgress,
  options: LookupOptions,
  announce: Announce
) {
  const question = yield* (hasIdOfWork(hints) ? titleWithHit : titleAtOnce)(hints, progress, options)
  const asking = yield* Effect.fork(askBeside(hints, progress, options, question.meanwhile))
  yield* question.ask(asking)
  const early = yield* settle(progress, "poms", chooseSure)
  const wasPutOff = yield* announcing(early, announce, Fiber.join(asking))
  if (wasPutOff && Option.isNone(early)) yield* askForWork(hints, progress, options)
  yield* question.rest
  return yield* settle(progress, methodOf(hints), chooseSure)
})

/** Pages, not yet read, of which the IMDb id on them could tell whether they are the work's, the likeliest first. */
const unconfirmed = (hints: Hints, progress: LookupProgress) =>
  Effect.map(Effect.all([Ref.get(progress.state), progress.decisions]), ([{ read, work }, decisions]) =>
    (hints.imdb ?? work?.imdb) === undefined
      ? []
      : worthReading(
          decisions.filter(({ candidate }) => !read.has(candidate.id)),
          maxUnsure
        )
  )

/**
 * A page under the very title whose maker cannot be compared: the id on it tells. Where it has none and no work is known, nobody
 * else could say more.
 */
const byIdOnPage = Effect.fn("Lookup.byIdOnPage")(function* (hints: Hints, progress: LookupProgress) {
  const [likely] = yield* unconfirmed(hints, progress)
  if (likely?.verdict !== "plausible" || !isSameTitle(likely.relation)) return Option.none<Outcome>()
  yield* readPages([{ id: likely.candidate.id, slug: likely.candidate.title }], progress)
  const confirmed = yield* settle(progress, "imdb", chooseSure)
  const { work } = yield* Ref.get(progress.state)
  return Option.isSome(confirmed) || work !== undefined ? confirmed : yield* settle(progress, "poms", choosePlausible)
})

/** The catalogue and the search of the public site, side by side; then the pages that could be meant, side by side. */
const byPages = Effect.fn("Lookup.byPages")(function* (hints: Hints, progress: LookupProgress, options: LookupOptions) {
  const silent = options.skip.has("cinema")
  const [listed] = yield* Effect.all(
    [silent ? Effect.succeed([]) : listPages(hints, progress), askAgain(hints, progress, options)],
    { concurrency: "unbounded" }
  )
  const { work } = yield* Ref.get(progress.state)
  const settled = yield* settle(progress, work === undefined ? "poms" : "tmdb_alt", chooseSure)
  if (Option.isSome(settled) || silent) return settled
  // The same maker and year under another title: the IMDb id on the public page tells.
  const unsure = yield* unconfirmed(hints, progress)
  const toConfirm = unsure.map(({ candidate: { id, title } }) => ({ id, slug: title }))
  const ids = new Set(toConfirm.map(({ id }) => id))
  const promising = [...toConfirm, ...listed.filter(({ id }) => !ids.has(id))].slice(0, maxPages)
  yield* readPages(promising, progress)
  return yield* settle(progress, ({ candidate: { id } }) => (ids.has(id) ? "imdb" : "cinema"), chooseSure)
})

const cascade = (hints: Hints, progress: LookupProgress, options: LookupOptions, announce: Announce) =>
  Effect.gen(function* () {
    const unless = <R>(step: StepName, taken: Effect.Effect<Decided, never, R>): Effect.Effect<Decided, never, R> =>
      options.skip.has(step) ? Effect.succeedNone : taken
    if (hints.vpro !== undefined) return yield* byChoice(hints, progress)
    const configured = yield* (yield* WorkPort).configured
    const both = configured && !options.skip.has("poms") && !options.skip.has("tmdb")
    const steps = [
      ...(both && (hasIdOfWork(hints) || options.ids === "always")
        ? [byTitleAndWork(hints, progress, options, announce)]
        : [unless("poms", byTitle(hints, progress)), unless("tmdb", byWork(hints, progress, options))]),
      unless("cinema", byIdOnPage(hints, progress)),
      byPages(hints, progress, options),
      unless("web", Effect.zipRight(searchWeb(hints, progress), settle(progress, "web", chooseSure))),
      settle(progress, "plausible", choosePlausible)
    ]
    for (const step of steps) {
      const found = yield* step
      if (Option.isSome(found)) return found
    }
    return Option.none<Outcome>()
  })

/** Whether nothing was settled, and a source that may be back in a moment could have done so. */
const isWorthWaiting = (progress: LookupProgress, taken: Decided) =>
  Effect.map(
    Ref.get(progress.state),
    ({ failures }) => (Option.isNone(taken) || taken.value._tag === "Incomplete") && failures.some(canPass)
  )

/**
 * The cascade; and once more when nothing was settled since a source failed. The first time nobody waits for a source that is left alone,
 * since another may settle it; the second time all of them are waited for, until `until`.
 */
const withPatience = Effect.fn("Lookup.withPatience")(function* (
  hints: Hints,
  progress: LookupProgress,
  options: LookupOptions,
  { announce, until }: { readonly announce: Announce; readonly until: number }
) {
  const ask = cascade(hints, progress, options, announce)
  const taken = yield* ask
  const late = options.waits === false || (yield* Clock.currentTimeMillis) >= until
  if (late || !(yield* isWorthWaiting(progress, taken))) return taken
  yield* progress.askAgain
  return yield* Effect.provideService(ask, Patience, until)
})

const undecided = (progress: LookupProgress, timedOut: boolean): Effect.Effect<Outcome> =>
  Effect.map(Ref.get(progress.state), ({ failures, taken, work }) => {
    if (timedOut || failures.length > 0) return Outcome.Incomplete({ item: taken, work, failures, timedOut })
    return work === undefined ? Outcome.NotFound() : Outcome.Bare({ work })
  })

const inWords = (references: Trace["references"]) =>
  Outcome.$match({
    Found: ({ item, method }) =>
      `found page ${item.id} "${item.title}" (${method})${item.text ? "" : ", without a text"}`,
    Bare: ({ work }) => `no page at VPRO; ${work.id} gives the bare facts`,
    NotFound: () =>
      isNobodyAsked(references) ? "no page at VPRO, and no reference of works was asked" : "nobody knows this work",
    Incomplete: ({ failures, timedOut }) =>
      `could not be settled: ${[...(timedOut ? ["out of time"] : []), ...failures.map((failure) => failure.message)].join("; ")}`
  })

const endingOf = Outcome.$match({
  Found: ({ item, method }): Ending => ({
    outcome: "found",
    page: item.id,
    title: item.title,
    ...(item.year === undefined ? {} : { year: item.year }),
    method,
    text: item.text !== undefined,
    failures: []
  }),
  Bare: (): Ending => ({ outcome: "bare", failures: [] }),
  NotFound: (): Ending => ({ outcome: "not_found", failures: [] }),
  Incomplete: ({ item, failures, timedOut }): Ending => ({
    outcome: "incomplete",
    page: item?.id,
    title: item?.title,
    ...(item?.year === undefined ? {} : { year: item.year }),
    timedOut,
    failures: failures.map(traceFailure)
  })
})

/**
 * Looks a work up. Never fails: what went wrong is in the outcome and in the trace. Takes at most `timeout`. When a page is sure while its
 * ids are still being asked for, `early` is told what the answer would be without them; it is interrupted when they arrive.
 */
export const lookup = Effect.fn("Lookup.lookup")(function* (
  hints: Hints,
  options: LookupOptions = defaultLookupOptions,
  early: (result: LookupResult) => Effect.Effect<void> = () => Effect.void
) {
  const start = yield* Clock.currentTimeMillis
  const progress = yield* makeLookupProgress(hints, stepTime(options))
  const resultOf = Effect.fnUntraced(function* (outcome: Outcome) {
    const steps = yield* progress.story
    const { asking, references } = yield* Ref.get(progress.state)
    const ms = (yield* Clock.currentTimeMillis) - start
    const decision = inWords(references)(outcome)
    const trace = traceOf(hints, { steps, references, ending: endingOf(outcome), decision, ms })
    const open = outcome._tag === "Incomplete" || (asking === "owed" && options.ids === "always")
    const result: LookupResult = { outcome, trace, open }
    return result
  })
  const announce: Announce = (outcome) => Effect.flatMap(resultOf(outcome), early)
  const asked = withPatience(hints, progress, options, { announce, until: start + patienceTime(options) })
  const whole = Effect.flatMap(asked, (taken) =>
    Effect.transposeMapOption(taken, (outcome) =>
      Effect.flatMap(withReference(hints, progress, options, outcome, announce), (known) =>
        withIdOnPage(hints, progress, options, known, announce)
      )
    )
  )
  const found = yield* inTime(whole, options)
  const settled = Option.flatten(found)
  return yield* resultOf(Option.isSome(settled) ? settled.value : yield* undecided(progress, Option.isNone(found)))
})
