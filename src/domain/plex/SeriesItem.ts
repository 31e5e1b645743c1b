/** Seasons and episodes in Plex's words, with every member it requires of them. */
import type { FeatureSwitches } from "../describe/Features.ts"
import { toContentRating } from "../values/Kijkwijzer.ts"
import { yearOfDate } from "../values/Media.ts"
import { episodeKey, seasonKey } from "../keys/SeriesKey.ts"
import type { Episode, Season } from "../values/Show.ts"
import type { CacheEntry } from "../values/CacheEntry.ts"
import { addressOf, guidOf, identity, type Image, imagesOf, type Item } from "./Item.ts"
import type { Provider } from "./Provider.ts"

/** The show that a season or an episode belongs to, as far as it is known. */
export interface Parent {
  readonly provider: Provider
  readonly key: string
  readonly title: string
  readonly entry: CacheEntry | undefined
  readonly features: FeatureSwitches
}

const posterOf = ({ entry, features }: Parent) =>
  features.images ? imagesOf(entry).find((image) => image.type === "coverPoster")?.url : undefined

/** What a season without a name of its own is called. */
export const seasonTitle = (number: number): string => (number === 0 ? "Specials" : `Seizoen ${number}`)

const summaryOf = ({ summary }: { readonly summary?: string | undefined }, features: FeatureSwitches) =>
  features.summary && summary !== undefined && summary !== "" ? { summary } : {}

const pictures = (type: Image["type"], url: string | undefined, features: FeatureSwitches) =>
  url === undefined || !features.images ? {} : { thumb: url, Image: [{ type, url }] }

/** A season; `season` may hold no more than the number that Plex named. */
export const seasonItem = (parent: Parent, season: Season, children?: ReadonlyArray<Item>): Item => {
  const { provider, features } = parent
  const aired = season.aired ?? season.episodes.find((episode) => episode.aired !== undefined)?.aired
  const year = yearOfDate(aired)
  const poster = posterOf(parent)
  return {
    ...identity(provider, seasonKey(parent.key, season.number), "season"),
    title: season.title ?? seasonTitle(season.number),
    originallyAvailableAt: aired ?? "",
    index: season.number,
    parentRatingKey: parent.key,
    parentKey: addressOf(parent.key),
    parentGuid: guidOf(provider, "show", parent.key),
    parentType: "show",
    parentTitle: parent.title,
    ...(poster === undefined ? {} : { parentThumb: poster }),
    ...(year === undefined ? {} : { year }),
    ...summaryOf(season, features),
    ...pictures("coverPoster", season.poster, features),
    ...(children === undefined ? {} : { Children: { size: children.length, Metadata: children } })
  }
}

/** An episode; `ratingKey` differs from its own where it was asked for by its day. */
export const episodeItem = (parent: Parent, episode: Episode, season?: Season, ratingKey?: string): Item => {
  const { provider, features, entry } = parent
  const seasonId = seasonKey(parent.key, episode.season)
  const rating = features.contentRating ? entry?.kijkwijzer : undefined
  const poster = posterOf(parent)
  const year = yearOfDate(episode.aired)
  return {
    ...identity(provider, ratingKey ?? episodeKey(parent.key, episode.season, episode.number), "episode"),
    title: episode.title ?? `Aflevering ${episode.number}`,
    originallyAvailableAt: episode.aired ?? "",
    index: episode.number,
    parentIndex: episode.season,
    parentRatingKey: seasonId,
    parentKey: addressOf(seasonId),
    parentGuid: guidOf(provider, "season", seasonId),
    parentType: "season",
    parentTitle: season?.title ?? seasonTitle(episode.season),
    grandparentRatingKey: parent.key,
    grandparentKey: addressOf(parent.key),
    grandparentGuid: guidOf(provider, "show", parent.key),
    grandparentType: "show",
    grandparentTitle: parent.title,
    ...(poster === undefined ? {} : { grandparentThumb: poster }),
    ...(features.images && season?.poster !== undefined ? { parentThumb: season.poster } : {}),
    ...(year === undefined ? {} : { year }),
    ...(rating === undefined ? {} : { contentRating: toContentRating(rating) }),
    ...(episode.minutes === undefined ? {} : { duration: episode.minutes * 60_000 }),
    ...summaryOf(episode, features),
    ...pictures("snapshot", episode.still, features)
  }
}

/** All seasons of a show as children. */
export const seasonItems = (parent: Parent, seasons: ReadonlyArray<Season>): ReadonlyArray<Item> =>
  seasons.map((season) => seasonItem(parent, season))

/** All episodes of a season as children. */
export const episodeItems = (parent: Parent, season: Season): ReadonlyArray<Item> =>
  season.episodes.map((episode) => episodeItem(parent, episode, season))
