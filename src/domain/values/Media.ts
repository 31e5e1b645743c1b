/** The identities that every other module speaks in: kinds, ids, years, ratings. Parsed once, at the edge. */
import { Option, Schema } from "effect"

/** What a work is. Plex calls them movie and show, VPRO MOVIE and SERIES, the cache files film and series. */
export const MediaKind = Schema.Literal("film", "series")
export type MediaKind = typeof MediaKind.Type

/** An IMDb title id, `tt` and seven to ten digits, lower case. */
export const ImdbId = Schema.String.pipe(Schema.pattern(/^tt\d{7,10}$/), Schema.brand("ImdbId"))
export type ImdbId = typeof ImdbId.Type

const NumericId = Schema.Int.pipe(Schema.between(1, 2 ** 40))

/** The number of a film or a series at The Movie Database (the two are numbered apart). */
export const TmdbId = NumericId.pipe(Schema.brand("TmdbId"))
export type TmdbId = typeof TmdbId.Type

/** The number of a series (or film) at TheTVDB. */
export const TvdbId = NumericId.pipe(Schema.brand("TvdbId"))
export type TvdbId = typeof TvdbId.Type

/** What Plex itself calls a film or a show: 24 hexadecimal digits, lower case, as in `plex://movie/5d7768244de0ee001fcc7fed`. */
export const PlexId = Schema.String.pipe(Schema.pattern(/^[0-9a-f]{24}$/), Schema.brand("PlexId"))
export type PlexId = typeof PlexId.Type

/** The number that VPRO gives a film or series; the same on POMS, vpro.nl, vprogids.nl and cinema.nl. */
export const VproId = NumericId.pipe(Schema.brand("VproId"))
export type VproId = typeof VproId.Type

/** A release year. The oldest film is of 1888; anything beyond 2155 is a mistake. */
export const Year = Schema.Int.pipe(Schema.between(1870, 2155), Schema.brand("Year"))
export type Year = typeof Year.Type

/** Reads a year from whatever a source wrote; POMS writes "-1" when it has none. */
export const yearOf = (value: unknown): Year | undefined =>
  Option.getOrUndefined(Schema.decodeUnknownOption(Year)(typeof value === "string" ? Number(value.trim()) : value))

/** The year of an ISO date such as `2004-09-16`. */
export const yearOfDate = (date: string | undefined): Year | undefined =>
  date === undefined ? undefined : yearOf(date.slice(0, 4))

const positive = <A>(schema: Schema.Schema<A, number>) => {
  const decode = Schema.decodeUnknownOption(schema)
  return (value: unknown): A | undefined =>
    Option.getOrUndefined(decode(typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value))
}

/** Reads a number of TMDB from a number or from digits. */
export const tmdbIdOf = positive(TmdbId)
/** Reads a number of TheTVDB from a number or from digits. */
export const tvdbIdOf = positive(TvdbId)
/** Reads a VPRO number from a number or from digits. */
export const vproIdOf = positive(VproId)

const inLowerCase = <A>(schema: Schema.Schema<A, string>) => {
  const decode = Schema.decodeUnknownOption(schema)
  return (value: unknown): A | undefined =>
    typeof value === "string" ? Option.getOrUndefined(decode(value.trim().toLowerCase())) : undefined
}

/** Reads an IMDb id in any case; anything else is none. */
export const imdbIdOf = inLowerCase(ImdbId)
/** Reads an id of Plex's in any case; anything else is none. */
export const plexIdOf = inLowerCase(PlexId)

/** A calendar day, `YYYY-MM-DD`. */
export const IsoDate = Schema.String.pipe(Schema.pattern(/^\d{4}-\d{2}-\d{2}$/), Schema.brand("IsoDate"))
export type IsoDate = typeof IsoDate.Type

/** Reads a day; TMDB writes "" when it has none. */
export const isoDateOf = (value: unknown): IsoDate | undefined =>
  Option.getOrUndefined(Schema.decodeUnknownOption(IsoDate)(value))
