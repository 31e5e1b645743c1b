/** The routes for whoever runs the service: health, metrics, the cache, one look-up with its story. */
import { HttpLayerRouter, HttpServerRequest, HttpServerResponse } from "@effect/platform"
import { Clock, Effect, Layer, Option } from "effect"
import { decodeRatingKey } from "../../domain/RatingKey.ts"
import type { MediaKind } from "../../domain/Media.ts"
import { imdbIdOf, yearOf } from "../../domain/Media.ts"
import { lookup } from "../../domain/lookup/Lookup.ts"
import type { StepName } from "../../domain/lookup/Trace.ts"
import { Policy } from "../../domain/Policy.ts"
import { CachePort } from "../../ports/CachePort.ts"
import { admitted } from "../Admin.ts"
import { Gauges } from "../Gauges.ts"
import { readiness } from "../Health.ts"
import * as Prometheus from "../Prometheus.ts"
import { Traces } from "../Traces.ts"
import { version } from "../Version.ts"
import { BadRequest, json, problem, query, resource } from "../Web.ts"

const alive = Effect.sync(() => json({ status: "ok", version }))

const ready = Effect.map(readiness, ({ ready, report }) => json(report, ready ? 200 : 503))

const metrics = Effect.gen(function* () {
  yield* (yield* Gauges).refresh
  const request = yield* HttpServerRequest.HttpServerRequest
  return (request.headers["accept"] ?? "").includes("application/json")
    ? json(Prometheus.data())
    : HttpServerResponse.text(Prometheus.text(), { contentType: "text/plain; version=0.0.4; charset=utf-8" })
})

const listed = 100

const showCache = Effect.gen(function* () {
  const cache = yield* CachePort
  const key = (yield* query).get("key")
  if (key === null) {
    const entries = yield* cache.list({ part: (yield* query).get("pattern") ?? "", limit: listed })
    return json({ ...(yield* cache.stats), listed: entries.map(({ key, entry }) => ({ key, ...entry })) })
  }
  if (Option.isNone(decodeRatingKey(key)))
    return yield* new BadRequest({ status: 400, reason: "key: not a rating key" })
  const entry = yield* cache.get(key)
  return Option.match(entry, {
    onNone: () => problem(404, "nothing is kept under that key"),
    onSome: (found) => json({ key, ...found })
  })
})

const clearCache = Effect.gen(function* () {
  yield* admitted
  const cache = yield* CachePort
  return json({ removed: yield* cache.removeMatching("") })
})

const deleteFromCache = Effect.gen(function* () {
  yield* admitted
  const cache = yield* CachePort
  const wanted = yield* query
  const key = wanted.get("key")
  const pattern = wanted.get("pattern")
  if (key !== null && key !== "") return json({ removed: (yield* cache.remove(key)) ? 1 : 0 })
  if (pattern !== null && pattern !== "") return json({ removed: yield* cache.removeMatching(pattern) })
  return yield* new BadRequest({ status: 400, reason: "give key= or pattern=" })
})

const skippable: Readonly<Record<string, StepName>> = {
  skip_poms: "poms",
  skip_tmdb: "tmdb",
  skip_cinema: "cinema",
  skip_web: "web"
}

const truthy = (text: string | null) => text !== null && !["", "0", "false", "no", "off"].includes(text.toLowerCase())

const kindsOf = (type: string): ReadonlyArray<MediaKind> | undefined =>
  type === "film" || type === "series" ? [type] : type === "all" ? ["film", "series"] : undefined

/** One look-up, not kept, with its trace. */
const tryOut = Effect.gen(function* () {
  const wanted = yield* query
  const title = wanted.get("title")?.trim() ?? ""
  const year = wanted.get("year") ?? ""
  const imdb = wanted.get("imdb") ?? ""
  const kinds = kindsOf(wanted.get("type") ?? "film")
  const refuse = (reason: string) => new BadRequest({ status: 400, reason })
  if (title === "") return yield* refuse("title: give the title of a film or series")
  if (kinds === undefined) return yield* refuse("type: film, series or all is wanted")
  if (year !== "" && yearOf(year) === undefined) return yield* refuse("year: a year such as 1988 is wanted")
  if (imdb !== "" && imdbIdOf(imdb) === undefined) return yield* refuse("imdb: an id such as tt0095016 is wanted")
  const policy = yield* Policy
  const skip = new Set([
    ...policy.lookup.skip,
    ...Object.entries(skippable).flatMap(([name, step]) => (truthy(wanted.get(name)) ? [step] : []))
  ])
  const results = yield* Effect.forEach(
    kinds,
    (kind) => lookup({ kind, title, year: yearOf(year), imdb: imdbIdOf(imdb) }, { ...policy.lookup, skip }),
    { concurrency: "unbounded" }
  )
  return json({ at: yield* Clock.currentTimeMillis, results })
})

/** The last look-ups in a line each; the whole story of one under its request id. */
const traces = Effect.gen(function* () {
  const all = yield* (yield* Traces).all
  return json({
    traces: all.map(({ requestId, at, trace }) => ({
      requestId,
      at,
      asked: trace.asked,
      outcome: trace.ending.outcome,
      decision: trace.decision,
      steps: trace.steps.length,
      ms: trace.ms
    }))
  })
})

const trace = Effect.gen(function* () {
  const { requestId } = yield* HttpLayerRouter.params
  const found = yield* (yield* Traces).byRequest(requestId ?? "")
  return Option.match(found, {
    onNone: () => problem(404, "no look-up of that request is remembered"),
    onSome: (one) => json(one)
  })
})

export const layer = Layer.mergeAll(
  resource("/health", { GET: alive }),
  resource("/health/live", { GET: alive }),
  resource("/health/ready", { GET: ready }),
  resource("/metrics", { GET: metrics }),
  resource("/cache", { GET: showCache }),
  resource("/cache/clear", { POST: clearCache }),
  resource("/cache/delete", { POST: deleteFromCache }),
  resource("/test", { GET: tryOut }),
  resource("/traces", { GET: traces }),
  resource("/traces/:requestId", { GET: trace })
)
