/** TMDB's answers about a series and its seasons, as far as they are used. */
import { Option, Predicate, Record, Schema } from "effect"
import { TmdbId } from "../../../domain/values/Media.ts"
import { mostEpisodes } from "../../../domain/text/Bounds.ts"
import { Address, EpisodeNumber, items, list, maybe, Prose, SeasonNumber, Text } from "../reading/TolerantJson.ts"

const Episode = Schema.Struct({
  episode_number: EpisodeNumber,
  name: Text,
  overview: Prose,
  air_date: Text,
  runtime: maybe(Schema.Number),
  still_path: maybe(Address)
})
export type TmdbEpisode = typeof Episode.Type

const season = { name: Text, overview: Prose, air_date: Text, poster_path: maybe(Address) }

/** An appended part that holds no list of episodes is no season but a refusal. */
const SeasonPart = Schema.Struct({ ...season, episodes: items(Episode, mostEpisodes) })
export type SeasonPart = typeof SeasonPart.Type

const ListedSeason = Schema.Struct({ season_number: SeasonNumber, ...season })
export type ListedSeason = typeof ListedSeason.Type

const details = {
  id: TmdbId,
  original_language: Text,
  first_air_date: Text,
  external_ids: maybe(Schema.Struct({ imdb_id: Text, tvdb_id: maybe(Schema.Number) })),
  seasons: list(ListedSeason)
}
const Details = Schema.Struct(details)
export type ShowDetails = typeof Details.Type

/** `GET /tv/{id}` with external ids and these seasons appended; seasons that do not exist are simply not there. */
export const showAnswer = (numbers: ReadonlyArray<number>) =>
  Schema.Struct({
    ...details,
    ...Record.fromEntries(numbers.map((number) => [partName(number), Schema.optional(Schema.Unknown)]))
  })

/** What a season is called among the parts that are appended. */
export const partName = (number: number): `season/${number}` => `season/${number}`

/** The seasons that an answer holds, up to so many episodes of all of them together. */
export const partsOf = (
  answer: Readonly<Record<string, unknown>>,
  numbers: ReadonlyArray<number>
): ReadonlyMap<number, SeasonPart> => {
  const parts = new Map<number, SeasonPart>()
  let left = mostEpisodes
  for (const number of numbers) {
    const raw = answer[partName(number)]
    if (!Predicate.hasProperty(raw, "episodes") || !Array.isArray(raw.episodes)) continue
    const part = decodePart({ ...raw, episodes: raw.episodes.slice(0, left) })
    if (Option.isNone(part)) continue
    parts.set(number, part.value)
    left -= part.value.episodes.length
  }
  return parts
}

const decodePart = Schema.decodeUnknownOption(SeasonPart)
