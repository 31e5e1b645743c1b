/** The routes that show what is kept, and take it away. */
import { HttpApiEndpoint } from "@effect/platform"
import { Effect, Layer, Option, Schema } from "effect"
import { partOfKey, searchKept } from "../../../domain/describe/SearchKept.ts"
import { ratingKeyPattern } from "../../../domain/keys/RatingKey.ts"
import { CachePort } from "../../../ports/CachePort.ts"
import { admitted, atHome, notFromHome, noToken, strangeHost } from "../Admin.ts"
import { cacheAway, cacheRefused } from "../Failures.ts"
import { about } from "../openapi/About.ts"
import { CacheOverview, Cleared, Kept, Removed } from "../openapi/Shapes.ts"
import { refusal, Refused } from "../Refused.ts"
import { served } from "../Served.ts"
import { RatingKey } from "./RatingKeyParameter.ts"

const example = { query: { key: "vpro-die-hard-1988-tt0095016-m" } }

const listed = 100

const Shown = Schema.Struct({
  key: Schema.optional(
    RatingKey.annotations({ description: "A rating key: shows the answer that is cached under it." })
  ),
  pattern: Schema.optional(
    Schema.String.annotations({ description: "Lists the answers whose key or title contains this text." })
  )
})

const unavailable = refusal(503, "The cache cannot be read or written.")
const removed = { 200: "How many answers were removed." }

const show = HttpApiEndpoint.get("show", "/cache")
  .setUrlParams(Shown)
  .addSuccess(CacheOverview)
  .addSuccess(Kept)
  .addError(refusal(400, "That is not a rating key."))
  .addError(refusal(404, "Nothing is cached under that key."))
  .addError(strangeHost)
  .addError(unavailable)
  .annotateContext(
    about({
      tag: "Cache",
      summary: `The figures of the cache and up to ${listed} answers, most recently used first; or one answer`,
      example,
      answers: { 200: "The figures and a list; with `key`, that one answer." }
    })
  )

const overview = Effect.fn("CacheRoutes.overview")(function* (text: string) {
  const cache = yield* CachePort
  const entries = yield* Effect.mapError(searchKept(text, listed), cacheAway)
  return { ...(yield* cache.stats), listed: entries.map(({ key, entry }) => ({ key, ...entry })) }
})

const one = Effect.fn("CacheRoutes.one")(function* (key: string) {
  const cache = yield* CachePort
  const found = yield* Effect.mapError(cache.get(key), cacheRefused)
  if (Option.isNone(found)) return yield* new Refused({ status: 404, reason: "nothing is cached under that key" })
  return { key, ...found.value }
})

const clear = HttpApiEndpoint.post("clear", "/cache/clear")
  .addSuccess(Cleared)
  .addError(noToken)
  .addError(notFromHome)
  .addError(unavailable)
  .annotateContext(
    about({ tag: "Cache", summary: "Clears the cache; the credentials stay", changes: "asAdmin", answers: removed })
  )

const removeAll = Effect.flatMap(CachePort, (cache) =>
  Effect.mapBoth(cache.removeMatching(""), {
    onFailure: cacheAway,
    onSuccess: (removed) => ({ removed, cleared: removed })
  })
)

const Unwanted = Schema.Struct({
  key: Schema.optional(
    Schema.String.annotations({
      jsonSchema: {
        type: "string",
        description: "A rating key: removes the answer that is cached under it.",
        pattern: ratingKeyPattern.source
      }
    })
  ),
  pattern: Schema.optional(
    Schema.String.annotations({ description: "Removes all answers whose key contains this text." })
  )
})

const remove = HttpApiEndpoint.post("remove", "/cache/delete")
  .setUrlParams(Unwanted)
  .addSuccess(Removed)
  .addError(refusal(400, "Neither `key` nor `pattern` is given, or `key` is not a rating key."))
  .addError(noToken)
  .addError(notFromHome)
  .addError(unavailable)
  .annotateContext(
    about({
      tag: "Cache",
      summary: "Removes one answer, or all answers whose key contains a text",
      description: "Give either `key` or `pattern`. What is removed is looked up again when Plex asks for it.",
      changes: "asAdmin",
      example,
      answers: { 200: "Which answers were removed, and how many." }
    })
  )

/** The keys that are gone, and how many, in our words and in those of the Python system. */
const removedKeys = (deleted: ReadonlyArray<string>, others = 0) => ({
  removed: deleted.length + others,
  deleted,
  count: deleted.length
})

const removeOne = Effect.fn("CacheRoutes.removeOne")(function* (key: string) {
  const cache = yield* CachePort
  return removedKeys((yield* Effect.mapError(cache.remove(key), cacheRefused)) ? [key] : [])
})

/** One by one: so it is known which they were. What cannot be read has no key to tell, and goes with the rest. */
const removeMatching = Effect.fn("CacheRoutes.removeMatching")(function* (part: string) {
  const cache = yield* CachePort
  const { entries } = yield* cache.stats
  return yield* Effect.gen(function* () {
    const listed = yield* cache.list({ part, limit: entries + 1 })
    const gone = yield* Effect.filter(listed, ({ key }) => cache.remove(key), { concurrency: 8 })
    const others = yield* cache.removeMatching(part)
    return removedKeys(
      gone.map(({ key }) => key),
      others
    )
  }).pipe(Effect.mapError(cacheAway))
})

export const layer = Layer.scopedDiscard(
  Effect.all(
    [
      served(show, atHome, ({ query }) =>
        Effect.gen(function* () {
          const { key, pattern = "" } = yield* query
          return key === undefined ? yield* overview(pattern) : yield* one(key)
        })
      ),
      served(clear, admitted, () => removeAll),
      served(remove, admitted, ({ query }) =>
        Effect.gen(function* () {
          const { key = "", pattern = "" } = yield* query
          if (key !== "") return yield* removeOne(key)
          if (pattern !== "") return yield* removeMatching(partOfKey(pattern))
          return yield* new Refused({ status: 400, reason: "give key= or pattern=" })
        })
      )
    ],
    { discard: true }
  )
)
