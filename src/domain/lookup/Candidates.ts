/** Fix Match: what a person could mean, best first, for that person to choose from. */
import { Clock, Effect, Option, Ref } from "effect"
import { CataloguePort } from "../../ports/CataloguePort.ts"
import type { Hints } from "../values/Hints.ts"
import { imdbIdOf, type VproId, vproIdOf } from "../values/Media.ts"
import { best } from "../matching/Choose.ts"
import type { Decision } from "../matching/Evidence.ts"
import { vproAddress } from "../values/VproAddress.ts"
import { consult } from "./AskReference.ts"
import { identify } from "./Identify.ts"
import { defaultLookupOptions, inTime, type LookupOptions, stepTime } from "./Options.ts"
import { makeLookupProgress, type LookupProgress } from "./LookupProgress.ts"
import { collectPage } from "./KnownPage.ts"
import { otherTitles, queryText } from "./Query.ts"
import { listPages, readPages } from "./SearchCinema.ts"
import { readForThumbs, withThumbs } from "./Thumbs.ts"
import { type Trace, traceFailure, traceOf } from "./Trace.ts"

const maxCandidates = 10
const maxPages = 3

export interface Candidates {
  readonly decisions: ReadonlyArray<Decision>
  readonly trace: Trace
}

/** A page that a person named by its address or number; numbers of four digits and less are more likely titles. */
const namedPage = (title: string): VproId | undefined =>
  vproAddress(title)?.id ?? (/^\d{5,9}$/.test(title.trim()) ? vproIdOf(title.trim()) : undefined)

const searchTitles = (hints: Hints, titles: ReadonlyArray<string>, progress: LookupProgress) =>
  Effect.gen(function* () {
    const catalogue = yield* CataloguePort
    const texts = titles.flatMap((title) => queryText(title) ?? [])
    yield* Effect.forEach(
      texts,
      (text) =>
        Effect.gen(function* () {
          const question = { text, kind: hints.kind, mode: "words" as const }
          const answer = yield* progress.step("poms", text, catalogue.search(question), (found) => found.items)
          if (answer !== undefined) yield* progress.collect(answer.items)
        }),
      { concurrency: "unbounded", discard: true }
    )
  })

/** Worth showing: refused for its year or its maker perhaps, but not for being something else altogether. */
const presentable = (decision: Decision, hints: Hints) =>
  decision.candidate.kind === hints.kind && (decision.verdict !== "refused" || decision.relation !== "different")

const gather = Effect.fn("Candidates.gather")(function* (
  hints: Hints,
  page: VproId | undefined,
  progress: LookupProgress
) {
  if (page !== undefined) yield* collectPage(progress, page, hints.kind, vproAddress(hints.title)?.slug ?? hints.title)
  const { pool } = yield* Ref.get(progress.state)
  if (pool.size > 0) return
  const byTitle = imdbIdOf(hints.title) === undefined
  const [work] = yield* Effect.all(
    [consult(hints, progress, identify(hints)), byTitle ? searchTitles(hints, [hints.title], progress) : Effect.void],
    { concurrency: "unbounded" }
  )
  if (work !== undefined && Option.isSome(work.work)) {
    const known = work.work.value
    yield* Ref.update(progress.state, (now) => ({ ...now, work: known }))
    yield* searchTitles(hints, otherTitles(known, byTitle ? [hints.title] : [], 3), progress)
  }
  const good = yield* Effect.map(progress.decisions, (all) => all.some((found) => found.verdict !== "refused"))
  if (!good) yield* readPages((yield* listPages(hints, progress)).slice(0, maxPages), progress)
})

const chosenFirst = (decisions: ReadonlyArray<Decision>, chosen: VproId | undefined) =>
  chosen === undefined
    ? decisions
    : [
        ...decisions.filter(({ candidate }) => candidate.id === chosen),
        ...decisions.filter(({ candidate }) => candidate.id !== chosen)
      ]

/**
 * Up to ten distinct pages, best first. The title may be what a person typed: a title, `tt…`, the address of a page at
 * cinema.nl or vprogids.nl, or VPRO's number. The year orders but never excludes. Failing sources cost candidates; what
 * has been found when the time is up is the answer.
 */
export const candidates = Effect.fn("Candidates.candidates")(function* (
  typed: Hints,
  options: LookupOptions = defaultLookupOptions,
  /** The page that the owner chose: it stands first. */
  chosen?: VproId
) {
  const start = yield* Clock.currentTimeMillis
  const page = typed.vpro ?? namedPage(typed.title)
  const imdb = imdbIdOf(typed.title)
  const hints: Hints = imdb === undefined ? typed : { ...typed, imdb }
  const progress = yield* makeLookupProgress(hints, stepTime(options))
  const choice = Effect.map(progress.decisions, (all) =>
    chosenFirst(best(all), chosen)
      .filter(
        (decision) => presentable(decision, hints) || decision.candidate.id === page || decision.candidate.id === chosen
      )
      .slice(0, maxCandidates)
  )
  const own = chosen === undefined ? Effect.void : collectPage(progress, chosen, hints.kind, hints.title)
  const gathered = gather(hints, page, progress).pipe(Effect.zipRight(own), Effect.zipRight(choice))
  yield* inTime(
    Effect.flatMap(gathered, (listed) => readForThumbs(listed, progress)),
    options
  )
  const listed = yield* withThumbs(yield* choice, progress)
  const { failures, references } = yield* Ref.get(progress.state)
  const steps = yield* progress.story
  const ms = (yield* Clock.currentTimeMillis) - start
  const decision = `${listed.length} to choose from`
  const ending = { outcome: "listed" as const, failures: failures.map(traceFailure) }
  const found: Candidates = { decisions: listed, trace: traceOf(hints, { steps, references, ending, decision, ms }) }
  return found
})
