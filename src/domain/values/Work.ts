/** A film or series as a general reference (TMDB) knows it: the same work under all its titles. */
import type { Picture } from "./Catalogue.ts"
import type { ImdbId, IsoDate, MediaKind, TmdbId, TvdbId, Year } from "./Media.ts"

/** A title of a work and the country (ISO 3166, upper case) or language it is used in, when that is known. */
export interface WorkTitle {
  readonly title: string
  readonly country?: string | undefined
  readonly language?: string | undefined
}

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

export interface Work {
  readonly kind: MediaKind
  readonly tmdb: TmdbId
  readonly imdb?: ImdbId | undefined
  readonly tvdb?: TvdbId | undefined
  /** The title in the language of the catalogue that was asked (English unless it has none). */
  readonly title: string
  readonly originalTitle: string
  readonly originalLanguage?: string | undefined
  /** Every title known, the two above included, without repetition. */
  readonly titles: ReadonlyArray<WorkTitle>
  readonly year?: Year | undefined
  readonly released?: IsoDate | undefined
  readonly directors: ReadonlyArray<string>
  readonly countries: ReadonlyArray<string>
  readonly pictures: ReadonlyArray<Picture>
}
