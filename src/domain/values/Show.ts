/** The seasons and episodes of a series, as a general reference (TMDB, TVmaze) numbers them. Nothing is ever renumbered. */
import type { ImdbId, IsoDate, TmdbId, TvdbId, Year } from "./Media.ts"
import { highestEpisode, highestSeason } from "../text/Bounds.ts"

const isOrdinal = (number: number, most: number) => Number.isInteger(number) && number >= 0 && number <= most

/** Whether a season can have this number; 0 are the specials. */
export const isSeasonNumber = (number: number): boolean => isOrdinal(number, highestSeason)
/** Whether an episode can have this number. */
export const isEpisodeNumber = (number: number): boolean => isOrdinal(number, highestEpisode)

export interface Episode {
  readonly season: number
  readonly number: number
  /** In Dutch, else in the original language; none when the reference has only a number for it. */
  readonly title?: string | undefined
  /** In Dutch; in another language only when that was asked for. */
  readonly summary?: string | undefined
  readonly aired?: IsoDate | undefined
  /** Whole minutes. */
  readonly minutes?: number | undefined
  readonly still?: string | undefined
}

export interface Season {
  /** 0 are the specials. */
  readonly number: number
  readonly title?: string | undefined
  readonly summary?: string | undefined
  readonly aired?: IsoDate | undefined
  readonly poster?: string | undefined
  /** By number. */
  readonly episodes: ReadonlyArray<Episode>
}

export interface Show {
  readonly source: "tmdb" | "tvmaze"
  readonly imdb?: ImdbId | undefined
  readonly tmdb?: TmdbId | undefined
  readonly tvdb?: TvdbId | undefined
  readonly released?: IsoDate | undefined
  /** By number, the specials first when there are any. */
  readonly seasons: ReadonlyArray<Season>
}

/** What a show is asked for by: ids first, else its title and the year of its first episode. */
export interface ShowAsk {
  readonly title: string
  readonly year?: Year | undefined
  readonly imdb?: ImdbId | undefined
  readonly tmdb?: TmdbId | undefined
  readonly tvdb?: TvdbId | undefined
}
