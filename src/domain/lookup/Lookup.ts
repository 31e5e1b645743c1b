/** The cascade: from what Plex said to the page of that work, each step only when the one before gave no sure answer. */
import { Clock, Effect, Option, Ref } from "effect"
import type { LookupMethod } from "../values/CacheEntry.ts"
import { CataloguePort, type CatalogueQuery } from "../../ports/CataloguePort.ts"
import type { SourceError } from "../../ports/SourceError.ts"
import { type WorkHit, WorkPort } from "../../ports/WorkPort.ts"
import type { Hints } from "../values/Hints.ts"
import type { MediaKind, Year } from "../values/Media.ts"
import { choosePlausible, chooseSure, worthReading } from "../matching/Choose.ts"
import type { Asked, Reference } from "../matching/Decide.ts"
import type { Decision } from "../matching/Evidence.ts"
import { mostYears, yearsAround } from "../matching/Years.ts"
import { words } from "../titles/Comparison.ts"
import { listPages, readPages } from "./SearchCinema.ts"
import { type Identified, identify } from "./Identify.ts"
import { defaultLookupOptions, inTime, type LookupOptions, stepTime } from "./Options.ts"
import { Outcome } from "./Outcome.ts"
import { makeLookupProgress, type LookupProgress } from "./LookupProgress.ts"
import { collectPage } from "./KnownPage.ts"
import { joinedTexts, otherTitles, queryText, type Titled, workQuery } from "./Query.ts"
import { confirm } from "./ConfirmById.ts"
import { withReference } from "./Pictures.ts"
import { type Ending, type StepName, type Trace, traceFailure, traceOf, type TraceStep } from "./Trace.ts"
import { searchWeb } from "./SearchWeb.ts"

export interface LookupResult {
  readonly outcome: Outcome
  readonly trace: Trace
}

const maxOtherTitles = 5
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
      const decision = choose(yield* progress.decisions, yield* progress.request)
      if (decision === undefined) return Option.none<Outcome>()
      const outcome = yield* confirm(progress, decision, typeof method === "string" ? method : method(decision))
      if (Option.isSome(outcome)) return outcome
    }
  })

const askCatalogue = (progress: LookupProgress, step: StepName, query: CatalogueQuery) =>
  Effect.gen(function* () {
    const catalogue = yield* CataloguePort
    const years = query.years === undefined ? "" : ` ${query.years[0]}–${query.years.at(-1)}`
    const shown = `${query.mode === "phrase" ? `"${query.text}"` : query.text}${years}`
    const answer = yield* progress.step(step, shown, catalogue.search(query), (found) => found.items)
    if (answer !== undefined) yield* progress.collect(answer.items)
    return answer
  })

/** By the number of the page that a person chose. */
const byChoice = Effect.fn("Lookup.byChoice")(function* (hints: Hints, progress: LookupProgress) {
  if (hints.vpro === undefined) return Option.none()
  yield* collectPage(progress, hints.vpro, hints.kind, hints.title)
  return yield* settle(progress, "vpro_id", chooseSure)
})

/** Whether a source failed: one that just did is not asked again and again. */
const hasFailed = (progress: LookupProgress, source: SourceError["source"]) =>
  Effect.map(Ref.get(progress.state), ({ failures }) => failures.some((failure) => failure.source === source))

/** By the title alone: when the catalogue knows it, nobody else is asked. */
const byTitle = Effect.fn("Lookup.byTitle")(function* (hints: Hints, progress: LookupProgress) {
  const text = queryText(hints.title)
  if (text === undefined) return Option.none()
  const mode = words(text).length === 1 ? "phrase" : "words"
  yield* askCatalogue(progress, "poms", { text, kind: hints.kind, mode })
  return yield* settle(progress, "poms", chooseSure)
})

const noteOf = ({ work, unheard }: Identified): Pick<TraceStep, "detail" | "work"> =>
  Option.match(work, {
    onNone: () => ({ detail: unheard ? "no work bears this title" : "no telling which work is meant" }),
    onSome: ({ id, tmdb, title, originalTitle, year, directors }) => ({
      detail: `${id}: "${title}" (${originalTitle}, ${year ?? "no year"}) by ${directors.join(", ")}`,
      work: { id, tmdb, title, originalTitle, year, directors }
    })
  })

const referenceOf = ({ work, unheard }: Identified): Reference =>
  Option.isSome(work) ? "known" : unheard ? "unheard" : "undecided"

/** Asks the catalogue, side by side, for pages of about a year by titles and by a director. */
const askAbout = ({ work, director, year, kind }: About, progress: LookupProgress, options: LookupOptions) =>
  Effect.gen(function* () {
    if (options.skip.has("poms-other-titles") || (yield* hasFailed(progress, "poms"))) return
    const { titles: asked } = yield* Ref.get(progress.state)
    const titles = otherTitles(work, asked, maxOtherTitles)
    yield* Ref.update(progress.state, (now) => ({ ...now, titles: [...now.titles, ...titles] }))
    const years = year === undefined ? {} : { years: yearsAround(year, mostYears.sameTitle) }
    const texts = joinedTexts([...(director === undefined || year === undefined ? [] : [director]), ...titles])
    yield* Effect.forEach(
      texts,
      (text) => askCatalogue(progress, "poms-other-titles", { text, kind, mode: "words", ...years }),
      { concurrency: "unbounded", discard: true }
    )
  })

interface About {
  readonly work: Titled
  readonly director?: string | undefined
  readonly year: Year | undefined
  readonly kind: MediaKind
}

/** Which work is meant. As soon as the reference has a hit, the catalogue is asked for the titles that it tells. */
const byWork = Effect.fn("Lookup.byWork")(function* (hints: Hints, progress: LookupProgress, options: LookupOptions) {
  const works = yield* WorkPort
  if (!works.configured) return Option.none()
  const meanwhile = (hit: WorkHit) =>
    askAbout({ work: hit, year: hit.year ?? hints.year, kind: hints.kind }, progress, options)
  const found = yield* progress.step("tmdb", workQuery(hints), identify(hints, meanwhile), () => [], noteOf)
  if (found === undefined) return Option.none()
  yield* Ref.update(progress.state, (now) => ({
    ...now,
    work: Option.getOrUndefined(found.work),
    reference: referenceOf(found)
  }))
  return yield* settle(progress, "tmdb_alt", chooseSure)
})

/**
 * The catalogue once more: with the director and the other titles of the work, or, when no work is known, give or take a
 * letter.
 */
const askAgain = (hints: Hints, progress: LookupProgress, options: LookupOptions) =>
  Effect.gen(function* () {
    const { work } = yield* Ref.get(progress.state)
    if (work !== undefined) {
      const { directors, year = hints.year } = work
      return yield* askAbout({ work, director: directors[0], year, kind: hints.kind }, progress, options)
    }
    const text = queryText(hints.title)
    const skipped = options.skip.has("poms-fuzzy") || options.skip.has("poms")
    if (skipped || text === undefined || hints.year === undefined || (yield* hasFailed(progress, "poms"))) return
    const years = yearsAround(hints.year, mostYears.ever)
    yield* askCatalogue(progress, "poms-fuzzy", { text, kind: hints.kind, mode: "fuzzy", years })
  })

/** The catalogue and the search of the public site, side by side; then the pages that could be meant, side by side. */
const byPages = Effect.fn("Lookup.byPages")(function* (hints: Hints, progress: LookupProgress, options: LookupOptions) {
  const silent = options.skip.has("cinema")
  const [listed] = yield* Effect.all(
    [silent ? Effect.succeed([]) : listPages(hints, progress), askAgain(hints, progress, options)],
    { concurrency: "unbounded" }
  )
  const { work } = yield* Ref.get(progress.state)
  const known = yield* settle(progress, work === undefined ? "poms" : "tmdb_alt", chooseSure)
  if (Option.isSome(known) || silent) return known
  // The same maker and year under another title: the IMDb id on the public page tells.
  const unsure = (hints.imdb ?? work?.imdb) === undefined ? [] : worthReading(yield* progress.decisions, maxUnsure)
  const toConfirm = unsure.map(({ candidate: { id, title } }) => ({ id, slug: title }))
  const ids = new Set(toConfirm.map(({ id }) => id))
  const promising = [...toConfirm, ...listed.filter(({ id }) => !ids.has(id))].slice(0, maxPages)
  yield* readPages(promising, progress)
  return yield* settle(progress, ({ candidate: { id } }) => (ids.has(id) ? "imdb" : "cinema"), chooseSure)
})

const cascade = (hints: Hints, progress: LookupProgress, options: LookupOptions) =>
  Effect.gen(function* () {
    const unless = <R>(step: StepName, taken: Effect.Effect<Decided, never, R>): Effect.Effect<Decided, never, R> =>
      options.skip.has(step) ? Effect.succeedNone : taken
    if (hints.vpro !== undefined) return yield* byChoice(hints, progress)
    const steps = [
      unless("poms", byTitle(hints, progress)),
      unless("tmdb", byWork(hints, progress, options)),
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

const undecided = (progress: LookupProgress, timedOut: boolean): Effect.Effect<Outcome> =>
  Effect.map(Ref.get(progress.state), ({ failures, taken, work }) => {
    if (timedOut || failures.length > 0) return Outcome.Incomplete({ item: taken, work, failures, timedOut })
    return work === undefined ? Outcome.NotFound() : Outcome.Bare({ work })
  })

const inWords = Outcome.$match({
  Found: ({ item, method }) =>
    `found page ${item.id} "${item.title}" (${method})${item.text ? "" : ", without a text"}`,
  Bare: ({ work }) => `no page at VPRO; ${work.id} gives the bare facts`,
  NotFound: () => "nobody knows this work",
  Incomplete: ({ failures, timedOut }) =>
    `could not be settled: ${[...(timedOut ? ["out of time"] : []), ...failures.map((failure) => failure.message)].join("; ")}`
})

const endingOf = Outcome.$match({
  Found: ({ item, method }): Ending => ({
    outcome: "found",
    page: item.id,
    title: item.title,
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
    timedOut,
    failures: failures.map(traceFailure)
  })
})

/**
 * Looks a work up. Never fails: what went wrong is in the outcome and in the trace. Takes at most `timeout`.
 */
export const lookup = Effect.fn("Lookup.lookup")(function* (
  hints: Hints,
  options: LookupOptions = defaultLookupOptions
) {
  const start = yield* Clock.currentTimeMillis
  const progress = yield* makeLookupProgress(hints, stepTime(options))
  const whole = Effect.flatMap(cascade(hints, progress, options), (taken) =>
    Effect.transposeMapOption(taken, (outcome) => withReference(hints, progress, options, outcome))
  )
  const found = yield* inTime(whole, options)
  const settled = Option.flatten(found)
  const outcome = Option.isSome(settled) ? settled.value : yield* undecided(progress, Option.isNone(found))
  const steps = yield* progress.story
  const ms = (yield* Clock.currentTimeMillis) - start
  const trace = traceOf(hints, { steps, ending: endingOf(outcome), decision: inWords(outcome), ms })
  const result: LookupResult = { outcome, trace }
  return result
})
