/** One look-up for all who ask at the same time, in this process and over replicas. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import * as FlightsRedis from "../../../src/adapters/cache/redis/FlightsRedis.ts"
import { type FlightOptions, makeFlights } from "../../../src/domain/describe/LookupFlights.ts"
import { flightsContract, type FlightsUnderTest, lookup, settled } from "../../contract/flights.ts"
import { hasRedis } from "../../stand-ins/redis.ts"
import { until } from "../../stand-ins/server.ts"
import { asked, client, prefix, server, through } from "./redisStage.ts"

const key = "vpro-de-stille-kade-2011-none-m"

const alone = (options?: FlightOptions) =>
  Effect.map(makeFlights(options), (flights): FlightsUnderTest => ({
    one: flights,
    other: flights,
    // Whoever asks has joined as soon as it has run.
    waits: (caller) => Effect.tap(Effect.fork(caller), Effect.yieldNow())
  }))

flightsContract("of this process", alone)

describe.skipIf(!hasRedis)("on a Redis server", () => {
  const replicas = Effect.gen(function* () {
    const { kill, url } = yield* server
    const direct = yield* client(url)
    const one = yield* through(url, FlightsRedis.make)
    const other = yield* through(url, FlightsRedis.make)
    const waits: FlightsUnderTest["waits"] = Effect.fnUntraced(function* (caller) {
      const looked = yield* asked(direct, "mget")
      const fiber = yield* Effect.fork(caller)
      yield* until(Effect.map(asked(direct, "mget"), (calls) => calls > looked))
      return fiber
    })
    return { direct, kill, one, other, waits }
  })

  flightsContract("of two replicas", (options) =>
    Effect.gen(function* () {
      const { one, other, waits } = yield* replicas
      return {
        one: yield* makeFlights({ ...options, across: one }),
        other: yield* makeFlights({ ...options, across: other }),
        waits
      }
    })
  )

  flightsContract("of this process, without the server", (options) =>
    Effect.gen(function* () {
      const { kill, one } = yield* replicas
      yield* Effect.promise(kill)
      return yield* alone({ ...options, across: one })
    })
  )

  describe("a flight", () => {
    it.scopedLive("whose replica dies is taken over", () =>
      Effect.gen(function* () {
        const { direct, other } = yield* replicas
        yield* Effect.promise(() => direct.set(`${prefix}flight:${key}`, "dead", "PX", 300))
        assert.strictEqual((yield* other(key, Effect.succeed(settled("geërfd")))).entry.title, "geërfd")
      })
    )

    it.scopedLive("that is given up is taken over", () =>
      Effect.gen(function* () {
        const { one, other, waits } = yield* replicas
        const { started, work } = yield* lookup()
        const first = yield* Effect.fork(one(key, work))
        yield* started
        const second = yield* waits(other(key, Effect.succeed(settled("overgenomen"))))
        yield* Fiber.interrupt(first)
        assert.strictEqual((yield* Fiber.join(second)).entry.title, "overgenomen")
      })
    )

    it.scopedLive("is alone without the server, also when that goes while others wait", () =>
      Effect.gen(function* () {
        const { kill, one, other, waits } = yield* replicas
        const { started, work } = yield* lookup()
        yield* Effect.fork(one(key, work))
        yield* started
        const second = yield* waits(other(key, Effect.succeed(settled("alleen"))))
        yield* Effect.promise(kill)
        assert.strictEqual((yield* Fiber.join(second)).entry.title, "alleen")
        assert.strictEqual((yield* one(key, Effect.succeed(settled("ook")))).entry.title, "ook")
      })
    )
  })
})
