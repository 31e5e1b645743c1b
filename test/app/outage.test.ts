/** Outages and hiccups of a source, with its real rate limit and breaker: what was asked meanwhile gets its text, without anybody asking. */
import { HttpClient, HttpClientError, HttpClientResponse } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { Array as Arr, Clock, Duration, Effect, Layer, Logger, LogLevel, Option, type Scope } from "effect"
import * as Http from "../../src/adapters/http/Http.ts"
import { defaults } from "../../src/adapters/http/SourcePolicy.ts"
import * as Circuit from "../../src/adapters/resilience/Circuit.ts"
import * as Limiter from "../../src/adapters/resilience/Limiter.ts"
import * as Afterwards from "../../src/app/Afterwards.ts"
import { describe as describeKey } from "../../src/domain/describe/Describe.ts"
import { Unsettled } from "../../src/domain/describe/Unsettled.ts"
import { encodeRatingKey } from "../../src/domain/keys/RatingKey.ts"
import { CachePort } from "../../src/ports/CachePort.ts"
import { CataloguePort } from "../../src/ports/CataloguePort.ts"
import { fromHttpError, HttpPort } from "../../src/ports/HttpPort.ts"
import { hurried } from "../stand-ins/hurried.ts"
import { film, hints, prose } from "../stand-ins/works.ts"
import { world } from "../stand-ins/world.ts"

/** What the source does while it is down: it answers 503, cuts the connection, or never answers. */
type Ailment = "refuses" | "cuts" | "hangs"
/** Seconds since the beginning. */
type Outage = readonly [ailment: Ailment, from: number, to: number]

const ailing = (outages: ReadonlyArray<Outage>, now: number) =>
  outages.find(([, from, to]) => now >= from * 1000 && now < to * 1000)?.[0]

const titles = (count: number) =>
  Arr.makeBy(
    count,
    (at) => `Zomerlicht ${at.toString(26).replace(/./g, (digit) => letters[parseInt(digit, 26)] ?? "")}`
  )
const letters = "abcdefghijklmnopqrstuvwxyz"
const keyOf = (title: string) => encodeRatingKey(hints(title, 1990))

/** A transport to a source that answers in 150 ms what it was asked, but for its outages. */
const transport = (outages: ReadonlyArray<Outage>) =>
  HttpClient.make((request) =>
    Effect.gen(function* () {
      yield* Effect.sleep("150 millis")
      const ailment = ailing(outages, yield* Clock.currentTimeMillis)
      if (ailment === "hangs") return yield* Effect.never
      if (ailment === "cuts")
        return yield* new HttpClientError.RequestError({ request, reason: "Transport", description: "a test" })
      return HttpClientResponse.fromWeb(request, new Response("{}", { status: ailment === undefined ? 200 : 503 }))
    })
  )

/** The catalogue of these films, asked through everything that stands before a real source. */
const catalogue = (films: ReadonlyArray<string>) =>
  Layer.effect(
    CataloguePort,
    Effect.map(HttpPort, (http) => ({
      byId: () => Effect.succeedNone,
      byIds: () => Effect.succeed([]),
      search: ({ text }) =>
        http.send("poms", Effect.succeed({ method: "GET" as const, url: "https://rs.poms.omroep.nl/films" })).pipe(
          Effect.mapError(fromHttpError),
          Effect.as({
            items: films
              .filter((title) => title.toLowerCase() === text.toLowerCase())
              .map((title) => film(title, 1990)),
            more: false
          })
        )
    }))
  )

/** The service over that source, for as long as the scope is open. */
const stage = (films: ReadonlyArray<string>, outages: ReadonlyArray<Outage>) =>
  Layer.build(
    Afterwards.layer.pipe(
      Layer.provideMerge(catalogue(films)),
      Layer.provideMerge(
        Http.make({
          userAgent: "test",
          sources: defaults
        }).pipe(Layer.scoped(HttpPort))
      ),
      Layer.provide(Layer.merge(Limiter.layer, Circuit.layer)),
      Layer.provide(Layer.succeed(HttpClient.HttpClient, transport(outages))),
      Layer.provideMerge(world({}))
    )
  )

/** The films without a text, and how many look-ups are open. */
const missing = (films: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    const cache = yield* CachePort
    const without = yield* Effect.filter(films, (title) =>
      Effect.map(cache.get(keyOf(title)), (entry) => !Option.exists(entry, ({ description }) => description === prose))
    )
    return { without, open: (yield* (yield* Unsettled).open).count }
  })

const nothing = { without: [], open: 0 }

const until = (seconds: number) =>
  Effect.flatMap(Clock.currentTimeMillis, (now) => Effect.sleep(Duration.millis(Math.max(0, seconds * 1000 - now))))

const inHurry = <A, E>(test: Effect.Effect<A, E, Scope.Scope>) =>
  Effect.suspend(() => Effect.withClock(test, hurried())).pipe(Logger.withMinimumLogLevel(LogLevel.None))

/** Of the real clock, on a machine that has more to do. */
const patience = 120_000

describe("without anybody asking again", () => {
  it.scopedLive.each<Ailment>(["refuses", "cuts", "hangs"])(
    "all 40 films that were asked in an outage of a minute have their text within two minutes, though the source %s",
    (ailment) =>
      Effect.gen(function* () {
        const films = titles(40)
        const services = yield* stage(films, [[ailment, 0, 60]])
        const asking = films.map((title, at) => Effect.delay(describeKey(keyOf(title)), Duration.seconds(at * 1.5)))
        yield* Effect.fork(Effect.provide(Effect.all(asking, { concurrency: "unbounded" }), services))
        yield* until(59.9)
        const during = yield* Effect.provide(missing(films), services)
        assert.lengthOf(during.without, 40)
        yield* until(180)
        assert.deepStrictEqual(yield* Effect.provide(missing(films), services), nothing)
      }).pipe(inHurry),
    patience
  )

  it.scopedLive(
    "none of 400 films, asked by eight at a time through three hiccups of ten seconds, is without its text",
    () =>
      Effect.gen(function* () {
        const films = titles(400)
        const services = yield* stage(films, [
          ["hangs", 10, 20],
          ["cuts", 40, 50],
          ["refuses", 70, 80]
        ])
        yield* Effect.provide(
          Effect.forEach(films, (title) => describeKey(keyOf(title)), { concurrency: 8 }),
          services
        )
        const states = yield* Effect.provide(
          Effect.flatMap(HttpPort, (http) => http.states),
          services
        )
        assert.isAbove(
          states.find(({ source }) => source === "poms")?.failures ?? 0,
          10,
          "they were met by the hiccups"
        )
        assert.deepStrictEqual(yield* Effect.provide(missing(films), services), nothing)
      }).pipe(inHurry),
    patience
  )
})
