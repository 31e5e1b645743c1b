/** Which work was meant: by its id, or by a title that a work of about that year bears. */
import { Effect, Option } from "effect"
import { type WorkHit, WorkPort } from "../../ports/WorkPort.ts"
import type { Hints } from "../Hints.ts"
import { isWholeOf, yearTolerance } from "../matching/Decide.ts"
import { numberVariants } from "../matching/Numbers.ts"
import { titleForm } from "../matching/TitleForm.ts"
import { titleRelation } from "../matching/TitleRelation.ts"
import type { Work } from "../Work.ts"

/**
 * The work that was meant, when it could be told; `unheard` when the reference was asked by title alone and knows no work
 * that bears it: a slip of the pen then, or something very obscure.
 */
export interface Identified {
  readonly work: Option.Option<Work>
  readonly unheard: boolean
}

const nobody: Identified = { work: Option.none(), unheard: false }
const unheardOf: Identified = { work: Option.none(), unheard: true }

const bears = (title: string, hints: Hints) => {
  if (hints.titleCut === true) return isWholeOf(hints, title)
  const relation = titleRelation(titleForm(title), titleForm(hints.title))
  return relation === "same" || relation === "equivalent"
}

const apart = (hit: { readonly year?: number | undefined }, hints: Hints) =>
  hit.year === undefined || hints.year === undefined ? undefined : Math.abs(hit.year - hints.year)

/** Hits that bear the title, nearest year first; among equals the reference's own order, which is by renown. */
const bearers = (hits: ReadonlyArray<WorkHit>, hints: Hints): ReadonlyArray<WorkHit> =>
  hits
    .filter((hit) => bears(hit.title, hints) || bears(hit.originalTitle, hints))
    .filter((hit) => (apart(hit, hints) ?? 0) <= yearTolerance)
    .sort((a, b) => (apart(a, hints) ?? 0) - (apart(b, hints) ?? 0))

const byIds = Effect.fn("Identify.byIds")(function* (hints: Hints) {
  const works = yield* WorkPort
  if (hints.imdb !== undefined) {
    const work = yield* works.byExternalId({ imdb: hints.imdb }, hints.kind)
    if (Option.isSome(work)) return work
  }
  if (hints.tmdb !== undefined) {
    const work = yield* works.byId(hints.tmdb, hints.kind)
    if (Option.isSome(work)) return work
  }
  return hints.tvdb === undefined ? Option.none<Work>() : yield* works.byExternalId({ tvdb: hints.tvdb }, hints.kind)
})

/** A hit whose own titles are others may bear the title asked as one of its further ones; its details tell. */
const byFurtherTitle = Effect.fn("Identify.byFurtherTitle")(function* (hits: ReadonlyArray<WorkHit>, hints: Hints) {
  const works = yield* WorkPort
  const near = hits.find((hit) => (apart(hit, hints) ?? 0) <= 1)
  if (near === undefined) return Option.none<Work>()
  const work = yield* works.byId(near.tmdb, hints.kind)
  return Option.filter(work, (known) => known.titles.some(({ title }) => bears(title, hints)))
})

/**
 * Finds the work. An id decides; else a search with the year, then without, then with numbers written otherwise. A hit
 * counts only when one of its titles is the title asked and its year, when one was asked, is at most two off.
 */
export const identify = Effect.fn("Identify.identify")(function* (hints: Hints) {
  const works = yield* WorkPort
  const known = yield* byIds(hints)
  if (Option.isSome(known)) return { work: known, unheard: false }
  // The last word of a cut title is half a word.
  const title = hints.titleCut === true ? hints.title.replace(/\s+\S*$/u, "") : hints.title
  const queries = [
    ...(hints.year === undefined ? [] : [{ kind: hints.kind, title, year: hints.year }]),
    { kind: hints.kind, title },
    ...numberVariants(title).map((variant) => ({ kind: hints.kind, title: variant }))
  ]
  let heard = false
  for (const query of queries) {
    const hits = yield* works.search(query)
    const [best] = bearers(hits, hints)
    if (best !== undefined) return { work: yield* works.byId(best.tmdb, hints.kind), unheard: false }
    if (hits.some((hit) => bears(hit.title, hints) || bears(hit.originalTitle, hints))) heard = true
    const further = yield* byFurtherTitle(hits, hints)
    if (Option.isSome(further)) return { work: further, unheard: false }
  }
  return heard || hints.titleCut === true ? nobody : unheardOf
})
