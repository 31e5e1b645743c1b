/** A film or series as a general reference knows it: the same work under all its titles. */
import { Schema } from "effect"
import { Picture } from "./Catalogue.ts"
import { ImdbId, IsoDate, MediaKind, PlexId, TmdbId, TvdbId, Year } from "./Media.ts"

/** A title of a work and the country (ISO 3166, upper case) or language it is used in, when that is known. */
export const WorkTitle = Schema.Struct({
  title: Schema.String,
  country: Schema.optional(Schema.String),
  language: Schema.optional(Schema.String)
})
export type WorkTitle = typeof WorkTitle.Type

/** Countries whose titles VPRO's editors use, after the original title: French, Dutch, Belgian, German. */
const preferred = ["FR", "NL", "BE", "DE"]

/** The titles of these countries first, in that order; all others stay in the order in which they are told. */
export const inOrderOfCountries = <T extends Pick<WorkTitle, "country">>(
  titles: ReadonlyArray<T>
): ReadonlyArray<T> => {
  const rank = ({ country }: T): number => {
    const index = country === undefined ? -1 : preferred.indexOf(country)
    return index < 0 ? preferred.length : index
  }
  return titles.toSorted((a, b) => rank(a) - rank(b))
}

/**
 * What a reference calls a work, with the name of the reference before it, such as `tmdb:603`. Only that reference reads it; to
 * all others it is the same work or another.
 */
export const WorkId = Schema.NonEmptyString.pipe(Schema.brand("WorkId"))
export type WorkId = typeof WorkId.Type

/** The name of the reference in the id of a work; empty when there is none. */
export const prefixOf = (id: WorkId): string => id.slice(0, Math.max(0, id.indexOf(":")))

/**
 * `title` is the one in the language of the reference (English unless it has none); `titles` is every title known, `title` and
 * `originalTitle` included, without repetition. `makersUntold` is set when it was not asked who made it: it then has no directors.
 */
export const Work = Schema.Struct({
  id: WorkId,
  kind: MediaKind,
  imdb: Schema.optional(ImdbId),
  tmdb: Schema.optional(TmdbId),
  tvdb: Schema.optional(TvdbId),
  plex: Schema.optional(PlexId),
  title: Schema.String,
  originalTitle: Schema.String,
  originalLanguage: Schema.optional(Schema.String),
  titles: Schema.Array(WorkTitle),
  year: Schema.optional(Year),
  released: Schema.optional(IsoDate),
  directors: Schema.Array(Schema.String),
  makersUntold: Schema.optional(Schema.Literal(true)),
  countries: Schema.Array(Schema.String),
  pictures: Schema.Array(Picture)
})
export type Work = typeof Work.Type
