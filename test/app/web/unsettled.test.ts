/** What Plex gets while a failing source leaves open whether there is a text, by `WHEN_UNSETTLED`. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, HashMap, Logger, LogLevel, Layer, Schema } from "effect"
import { answer, page } from "../../adapters/sources/pomsStage.ts"
import { until } from "../../stand-ins/server.ts"
import { container, json, onlyItem, problem, service, type Sources } from "../stage.ts"

const film = "/movies/library/metadata/vpro-de-stille-dijk-2011-none-m"
const unknown = "/movies/library/metadata/vpro-nobody-knows-it-1999-none-m"
const show = "/series/library/metadata/vpro-de-dijkwacht-2010-none-s"

/** POMS, which refuses while it is down, and TVmaze, which does the same. */
const sources = () => {
  const now = { down: true }
  const refused = { status: 403 }
  const told: Sources = ({ body, url }) => {
    if (now.down) return url.startsWith("/poms/") || url.startsWith("/tvmaze/") ? refused : undefined
    if (url.startsWith("/tvmaze/search/")) return { body: "[]" }
    return url.startsWith("/poms/") && /stille dijk/i.test(body)
      ? answer([page({ relations: [{ type: "CINEMA_YEAR", value: "2011" }] })])
      : undefined
  }
  return { now, told }
}

const unavailable = { WHEN_UNSETTLED: "unavailable" }

describe("while a source fails and nothing is known", () => {
  it.scopedLive("the answer has no text", () =>
    Effect.gen(function* () {
      const { ask } = yield* service(sources().told)
      const given = yield* ask(film)
      assert.strictEqual(given.headers["x-cache"], "incomplete")
      assert.isUndefined(onlyItem(given).summary)
      assert.deepInclude(container(yield* ask(`${show}/children`)), { size: 0 })
    })
  )

  it.scopedLive.each<[path: string]>([
    [film],
    [`${film}/images`],
    [show],
    [`${show}?includeChildren=1`],
    [`${show}/children`],
    [`${show}/grandchildren`],
    [`${show}-z1`],
    [`${show}-z1/children`],
    [`${show}-z1e2`]
  ])("or, with WHEN_UNSETTLED=unavailable, %s is unavailable for a minute", ([path]) =>
    Effect.gen(function* () {
      const { told } = sources()
      const { ask } = yield* service(told, unavailable)
      const given = yield* ask(path)
      assert.match(problem(given)[1], /source could not be asked/)
      assert.deepInclude(given.headers, { "retry-after": "60" })
      assert.strictEqual(given.status, 503)
    })
  )

  it.scopedLive("matches are answered as always", () =>
    Effect.gen(function* () {
      const { match } = yield* service(sources().told, unavailable)
      const asked = { type: 1, title: "De stille dijk", year: 2011 }
      assert.isString(onlyItem(yield* match("/movies", asked)).ratingKey)
      assert.strictEqual((yield* match("/movies", { ...asked, manual: 1 })).status, 200)
      const season = { type: 3, parentTitle: "De dijkwacht", index: 1, includeChildren: 1 }
      assert.strictEqual(onlyItem(yield* match("/series", season)).index, 1)
    })
  )

  it.scopedLive("the look-up that has no time left leaves it open too", () =>
    Effect.gen(function* () {
      const { ask } = yield* service(
        ({ url }) => (url.startsWith("/poms/") ? { delay: 10_000, body: "{}" } : undefined),
        { ...unavailable, LOOKUP_TIMEOUT: "1 s" }
      )
      assert.strictEqual(problem(yield* ask(film))[0], 503)
    })
  )
})

describe("what is looked up in the background", () => {
  it.scopedLive(
    "has an id in the log that leads to its story",
    () =>
      Effect.gen(function* () {
        const lines: Array<readonly [id: unknown, text: string]> = []
        const logger = Logger.make<unknown, void>(({ annotations, message }) => {
          const id = HashMap.toEntries(annotations).find(([name]) => name === "requestId")?.[1]
          lines.push([id, String(message)])
        })
        const logs = Layer.merge(Logger.replace(Logger.defaultLogger, logger), Logger.minimumLogLevel(LogLevel.Info))
        const { now, told } = sources()
        const { ask } = yield* service(told, {}, { afterwards: true, logs })
        yield* ask(film)
        now.down = false
        const found = () => lines.find(([, text]) => text.includes("text found"))
        yield* until(
          Effect.sync(() => found() !== undefined),
          20_000
        )
        const id = String(found()?.[0])
        assert.match(id, /^afterwards:/)
        const story = yield* ask(`/traces/${encodeURIComponent(id)}`)
        assert.deepInclude(json(Schema.Struct({ requestId: Schema.String, ratingKey: Schema.String }), story), {
          requestId: id,
          ratingKey: "vpro-de-stille-dijk-2011-none-m"
        })
        assert.include((yield* ask("/traces")).text, JSON.stringify(id))
      }),
    30_000
  )
})

describe("with WHEN_UNSETTLED=unavailable", () => {
  it.scopedLive("what all were asked and nobody knows is answered, then and while a source fails later", () =>
    Effect.gen(function* () {
      const { now, told } = sources()
      now.down = false
      const { ask } = yield* service(told, { ...unavailable, CACHE_TTL_NOT_FOUND: "0" })
      assert.isUndefined(onlyItem(yield* ask(unknown)).summary)
      assert.deepInclude(container(yield* ask(`${show}/children`)), { size: 0 })
      now.down = true
      const again = yield* ask(unknown)
      assert.strictEqual(again.headers["x-cache"], "incomplete")
      assert.isUndefined(onlyItem(again).summary)
    })
  )
})

describe("what is open", () => {
  const Ready = Schema.Struct({
    status: Schema.String,
    lookups: Schema.Struct({ open: Schema.Int, openSince: Schema.optional(Schema.Number) })
  })
  const Page = Schema.Struct({ unsettled: Ready.fields.lookups })

  it.scopedLive("is told by health, the metrics and the status page, with since when", () =>
    Effect.gen(function* () {
      const { now, told } = sources()
      const { ask } = yield* service(told)
      const health = Effect.map(ask("/health/ready"), (given) => json(Ready, given).lookups)
      const gauges = Effect.map(ask("/metrics"), ({ text }) =>
        ["lookups_open", "lookups_open_oldest_seconds"].map((name) =>
          Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1])
        )
      )
      assert.deepStrictEqual(yield* health, { open: 0 })
      assert.deepStrictEqual(yield* gauges, [0, 0])
      const before = Date.now()
      yield* ask(film)
      const open = yield* health
      assert.strictEqual(open.open, 1)
      assert.isAtLeast(open.openSince ?? 0, before)
      assert.isAtMost(open.openSince ?? Number.POSITIVE_INFINITY, Date.now())
      assert.deepStrictEqual(json(Page, yield* ask("/ui/data")).unsettled, open)
      const [count, oldest = -1] = yield* gauges
      assert.strictEqual(count, 1)
      assert.isAbove(oldest, 0)
      assert.isAtMost(oldest, (Date.now() - before) / 1000)
      now.down = false
      yield* ask(film)
      assert.deepStrictEqual(yield* health, { open: 0 })
      assert.deepStrictEqual(yield* gauges, [0, 0])
    })
  )
})
