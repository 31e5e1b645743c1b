/** The rate limit of a source, of this process and of all replicas together. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Option, TestClock } from "effect"
import * as LimiterRedis from "../../../src/adapters/cache/redis/LimiterRedis.ts"
import * as Limiter from "../../../src/adapters/resilience/Limiter.ts"
import { Deadline } from "../../../src/ports/Deadline.ts"
import { limiterContract } from "../../contract/limiter.ts"
import { hasRedis } from "../../stand-ins/redis.ts"
import { until } from "../../stand-ins/server.ts"
import { client, prefix, server, through } from "./redisStage.ts"

limiterContract("of this process", Limiter.make)

describe.skipIf(!hasRedis)("on a Redis server", () => {
  limiterContract("redis", (rate) =>
    Effect.flatMap(server, ({ url }) => through(url, LimiterRedis.make("poms", rate, 1)))
  )

  limiterContract("redis, without its server", (rate) =>
    Effect.gen(function* () {
      const { kill, url } = yield* server
      const limiter = yield* through(url, LimiterRedis.make("poms", rate, 1))
      yield* Effect.promise(kill)
      return limiter
    })
  )

  describe("a rate limit", () => {
    const late = Effect.fail("late")
    const isQueued = (limiter: Limiter.Limiter) => until(Effect.map(limiter.waiting, (waiting) => waiting > 0))

    it.scoped("is one for two replicas, and refuses who could not go before the deadline", () =>
      Effect.gen(function* () {
        const { url } = yield* server
        const rate = { ratePerSecond: 2, burst: 3 }
        const one = yield* through(url, LimiterRedis.make("poms", rate, 2))
        const two = yield* through(url, LimiterRedis.make("poms", rate, 2))
        for (const limiter of [one, two, one]) yield* limiter.take(late)
        const soon = Effect.provideService(two.take(late), Deadline, 100)
        assert.strictEqual(yield* Effect.flip(soon), "late")
        const waiter = yield* Effect.fork(two.take(late))
        yield* isQueued(two)
        assert.deepStrictEqual(yield* Fiber.poll(waiter), Option.none())
        yield* TestClock.adjust("1 second")
        yield* Fiber.join(waiter)
        assert.strictEqual(yield* two.waiting, 0)
      })
    )

    it.scoped("takes back the turn of who hangs up", () =>
      Effect.gen(function* () {
        const { url } = yield* server
        const direct = yield* client(url)
        const slow = { ratePerSecond: 0.01, burst: 1 }
        const limiter = yield* through(url, LimiterRedis.make("poms", slow, 1))
        yield* limiter.take(late)
        const booked = () => Effect.promise(() => direct.get(`${prefix}limit:poms`))
        const before = yield* booked()
        const waiter = yield* Effect.fork(limiter.take(late))
        yield* isQueued(limiter)
        assert.notStrictEqual(yield* booked(), before)
        yield* Fiber.interrupt(waiter)
        assert.strictEqual(yield* booked(), before)
      })
    )

    it.scoped("is this replica's part of it while the server is gone", () =>
      Effect.gen(function* () {
        const { kill, url } = yield* server
        const limiter = yield* through(url, LimiterRedis.make("poms", { ratePerSecond: 4, burst: 4 }, 2))
        yield* Effect.promise(kill)
        yield* limiter.take(late)
        yield* limiter.take(late)
        const waiter = yield* Effect.fork(limiter.take(late))
        yield* isQueued(limiter)
        yield* TestClock.adjust("400 millis")
        assert.deepStrictEqual(yield* Fiber.poll(waiter), Option.none())
        yield* TestClock.adjust("600 millis")
        yield* Fiber.join(waiter)
      })
    )
  })
})
