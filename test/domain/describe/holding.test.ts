/** How long a description holds: never longer than nothing else would be told. */
import { assert, describe, it } from "@effect/vitest"
import { Clock, DateTime, Duration, Effect, Fiber, Layer, Option, TestClock } from "effect"
import * as Sources from "../../../src/adapters/sources/memory/SourcesMemory.ts"
import { type Description, describe as describeKey } from "../../../src/domain/describe/Describe.ts"
import { defaultFeatures, Features } from "../../../src/domain/describe/Features.ts"
import { holding } from "../../../src/domain/describe/Holding.ts"
import { LookupFlights, makeFlights } from "../../../src/domain/describe/LookupFlights.ts"
import { Unsettled } from "../../../src/domain/describe/Unsettled.ts"
import { encodeRatingKey } from "../../../src/domain/keys/RatingKey.ts"
import { isoDateOf } from "../../../src/domain/values/Media.ts"
import type { Work } from "../../../src/domain/values/Work.ts"
import { WorkPort } from "../../../src/ports/WorkPort.ts"
import { fullEntry } from "../../contract/cache.ts"
import { film, hints, work } from "../../stand-ins/works.ts"
import { world } from "../../stand-ins/world.ts"

const asked = hints("Zomerlicht", 1990)
const ratingKey = encodeRatingKey(asked)
const known: Work = {
  ...work("Zomerlicht", 1990, ["Ada Maas"], [], { tmdb: 7, imdb: "tt0000007" }),
  released: isoDateOf("1990-06-21")
}
const World = world({ films: [film("Zomerlicht", 1990, { directors: ["Ada Maas"] })], works: [known] })

/** What an entry of now is told as. */
const description = (over: Partial<Description> = {}, entry: Parameters<typeof fullEntry>[0] = {}) =>
  Effect.map(DateTime.now, (fetchedAt): Description => ({
    ratingKey,
    hints: asked,
    decoded: asked,
    meant: { key: ratingKey, hints: asked, override: undefined, isNone: false },
    entry: fullEntry({ fetchedAt, ...entry }),
    from: "hit",
    trace: undefined,
    isUntold: false,
    ...over
  }))

const seconds = (found: Description) =>
  Effect.map(
    Effect.flatMap(holding, (holds) => holds(found)),
    Option.map(Duration.toSeconds)
  )
const day = 86_400

describe("a description holds", () => {
  it.effect("for what is left of the life of its entry", () =>
    Effect.gen(function* () {
      const found = yield* description()
      assert.deepStrictEqual(yield* seconds(found), Option.some(30 * day))
      yield* TestClock.adjust("29 days")
      assert.deepStrictEqual(yield* seconds(found), Option.some(day))
      yield* TestClock.adjust("1 day")
      assert.deepStrictEqual(yield* seconds(found), Option.none())
    }).pipe(Effect.provide(World))
  )

  it.effect("as long when it was just looked up, and shorter without a poster while pictures are wanted", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* seconds(yield* description({ from: "lookup" })), Option.some(30 * day))
      const bare = yield* description({}, { pictures: [] })
      const withImages = (images: boolean) =>
        Effect.provideService(seconds(bare), Features, Effect.succeed({ ...defaultFeatures, images }))
      assert.deepStrictEqual(yield* withImages(true), Option.some(3600))
      assert.deepStrictEqual(yield* withImages(false), Option.some(30 * day))
    }).pipe(Effect.provide(World))
  )

  it.effect.each(["stale", "incomplete"] as const)("for no time when it is %s, however young its entry", (from) =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* seconds(yield* description({ from })), Option.none())
    }).pipe(Effect.provide(World))
  )

  it.effect("for no time as long as its key is left open", () =>
    Effect.gen(function* () {
      const unsettled = yield* Unsettled
      const found = yield* description()
      yield* unsettled.note(ratingKey, ["tmdb"])
      assert.deepStrictEqual(yield* seconds(found), Option.none())
      yield* unsettled.settled(ratingKey)
      assert.deepStrictEqual(yield* seconds(found), Option.some(30 * day))
    }).pipe(Effect.provide(World))
  )

  it.effect("for no time when it comes from a clock that is far ahead", () =>
    Effect.gen(function* () {
      const ahead = DateTime.unsafeMake((yield* Clock.currentTimeMillis) + 2 * day * 1000)
      assert.deepStrictEqual(yield* seconds(yield* description({}, { fetchedAt: ahead })), Option.none())
    }).pipe(Effect.provide(World))
  )
})

it.scoped("a text without its ids does not hold while they are on their way, and holds once they are there", () =>
  Effect.gen(function* () {
    const flights = yield* makeFlights()
    const told = Effect.provideService(Effect.flatten(describeKey(ratingKey)), LookupFlights, flights)
    const first = yield* Effect.fork(told)
    yield* TestClock.adjust("11 millis")
    const early = yield* Fiber.join(first)
    assert.deepInclude(early, { from: "lookup" })
    assert.isUndefined(early.entry?.imdb)
    assert.deepStrictEqual(yield* seconds(early), Option.none())
    assert.deepStrictEqual(yield* seconds(yield* told), Option.none())
    yield* TestClock.adjust("2 seconds")
    const whole = yield* told
    assert.strictEqual(whole.entry?.imdb, known.imdb)
    assert.isTrue(Option.isSome(yield* seconds(whole)))
  }).pipe(
    Effect.provide(
      Layer.effect(
        WorkPort,
        Effect.map(WorkPort, (port) => ({
          ...port,
          byExternalId: (id, kind) => Effect.delay(port.byExternalId(id, kind), "1 second"),
          byId: (id, kind) => Effect.delay(port.byId(id, kind), "1 second"),
          search: (query) => Effect.delay(port.search(query), "1 second")
        }))
      ).pipe(Layer.provide(Sources.works([known])))
    ),
    Effect.provide(World)
  )
)
