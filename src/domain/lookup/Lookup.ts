/** The cascade: from what Plex said to the page of that work, each step only when the one before gave no sure answer. */
import { Clock, Duration, Effect, Option, Ref } from "effect"
import { CataloguePort, type CatalogueQuery } from "../../ports/CataloguePort.ts"
import { Deadline } from "../../ports/Deadline.ts"
import { PagePort } from "../../ports/PagePort.ts"
import { WorkPort } from "../../ports/WorkPort.ts"
import type { CatalogueItem } from "../Catalogue.ts"
import type { Hints } from "../Hints.ts"
import type { Year } from "../Media.ts"
import { yearOf } from "../Media.ts"
import { choosePlausible, chooseSure } from "../matching/Choose.ts"
import type { Decision } from "../matching/Evidence.ts"
import { words } from "../text/Comparison.ts"
import { searchPages } from "./Cinema.ts"
import { identify } from "./Identify.ts"
import { Outcome } from "./Outcome.ts"
import { makeProgress, type Progress } from "./Progress.ts"
import { otherTitles, queryText } from "./Query.ts"
import { confirm } from "./Confirm.ts"
import type { StepName, Trace } from "./Trace.ts"

export interface LookupOptions {
  /** The time a look-up may take; what is known by then is the answer. */
  readonly timeout: Duration.DurationInput
  /** Steps to leave out. */
  readonly skip: ReadonlySet<StepName>
}

export const defaultLookupOptions: LookupOptions = { timeout: Duration.seconds(25), skip: new Set() }

export interface LookupResult {
  readonly outcome: Outcome
  readonly trace: Trace
}

const maxOtherTitles = 5

const yearsAround = (year: Year): ReadonlyArray<Year> =>
  [year - 1, year, year + 1].flatMap((near) => yearOf(near) ?? [])

type Found = Option.Option<Outcome>

/** Takes the candidate that is sure by now, if there is one; reads its page when its text is missing. */
const settle = (hints: Hints, progress: Progress, method: string, choose: typeof chooseSure) =>
  Effect.gen(function* () {
    for (;;) {
      const decision: Decision | undefined = choose(yield* progress.decisions)
      if (decision === undefined) return Option.none<Outcome>()
      const outcome = yield* confirm(hints, progress, decision, method)
      if (Option.isSome(outcome)) return outcome
    }
  })

const askCatalogue = (progress: Progress, step: StepName, query: CatalogueQuery) =>
  Effect.gen(function* () {
    const catalogue = yield* CataloguePort
    const years = query.years === undefined ? "" : ` in ${query.years.join(", ")}`
    const shown = `${query.mode === "phrase" ? `"${query.text}"` : query.text}${query.mode === "fuzzy" ? " (fuzzy)" : ""}${years}`
    const answer = yield* progress.step(step, shown, catalogue.search(query), (found) => found.items)
    if (answer !== undefined) yield* progress.collect(answer.items)
    return answer
  })

/** By the number of the page that a person chose. */
const byChoice = Effect.fn("Lookup.byChoice")(function* (hints: Hints, progress: Progress) {
  const id = hints.vpro
  if (id === undefined) return Option.none()
  const catalogue = yield* CataloguePort
  const pages = yield* PagePort
  const shown = (item: Option.Option<CatalogueItem> | undefined) => (item === undefined ? [] : Option.toArray(item))
  const entry = yield* progress.step("vpro-id", `VPRO ${id}`, catalogue.byId(id, hints.kind), shown)
  const item =
    entry !== undefined && Option.isSome(entry)
      ? entry
      : yield* progress.step("cinema-page", `page ${id}`, pages.read(id, hints.title), shown)
  yield* progress.collect(shown(item))
  return yield* settle(hints, progress, "vpro_id", chooseSure)
})

const byTitle = Effect.fn("Lookup.byTitle")(function* (hints: Hints, progress: Progress) {
  const text = queryText(hints.title)
  if (text === undefined) return Option.none()
  const question = { text, kind: hints.kind, mode: words(text).length === 1 ? ("phrase" as const) : ("words" as const) }
  const first = yield* askCatalogue(progress, "poms", question)
  const found = yield* settle(hints, progress, "poms", chooseSure)
  if (Option.isSome(found) || first?.more !== true || hints.year === undefined) return found
  yield* askCatalogue(progress, "poms", { ...question, mode: "words", years: yearsAround(hints.year) })
  return yield* settle(hints, progress, "poms", chooseSure)
})

const byOtherTitles = Effect.fn("Lookup.byOtherTitles")(function* (
  hints: Hints,
  progress: Progress,
  options: LookupOptions
) {
  const works = yield* WorkPort
  if (!works.configured) return Option.none()
  const work = yield* progress.step("tmdb", `work titled "${hints.title}"`, identify(hints), () => [])
  if (work === undefined || Option.isNone(work)) return Option.none()
  yield* Ref.update(progress.state, (now) => ({ ...now, work: work.value }))
  const known = yield* settle(hints, progress, "tmdb_alt", chooseSure)
  if (Option.isSome(known) || options.skip.has("poms-other-titles")) return known
  const year = hints.year ?? work.value.year
  for (const title of otherTitles(work.value, [hints.title], maxOtherTitles)) {
    const text = queryText(title)
    if (text === undefined) continue
    const answer = yield* askCatalogue(progress, "poms-other-titles", {
      text,
      kind: hints.kind,
      mode: "words",
      ...(year === undefined ? {} : { years: yearsAround(year) })
    })
    // A source that just failed is not asked five more times.
    if (answer === undefined) break
    const found = yield* settle(hints, progress, "tmdb_alt", chooseSure)
    if (Option.isSome(found)) return found
  }
  return Option.none()
})

const byFuzzyTitle = Effect.fn("Lookup.byFuzzyTitle")(function* (hints: Hints, progress: Progress) {
  const text = queryText(hints.title)
  const { failures, work } = yield* Ref.get(progress.state)
  const unavailable = failures.some((failure) => failure.source === "poms")
  if (text === undefined || unavailable || work !== undefined || hints.year === undefined) return Option.none()
  const years = yearsAround(hints.year)
  yield* askCatalogue(progress, "poms-fuzzy", { text, kind: hints.kind, mode: "fuzzy", years })
  return yield* settle(hints, progress, "poms", chooseSure)
})

const cascade = (hints: Hints, progress: Progress, options: LookupOptions) =>
  Effect.gen(function* () {
    const unless = <R>(step: StepName, taken: Effect.Effect<Found, never, R>): Effect.Effect<Found, never, R> =>
      options.skip.has(step) ? Effect.succeedNone : taken
    if (hints.vpro !== undefined) return yield* byChoice(hints, progress)
    const steps = [
      unless("poms", byTitle(hints, progress)),
      unless("tmdb", byOtherTitles(hints, progress, options)),
      unless("poms-fuzzy", unless("poms", byFuzzyTitle(hints, progress))),
      unless("cinema", Effect.zipRight(searchPages(hints, progress), settle(hints, progress, "cinema", chooseSure))),
      settle(hints, progress, "plausible", choosePlausible)
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

/**
 * Looks a work up. Never fails: what went wrong is in the outcome and in the trace. Takes at most `timeout`.
 */
export const lookup = Effect.fn("Lookup.lookup")(function* (
  hints: Hints,
  options: LookupOptions = defaultLookupOptions
) {
  const start = yield* Clock.currentTimeMillis
  const progress = yield* makeProgress(hints)
  const found = yield* cascade(hints, progress, options).pipe(
    Effect.provideService(Deadline, start + Duration.toMillis(options.timeout)),
    Effect.timeoutOption(options.timeout)
  )
  const settled = Option.flatten(found)
  const outcome = Option.isSome(settled) ? settled.value : yield* unsettled(progress, Option.isNone(found))
  const { kind, title, year, imdb, tmdb, tvdb, vpro } = hints
  const trace: Trace = {
    asked: { kind, title, year, imdb, tmdb, tvdb, vpro },
    steps: (yield* Ref.get(progress.state)).steps,
    decision: inWords(outcome),
    ms: (yield* Clock.currentTimeMillis) - start
  }
  const result: LookupResult = { outcome, trace }
  return result
})
