/** Which work was meant: by its id, or by a title that only one work of that year bears. */
import { Effect, Option } from "effect"
import { type WorkHit, WorkPort } from "../../ports/WorkPort.ts"
import type { Hints } from "../Hints.ts"
import { titleForm } from "../matching/TitleForm.ts"
import { titleRelation } from "../matching/TitleRelation.ts"
import type { Work } from "../Work.ts"

const bears = (title: string, asked: string) => {
  const relation = titleRelation(titleForm(title), titleForm(asked))
  return relation === "same" || relation === "equivalent"
}

const yearsApart = (hit: { readonly year?: number | undefined }, hints: Hints) =>
  hit.year === undefined || hints.year === undefined ? undefined : Math.abs(hit.year - hints.year)

const inTime = (hit: { readonly year?: number | undefined }, hints: Hints) => (yearsApart(hit, hints) ?? 0) <= 1

/** The hit whose own title is the one asked; of several, the only one of exactly that year. */
const unique = (hits: ReadonlyArray<WorkHit>, hints: Hints): WorkHit | undefined => {
  const titled = hits.filter(
    (hit) => inTime(hit, hints) && (bears(hit.title, hints.title) || bears(hit.originalTitle, hints.title))
  )
  const exact = titled.filter((hit) => yearsApart(hit, hints) === 0)
  if (exact.length === 1) return exact[0]
  return titled.length === 1 ? titled[0] : undefined
}

/**
 * Finds the work. An id decides; else a search, whose answer counts only when one of the work's titles is the title
 * asked and its year, when asked, is at most one off.
 */
export const identify = Effect.fn("Lookup.identify")(function* (hints: Hints) {
  const works = yield* WorkPort
  if (hints.imdb !== undefined) {
    const work = yield* works.byExternalId({ imdb: hints.imdb }, hints.kind)
    if (Option.isSome(work)) return work
  }
  if (hints.tmdb !== undefined) {
    const work = yield* works.byId(hints.tmdb, hints.kind)
    if (Option.isSome(work)) return work
  }
  if (hints.tvdb !== undefined) {
    const work = yield* works.byExternalId({ tvdb: hints.tvdb }, hints.kind)
    if (Option.isSome(work)) return work
  }
  if (hints.titleCut === true) return Option.none<Work>()
  const hits = yield* works.search(hints)
  const own = unique(hits, hints)
  if (own !== undefined) return yield* works.byId(own.tmdb, hints.kind)
  // The first hit may bear the title asked as one of its other titles, which only its details tell.
  const first = hits.find((hit) => inTime(hit, hints))
  if (first === undefined || hits.filter((hit) => bears(hit.title, hints.title)).length > 1) return Option.none<Work>()
  const work = yield* works.byId(first.tmdb, hints.kind)
  return Option.filter(work, (known) => known.titles.some((title) => bears(title.title, hints.title)))
})
