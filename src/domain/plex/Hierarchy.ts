/** The seasons and episodes behind a show's key. */
import { Effect, Option } from "effect"
import { ShowPort } from "../../ports/ShowPort.ts"
import { features } from "../describe/Features.ts"
import { Policy } from "../describe/Policy.ts"
import { patiently } from "../lookup/Patient.ts"
import type { CacheEntry } from "../values/CacheEntry.ts"
import type { Hints } from "../values/Hints.ts"
import type { Episode, Season, Show, ShowAsk } from "../values/Show.ts"
import { Untold } from "./Untold.ts"

/** Ids that a look-up found are better than none. */
const askOf = (hints: Hints, entry: CacheEntry | undefined): ShowAsk => ({
  title: hints.title,
  year: hints.year ?? entry?.year,
  imdb: hints.imdb ?? entry?.imdb,
  tmdb: hints.tmdb ?? entry?.tmdb,
  tvdb: hints.tvdb ?? entry?.tvdb
})

/** The hierarchy; none when nobody knows it or nobody could be asked: Plex's own naming then stands. */
const hierarchy = Effect.fn("Hierarchy.hierarchy")(function* (hints: Hints, entry: CacheEntry | undefined) {
  const shows = yield* ShowPort
  return yield* Effect.catchAll(shows.find(askOf(hints, entry)), (error) =>
    Effect.as(Effect.logWarning(`no hierarchy: ${error.message}`), Option.none<Show>())
  )
})

/**
 * The same for an answer that Plex keeps: sources that are gone for a moment are waited for; and it may say that nobody could be
 * asked, instead of making do with Plex's naming.
 */
export const toldHierarchy = Effect.fn("Hierarchy.told")(function* (hints: Hints, entry: CacheEntry | undefined) {
  const { whenUnsettled } = yield* features
  const { lookup } = yield* Policy
  const shows = yield* ShowPort
  return yield* Effect.catchAll(patiently(shows.find(askOf(hints, entry)), lookup), (error) =>
    Effect.zipRight(
      Effect.logWarning(`no hierarchy: ${error.message}`),
      whenUnsettled === "answer" ? Effect.succeed(Option.none<Show>()) : new Untold()
    )
  )
})

/** The longest that a match waits for a hierarchy. */
const matchWait = "5 seconds"

/** The hierarchy for a match: what is known already, else what can be had within five seconds. */
export const soonHierarchy = Effect.fn("Hierarchy.soon")(function* (hints: Hints, entry: CacheEntry | undefined) {
  const shows = yield* ShowPort
  const known = yield* shows.recall(askOf(hints, entry))
  if (Option.isSome(known)) return known
  return Option.flatten(yield* Effect.timeoutOption(hierarchy(hints, entry), matchWait))
})

/** The hierarchy as far as it is known already. */
export const knownHierarchy = (hints: Hints, entry: CacheEntry | undefined) =>
  Effect.flatMap(ShowPort, (shows) => shows.recall(askOf(hints, entry)))

/** A season by its number; one without episodes when only Plex knows it. */
export const seasonOf = (show: Option.Option<Show>, number: number): Season =>
  Option.getOrElse(
    Option.flatMapNullable(show, ({ seasons }) => seasons.find((season) => season.number === number)),
    () => ({ number, episodes: [] })
  )

/** An episode by its numbers; a bare one when only Plex knows it. */
export const episodeOf = (show: Option.Option<Show>, season: number, number: number): Episode =>
  seasonOf(show, season).episodes.find((episode) => episode.number === number) ?? { season, number }

/** The episode of exactly this day. */
export const episodeOn = (show: Option.Option<Show>, date: string): Option.Option<Episode> =>
  Option.flatMapNullable(show, ({ seasons }) =>
    seasons.flatMap((season) => season.episodes).find((episode) => episode.aired === date)
  )
