/** The cascade: from what Plex said to the page of that work, each step only when the one before gave no sure answer. */
import { Clock, Effect, Option, Ref } from "effect"
import { CataloguePort, type CatalogueQuery } from "../../ports/CataloguePort.ts"
import { PagePort } from "../../ports/PagePort.ts"
import { WorkPort } from "../../ports/WorkPort.ts"
import type { Hints } from "../Hints.ts"
import type { Year } from "../Media.ts"
import { yearOf } from "../Media.ts"
import { choosePlausible, chooseSure, worthReading } from "../matching/Choose.ts"
import { type Asked, type Reference, yearTolerance } from "../matching/Decide.ts"
import type { Decision } from "../matching/Evidence.ts"
import { words } from "../text/Comparison.ts"
import { searchPages } from "./Cinema.ts"
import { type Identified, identify } from "./Identify.ts"
import { defaultLookupOptions, inTime, type LookupOptions, stepTime } from "./Options.ts"
import { Outcome } from "./Outcome.ts"
import { makeProgress, type Progress } from "./Progress.ts"
import { collectPage } from "./KnownPage.ts"
import { otherTitles, queryText, workQuery } from "./Query.ts"
import { confirm, merged } from "./Confirm.ts"
import { type Ending, type StepName, type Trace, traceFailure, traceOf, type TraceStep } from "./Trace.ts"
import { searchWeb } from "./Web.ts"

export interface LookupResult {
  readonly outcome: Outcome
  readonly trace: Trace
}

const maxOtherTitles = 5
const maxPagesRead = 1

const yearsAround = (year: Year, tolerance = 1): ReadonlyArray<Year> =>
  Array.from({ length: 2 * tolerance + 1 }, (_, index) => year - tolerance + index).flatMap(
    (near) => yearOf(near) ?? []
  )

type Found = Option.Option<Outcome>

/** Takes the candidate that is sure by now, if there is one; reads its page when its text is missing. */
const settle = (
  progress: Progress,
  method: string,
  choose: (decisions: ReadonlyArray<Decision>, request: Asked) => Decision | undefined
) =>
  Effect.gen(function* () {
    for (;;) {
      const decision = choose(yield* progress.decisions, yield* progress.request)
      if (decision === undefined) return Option.none<Outcome>()
      const outcome = yield* confirm(progress, decision, method)
      if (Option.isSome(outcome)) return outcome
    }
  })

const askCatalogue = (progress: Progress, step: StepName, query: CatalogueQuery) =>
  Effect.gen(function* () {
    const catalogue = yield* CataloguePort
    const years = query.years === undefined ? "" : ` ${query.years[0]}–${query.years.at(-1)}`
    const shown = `${query.mode === "phrase" ? `"${query.text}"` : query.text}${years}`
    const answer = yield* progress.step(step, shown, catalogue.search(query), (found) => found.items)
    if (answer !== undefined) yield* progress.collect(answer.items)
    return answer
  })

/** By the number of the page that a person chose. */
const byChoice = Effect.fn("Lookup.byChoice")(function* (hints: Hints, progress: Progress) {
  if (hints.vpro === undefined) return Option.none()
  yield* collectPage(progress, hints.vpro, hints.kind, hints.title)
  return yield* settle(progress, "vpro_id", chooseSure)
})

const byTitle = Effect.fn("Lookup.byTitle")(function* (hints: Hints, progress: Progress) {
  const text = queryText(hints.title)
  if (text === undefined) return Option.none()
  const question = { text, kind: hints.kind, mode: words(text).length === 1 ? ("phrase" as const) : ("words" as const) }
  const first = yield* askCatalogue(progress, "poms", question)
  const found = yield* settle(progress, "poms", chooseSure)
  if (Option.isSome(found) || first?.more !== true || hints.year === undefined) return found
  yield* askCatalogue(progress, "poms", { ...question, mode: "words", years: yearsAround(hints.year) })
  return yield* settle(progress, "poms", chooseSure)
})

const told = ({ work, unheard }: Identified): Pick<TraceStep, "detail" | "work"> =>
  Option.match(work, {
    onNone: () => ({ detail: unheard ? "no work bears this title" : "no telling which work is meant" }),
    onSome: ({ tmdb, title, originalTitle, year, directors }) => ({
      detail: `TMDB ${tmdb}: "${title}" (${originalTitle}, ${year ?? "no year"}) by ${directors.join(", ")}`,
      work: { tmdb, title, originalTitle, year, directors }
    })
  })

const referenceOf = ({ work, unheard }: Identified): Reference =>
  Option.isSome(work) ? "told" : unheard ? "unheard" : "undecided"

/** The work, then its director's pages of those years (which finds a work under any title), then its other titles. */
const byWork = Effect.fn("Lookup.byWork")(function* (hints: Hints, progress: Progress, options: LookupOptions) {
  const works = yield* WorkPort
  if (!works.configured) return Option.none()
  const found = yield* progress.step("tmdb", workQuery(hints), identify(hints), () => [], told)
  if (found === undefined) return Option.none()
  yield* Ref.update(progress.state, (now) => ({
    ...now,
    work: Option.getOrUndefined(found.work),
    reference: referenceOf(found)
  }))
  const known = yield* settle(progress, "tmdb_alt", chooseSure)
  if (Option.isSome(known) || Option.isNone(found.work) || options.skip.has("poms-other-titles")) return known
  const work = found.work.value
  const year = work.year ?? hints.year
  const years = year === undefined ? {} : { years: yearsAround(year) }
  const director = queryText(work.directors[0] ?? "")
  const texts = [
    ...(director === undefined || year === undefined ? [] : [director]),
    ...otherTitles(work, [hints.title], maxOtherTitles).flatMap((title) => queryText(title) ?? [])
  ]
  for (const text of texts) {
    const question = { text, kind: hints.kind, mode: "words" as const, ...years }
    // A source that just failed is not asked five more times.
    if ((yield* askCatalogue(progress, "poms-other-titles", question)) === undefined) break
    const taken = yield* settle(progress, "tmdb_alt", chooseSure)
    if (Option.isSome(taken)) return taken
  }
  return Option.none()
})

/** Candidates of the same maker and year: the IMDb id on their public page tells. */
const byReading = Effect.fn("Lookup.byReading")(function* (hints: Hints, progress: Progress) {
  const { work } = yield* Ref.get(progress.state)
  if ((hints.imdb ?? work?.imdb) === undefined) return Option.none()
  const pages = yield* PagePort
  for (const { candidate } of worthReading(yield* progress.decisions, maxPagesRead)) {
    const read = pages.read(candidate.id, candidate.title)
    const page = yield* progress.step("cinema-page", String(candidate.id), read, Option.toArray)
    if (page === undefined) break
    yield* progress.collect(Option.toArray(page).map((told) => merged(candidate, told)))
    const taken = yield* settle(progress, "imdb", chooseSure)
    if (Option.isSome(taken)) return taken
  }
  return Option.none()
})

const byFuzzyTitle = Effect.fn("Lookup.byFuzzyTitle")(function* (hints: Hints, progress: Progress) {
  const text = queryText(hints.title)
  const { failures, work } = yield* Ref.get(progress.state)
  const unavailable = failures.some((failure) => failure.source === "poms")
  if (text === undefined || unavailable || work !== undefined || hints.year === undefined) return Option.none()
  const years = yearsAround(hints.year, yearTolerance)
  yield* askCatalogue(progress, "poms-fuzzy", { text, kind: hints.kind, mode: "fuzzy", years })
  return yield* settle(progress, "poms", chooseSure)
})

const cascade = (hints: Hints, progress: Progress, options: LookupOptions) =>
  Effect.gen(function* () {
    const unless = <R>(step: StepName, taken: Effect.Effect<Found, never, R>): Effect.Effect<Found, never, R> =>
      options.skip.has(step) ? Effect.succeedNone : taken
    if (hints.vpro !== undefined) return yield* byChoice(hints, progress)
    const steps = [
      unless("poms", byTitle(hints, progress)),
      unless("tmdb", byWork(hints, progress, options)),
      unless("cinema", byReading(hints, progress)),
      unless("poms-fuzzy", unless("poms", byFuzzyTitle(hints, progress))),
      unless("cinema", Effect.zipRight(searchPages(hints, progress), settle(progress, "cinema", chooseSure))),
      unless("web", Effect.zipRight(searchWeb(hints, progress), settle(progress, "web", chooseSure))),
      settle(progress, "plausible", choosePlausible)
    ]
    for (const step of steps) {
      const found = yield* step
      if (Option.isSome(found)) return found
    }
    return Option.none<Outcome>()
  })

const unsettled = (progress: Progress, timedOut: boolean): Effect.Effect<Outcome> =>
  Effect.map(Ref.get(progress.state), ({ failures, taken, work }) => {
    if (timedOut || failures.length > 0) return Outcome.Incomplete({ item: taken, work, failures, timedOut })
    return work === undefined ? Outcome.NotFound() : Outcome.Bare({ work })
  })

const inWords = Outcome.$match({
  Found: ({ item, method }) =>
    `found page ${item.id} "${item.title}" (${method})${item.text ? "" : ", without a text"}`,
  Bare: ({ work }) => `no page at VPRO; TMDB ${work.tmdb} gives the bare facts`,
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
  const progress = yield* makeProgress(hints, stepTime(options))
  const found = yield* inTime(cascade(hints, progress, options), options)
  const settled = Option.flatten(found)
  const outcome = Option.isSome(settled) ? settled.value : yield* unsettled(progress, Option.isNone(found))
  const { steps } = yield* Ref.get(progress.state)
  const ms = (yield* Clock.currentTimeMillis) - start
  const trace = traceOf(hints, { steps, ending: endingOf(outcome), decision: inWords(outcome), ms })
  const result: LookupResult = { outcome, trace }
  return result
})
