/** What a media server says about a work it wants described. */
import type { ImdbId, MediaKind, PlexId, TmdbId, TvdbId, VproId, Year } from "./Media.ts"

export interface Hints {
  readonly kind: MediaKind
  /** As asked, in its own script and case; only a long title that came out of a rating key is cut. */
  readonly title: string
  /** Set when `title` is the beginning of a longer title. */
  readonly titleCut?: true | undefined
  /** With a cut title: the digest of the whole of it (`titleDigest`), by which the whole title is known again. */
  readonly digest?: number | undefined
  readonly year?: Year | undefined
  readonly imdb?: ImdbId | undefined
  readonly tmdb?: TmdbId | undefined
  readonly tvdb?: TvdbId | undefined
  /** What Plex itself calls it. Not every reference reads this: it counts only when one knew a work by it. */
  readonly plex?: PlexId | undefined
  /** Set when a person chose this very page in Fix Match. */
  readonly vpro?: VproId | undefined
}

/** The ids that say which work is meant, whoever is asked. */
export const workIds = ["imdb", "tmdb", "tvdb"] as const

/** Whether one of them is known, so that a namesake can be told from the work. */
export const hasIdOfWork = (hints: Hints): boolean => workIds.some((id) => hints[id] !== undefined)
