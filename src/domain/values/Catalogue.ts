/** What VPRO knows of a film or series, whichever of its sites or interfaces told it. */
import { Schema } from "effect"
import { Kijkwijzer } from "./Kijkwijzer.ts"
import { ImdbId, MediaKind, VproId, Year } from "./Media.ts"

/** VPRO's mark. */
export const Mark = Schema.Number.pipe(Schema.greaterThan(0), Schema.lessThanOrEqualTo(10))

const isMark = Schema.is(Mark)

/** Reads a mark from a number or from one as text; POMS writes 0 for "not rated", and anything else is none either. */
export const markOf = (value: unknown): number | undefined => {
  const mark = typeof value === "string" && value.trim() !== "" ? Number(value) : value
  return isMark(mark) ? mark : undefined
}

/** The shapes of picture that Plex distinguishes and VPRO or TMDB can supply. */
export const Picture = Schema.Struct({
  type: Schema.Literal("coverPoster", "background", "clearLogo"),
  url: Schema.String,
  title: Schema.optional(Schema.String)
})
export type Picture = typeof Picture.Type

/**
 * A page of the VPRO catalogue. `text` is cleaned and valid Dutch prose; a page without it is still the right film.
 * `directors` stand in credited order. `appreciation` is VPRO's mark from 1 to 10 (POMS writes 0 for "not rated": none).
 */
export const CatalogueItem = Schema.Struct({
  id: VproId,
  kind: MediaKind,
  title: Schema.String,
  otherTitles: Schema.Array(Schema.String),
  year: Schema.optional(Year),
  directors: Schema.Array(Schema.String),
  countries: Schema.Array(Schema.String),
  genres: Schema.Array(Schema.String),
  url: Schema.optional(Schema.String),
  text: Schema.optional(Schema.String),
  kijkwijzer: Schema.optional(Kijkwijzer),
  appreciation: Schema.optional(Mark),
  pictures: Schema.Array(Picture),
  imdb: Schema.optional(ImdbId),
  /** When the catalogue changed the page last, in milliseconds; a public page does not tell. */
  modified: Schema.optional(Schema.NonNegativeInt),
  source: Schema.Literal("poms", "cinema", "vprogids")
})
export type CatalogueItem = typeof CatalogueItem.Type
