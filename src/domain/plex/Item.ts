/** The items that Plex reads: its names, its shapes, never null, never an empty string but the one it wants. */
import { Schema } from "effect"
import type { CacheEntry } from "../values/CacheEntry.ts"
import { described } from "../values/Described.ts"
import type { FeatureSwitches } from "../describe/Features.ts"
import type { Hints } from "../values/Hints.ts"
import { isOnlySpelled } from "../keys/RatingKey.ts"
import { comparisonForm } from "../titles/Comparison.ts"
import { toContentRating } from "../values/Kijkwijzer.ts"
import { isShowable } from "../values/Pictures.ts"
import type { PlexTypeName, Provider } from "./Provider.ts"
import { metadataPath } from "./Provider.ts"

export const Image = Schema.Struct({
  type: Schema.Literal("background", "backgroundSquare", "clearLogo", "coverPoster", "snapshot"),
  url: Schema.String,
  alt: Schema.optional(Schema.String)
})
export type Image = typeof Image.Type

const itemFields = {
  ratingKey: described("The key by which Plex asks for this item from now on.", Schema.String),
  key: described("Its address, relative to the registered root.", Schema.String),
  guid: described("The identifier of the provider and the rating key, as Plex stores them.", Schema.String),
  type: Schema.Literal("movie", "show", "season", "episode"),
  title: Schema.String,
  originallyAvailableAt: described("`YYYY-MM-DD`, or empty when unknown.", Schema.String),
  year: Schema.optional(Schema.Int),
  summary: Schema.optional(described("The Dutch text.", Schema.String)),
  contentRating: Schema.optional(described("The Kijkwijzer age rating, such as `nl/12`.", Schema.String)),
  thumb: Schema.optional(described("The address of a poster.", Schema.String)),
  art: Schema.optional(described("The address of a background.", Schema.String)),
  Image: Schema.optional(Schema.Array(Image)),
  Guid: Schema.optional(Schema.Array(Schema.Struct({ id: Schema.String }))),
  Rating: Schema.optional(
    Schema.Array(
      Schema.Struct({ image: Schema.String, type: Schema.Literal("audience", "critic"), value: Schema.Number })
    )
  ),
  index: Schema.optional(described("The number of a season or an episode.", Schema.Int)),
  duration: Schema.optional(described("In milliseconds.", Schema.Int)),
  parentRatingKey: Schema.optional(Schema.String),
  parentKey: Schema.optional(Schema.String),
  parentGuid: Schema.optional(Schema.String),
  parentType: Schema.optional(Schema.Literal("show", "season")),
  parentTitle: Schema.optional(Schema.String),
  parentIndex: Schema.optional(Schema.Int),
  parentThumb: Schema.optional(Schema.String),
  grandparentRatingKey: Schema.optional(Schema.String),
  grandparentKey: Schema.optional(Schema.String),
  grandparentGuid: Schema.optional(Schema.String),
  grandparentType: Schema.optional(Schema.Literal("show")),
  grandparentTitle: Schema.optional(Schema.String),
  grandparentThumb: Schema.optional(Schema.String)
}

/** One item of a `MediaContainer`. `originallyAvailableAt` is `YYYY-MM-DD`, or "" when nobody knows. */
export interface Item extends Schema.Struct.Type<typeof itemFields> {
  /** All of them, unpaged. */
  readonly Children?: { readonly size: number; readonly Metadata: ReadonlyArray<Item> } | undefined
}

export const Item: Schema.Schema<Item> = Schema.Struct({
  ...itemFields,
  Children: Schema.optional(
    Schema.Struct({ size: Schema.Int, Metadata: Schema.Array(Schema.suspend((): Schema.Schema<Item> => Item)) })
  )
}).annotations({ identifier: "Item" })

/** An item of which a client may want only a part. */
export const ItemPart = Schema.Struct({
  ...itemFields,
  originallyAvailableAt: Schema.optional(Schema.String),
  Children: Schema.optional(Schema.Struct({ size: Schema.Int, Metadata: Schema.Array(Item) }))
}).annotations({ identifier: "ItemPart" })

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

/** The type of a provider's own items: its seasons and episodes are named as such. */
export const ownType = (provider: Provider): PlexTypeName => (provider.kind === "film" ? "movie" : "show")

/** The address of an item itself, relative to the root. */
export const addressOf = (ratingKey: string): string => `${metadataPath}/${ratingKey}`

/** An item's name for ever in Plex's database. */
export const guidOf = (provider: Provider, type: PlexTypeName, ratingKey: string): string =>
  `${provider.identifier}://${type}/${ratingKey}`

/** The members every item has. The `key` of a show and a season leads to its children, others to themselves. */
export const identity = (provider: Provider, ratingKey: string, type: PlexTypeName = ownType(provider)) => ({
  ratingKey,
  key: `${addressOf(ratingKey)}${type === "show" || type === "season" ? "/children" : ""}`,
  guid: guidOf(provider, type, ratingKey),
  type
})

const externalIds = (hints: Hints, entry: CacheEntry | undefined) => {
  const ids: ReadonlyArray<readonly [string, string | number | undefined]> = [
    ["imdb", hints.imdb ?? entry?.imdb],
    ["tmdb", entry?.tmdb ?? hints.tmdb],
    ["tvdb", entry?.tvdb ?? hints.tvdb],
    ["vpro", entry?.vpro ?? hints.vpro]
  ]
  return ids.flatMap(([scheme, id]) => (id === undefined ? [] : [{ id: `${scheme}://${id}` }]))
}

/** The text of an entry that Plex gets; none where there is none, or where texts are switched off. */
export const summaryOf = (entry: CacheEntry | undefined, { summary }: Pick<FeatureSwitches, "summary">) =>
  summary && entry?.description !== "" ? entry?.description : undefined

/**
 * The title for Plex: VPRO's, or the one that was asked. A key that is only a slug has lost the capitals and signs of that; where it is VPRO's title
 * but for these, VPRO's is the best that is known of how it was asked.
 */
export const titleFor = (
  ratingKey: string,
  { title }: Pick<Hints, "title">,
  entry: CacheEntry | undefined,
  features: Pick<FeatureSwitches, "title">
): string => {
  if (entry?.status !== "found" || entry.title === "") return title
  const isSame = () => isOnlySpelled(ratingKey, title) && comparisonForm(entry.title) === comparisonForm(title)
  return features.title || isSame() ? entry.title : title
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
  const year = entry?.year ?? hints.year
  const summary = summaryOf(entry, features)
  const rating = features.contentRating ? entry?.kijkwijzer : undefined
  const mark = features.rating ? entry?.appreciation : undefined
  const thumb = first("coverPoster")
  const art = first("background")
  const ids = externalIds(hints, entry)
  return {
    ...identity(provider, ratingKey),
    title: titleFor(ratingKey, hints, entry, features),
    originallyAvailableAt: entry?.released ?? "",
    ...(year === undefined ? {} : { year }),
    ...(summary === undefined ? {} : { summary }),
    ...(rating === undefined ? {} : { contentRating: toContentRating(rating) }),
    ...(thumb === undefined ? {} : { thumb }),
    ...(art === undefined ? {} : { art }),
    ...(images.length === 0 ? {} : { Image: images }),
    ...(ids.length === 0 ? {} : { Guid: ids }),
    ...(mark === undefined || mark <= 0 ? {} : { Rating: [ratingOf(Math.min(10, mark))] })
  }
}
