/** From TVmaze's show to ours. Its texts are English, in HTML. */
import { imdbIdOf, isoDateOf, tvdbIdOf } from "../../../domain/values/Media.ts"
import type { Episode, Season, Show } from "../../../domain/values/Show.ts"
import { mostListed, mostSummary } from "../../../domain/text/Bounds.ts"
import { cutSummary } from "../../../domain/text/Cut.ts"
import { cleanText } from "../reading/CleanText.ts"
import type { ShowIds } from "../shows/ShowChoice.ts"
import { minutesOf } from "../reading/TolerantJson.ts"
import { episodeTitle, seasonTitle } from "../reading/EpisodeTitle.ts"
import type { Brief, TvmazeEpisode, TvmazeSeason, Whole } from "./TvmazeJson.ts"

/** The ids that TVmaze knows of a show. */
export const idsOf = ({ externals }: Brief): ShowIds => ({
  imdb: imdbIdOf(externals?.imdb),
  tvdb: tvdbIdOf(externals?.thetvdb)
})

/** The show; with summaries only when they may be English. */
export const toShow = (whole: Whole, textFallback: boolean): Show => {
  const summaryOf = (of: TvmazeEpisode | TvmazeSeason | undefined) =>
    (textFallback && cutSummary(cleanText((of?.summary ?? "").slice(0, 2 * mostSummary)))) || undefined

  const toEpisode = (episode: TvmazeEpisode): Episode => ({
    season: episode.season,
    number: episode.number,
    title: episodeTitle(episode.name, episode.number),
    summary: summaryOf(episode),
    aired: isoDateOf(episode.airdate),
    minutes: minutesOf(episode.runtime),
    still: pictureOf(episode.image)
  })

  const { episodes, seasons } = whole._embedded
  const byNumber = new Map(seasons.toReversed().map((season) => [season.number, season]))
  const aired = new Map<number, Array<TvmazeEpisode>>()
  for (const episode of episodes) {
    const own = aired.get(episode.season)
    if (own === undefined) aired.set(episode.season, [episode])
    else own.push(episode)
  }
  const toSeason = (number: number): Season => {
    const season = byNumber.get(number)
    const own = aired.get(number) ?? []
    return {
      number,
      title: seasonTitle(season?.name, number),
      summary: summaryOf(season),
      aired: isoDateOf(season?.premiereDate),
      poster: pictureOf(season?.image),
      // By number, each once.
      episodes: [...new Map(own.toReversed().map((episode) => [episode.number, toEpisode(episode)])).values()].sort(
        (a, b) => a.number - b.number
      )
    }
  }

  const numbers = new Set([...seasons.map(({ number }) => number), ...episodes.map(({ season }) => season)])
  return {
    source: "tvmaze",
    ...idsOf(whole),
    released: isoDateOf(whole.premiered),
    seasons: [...numbers]
      .sort((a, b) => a - b)
      .slice(0, mostListed)
      .map(toSeason)
  }
}

/** Plex shows neither SVG nor WebP. */
const pictureOf = (image: { readonly original: string } | undefined): string | undefined =>
  image !== undefined && /^https?:\/\/\S+\.(jpe?g|png)$/i.test(image.original)
    ? image.original.replace(/^http:/i, "https:")
    : undefined
