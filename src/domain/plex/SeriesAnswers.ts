/** The answers about seasons and episodes. They need no state: a key holds its show, and Plex names the numbers. */
import { Effect, Option } from "effect"
import { TitleMemoryPort } from "../../ports/TitleMemoryPort.ts"
import { recall } from "../describe/Describe.ts"
import { features, keyStyle } from "../describe/Features.ts"
import { episodeOf, episodeOn, knownHierarchy, seasonOf, soonHierarchy, toldHierarchy } from "./Hierarchy.ts"
import type { Hints } from "../values/Hints.ts"
import { isoDateOf, type IsoDate } from "../values/Media.ts"
import { decodeRatingKey, encodeRatingKey } from "../keys/RatingKey.ts"
import { datedKey, type SeriesKey } from "../keys/SeriesKey.ts"
import { type Episode, isEpisodeNumber, isSeasonNumber, type Show } from "../values/Show.ts"
import { comparisonForm } from "../titles/Comparison.ts"
import { type Item, titleFor } from "./Item.ts"
import { broughtKey } from "./BroughtKey.ts"
import { hintsOf, type MatchRequest } from "./MatchRequest.ts"
import { plexTypes, type Provider } from "./Provider.ts"
import { episodeItem, episodeItems, type Parent, seasonItem, seasonItems } from "./SeriesItem.ts"

/** The show of a key, with all that is known of it without asking anyone. */
export const parentOf = Effect.fn("SeriesAnswers.parentOf")(function* (
  provider: Provider,
  key: string,
  decoded: Hints
) {
  const switches = yield* features
  const { hints, entry } = yield* recall(key, decoded)
  const title = titleFor(key, hints, entry, switches)
  const parent: Parent = { provider, key, title, entry, features: switches }
  return { parent, hints, entry }
})

/** An episode that is known by its day only. Daily shows count years as seasons; the number is that of the day. */
const dated = (date: IsoDate): Episode => ({
  season: Number(date.slice(0, 4)),
  number: Number(date.slice(5, 7)) * 100 + Number(date.slice(8, 10)),
  aired: date
})

const datedItem = (parent: Parent, show: Option.Option<Show>, date: IsoDate, ratingKey?: string): Item => {
  const episode = Option.getOrElse(episodeOn(show, date), () => dated(date))
  const known = Option.isSome(episodeOn(show, date))
  return episodeItem(
    parent,
    episode,
    known ? seasonOf(show, episode.season) : undefined,
    ratingKey ?? (known ? undefined : datedKey(parent.key, date))
  )
}

/**
 * A show is asked for with its year and ids, its seasons and episodes often without: they belong to the show of that
 * title (and year, when they name one) that was asked for last.
 */
const memoryKey = ({ title, year }: Pick<Hints, "title" | "year">) => `show:${comparisonForm(title)}:${year ?? ""}`

/** Remembers under which key a show was matched. */
export const rememberShow = Effect.fn("SeriesAnswers.rememberShow")(function* (hints: Hints, key: string) {
  const memory = yield* TitleMemoryPort
  yield* memory.remember(memoryKey(hints), key)
  yield* memory.remember(memoryKey({ title: hints.title }), key)
})

const showKeyOf = Effect.fn("SeriesAnswers.showKeyOf")(function* (hints: Hints) {
  const memory = yield* TitleMemoryPort
  const own = encodeRatingKey(hints, yield* keyStyle)
  const hasIds = hints.imdb !== undefined || hints.tmdb !== undefined || hints.tvdb !== undefined
  return hasIds ? own : Option.getOrElse(yield* memory.recall(memoryKey(hints)), () => own)
})

/** What the show's own key says of it, which may be more than the request does; the title as it was asked. */
const showHints = (key: string, hints: Hints): Hints =>
  Option.match(decodeRatingKey(key), { onNone: () => hints, onSome: (own) => ({ ...own, title: hints.title }) })

/** A match of a season or an episode: one item, or none when the request names too little. */
export const seriesMatch = Effect.fn("SeriesAnswers.match")(function* (provider: Provider, request: MatchRequest) {
  const hints = hintsOf(request, provider.kind)
  if (Option.isNone(hints)) return Option.none<Item>()
  const given = yield* broughtKey(provider, request, hints.value)
  const key = Option.isSome(given) ? given.value.key : yield* showKeyOf(hints.value)
  const { parent, hints: known, entry } = yield* parentOf(provider, key, showHints(key, hints.value))
  const atHand = knownHierarchy(known, entry)
  const soon = soonHierarchy(known, entry)
  const { index, parentIndex } = request
  if (request.type === plexTypes.season) {
    if (index === undefined || !isSeasonNumber(index)) return Option.none<Item>()
    const season = seasonOf(yield* request.includeChildren === true ? soon : atHand, index)
    return Option.some(
      seasonItem(parent, season, request.includeChildren === true ? episodeItems(parent, season) : undefined)
    )
  }
  if (index !== undefined && parentIndex !== undefined) {
    if (!isSeasonNumber(parentIndex) || !isEpisodeNumber(index)) return Option.none<Item>()
    const show = yield* atHand
    return Option.some(episodeItem(parent, episodeOf(show, parentIndex, index), seasonOf(show, parentIndex)))
  }
  const date = isoDateOf(request.date)
  return date === undefined ? Option.none<Item>() : Option.some(datedItem(parent, yield* soon, date))
})

/** The seasons of a show for a match that wants them. */
export const matchedSeasons = Effect.fn("SeriesAnswers.matchedSeasons")(function* (
  provider: Provider,
  key: string,
  hints: Hints
) {
  const { parent, entry } = yield* parentOf(provider, key, hints)
  const show = yield* soonHierarchy(hints, entry)
  return seasonItems(parent, Option.match(show, { onNone: () => [], onSome: ({ seasons }) => seasons }))
})

/** One season or episode. An episode that was matched by its day keeps that key. */
export const seriesItem = Effect.fn("SeriesAnswers.item")(function* (
  provider: Provider,
  key: Exclude<SeriesKey, { readonly _tag: "Show" }>,
  includeChildren: boolean
) {
  const { parent, hints, entry } = yield* parentOf(provider, key.show, key.hints)
  const show = yield* toldHierarchy(hints, entry)
  if (key._tag === "Dated") return datedItem(parent, show, key.date, datedKey(key.show, key.date))
  const season = seasonOf(show, key.season)
  return key._tag === "Episode"
    ? episodeItem(parent, episodeOf(show, key.season, key.episode), season)
    : seasonItem(parent, season, includeChildren ? episodeItems(parent, season) : undefined)
})

/** Every child of a show or a season, in order; `grand` asks for the episodes of a whole show. */
export const seriesChildren = Effect.fn("SeriesAnswers.children")(function* (
  provider: Provider,
  key: SeriesKey,
  grand: boolean
) {
  if (key._tag === "Episode" || key._tag === "Dated" || (key._tag === "Season" && grand)) return []
  const { parent, hints, entry } = yield* parentOf(provider, key.show, key.hints)
  const show = yield* toldHierarchy(hints, entry)
  if (key._tag === "Season") return episodeItems(parent, seasonOf(show, key.season))
  const seasons = Option.match(show, { onNone: () => [], onSome: (known) => known.seasons })
  return grand ? seasons.flatMap((season) => episodeItems(parent, season)) : seasonItems(parent, seasons)
})
