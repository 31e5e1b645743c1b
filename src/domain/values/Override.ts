/** The owner's decision which page of VPRO belongs to a title, or that none does. */
import { Schema } from "effect"
import { mostTitle } from "../text/Bounds.ts"
import { workIds } from "./Hints.ts"
import { ImdbId, MediaKind, PlexId, TmdbId, TvdbId, VproId, Year } from "./Media.ts"

const { NonNegativeInt, optional, String, Struct } = Schema
const Title = String.pipe(Schema.minLength(1), Schema.maxLength(mostTitle))

/** So many decisions nobody makes; a file with more is none of ours. */
export const mostOverrides = 2_000

export const Override = Struct({
  kind: MediaKind,
  title: Title,
  year: optional(Year),
  imdb: optional(ImdbId),
  tmdb: optional(TmdbId),
  tvdb: optional(TvdbId),
  plex: optional(PlexId),
  /** VPRO's number of the page; none when VPRO has no page of it. */
  page: optional(VproId),
  /** What that page is called, for people. */
  pageTitle: optional(Title),
  /** The page that was chosen by Fix Match, and in whose place this comes. */
  over: optional(VproId),
  /** When it was made, in milliseconds since 1970. */
  at: NonNegativeInt
}).annotations({ identifier: "Override" })
export type Override = typeof Override.Type

/** Many of them, as they lie in a file and are brought over. */
export const Overrides = Struct({ overrides: Schema.Array(Override).pipe(Schema.maxItems(mostOverrides)) })

/** The ids by which a decision is known again, the one that tells most first. */
export const overrideIds = [...workIds, "plex"] as const
