/** What the routes that Plex calls say of themselves. */
import { HttpApiEndpoint } from "@effect/platform"
import { Schema } from "effect"
import { ImageContainer, ItemContainer } from "../../../domain/plex/Container.ts"
import { MatchRequest } from "../../../domain/plex/MatchRequest.ts"
import { ProviderRoot } from "../../../domain/plex/Provider.ts"
import { type About, about, empty } from "../openapi/About.ts"
import { refusal } from "../Refused.ts"

const unknown = refusal(404, "No such rating key.")
const later = refusal(503, "Try again later: whether there is an answer cannot be determined yet.")

const listOf = (description: string) => Schema.optional(Schema.String.annotations({ description }))

const trimming = {
  includeFields: listOf("Only these fields of an item, separated by commas, such as `title,year`."),
  excludeFields: listOf("All fields of an item except these, separated by commas."),
  includeElements: listOf("Only these lists within an item, separated by commas, such as `Guid,Image`."),
  excludeElements: listOf("All lists within an item except these, separated by commas.")
}
const episodeOrder = listOf("The order of the episodes. Whatever is named, the answer is in the order of broadcast.")

const page = {
  "X-Plex-Container-Start": listOf("The index of the first item, counted from 0; 0 by default."),
  "X-Plex-Container-Size": listOf("The maximum number of items; 20 by default.")
}

/** Each route is there under several roots: a description is made for a path. */
type Path = HttpApiEndpoint.PathSegment

/** What the answers about a key say of how long they hold. */
const kept = ["Cache-Control", "ETag"] as const
const unkept = ["Cache-Control"] as const
const notModified = "It is what `If-None-Match` names."

const get = (path: Path, what: Omit<About, "tag">) =>
  HttpApiEndpoint.get(`GET ${path}`, path).annotateContext(about({ tag: "Plex", ...what }))

const root = { answers: { 200: "The provider's identifier, types and addresses." } }

export const providerRoot = (path: Path) =>
  get(path, { summary: "What this provider is", ...root }).addSuccess(ProviderRoot)

export const bareRoot = (path: Path) =>
  get(path, {
    summary: "What this provider is; a browser is redirected to the status page",
    answers: { ...root.answers, 302: "To `/ui`, for clients that accept HTML." },
    with: { 302: ["Location"] }
  })
    .addSuccess(ProviderRoot)
    .addSuccess(empty(302))

export const matches = (path: Path) =>
  HttpApiEndpoint.post(`POST ${path}`, path)
    .setPayload(MatchRequest)
    .addSuccess(ItemContainer)
    .addError(refusal(400, "Not JSON, or a type that this provider does not serve."))
    .addError(refusal(403, "A page of another site sent the request."))
    .addError(refusal(413, "The body is larger than 64 KiB."))
    .addError(later)
    .annotateContext(
      about({
        tag: "Plex",
        summary: "Items that the request may refer to",
        description:
          "An automatic match is answered at once, from the request alone: one item, whose rating key is enough to look it up " +
          "later. With `manual: 1` (Fix Match in Plex) the sources are searched, and up to ten pages are listed, best first. " +
          "For a season, the title of the show goes in `parentTitle`; for an episode, in `grandparentTitle`. " +
          "Numbers may be sent as text.",
        example: { body: { type: 1, title: "Die Hard", year: 1988 } },
        answers: {
          200: "One item with its rating key; up to ten for a manual match. An empty list when nothing matches."
        },
        with: { 503: ["Retry-After"] }
      })
    )

const OfItem = Schema.Struct({
  ratingKey: Schema.String.annotations({ description: "The rating key of an item, as a match returned it." })
})

/** Films and series have keys of their own. */
const item = (path: Path, what: Omit<About, "tag" | "example">) => {
  const ratingKey = /^\/(?:tv|series)\//.test(path) ? "vpro-waterlijn-2020-none-s" : "vpro-die-hard-1988-tt0095016-m"
  const refusals = { 404: unkept, 503: [...(what.with?.[503] ?? []), ...unkept] }
  return get(path, { ...what, with: { ...what.with, ...refusals }, example: { path: { ratingKey } } })
    .setPath(OfItem)
    .addError(unknown)
}

export const metadata = (path: Path) =>
  item(path, {
    summary: "Everything about one item; it is looked up when it is not in the cache",
    description:
      "`summary` is present only when there is a Dutch text; pictures and ratings only when they are switched on. Plex takes " +
      "what is missing from its next provider. The answer comes within the deadline, 25 seconds by default. When a failing " +
      "source leaves open whether there is a text, and none is known from before, the answer has no `summary`; with " +
      "`WHEN_UNSETTLED=unavailable` it is 503.",
    answers: { 200: "One item.", 304: notModified },
    with: { 200: ["X-Cache", ...kept], 304: ["X-Cache", ...kept], 503: ["Retry-After"] }
  })
    .setUrlParams(
      Schema.Struct({
        ...trimming,
        includeChildren: listOf("With `1`, the seasons of a show or the episodes of a season are included."),
        episodeOrder
      })
    )
    .addSuccess(ItemContainer)
    .addSuccess(empty(304))
    .addError(later)

export const pictures = (path: Path) =>
  item(path, {
    summary: "The pictures of one item",
    answers: { 200: "The pictures; none when pictures are switched off.", 304: notModified },
    with: { 200: ["X-Cache", ...kept], 304: ["X-Cache", ...kept], 503: ["Retry-After"] }
  })
    .addSuccess(ImageContainer)
    .addSuccess(empty(304))
    .addError(later)

export const extras = (path: Path) =>
  item(path, {
    summary: "The trailers of one item; there never are any",
    answers: { 200: "An empty list, which makes Plex delete the trailers that it has." },
    with: { 200: unkept }
  })
    .addSuccess(ItemContainer)
    .addError(refusal(503, "With `EXTRAS=unavailable`: Plex keeps its trailers."))

export const childList = (path: Path) =>
  item(path, {
    summary: "The seasons of a show, the episodes of a season, or, with `grandchildren`, all episodes",
    headers: Object.keys(page),
    answers: { 200: "A part of the list." },
    with: { 200: ["X-Plex-Container-Start", "X-Plex-Container-Total-Size", ...unkept], 503: ["Retry-After"] }
  })
    .setUrlParams(Schema.Struct({ ...trimming, ...page, episodeOrder }))
    .addSuccess(ItemContainer)
    .addError(later)
