/** TMDB's answers about a series and its seasons, as far as they are used. */
import { Schema } from "effect"
import { TmdbId } from "../../domain/Media.ts"
import { EpisodeNumber, items, list, maybe, SeasonNumber, Text, tolerant } from "../shared/TolerantJson.ts"

const Episode = Schema.Struct({
  episode_number: EpisodeNumber,
  name: Text,
  overview: Text,
  air_date: Text,
  runtime: maybe(Schema.Number),
  still_path: Text
})
export type TmdbEpisode = typeof Episode.Type

const season = { name: Text, overview: Text, air_date: Text, poster_path: Text }

/** An appended part that holds no list of episodes is no season but a refusal. */
const SeasonPart = Schema.Struct({ ...season, episodes: items(Episode) })
export type SeasonPart = typeof SeasonPart.Type

const ListedSeason = Schema.Struct({ season_number: SeasonNumber, ...season })
export type ListedSeason = typeof ListedSeason.Type

/** `GET /tv/{id}` with external ids and seasons appended; seasons that do not exist are simply not there. */
export const ShowAnswer = Schema.Struct(
  {
    id: TmdbId,
    original_language: Text,
    first_air_date: Text,
    external_ids: maybe(Schema.Struct({ imdb_id: Text, tvdb_id: maybe(Schema.Number) })),
    seasons: list(ListedSeason)
  },
  Schema.Record({ key: Schema.TemplateLiteral("season/", Schema.Number), value: tolerant(SeasonPart) })
)
export type ShowAnswer = typeof ShowAnswer.Type
