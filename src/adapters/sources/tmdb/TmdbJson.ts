/**
 * TMDB's answers, as far as they are used. Lists and fields are read tolerantly: null is absent, a value of another type
 * is absent, and a bad item does not cost the rest of its list. Only the number of a work must be there.
 */
import { Schema } from "effect"
import { TmdbId } from "../../../domain/values/Media.ts"
import { mostLookedAt } from "../../../domain/text/Bounds.ts"
import { Address, items, Line, list, maybe, someItems, Text } from "../reading/TolerantJson.ts"

const Image = Schema.Struct({ file_path: Address, iso_639_1: Text })
/** The best of a language may stand far down. */
const Images = list(Image, mostLookedAt)
export type TmdbImage = typeof Image.Type

const Title = Schema.Struct({ iso_3166_1: Text, title: Line })

const Translation = Schema.Struct({
  iso_3166_1: Text,
  iso_639_1: Text,
  data: Schema.Struct({ title: Text, name: Text })
})

/** A film or a series with the appended parts; a film has `title`, a series `name`, and so on. */
export const Details = Schema.Struct({
  id: TmdbId,
  title: Text,
  name: Text,
  original_title: Text,
  original_name: Text,
  original_language: Text,
  release_date: Text,
  first_air_date: Text,
  imdb_id: Text,
  poster_path: Text,
  backdrop_path: Text,
  origin_country: list(Line),
  production_countries: list(Schema.Struct({ iso_3166_1: Line })),
  created_by: list(Schema.Struct({ name: Line })),
  alternative_titles: maybe(Schema.Struct({ titles: list(Title), results: list(Title) })),
  translations: maybe(Schema.Struct({ translations: list(Translation) })),
  external_ids: maybe(Schema.Struct({ imdb_id: Text, tvdb_id: maybe(Schema.Number) })),
  credits: maybe(Schema.Struct({ crew: list(Schema.Struct({ name: Line, job: Schema.Literal("Director") })) })),
  images: maybe(Schema.Struct({ posters: Images, backdrops: Images, logos: Images }))
})
export type Details = typeof Details.Type

const Brief = Schema.Struct({
  id: TmdbId,
  title: Text,
  name: Text,
  original_title: Text,
  original_name: Text,
  release_date: Text,
  first_air_date: Text
})
export type Brief = typeof Brief.Type

/** `GET /search/movie` and `/search/tv`. An answer without `results` is no answer to a search. */
export const SearchAnswer = Schema.Struct({ results: someItems(Brief), total_pages: maybe(Schema.Number) })

/** `GET /find/{id}`: works of both kinds that carry the id. */
export const FindAnswer = Schema.Struct({
  movie_results: items(Brief),
  tv_results: items(Brief)
})

/** What goes with every refusal. */
export const Failure = Schema.Struct({ status_code: maybe(Schema.Number) })
