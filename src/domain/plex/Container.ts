/** The envelope of every answer to Plex. */
import { Schema } from "effect"
import { Image, type Item, ItemPart } from "./Item.ts"
import type { Provider } from "./Provider.ts"

const Envelope = { offset: Schema.Int, totalSize: Schema.Int, identifier: Schema.String, size: Schema.Int }

/** What `itemContainer` makes; what a client does not want of an item is left out. */
export const ItemContainer = Schema.Struct({
  MediaContainer: Schema.Struct({ ...Envelope, Metadata: Schema.Array(ItemPart) })
}).annotations({ identifier: "ItemContainer" })

/** What `imageContainer` makes. */
export const ImageContainer = Schema.Struct({
  MediaContainer: Schema.Struct({ ...Envelope, Image: Schema.Array(Image) })
}).annotations({ identifier: "ImageContainer" })

const envelope = (provider: Provider, size: number, page?: { readonly offset: number; readonly total: number }) => ({
  offset: page?.offset ?? 0,
  totalSize: page?.total ?? size,
  identifier: provider.identifier,
  size
})

/** A list of items; `page` when it is a part of a longer one. An empty list is how a match says "nothing". */
export const itemContainer = (
  provider: Provider,
  items: ReadonlyArray<Partial<Item>>,
  page?: { readonly offset: number; readonly total: number }
) => ({ MediaContainer: { ...envelope(provider, items.length, page), Metadata: items } })

/** All pictures of an item. */
export const imageContainer = (provider: Provider, images: ReadonlyArray<Image>) => ({
  MediaContainer: { ...envelope(provider, images.length), Image: images }
})

/** A part of a list, 0-based. */
export interface Page {
  readonly start: number
  readonly size: number
}

/** Plex asks for twenty children at a time unless it says otherwise. */
export const defaultPage: Page = { start: 0, size: 20 }

/** One page of a list, with the whole list's total. */
export const pageContainer = (provider: Provider, items: ReadonlyArray<Partial<Item>>, { start, size }: Page) =>
  itemContainer(provider, items.slice(start, start + size), { offset: start, total: items.length })

/** The four lists with which a client says what it wants of each item, comma-separated. */
export interface Trimming {
  readonly includeFields?: string | undefined
  readonly excludeFields?: string | undefined
  readonly includeElements?: string | undefined
  readonly excludeElements?: string | undefined
}

/** Without these Plex cannot place an item at all. */
const always = new Set(["ratingKey", "key", "guid", "type", "title"])

const list = (text: string | undefined) =>
  text === undefined || text.trim() === "" ? undefined : new Set(text.split(",").map((name) => name.trim()))

/** Leaves out what was not asked for. Members with a capital are elements, the others fields. */
export const trim = (item: Item, trimming: Trimming): Partial<Item> => {
  if (Object.values(trimming).every((list) => list === undefined || list === "")) return item
  const fields = { include: list(trimming.includeFields), exclude: list(trimming.excludeFields) }
  const elements = { include: list(trimming.includeElements), exclude: list(trimming.excludeElements) }
  const wanted = (name: string) => {
    if (always.has(name)) return true
    const { include, exclude } = /^[A-Z]/.test(name) ? elements : fields
    return (include === undefined || include.has(name)) && exclude?.has(name) !== true
  }
  return Object.fromEntries(Object.entries(item).filter(([name]) => wanted(name)))
}
