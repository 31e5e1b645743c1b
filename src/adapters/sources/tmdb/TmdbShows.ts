/** The seasons and episodes of series as The Movie Database tells them, in Dutch where it can. */
import { Effect, Option } from "effect"
import { type TmdbId, yearOfDate } from "../../../domain/values/Media.ts"
import type { Show, ShowAsk } from "../../../domain/values/Show.ts"
import type { SourceError } from "../../../ports/SourceError.ts"
import { chosen, contradict } from "../shows/ShowChoice.ts"
import type { ShowSource } from "../shows/ShowSource.ts"
import * as TmdbCall from "./TmdbCall.ts"
import { FindAnswer, SearchAnswer } from "./TmdbJson.ts"
import * as TmdbSeasons from "./TmdbSeasons.ts"
import { toShow, wanting } from "./TmdbShow.ts"

export interface TmdbShowsOptions extends TmdbCall.TmdbOptions {
  /** Whether a summary that is not there in Dutch may be one in the original language. */
  readonly textFallback: boolean
}

/** A source of shows on TMDB. Without a key it knows nothing and asks nothing. */
export const make = Effect.fn("TmdbShows.make")(function* (options: TmdbShowsOptions) {
  const standing = yield* TmdbCall.standingOf(options)
  const call = yield* TmdbCall.make(options.baseUrl, standing)

  const hierarchy = Effect.fn("TmdbShows.hierarchy")(function* (id: TmdbId) {
    const dutch = yield* TmdbSeasons.whole(call, id, "nl-NL")
    if (Option.isNone(dutch)) return Option.none()
    const language = dutch.value.details.original_language
    // "xx" is TMDB's code for no language at all.
    const isDutchOnly = language === undefined || language === "nl" || !/^(?!xx)[a-z]{2}$/.test(language)
    const numbers = isDutchOnly ? [] : wanting(dutch.value, options.textFallback)
    const original = yield* TmdbSeasons.some(call, id, language ?? "", numbers)
    return Option.some(toShow(dutch.value, original, options.textFallback))
  })

  const numberOf = Effect.fn("TmdbShows.numberOf")(function* (id: string, source: string) {
    const found = yield* call(`/find/${id}`, { external_source: source }, FindAnswer)
    return Option.getOrUndefined(found)?.tv_results[0]?.id
  })

  const search = Effect.fn("TmdbShows.search")(function* (ask: ShowAsk) {
    for (const query of ask.title.trim() === "" ? [] : searches(ask)) {
      const answer = yield* call("/search/tv", query, SearchAnswer)
      const hits = Option.match(answer, { onNone: () => [], onSome: ({ results }) => results }).map((hit) => ({
        id: hit.id,
        names: [hit.name, hit.original_name],
        year: yearOfDate(hit.first_air_date)
      }))
      const hit = chosen(hits, ask)
      if (hit !== undefined) return hit.id
    }
    return undefined
  })

  const find = Effect.fn("TmdbShows.find")(
    function* (ask: ShowAsk): Effect.fn.Return<Option.Option<Show>, SourceError> {
      if (ask.tmdb !== undefined) {
        const show = yield* hierarchy(ask.tmdb)
        if (Option.isSome(show)) return show
      }
      for (const [id, source] of externalIds(ask)) {
        const number = yield* numberOf(id, source)
        if (number !== undefined) return yield* hierarchy(number)
      }
      const number = yield* search(ask)
      if (number === undefined) return Option.none()
      const show = yield* hierarchy(number)
      // TMDB's own number led nowhere, so that it cannot tell against the show; the other ids can.
      return Option.filter(show, (show) => !contradict({ imdb: ask.imdb, tvdb: ask.tvdb }, show))
    },
    TmdbCall.withoutKey(standing, Option.none())
  )

  // A key that went while it was in use is no failure either.
  const leftOut = Effect.zipWith(standing.key, standing.refusal, (key, why) => Option.isNone(key) || Option.isSome(why))
  return { name: "tmdb", configured: Effect.map(standing.key, Option.isSome), leftOut, find } satisfies ShowSource
})

const externalIds = ({ imdb, tvdb }: ShowAsk): ReadonlyArray<readonly [id: string, source: string]> => [
  ...(imdb === undefined ? [] : [[imdb, "imdb_id"] as const]),
  ...(tvdb === undefined ? [] : [[String(tvdb), "tvdb_id"] as const])
]

/**
 * The title is looked for in all languages, but a hit bears its name in the language of the request. So the first search
 * brings Dutch names of that very year, the second one English names of any year.
 */
const searches = ({ title, year }: ShowAsk): ReadonlyArray<Readonly<Record<string, string>>> => {
  const query = { query: title, include_adult: "false" }
  return [
    { ...query, language: "nl-NL", ...(year === undefined ? {} : { first_air_date_year: String(year) }) },
    { ...query, language: "en-US" }
  ]
}
