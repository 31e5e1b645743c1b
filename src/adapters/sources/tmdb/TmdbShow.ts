/** From TMDB's series, in Dutch and in its original language, to a show. */
import { imdbIdOf, isoDateOf, tvdbIdOf } from "../../../domain/values/Media.ts"
import type { Episode, Season, Show } from "../../../domain/values/Show.ts"
import { mostSummary } from "../../../domain/text/Bounds.ts"
import { cutSummary } from "../../../domain/text/Cut.ts"
import { cleanText } from "../reading/CleanText.ts"
import { episodeTitle, seasonTitle } from "../reading/EpisodeTitle.ts"
import { minutesOf } from "../reading/TolerantJson.ts"
import { numbersOf, type TmdbSeries } from "./TmdbSeasons.ts"
import type { ListedSeason, SeasonPart, TmdbEpisode } from "./TmdbShowJson.ts"
import { imageBase, isPlainPicture } from "./TmdbWork.ts"

/** What the original language adds. */
export interface Original {
  readonly seasons: ReadonlyArray<ListedSeason>
  readonly parts: ReadonlyMap<number, SeasonPart>
}

/** The show; the original language fills in titles, and summaries when `textFallback` says so. */
export const toShow = (dutch: TmdbSeries, original: Original, textFallback: boolean): Show => {
  const { details } = dutch
  return {
    source: "tmdb",
    tmdb: details.id,
    imdb: imdbIdOf(details.external_ids?.imdb_id),
    tvdb: tvdbIdOf(details.external_ids?.tvdb_id),
    released: isoDateOf(details.first_air_date),
    seasons: numbersOf(dutch).map((number) =>
      toSeason(
        number,
        seasonIn(details.seasons, dutch.parts, number),
        seasonIn(original.seasons, original.parts, number),
        textFallback
      )
    )
  }
}

/** The seasons in which Dutch is not enough: an episode lacks a title, or a summary that may be in another language. */
export const wanting = (dutch: TmdbSeries, textFallback: boolean): ReadonlyArray<number> =>
  numbersOf(dutch).filter((number) =>
    (dutch.parts.get(number)?.episodes ?? []).some(
      (episode) =>
        episodeTitle(episode.name, episode.episode_number) === undefined ||
        (textFallback && summaryOf(episode) === undefined)
    )
  )

type SeasonFacts = Partial<SeasonPart>

/** What the season's own part says goes before what the list of seasons says of it. */
const seasonIn = (listed: ReadonlyArray<ListedSeason>, parts: TmdbSeries["parts"], number: number): SeasonFacts => ({
  ...listed.find((season) => season.season_number === number),
  ...parts.get(number)
})

const toSeason = (number: number, dutch: SeasonFacts, original: SeasonFacts, textFallback: boolean): Season => ({
  number,
  title: seasonTitle(dutch.name, number) ?? seasonTitle(original.name, number),
  summary: summaryOf(dutch) ?? (textFallback ? summaryOf(original) : undefined),
  aired: isoDateOf(dutch.air_date),
  poster: pictureOf(dutch.poster_path),
  episodes: episodesOf(number, dutch, original, textFallback)
})

const episodesOf = (number: number, dutch: SeasonFacts, original: SeasonFacts, textFallback: boolean) => {
  const others = byNumber(original.episodes ?? [])
  return [...byNumber(dutch.episodes ?? []).values()]
    .sort((a, b) => a.episode_number - b.episode_number)
    .map((episode) => toEpisode(number, episode, others.get(episode.episode_number), textFallback))
}

const toEpisode = (
  season: number,
  dutch: TmdbEpisode,
  original: TmdbEpisode | undefined,
  textFallback: boolean
): Episode => ({
  season,
  number: dutch.episode_number,
  title: episodeTitle(dutch.name, dutch.episode_number) ?? episodeTitle(original?.name, dutch.episode_number),
  summary: summaryOf(dutch) ?? (textFallback ? summaryOf(original) : undefined),
  aired: isoDateOf(dutch.air_date),
  minutes: minutesOf(dutch.runtime),
  still: pictureOf(dutch.still_path)
})

/** Of several with one number the first. */
const byNumber = (episodes: ReadonlyArray<TmdbEpisode>): ReadonlyMap<number, TmdbEpisode> =>
  new Map(episodes.toReversed().map((episode) => [episode.episode_number, episode]))

const summaryOf = (of: { readonly overview?: string | undefined } | undefined): string | undefined =>
  cutSummary(cleanText((of?.overview ?? "").slice(0, 2 * mostSummary))) || undefined

const pictureOf = (path: string | undefined): string | undefined =>
  path !== undefined && isPlainPicture(path) ? imageBase + path : undefined
