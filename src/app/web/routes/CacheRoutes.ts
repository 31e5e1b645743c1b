/** The routes that show what is kept, and take it away. */
import { Effect, Layer, Option, Schema } from "effect"
import { decodeRatingKey, ratingKeyPattern } from "../../../domain/keys/RatingKey.ts"
import { CachePort } from "../../../ports/CachePort.ts"
import { admitted, atHome } from "../Admin.ts"
import { CacheOverview, Kept, Problem, Removed } from "../openapi/Shapes.ts"
import type { Reply } from "../openapi/Operations.ts"
import { BadRequest } from "../BadRequest.ts"
import { endpoint, json, problem, queryOf, resource } from "../Endpoint.ts"

const RatingKey = Schema.String.pipe(
  Schema.filter((key) => Option.isSome(decodeRatingKey(key)), {
    message: () => "not a rating key",
    jsonSchema: { pattern: ratingKeyPattern.source }
  })
)

const example = { query: { key: "vpro-die-hard-1988-tt0095016-m" } }

const listed = 100

const Shown = Schema.Struct({
  key: Schema.optional(RatingKey.annotations({ description: "A rating key: shows the answer that is kept under it." })),
  pattern: Schema.optional(Schema.String.annotations({ description: "Lists the keys that hold this text." }))
})

const unavailable = { description: "The cache cannot be read or written.", schema: Problem }

const encodeKept = Schema.encodeSync(Kept)

const show = endpoint(
  {
    summary: `The figures of the cache and up to ${listed} answers, the most recently used first; or one answer`,
    tag: "Cache",
    query: Shown,
    example,
    replies: {
      200: {
        description: "The figures and a list, or with `key` that answer.",
        schema: Schema.Union(CacheOverview, Kept)
      },
      400: { description: "That is not a rating key.", schema: Problem },
      404: { description: "Nothing is kept under that key.", schema: Problem },
      503: unavailable
    }
  },
  Effect.gen(function* () {
    const { key, pattern = "" } = yield* queryOf(Shown)
    const cache = yield* CachePort
    if (key === undefined) {
      const entries = yield* cache.list({ part: pattern, limit: listed })
      return json({ ...(yield* cache.stats), listed: entries.map(({ key, entry }) => encodeKept({ key, ...entry })) })
    }
    return Option.match(yield* cache.get(key), {
      onNone: () => problem(404, "nothing is kept under that key"),
      onSome: (found) => json(encodeKept({ key, ...found }))
    })
  })
)

const refused: Readonly<Record<401 | 403, Reply>> = {
  401: { description: "The admin token is wanted.", schema: Problem, headers: ["WWW-Authenticate"] },
  403: { description: "Without an admin token, only from the home network.", schema: Problem }
}

const clear = endpoint(
  {
    summary: "Empties the cache; the credentials stay",
    tag: "Cache",
    changes: true,
    replies: { 200: { description: "How many answers went.", schema: Removed }, ...refused, 503: unavailable }
  },
  Effect.gen(function* () {
    yield* admitted
    const cache = yield* CachePort
    return json({ removed: yield* cache.removeMatching("") })
  })
)

const Unwanted = Schema.Struct({
  key: Schema.optional(
    Schema.String.annotations({
      description: "A rating key: removes the answer that is kept under it.",
      jsonSchema: { pattern: ratingKeyPattern.source }
    })
  ),
  pattern: Schema.optional(Schema.String.annotations({ description: "Removes all answers whose key holds this text." }))
})

const remove = endpoint(
  {
    summary: "Removes one answer, or all whose key holds a text",
    description: "Either `key` or `pattern` is wanted. It is looked up again when Plex asks for it.",
    tag: "Cache",
    changes: true,
    query: Unwanted,
    example,
    replies: {
      200: { description: "How many answers went.", schema: Removed },
      400: { description: "Neither a rating key nor a text.", schema: Problem },
      ...refused,
      503: unavailable
    }
  },
  Effect.gen(function* () {
    yield* admitted
    const cache = yield* CachePort
    const { key = "", pattern = "" } = yield* queryOf(Unwanted)
    if (key !== "") return json({ removed: (yield* cache.remove(key)) ? 1 : 0 })
    if (pattern !== "") return json({ removed: yield* cache.removeMatching(pattern) })
    return yield* new BadRequest({ status: 400, reason: "give key= or pattern=" })
  })
)

export const layer = Layer.scopedDiscard(
  Effect.all(
    [
      resource("/cache", { GET: atHome(show) }),
      resource("/cache/clear", { POST: clear }),
      resource("/cache/delete", { POST: remove })
    ],
    { discard: true }
  )
)
