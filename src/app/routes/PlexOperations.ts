/** What the routes that Plex calls say of themselves. */
import { Schema } from "effect"
import { ImageContainer, ItemContainer } from "../../domain/plex/Container.ts"
import { MatchRequest } from "../../domain/plex/MatchRequest.ts"
import { ProviderRoot } from "../../domain/plex/Provider.ts"
import type { Operation, Reply } from "../Operations.ts"
import { Problem } from "../Shapes.ts"

const unknown: Reply = { description: "No such rating key.", schema: Problem }
const later: Reply = { description: "Not now: `Retry-After` says when to come back.", schema: Problem }

const listOf = (description: string) => Schema.optional(Schema.String.annotations({ description }))

const trimming = {
  includeFields: listOf("Only these members of the items, separated by commas."),
  excludeFields: listOf("All members but these."),
  includeElements: listOf("Only these lists within the items."),
  excludeElements: listOf("All lists but these.")
}
const episodeOrder = listOf("Of another order than that of broadcast there are no seasons.")

const page = {
  "X-Plex-Container-Start": listOf("Where the part begins, from 0; also as a header."),
  "X-Plex-Container-Size": listOf("How long it is, 20 unless said otherwise; also as a header.")
}

const answer = (summary: string, operation: Omit<Operation, "summary" | "tag">): Operation => ({
  summary,
  tag: "Plex",
  ...operation
})

const own: Reply = { description: "Its identifier, types and addresses.", schema: ProviderRoot }

export const providerRoot = answer("What this provider is", { replies: { 200: own } })

export const bareRoot = answer("What this provider is; a browser is led to the status page", {
  replies: { 200: own, 302: { description: "To `/ui`, for who accepts HTML." } }
})

export const matches = answer("Items that could be meant", {
  body: MatchRequest,
  replies: {
    200: {
      description: "One item with the rating key; by hand up to ten. An empty list when nothing is.",
      schema: ItemContainer
    },
    400: { description: "Not JSON, or a type that this provider does not serve.", schema: Problem },
    413: { description: "The body is larger than 64 KiB.", schema: Problem },
    503: later
  }
})

export const metadata = answer("All about one item; looked up when it is not in the cache", {
  query: Schema.Struct({ ...trimming, includeChildren: listOf("1: seasons or episodes come along."), episodeOrder }),
  replies: {
    200: {
      description: "One item. `X-Cache` says where it came from: hit, stale, lookup or incomplete.",
      schema: ItemContainer
    },
    404: unknown,
    503: later
  }
})

export const pictures = answer("The pictures of one item", {
  replies: {
    200: { description: "None when pictures are switched off.", schema: ImageContainer },
    404: unknown,
    503: later
  }
})

export const extras = answer("The trailers of one item, of which there are none", {
  replies: {
    200: { description: "An empty list, by which Plex deletes the trailers that it has.", schema: ItemContainer },
    404: unknown,
    503: { description: "With `EXTRAS=unavailable`: Plex keeps its trailers.", schema: Problem }
  }
})

export const childList = answer(
  "The seasons of a show, the episodes of a season, or with `grandchildren` all episodes",
  {
    query: Schema.Struct({ ...trimming, ...page, episodeOrder }),
    replies: { 200: { description: "A part of the list.", schema: ItemContainer }, 404: unknown, 503: later }
  }
)
