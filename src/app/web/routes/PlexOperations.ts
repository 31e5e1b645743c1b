/** What the routes that Plex calls say of themselves. */
import { Schema } from "effect"
import { ImageContainer, ItemContainer } from "../../../domain/plex/Container.ts"
import { MatchRequest } from "../../../domain/plex/MatchRequest.ts"
import { ProviderRoot } from "../../../domain/plex/Provider.ts"
import type { Operation, Reply } from "../openapi/Operations.ts"
import { Problem } from "../openapi/Shapes.ts"

const unknown: Reply = { description: "No such rating key.", schema: Problem }
const later: Reply = {
  description: "Not now: what is asked for may exist, but that cannot be told yet.",
  schema: Problem,
  headers: ["Retry-After"]
}

const listOf = (description: string) => Schema.optional(Schema.String.annotations({ description }))

const trimming = {
  includeFields: listOf("Only these members of an item, separated by commas, such as `title,year`."),
  excludeFields: listOf("All members of an item but these, separated by commas."),
  includeElements: listOf("Only these lists within an item, separated by commas, such as `Guid,Image`."),
  excludeElements: listOf("All lists within an item but these, separated by commas.")
}
const episodeOrder = listOf("The order of the episodes. Of any other than that of broadcast there are no seasons.")

const page = {
  "X-Plex-Container-Start": listOf("Where the part begins, a number from 0; 0 unless said otherwise."),
  "X-Plex-Container-Size": listOf("How many items it has at most; 20 unless said otherwise.")
}

const answer = (summary: string, operation: Omit<Operation, "summary" | "tag">): Operation => ({
  summary,
  tag: "Plex",
  ...operation
})

const own: Reply = { description: "Its identifier, types and addresses.", schema: ProviderRoot }

export const providerRoot = answer("What this provider is", { replies: { 200: own } })

export const bareRoot = answer("What this provider is; a browser is led to the status page", {
  replies: { 200: own, 302: { description: "To `/ui`, for who accepts HTML.", headers: ["Location"] } }
})

export const matches = answer("Items that could be meant", {
  description:
    "An automatic match is answered at once, from what is asked alone: one item whose rating key is enough to look it up " +
    "later. With `manual: 1` (Fix Match in Plex) the sources are searched, and up to ten pages are listed, the best first. " +
    "The title of a season stands in `parentTitle`, that of an episode in `grandparentTitle`. Numbers may be text.",
  body: MatchRequest,
  example: { body: { type: 1, title: "Die Hard", year: 1988 } },
  replies: {
    200: {
      description: "One item with the rating key; by hand up to ten. An empty list when nothing is.",
      schema: ItemContainer
    },
    400: { description: "Not JSON, or a type that this provider does not serve.", schema: Problem },
    403: { description: "A page of another site sent it.", schema: Problem },
    413: { description: "The body is larger than 64 KiB.", schema: Problem },
    503: later
  }
})

export const metadata = answer("All about one item; looked up when it is not in the cache", {
  description:
    "`summary` is there only when there is a Dutch text, pictures and ratings only when they are switched on: what is " +
    "missing Plex takes from its next provider. The answer comes within the deadline, 25 seconds unless set otherwise.",
  query: Schema.Struct({
    ...trimming,
    includeChildren: listOf("With `1` the seasons of a show or the episodes of a season come along."),
    episodeOrder
  }),
  replies: {
    200: {
      description: "One item.",
      schema: ItemContainer,
      headers: ["X-Cache"]
    },
    404: unknown,
    503: later
  }
})

export const pictures = answer("The pictures of one item", {
  replies: {
    200: { description: "None when pictures are switched off.", schema: ImageContainer, headers: ["X-Cache"] },
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
    headers: Object.keys(page),
    replies: {
      200: {
        description: "A part of the list.",
        schema: ItemContainer,
        headers: ["X-Plex-Container-Start", "X-Plex-Container-Total-Size"]
      },
      404: unknown,
      503: later
    }
  }
)
