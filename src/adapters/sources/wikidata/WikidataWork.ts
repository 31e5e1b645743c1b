/** From an item of Wikidata to a work as the domain knows it, but for the names of its makers, which are items of their own. */
import { mostListed } from "../../../domain/text/Bounds.ts"
import type { Complete } from "../../../domain/values/Complete.ts"
import {
  imdbIdOf,
  type ImdbId,
  type MediaKind,
  plexIdOf,
  tmdbIdOf,
  tvdbIdOf,
  type Year
} from "../../../domain/values/Media.ts"
import { type Work, WorkId } from "../../../domain/values/Work.ts"
import type { WorkExternalId } from "../../../ports/WorkPort.ts"
import { countryOf } from "./WikidataCodes.ts"
import { shownOf } from "./WikidataDates.ts"
import type { Claims, Entity } from "./WikidataJson.ts"
import { isOfKind } from "./WikidataKind.ts"
import { titlesOf } from "./WikidataTitles.ts"

/** What the ids of Wikidata's works begin with. */
export const prefix = "wikidata"

/** What Wikidata calls a work. */
const workId = (id: string): WorkId => WorkId.make(`${prefix}:${id}`)

/** The item of a work; none when it is a work of another reference. */
export const itemOf = (id: WorkId): string | undefined => /^wikidata:(Q[1-9]\d{0,11})$/.exec(id)?.[1]

/** A film or series, with its makers as items; and with all ids and years that were ever said of it. */
export interface Known {
  readonly work: Complete<Work>
  readonly makers: ReadonlyArray<string>
  readonly imdbs: ReadonlyArray<ImdbId>
  readonly years: ReadonlyArray<Year>
}

/** As many makers as anybody compares. */
const mostMakers = 20

type Statement<A> = {
  readonly rank: "preferred" | "normal"
  readonly mainsnak: { readonly datavalue: { readonly value: A } }
}

/** Values of statements, the preferred ones first. */
const valuesOf = <A>(statements: ReadonlyArray<Statement<A>>): ReadonlyArray<A> =>
  statements
    .toSorted((a, b) => Number(b.rank === "preferred") - Number(a.rank === "preferred"))
    .map(({ mainsnak }) => mainsnak.datavalue.value)

const first = <A>(values: ReadonlyArray<string>, read: (value: string) => A | undefined): A | undefined =>
  values.map(read).find((value) => value !== undefined)

/** The work; none when the item is of another kind, or has no name. */
export const knownOf = (entity: Entity, kind: MediaKind): Known | undefined => {
  const { claims, id } = entity
  const titles = isOfKind(claims, kind) ? titlesOf(entity) : undefined
  if (titles === undefined) return undefined
  const { released, year, years } = shownOf(claims)
  const imdbs = valuesOf(claims.P345).flatMap((value) => imdbIdOf(value) ?? [])
  return {
    work: {
      id: workId(id),
      kind,
      imdb: imdbs[0],
      tmdb: first(valuesOf(numbersAt(claims, kind).tmdb), tmdbIdOf),
      tvdb: first(valuesOf(numbersAt(claims, kind).tvdb), tvdbIdOf),
      plex: first(valuesOf(claims.P11460), plexIdOf),
      ...titles,
      year,
      released,
      directors: [],
      makersUntold: undefined,
      countries: unique(valuesOf(claims.P495).flatMap((state) => countryOf(state.id) ?? [])).slice(0, mostListed),
      pictures: []
    },
    makers: makersOf(claims, kind),
    imdbs,
    years
  }
}

/** The properties that hold ids of TMDB and TheTVDB, which number films and series apart. */
export const numberedBy = {
  film: { tmdb: "P4947", tvdb: "P12196" },
  series: { tmdb: "P4983", tvdb: "P4835" }
} as const

const numbersAt = (claims: Claims, kind: MediaKind) => ({
  tmdb: claims[numberedBy[kind].tmdb],
  tvdb: claims[numberedBy[kind].tvdb]
})

/** The statement by which an id is searched for; the search knows nothing of ranks. */
export const statementOf = (id: WorkExternalId, kind: MediaKind): string => {
  if ("imdb" in id) return `P345=${id.imdb}`
  if ("plex" in id) return `P11460=${id.plex}`
  const { tmdb, tvdb } = numberedBy[kind]
  return "tmdb" in id ? `${tmdb}=${id.tmdb}` : `${tvdb}=${id.tvdb}`
}

/** Whether the item has this id among those that are not marked as wrong. */
export const hasId = (entity: Entity, id: WorkExternalId, kind: MediaKind): boolean => {
  const { P11460, P345 } = entity.claims
  if ("imdb" in id) return valuesOf(P345).some((value) => imdbIdOf(value) === id.imdb)
  if ("plex" in id) return valuesOf(P11460).some((value) => plexIdOf(value) === id.plex)
  const { tmdb, tvdb } = numbersAt(entity.claims, kind)
  return "tmdb" in id
    ? valuesOf(tmdb).some((value) => tmdbIdOf(value) === id.tmdb)
    : valuesOf(tvdb).some((value) => tvdbIdOf(value) === id.tvdb)
}

/** Who made it: for a series that is its creators first. */
const makersOf = ({ P170, P57 }: Claims, kind: MediaKind): ReadonlyArray<string> => {
  const [creators, directors] = [P170, P57].map((people) => valuesOf(people).map(({ id }) => id))
  return unique([...(kind === "series" ? (creators ?? []) : []), ...(directors ?? [])]).slice(0, mostMakers)
}

const unique = (texts: ReadonlyArray<string>): ReadonlyArray<string> => [...new Set(texts)]
