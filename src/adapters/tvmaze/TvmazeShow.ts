/** From TVmaze's show to ours. Its texts are English, in HTML. */
import { imdbIdOf, isoDateOf, tvdbIdOf } from "../../domain/Media.ts"
import type { Episode, Season, Show } from "../../domain/Show.ts"
import { cleanText } from "../../domain/text/Description.ts"
import type { ShowIds } from "../shared/ShowChoice.ts"
import { episodeTitle, seasonTitle } from "../shared/EpisodeTitle.ts"
import type { Brief, TvmazeEpisode, TvmazeSeason, Whole } from "./TvmazeJson.ts"

/** The ids that TVmaze knows of a show. */
export const idsOf = ({ externals }: Brief): ShowIds => ({
  imdb: imdbIdOf(externals?.imdb),
  tvdb: tvdbIdOf(externals?.thetvdb)
})

/** The show; with summaries only when they may be English. */
export const toShow = (whole: Whole, textFallback: boolean): Show => {
  const summaryOf = (of: TvmazeEpisode | TvmazeSeason | undefined) =>
    (textFallback && cleanText(of?.summary ?? "")) || undefined

  const toEpisode = (episode: TvmazeEpisode): Episode => ({
    season: episode.season,
    number: episode.number,
    title: episodeTitle(episode.name, episode.number),
    summary: summaryOf(episode),
    aired: isoDateOf(episode.airdate),
    minutes: episode.runtime !== undefined && episode.runtime >= 1 ? Math.round(episode.runtime) : undefined,
    still: pictureOf(episode.image)
  })

  const { episodes, seasons } = whole._embedded
  const toSeason = (number: number): Season => {
    const season = seasons.find((season) => season.number === number)
    const own = episodes.filter((episode) => episode.season === number)
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
    seasons: [...numbers].sort((a, b) => a - b).map(toSeason)
  }
}

/** Plex shows neither SVG nor WebP. */
const pictureOf = (image: { readonly original: string } | undefined): string | undefined =>
  image !== undefined && /^https?:\/\/\S+\.(jpe?g|png)$/i.test(image.original)
    ? image.original.replace(/^http:/i, "https:")
    : undefined
