/** What a failing source left open is looked up in the background. */
import { assert, it } from "@effect/vitest"
import { Effect, Layer, Option, TestClock } from "effect"
import * as Sources from "../../src/adapters/sources/memory/SourcesMemory.ts"
import { round } from "../../src/app/Afterwards.ts"
import { describe as describeKey } from "../../src/domain/describe/Describe.ts"
import { makeUnsettled, Unsettled, waits } from "../../src/domain/describe/Unsettled.ts"
import { encodeRatingKey } from "../../src/domain/keys/RatingKey.ts"
import { CachePort } from "../../src/ports/CachePort.ts"
import { HttpPort } from "../../src/ports/HttpPort.ts"
import { film, hints, prose } from "../stand-ins/works.ts"
import { pagesDown, pomsDown, world } from "../stand-ins/world.ts"

const key = encodeRatingKey(hints("Zomerlicht", 1990))

it.effect("looks up afterwards what a failing source left open, and no sooner than the source is back", () =>
  Effect.gen(function* () {
    const unsettled = yield* makeUnsettled()
    const state = { source: "poms" as const, requests: 1, failures: 1, ratePerSecond: 5, waiting: 0, recent: [] }
    const http = (breaker: "open" | "closed") =>
      Layer.succeed(HttpPort, { send: () => Effect.never, states: Effect.succeed([{ ...state, breaker }]) })
    yield* Effect.gen(function* () {
      yield* Effect.provide(describeKey(key), Layer.merge(pomsDown, pagesDown))
      const Back = Sources.catalogue([film("Zomerlicht", 1990)])
      const cache = yield* CachePort
      yield* TestClock.adjust(waits[0])
      yield* round.pipe(Effect.provide(Layer.merge(Back, http("open"))))
      assert.deepStrictEqual(yield* cache.get(key), Option.none())
      yield* round.pipe(Effect.provide(Layer.merge(Back, http("closed"))))
      assert.strictEqual(Option.getOrThrow(yield* cache.get(key)).description, prose)
      yield* TestClock.adjust("1 day")
      assert.deepStrictEqual(yield* unsettled.take(1), [])
    }).pipe(Effect.provideService(Unsettled, unsettled))
  }).pipe(Effect.provide(world({})))
)

it.effect("leaves no key on its list that was looked up meanwhile, or that nobody issued", () =>
  Effect.gen(function* () {
    const unsettled = yield* makeUnsettled()
    yield* Effect.gen(function* () {
      yield* describeKey(key)
      yield* unsettled.note(key)
      yield* unsettled.note("no key")
      yield* TestClock.adjust(waits[0])
      yield* round
      yield* TestClock.adjust("1 day")
      assert.deepStrictEqual(yield* unsettled.take(5), [])
    }).pipe(
      Effect.provideService(Unsettled, unsettled),
      Effect.provideService(HttpPort, { send: () => Effect.never, states: Effect.succeed([]) })
    )
  }).pipe(Effect.provide(world({ films: [film("Zomerlicht", 1990)] })))
)
