/** The items that Plex reads: its names, its shapes, never null, never an empty string but the one it wants. */
import { Schema } from "effect"
import type { CacheEntry } from "../CacheEntry.ts"
import type { FeatureSwitches } from "../Features.ts"
import type { Hints } from "../Hints.ts"
import { toContentRating } from "../Kijkwijzer.ts"
import type { PlexTypeName, Provider } from "./Provider.ts"
import { metadataPath } from "./Provider.ts"

const Image = Schema.Struct({
  type: Schema.Literal("background", "backgroundSquare", "clearLogo", "coverPoster", "snapshot"),
  url: Schema.String,
  alt: Schema.optional(Schema.String)
})
export type Image = typeof Image.Type

/** One item of a `MediaContainer`. `originallyAvailableAt` is `YYYY-MM-DD`, or "" when nobody knows. */
export const Item = Schema.Struct({
  ratingKey: Schema.String,
  key: Schema.String,
  guid: Schema.String,
  type: Schema.Literal("movie", "show", "season", "episode"),
  title: Schema.String,
  originallyAvailableAt: Schema.String,
  year: Schema.optional(Schema.Int),
  summary: Schema.optional(Schema.String),
  contentRating: Schema.optional(Schema.String),
  thumb: Schema.optional(Schema.String),
  art: Schema.optional(Schema.String),
  Image: Schema.optional(Schema.Array(Image)),
  Guid: Schema.optional(Schema.Array(Schema.Struct({ id: Schema.String }))),
  Rating: Schema.optional(
    Schema.Array(
      Schema.Struct({ image: Schema.String, type: Schema.Literal("audience", "critic"), value: Schema.Number })
    )
  )
})
export type Item = typeof Item.Type

/** Not every Plex client shows WebP, and none takes an address without a host. */
export const isShowable = ({ url }: { readonly url: string }): boolean =>
  /^https?:\/\//.test(url) && !/\.(webp|svg)(\?|$)/i.test(url)

/** The pictures of an entry in Plex's words. */
export const imagesOf = (entry: CacheEntry | undefined): ReadonlyArray<Image> =>
  (entry?.pictures ?? [])
    .filter(isShowable)
    .map(({ type, url, title }) => (title === undefined || title === "" ? { type, url } : { type, url, alt: title }))

/**
 * VPRO's mark as a rating. Plex shows badges it knows and no others, so the critics' slot is borrowed: ripe from six up.
 */
const ratingOf = (appreciation: number) => ({
  image: `rottentomatoes://image.rating.${appreciation >= 6 ? "ripe" : "rotten"}`,
  type: "critic" as const,
  value: appreciation
})

const typeName = (provider: Provider): PlexTypeName => (provider.kind === "film" ? "movie" : "show")

const members = (item: Item): Item => item

/** The members every item has. A show's `key` leads to its children, a film's to itself. */
export const identity = (provider: Provider, ratingKey: string) => {
  const type = typeName(provider)
  return {
    ratingKey,
    key: `${metadataPath}/${ratingKey}${type === "show" ? "/children" : ""}`,
    guid: `${provider.identifier}://${type}/${ratingKey}`,
    type
  }
}

const externalIds = (hints: Hints, entry: CacheEntry | undefined) => {
  const ids: ReadonlyArray<readonly [string, string | number | undefined]> = [
    ["imdb", hints.imdb ?? entry?.imdb],
    ["tmdb", entry?.tmdb ?? hints.tmdb],
    ["tvdb", entry?.tvdb ?? hints.tvdb],
    ["vpro", entry?.vpro ?? hints.vpro]
  ]
  return ids.flatMap(([scheme, id]) => (id === undefined ? [] : [{ id: `${scheme}://${id}` }]))
}

/** An item from what is known of it: the hints of its key, the title as it was asked, and what a look-up found. */
export const itemOf = (
  provider: Provider,
  ratingKey: string,
  hints: Hints,
  entry: CacheEntry | undefined,
  features: FeatureSwitches
): Item => {
  const images = features.images ? imagesOf(entry) : []
  const first = (type: Image["type"]) => images.find((image) => image.type === type)?.url
  const found = entry?.status === "found" && entry.title !== ""
  const year = entry?.year ?? hints.year
  const summary = features.summary ? entry?.description : undefined
  const rating = features.contentRating ? entry?.kijkwijzer : undefined
  const mark = features.rating ? entry?.appreciation : undefined
  const thumb = first("coverPoster")
  const art = first("background")
  const ids = externalIds(hints, entry)
  return members({
    ...identity(provider, ratingKey),
    title: found && features.title ? entry.title : hints.title,
    originallyAvailableAt: entry?.released ?? "",
    ...(year === undefined ? {} : { year }),
    ...(summary === undefined || summary === "" ? {} : { summary }),
    ...(rating === undefined ? {} : { contentRating: toContentRating(rating) }),
    ...(thumb === undefined ? {} : { thumb }),
    ...(art === undefined ? {} : { art }),
    ...(images.length === 0 ? {} : { Image: images }),
    ...(ids.length === 0 ? {} : { Guid: ids }),
    ...(mark === undefined || mark <= 0 ? {} : { Rating: [ratingOf(Math.min(10, mark))] })
  })
}
