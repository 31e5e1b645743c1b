/** TVmaze's answers, as far as they are used. */
import { Schema } from "effect"
import { mostEpisodes } from "../../../domain/text/Bounds.ts"
import {
  Address,
  EpisodeNumber,
  items,
  list,
  maybe,
  Prose,
  SeasonNumber,
  someItems,
  Text
} from "../reading/TolerantJson.ts"

const brief = {
  id: Schema.Int.pipe(Schema.positive()),
  name: Text,
  premiered: Text,
  externals: maybe(Schema.Struct({ imdb: Text, thetvdb: maybe(Schema.Number) }))
}

/** What `/lookup/shows` leads to. */
export const Brief = Schema.Struct(brief)
export type Brief = typeof Brief.Type

/** `GET /search/shows`, best first. */
export const SearchAnswer = someItems(Schema.Struct({ show: Brief }))

const Image = maybe(Schema.Struct({ original: Address }))

/** A special has no number and is left out: giving it one would be renumbering. */
const Episode = Schema.Struct({
  season: SeasonNumber,
  number: EpisodeNumber,
  name: Text,
  airdate: Text,
  runtime: maybe(Schema.Number),
  image: Image,
  summary: Prose
})
export type TvmazeEpisode = typeof Episode.Type

const Season = Schema.Struct({ number: SeasonNumber, name: Text, premiereDate: Text, image: Image, summary: Prose })
export type TvmazeSeason = typeof Season.Type

/** `GET /shows/{id}` with what was asked to be embedded. */
export const Whole = Schema.Struct({
  ...brief,
  _embedded: Schema.Struct({ episodes: items(Episode, mostEpisodes), seasons: list(Season) })
})
export type Whole = typeof Whole.Type
