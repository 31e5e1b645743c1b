/** Describing a key: what is kept, who waits for whom, and what a failing source does to the answer. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Layer, Option, Ref, TestClock } from "effect"
import * as Sources from "../../../src/adapters/sources/memory/SourcesMemory.ts"
import { describe as describeKey } from "../../../src/domain/describe/Describe.ts"
import { LookupFlights, makeFlights } from "../../../src/domain/describe/LookupFlights.ts"
import { Overloaded } from "../../../src/domain/describe/Overloaded.ts"
import { encodeRatingKey } from "../../../src/domain/keys/RatingKey.ts"
import { CachePort } from "../../../src/ports/CachePort.ts"
import { CataloguePort } from "../../../src/ports/CataloguePort.ts"
import { film, hints, prose } from "../../stand-ins/works.ts"
import { down, nobodyAsked, pagesDown, pomsDown, world } from "../../stand-ins/world.ts"

const pomsSilent = Layer.succeed(CataloguePort, {
  search: () => Effect.never,
  byId: () => Effect.never,
  byIds: () => Effect.never
})
const busy = Layer.succeed(LookupFlights, () => new Overloaded({ underWay: 200, retryAfter: 10 }))

describe("describing a key", () => {
  const key = encodeRatingKey(hints("Zomerlicht", 1990))

  it.effect("answers with title and year when sources fail, and asks again the next time", () =>
    Effect.gen(function* () {
      const asked = yield* Ref.make(0)
      const counted = Layer.mock(CataloguePort, {
        search: () =>
          Effect.zipRight(
            Ref.update(asked, (n) => n + 1),
            down("poms")
          ),
        byId: () => down("poms")
      })
      const Failing = Layer.mergeAll(world({}), counted, pagesDown)
      yield* Effect.gen(function* () {
        // Within a look-up it is asked once more, since it may be back.
        for (const times of [2, 4]) {
          const found = yield* Effect.flatten(describeKey(key))
          assert.deepInclude(found, { from: "incomplete" })
          assert.deepStrictEqual([found.entry?.title, found.entry?.year], ["Zomerlicht", 1990])
          assert.isUndefined(found.entry?.description)
          assert.strictEqual(yield* Ref.get(asked), times)
        }
      }).pipe(Effect.provide(Failing))
    })
  )

  it.scoped("makes one look-up for any number of simultaneous requests, whoever hangs up", () =>
    Effect.gen(function* () {
      const asked = yield* Ref.make(0)
      const slow = Layer.mock(CataloguePort, {
        search: () =>
          Effect.delay(
            Effect.as(
              Ref.update(asked, (n) => n + 1),
              { items: [film("Zomerlicht", 1990)], more: false }
            ),
            "1 second"
          ),
        byId: () => down("poms")
      })
      const flights = yield* makeFlights()
      const one = Effect.provide(
        Effect.flatten(describeKey(key)),
        Layer.mergeAll(world({}), slow, Layer.succeed(LookupFlights, flights))
      )
      const fibers = yield* Effect.forEach(Array.from({ length: 50 }), () => Effect.fork(one))
      yield* TestClock.adjust("500 millis")
      const [first, ...others] = fibers
      if (first !== undefined) yield* Fiber.interrupt(first)
      yield* TestClock.adjust("1 second")
      const found = yield* Fiber.join(Fiber.all(others))
      assert.deepStrictEqual(
        found.map((description) => description.entry?.description),
        others.map(() => prose)
      )
      assert.strictEqual(yield* Ref.get(asked), 1)
      const alone = yield* Effect.fork(one)
      yield* TestClock.adjust("500 millis")
      yield* Fiber.interrupt(alone)
      yield* TestClock.adjust("1 hour")
      assert.strictEqual(yield* Ref.get(asked), 1)
    })
  )

  it.scoped("says at once that it has too much to do, and serves what it has kept all the same", () =>
    Effect.gen(function* () {
      const share = yield* makeFlights({ most: 1 })
      yield* Effect.gen(function* () {
        yield* Effect.provide(describeKey(key), Sources.catalogue([film("Zomerlicht", 1990)]))
        const busy = yield* Effect.fork(describeKey(encodeRatingKey(hints("Winterkou", 1990))))
        yield* TestClock.adjust("1 second")
        const refused = yield* Effect.flip(describeKey(encodeRatingKey(hints("Herfstblad", 1990))))
        assert.strictEqual(refused._tag, "Overloaded")
        assert.strictEqual((yield* Effect.flatten(describeKey(key))).from, "hit")
        yield* Fiber.interrupt(busy)
      }).pipe(
        Effect.provideService(LookupFlights, share),
        Effect.provide(
          Layer.mock(CataloguePort, {
            search: () => Effect.never,
            byId: () => Effect.never,
            byIds: () => Effect.never
          })
        ),
        Effect.provide(world({}))
      )
    })
  )

  it.effect("serves an expired text rather than nothing while sources fail", () =>
    Effect.gen(function* () {
      yield* describeKey(key).pipe(Effect.provide(Sources.catalogue([film("Zomerlicht", 1990)])))
      yield* TestClock.adjust("31 days")
      const found = yield* Effect.flatten(describeKey(key)).pipe(Effect.provide(Layer.merge(pomsDown, pagesDown)))
      assert.deepInclude(found, { from: "stale" })
      assert.strictEqual(found.entry?.description, prose)
    }).pipe(Effect.provide(world({})))
  )

  it.effect.each<[how: string, catalogue: typeof pomsDown, flights?: typeof busy]>([
    ["fails", pomsDown],
    ["never answers", pomsSilent],
    ["may not be asked, since too much is under way", pomsDown, busy]
  ])(
    "serves an expired text, under whichever key of the question it lies, while a source %s",
    ([, catalogue, flights]) =>
      Effect.gen(function* () {
        const cache = yield* CachePort
        const found = yield* Effect.flatMap(Effect.flatten(describeKey(key)), ({ entry }) => Effect.fromNullable(entry))
        const older = key.replace(/-m$/, "")
        yield* cache.set(older, { ...found, status: "not_found", description: undefined, vpro: undefined })
        yield* TestClock.adjust("31 days")
        const failing = Layer.mergeAll(catalogue, pagesDown, flights ?? Layer.empty)
        for (const asked of [key, older]) {
          const answer = yield* Effect.fork(Effect.provide(Effect.flatten(describeKey(asked)), failing))
          yield* TestClock.adjust("30 seconds")
          const { entry, from, isUntold } = yield* Fiber.join(answer)
          assert.deepStrictEqual([from, entry?.description, isUntold], ["stale", prose, false], asked)
        }
      }).pipe(Effect.provide(world({ films: [film("Zomerlicht", 1990)] })))
  )

  it.effect("says whether nothing was known of what a source left open", () =>
    Effect.gen(function* () {
      const failing = Layer.merge(pomsDown, pagesDown)
      const untold = Effect.map(Effect.flatten(describeKey(key)), ({ from, isUntold }) => [from, isUntold])
      assert.deepStrictEqual(yield* Effect.provide(untold, failing), ["incomplete", true])
      assert.deepStrictEqual(yield* untold, ["lookup", false])
      yield* TestClock.adjust("2 hours")
      // That there was no text when all were asked is known.
      assert.deepStrictEqual(yield* Effect.provide(untold, failing), ["incomplete", false])
    }).pipe(Effect.provide(world({})))
  )

  it.effect("remembers not found for an hour, and a text for thirty days", () =>
    Effect.gen(function* () {
      const from = Effect.map(Effect.flatten(describeKey(key)), (found) => found.from)
      assert.strictEqual(yield* from, "lookup")
      yield* TestClock.adjust("59 minutes")
      assert.strictEqual(yield* from, "hit")
      yield* TestClock.adjust("1 minute")
      const found = Effect.provide(from, Sources.catalogue([film("Zomerlicht", 1990)]))
      assert.strictEqual(yield* found, "lookup")
      yield* TestClock.adjust("29 days")
      assert.strictEqual(yield* from, "hit")
    }).pipe(Effect.provide(world({})))
  )

  it.effect("answers the older keys of the same film from one entry", () =>
    Effect.gen(function* () {
      const id = { imdb: "tt0012345" }
      yield* describeKey(encodeRatingKey(hints("Zomerlicht", 1990, id)))
      const Silent = Layer.mergeAll(Layer.mock(CataloguePort, {}), nobodyAsked)
      for (const other of [
        "vpro-zomerlicht-1990-tt0012345",
        encodeRatingKey(hints("Zomerlicht", 1990, id), "verbatim")
      ]) {
        const found = yield* Effect.provide(Effect.flatten(describeKey(other)), Silent)
        assert.strictEqual(found.from, "hit", other)
      }
      assert.deepStrictEqual(yield* describeKey("52222"), Option.none())
    }).pipe(Effect.provide(world({ films: [film("Zomerlicht", 1990)] })))
  )
})
