/** Which work was meant: by its id, or by a title that a work of about that year bears. */
import { Effect, Option, Ref } from "effect"
import type { CataloguePort } from "../../ports/CataloguePort.ts"
import type { SourceError } from "../../ports/SourceError.ts"
import { type WorkAnswer, type WorkExternalId, type WorkHit, WorkPort } from "../../ports/WorkPort.ts"
import { type Hints, workIds } from "../values/Hints.ts"
import { isWholeOf } from "../matching/Asked.ts"
import { numberVariants } from "../matching/Numbers.ts"
import { namesOf } from "../titles/Names.ts"
import { titleForm } from "../matching/TitleForm.ts"
import { isSameTitle } from "../matching/Relations.ts"
import { titleRelation } from "../matching/TitleRelation.ts"
import { mostYears, unknownRank, yearsBetween } from "../values/Years.ts"
import { imdbIdOf } from "../values/Media.ts"
import type { Work } from "../values/Work.ts"

/**
 * The work that was meant, when it could be told; `unheard` when the reference was asked by title alone and knows no work
 * that bears it: a slip of the pen then, or something very obscure; with `partial` that says nothing, since it does not know many
 * works.
 */
export interface Identified {
  readonly work: Option.Option<Work>
  readonly unheard: boolean
  readonly partial: boolean
}

const nothing: WorkAnswer = { hits: [], more: false }

const identified = (work: Option.Option<Work>): Identified => ({ work, unheard: false, partial: false })

/** Whether a work of this title may be meant: by the whole title, or by one of the names that it is made of. */
const bears = (title: string, hints: Hints) => {
  if (hints.titleCut === true) return isWholeOf(hints, title)
  const form = titleForm(title)
  return [hints.title, ...namesAsked(hints)].some((asked) => isSameTitle(titleRelation(form, titleForm(asked))))
}

const namesAsked = ({ title, titleCut }: Hints): ReadonlyArray<string> =>
  titleCut === true ? [] : namesOf(title).map((name) => name.title)

/** Whether the title is this but for a slip of the pen, a subtitle, or a word like "and". */
const isNearly = (title: string, hints: Hints) =>
  ["near", "subtitle"].includes(titleRelation(titleForm(title), titleForm(hints.title)))

const apart = (hit: WorkHit, hints: Hints) => yearsBetween(hit.year, hints.year)

/** One whose year is not known may be of any: it stands behind the next year, unless no year is asked. */
const rankOf = (hit: WorkHit, hints: Hints) => apart(hit, hints) ?? (hints.year === undefined ? 0 : unknownRank)

const isNearer = (hit: WorkHit, other: WorkHit, hints: Hints) => rankOf(hit, hints) < rankOf(other, hints)

/** Hits that bear the title, nearest year first; among equals the reference's own order, which is by renown. */
const bearers = (hits: ReadonlyArray<WorkHit>, hints: Hints, most: number): ReadonlyArray<WorkHit> =>
  hits
    .filter((hit) => bears(hit.title, hints) || bears(hit.originalTitle, hints))
    .filter((hit) => (apart(hit, hints) ?? 0) <= most)
    .sort((a, b) => rankOf(a, hints) - rankOf(b, hints))

/** What others do while the reference is asked, and what they want to know. */
export interface Meanwhile {
  /** What may be asked elsewhere while the details of a hit are on their way. */
  readonly ask: (hit: WorkHit) => Effect.Effect<void, never, CataloguePort>
  /** Whether it matters by now who made the work. */
  readonly needsMakers: boolean
}

/** Nobody else is asked. */
const nothingElse: Meanwhile = { ask: () => Effect.void, needsMakers: true }

/** The work behind a hit; others are asked about the hit at the same time. */
const detailsOf = (hit: WorkHit, { kind }: Hints, meanwhile: Meanwhile) =>
  Effect.flatMap(WorkPort, (works) =>
    Effect.map(
      Effect.all([works.byId(hit.id, kind, meanwhile.needsMakers), meanwhile.ask(hit)], { concurrency: "unbounded" }),
      ([work]) => work
    )
  )

/** The ids of a request, the one that most catalogues know first. */
const idsOf = ({ imdb, tmdb, tvdb }: Hints): ReadonlyArray<WorkExternalId> => [
  ...(imdb === undefined ? [] : [{ imdb }]),
  ...(tmdb === undefined ? [] : [{ tmdb }]),
  ...(tvdb === undefined ? [] : [{ tvdb }])
]

/**
 * Whether an id may have led to what was meant. References are written by people, who put an id at the wrong work now and then: one
 * of another title is another work when its year is another too. A title that was never more than an id says nothing.
 */
const mayBeMeant = (work: Work, hints: Hints): boolean => {
  const { title, year } = hints
  if ((yearsBetween(work.year, year) ?? 0) <= mostYears.ever) return true
  if (title.trim() === "" || imdbIdOf(title) !== undefined || hints.titleCut === true) return true
  const form = titleForm(title)
  return work.titles.some((known) => titleRelation(titleForm(known.title), form) !== "different")
}

const byIds = Effect.fn("Identify.byIds")(function* (
  ids: ReadonlyArray<WorkExternalId>,
  hints: Hints,
  meanwhile: Meanwhile
) {
  const works = yield* WorkPort
  let misplaced = false
  for (const id of ids) {
    const hit = yield* works.byExternalId(id, hints.kind, hints.year)
    const work = Option.isSome(hit) ? yield* detailsOf(hit.value, hints, meanwhile) : Option.none<Work>()
    if (Option.isNone(work)) continue
    // Of several such ids of a work a reference tells one, and the details may be another reference's.
    const known = "plex" in id ? { ...work.value, ...id } : work.value
    if (mayBeMeant(known, hints)) return { work: Option.some(known), misplaced: false }
    misplaced = true
  }
  return { work: Option.none<Work>(), misplaced }
})

/** Whether an id of the work is another than the one asked for. */
const contradicts = (work: Work, hints: Hints): boolean =>
  workIds.some((id) => hints[id] !== undefined && work[id] !== undefined && hints[id] !== work[id])

const isOfThatTime = (hit: WorkHit, hints: Hints) => (apart(hit, hints) ?? 0) <= mostYears.furtherTitle

const hasFurtherTitles = (hit: WorkHit, hints: Hints) => hit.titles === undefined && isOfThatTime(hit, hints)

/** A hit whose own titles are others may bear the title asked as one of its further ones; its details tell. */
const byFurtherTitle = Effect.fn("Identify.byFurtherTitle")(function* (
  hit: WorkHit | undefined,
  hints: Hints,
  meanwhile: Meanwhile
) {
  if (hit === undefined) return Option.none<Work>()
  const work = yield* detailsOf(hit, hints, meanwhile)
  return Option.filter(work, (known) => known.titles.some(({ title }) => bears(title, hints)))
})

/**
 * Finds the work. An id decides, unless neither title nor year are those of its work; what Plex calls it is asked for only where title and
 * year leave a doubt, since few references read that. Else a search by the title, or by it in other
 * writings of its numbers; else one within the year, when there are too many of that title to list. A hit counts only when one of its titles is the
 * title asked and its year, when one was asked, is not too far off. When none does and a reference could not be asked, that is a
 * failure: the others do not know for it.
 */
export const identify = Effect.fn("Identify.identify")(function* (hints: Hints, meanwhile: Meanwhile = nothingElse) {
  const works = yield* WorkPort
  const missing = yield* Ref.make(Option.none<SourceError>())
  const search: Search = (query) =>
    Effect.tap(works.search(query), ({ missing: failure }) =>
      failure === undefined ? Effect.void : Ref.set(missing, Option.some(failure))
    )
  const told = yield* byIdOrTitle(hints, meanwhile, search)
  const failure = yield* Ref.get(missing)
  return Option.isNone(told.work) && Option.isSome(failure) ? yield* failure.value : told
})

type Search = (typeof WorkPort.Service)["search"]

const byIdOrTitle = Effect.fnUntraced(function* (hints: Hints, meanwhile: Meanwhile, search: Search) {
  const { misplaced, work: known } = yield* byIds(idsOf(hints), hints, meanwhile)
  if (Option.isSome(known)) return identified(known)
  const { kind, year } = hints
  // Found by its title, it is another work than the one whose id was asked for when its own id is another; unless the reference has that id
  // at a wrong work.
  const isIt = (work: Work) => misplaced || !contradicts(work, hints)
  // The last word of a cut title is half a word.
  const title = hints.titleCut === true ? hints.title.replace(/\s\S*$/u, "").trimEnd() : hints.title
  const found = (hit: WorkHit) =>
    Effect.map(detailsOf(hit, hints, meanwhile), (work) => identified(Option.filter(work, isIt)))

  const asked = { kind, about: year, ...(misplaced || hints.imdb === undefined ? {} : { imdb: hints.imdb }) }
  const first = yield* search({ ...asked, title })
  const partial = first.partial === true
  const most = partial && titleForm(title).words.length < 2 ? mostYears.commonTitle : mostYears.ever
  const bearing = bearers(first.hits, hints, most)
  const [nearest, rival] = bearing
  const isPlain = nearest !== undefined && !first.more && (rival === undefined || isNearer(nearest, rival, hints))
  if (hints.plex !== undefined && !isPlain) {
    const { work } = yield* byIds([{ plex: hints.plex }], hints, meanwhile)
    if (Option.isSome(work)) return identified(work)
  }
  const variants = bearing.length > 0 ? [] : [...numberVariants(title), ...namesAsked(hints)]
  const varied = yield* Effect.forEach(variants, (variant) => search({ ...asked, title: variant, isVariant: true }), {
    concurrency: "unbounded"
  })
  const listed = [first, ...varied].flatMap(({ hits }) => hits)
  const [best] = [...bearing, ...bearers(listed, hints, most)]
  const narrowed = first.more && year !== undefined
  if (best !== undefined && (!narrowed || apart(best, hints) === 0)) return yield* found(best)
  const near = best === undefined ? listed.find((hit) => hasFurtherTitles(hit, hints)) : undefined
  const [further, { hits, more }] = yield* Effect.all(
    [byFurtherTitle(near, hints, meanwhile), narrowed ? search({ ...asked, title, year }) : Effect.succeed(nothing)],
    { concurrency: "unbounded" }
  )
  if (Option.exists(further, isIt)) return identified(further)
  const [second] = bearers([...hits, ...listed], hints, most)
  if (second !== undefined) return yield* found(second)
  const late = hits.find((hit) => hasFurtherTitles(hit, hints) && hit.id !== near?.id)
  const last = yield* byFurtherTitle(late, hints, meanwhile)
  if (Option.exists(last, isIt)) return identified(last)
  const all = [...listed, ...hits]
  const nearly = all.filter((hit) => isNearly(hit.title, hints) || isNearly(hit.originalTitle, hints))
  const [slip, ...others] = nearly.filter((hit) => isOfThatTime(hit, hints) && apart(hit, hints) !== undefined)
  // A slip of the pen in the title of one work of that year: it is that work, rather than another page with a slip.
  if (slip !== undefined && others.every(({ id }) => id === slip.id)) return yield* found(slip)
  const heard = nearly.length > 0 || all.some((hit) => bears(hit.title, hints) || bears(hit.originalTitle, hints))
  // What stands on further pages of the answer, nobody has read.
  const unread = narrowed ? more : first.more
  const unheard = !heard && !unread && hints.titleCut !== true
  return { work: Option.none<Work>(), unheard, partial }
})
