/**
 * The keys of seasons and episodes: the show's key and a suffix, so that nothing needs to be remembered to answer them.
 * `{show}-z{season}`, `{show}-z{season}e{episode}`, and `{show}-d{yyyymmdd}` for an episode known by its day only.
 */
import { Data, Option } from "effect"
import type { Hints } from "../values/Hints.ts"
import { type IsoDate, isoDateOf } from "../values/Media.ts"
import { decodeRatingKey } from "./RatingKey.ts"

export type SeriesKey = Data.TaggedEnum<{
  Show: { readonly show: string; readonly hints: Hints }
  Season: { readonly show: string; readonly hints: Hints; readonly season: number }
  Episode: { readonly show: string; readonly hints: Hints; readonly season: number; readonly episode: number }
  Dated: { readonly show: string; readonly hints: Hints; readonly date: IsoDate }
}>
export const SeriesKey = Data.taggedEnum<SeriesKey>()

/** The numbers are ones that a season and an episode can have (`isSeasonNumber`, `isEpisodeNumber`). */
export const seasonKey = (show: string, season: number): string => `${show}-z${season}`
export const episodeKey = (show: string, season: number, episode: number): string => `${show}-z${season}e${episode}`
export const datedKey = (show: string, date: IsoDate): string => `${show}-d${date.replaceAll("-", "")}`

const suffixed = /^(.+?)-(?:z(\d{1,4})(?:e(\d{1,6}))?|d(\d{4})(\d{2})(\d{2}))$/

/** What a key of a series stands for; none for keys of films and keys never issued. */
export const decodeSeriesKey = (key: string): Option.Option<SeriesKey> => {
  const series = (show: string) => Option.filter(decodeRatingKey(show), (hints) => hints.kind === "series")
  const parts = suffixed.exec(key)
  const show = parts?.[1]
  if (parts === null || show === undefined)
    return Option.map(series(key), (hints) => SeriesKey.Show({ show: key, hints }))
  return Option.flatMap(series(show), (hints): Option.Option<SeriesKey> => {
    const [, , season, episode, year, month, day] = parts
    if (season !== undefined && episode !== undefined)
      return Option.some(SeriesKey.Episode({ show, hints, season: Number(season), episode: Number(episode) }))
    if (season !== undefined) return Option.some(SeriesKey.Season({ show, hints, season: Number(season) }))
    return Option.map(Option.fromNullable(isoDateOf(`${year}-${month}-${day}`)), (date) =>
      SeriesKey.Dated({ show, hints, date })
    )
  })
}
