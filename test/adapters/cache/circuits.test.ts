/** The circuit of a source that several replicas share on a Redis server. */
import { assert, describe, it } from "@effect/vitest"
import { Clock, Deferred, Duration, Effect, Fiber, Option } from "effect"
import * as CircuitRedis from "../../../src/adapters/cache/redis/CircuitRedis.ts"
import * as Breaker from "../../../src/adapters/resilience/Breaker.ts"
import type { BreakerPolicy, Report } from "../../../src/adapters/resilience/CircuitState.ts"
import { hasRedis } from "../../stand-ins/redis.ts"
import { until } from "../../stand-ins/server.ts"
import { client, prefix, server, through } from "./redisStage.ts"

/** A pause that lasts for the whole test, and one that is over as soon as it has been seen. */
const long: BreakerPolicy = { failures: 3, within: Duration.minutes(1), pauses: [Duration.minutes(5)] }
const short: BreakerPolicy = { ...long, pauses: [Duration.millis(50)] }

const refused = Effect.fail("refused" as const)
const forever = Number.MAX_SAFE_INTEGER

const replica = (url: string, policy: BreakerPolicy, name = "poms") =>
  Effect.flatMap(through(url, CircuitRedis.make(name)), (circuit) => Breaker.make(policy, undefined, circuit))

const asked = (breaker: Breaker.Breaker, report: Report) =>
  Effect.ignore(breaker.protect((one) => one.report(report), refused))

const isAt = (breaker: Breaker.Breaker, position: Breaker.Position) =>
  until(Effect.map(breaker.position, (now) => now === position))

describe.skipIf(!hasRedis)("the circuit of a source on a Redis server", () => {
  it.scopedLive("opens for all replicas by the failures of all, and only for this source", () =>
    Effect.gen(function* () {
      const { url } = yield* server
      const one = yield* replica(url, long)
      const two = yield* replica(url, long)
      const other = yield* replica(url, long, "tmdb")
      for (const breaker of [one, two]) yield* asked(breaker, "failed")
      assert.strictEqual(yield* two.position, "closed")
      yield* asked(one, "failed")
      assert.strictEqual(yield* two.position, "open")
      assert.isAbove(Duration.toMillis(yield* two.left), 290_000)
      assert.strictEqual(yield* Effect.flip(two.protect(() => Effect.void, refused)), "refused")
      assert.strictEqual(yield* other.position, "closed")
    })
  )

  it.scopedLive("lets one trial through for all, and its success is known to all", () =>
    Effect.gen(function* () {
      const { url } = yield* server
      const one = yield* replica(url, short)
      const two = yield* replica(url, short)
      yield* asked(one, "absent")
      yield* isAt(two, "half-open")
      const [begun, end] = yield* Effect.all([Deferred.make<void>(), Deferred.make<void>()])
      const trial = yield* Effect.fork(
        one.protect(
          ({ report }) =>
            Deferred.succeed(begun, undefined).pipe(
              Effect.zipRight(Deferred.await(end)),
              Effect.zipRight(report("passed"))
            ),
          refused
        )
      )
      yield* Deferred.await(begun)
      assert.strictEqual(yield* Effect.flip(two.protect(() => Effect.void, refused)), "refused")
      const order: Array<number> = []
      const waiting = yield* Effect.forEach([1, 2, 3], (place) =>
        Effect.fork(
          two.protect(() => Effect.sync(() => void order.push(place)), refused, { until: forever, again: () => false })
        )
      )
      yield* Effect.yieldNow()
      assert.deepStrictEqual(order, [])
      yield* Deferred.succeed(end, undefined)
      yield* Fiber.join(trial)
      yield* Fiber.join(Fiber.all(waiting))
      assert.deepStrictEqual(order, [1, 2, 3])
      for (const breaker of [one, two]) assert.strictEqual(yield* breaker.position, "closed")
    })
  )

  it.scopedLive("stays as it is known while the server is gone, and what was learned meanwhile is handed over", () =>
    Effect.gen(function* () {
      const redis = yield* server
      const one = yield* replica(redis.url, long)
      const two = yield* replica(redis.url, long)
      yield* asked(one, "absent")
      assert.strictEqual(yield* two.position, "open")
      yield* Effect.promise(redis.kill)
      for (const breaker of [one, two]) assert.strictEqual(yield* breaker.position, "open")
      assert.strictEqual(yield* Effect.flip(two.protect(() => Effect.void, refused)), "refused")
      // A server that keeps nothing comes back: what a replica knows still holds, and others hear of it.
      yield* Effect.promise(redis.start)
      const direct = yield* client(redis.url)
      const isThere = Effect.promise(async () => (await direct.exists(`${prefix}circuit:poms`)) === 1)
      yield* until(Effect.zipRight(two.position, isThere))
      const fresh = yield* replica(redis.url, long)
      assert.strictEqual(yield* fresh.position, "open")
      // Now it is a source that falls while the server is gone.
      const before = yield* replica(redis.url, long, "tvmaze")
      const late = yield* replica(redis.url, long, "tvmaze")
      assert.strictEqual(yield* before.position, "closed")
      yield* Effect.promise(redis.kill)
      yield* asked(before, "absent")
      assert.strictEqual(yield* before.position, "open")
      assert.strictEqual(yield* late.position, "closed")
      yield* Effect.promise(redis.start)
      yield* until(
        Effect.zipRight(
          before.position,
          Effect.map(late.position, (now) => now === "open")
        )
      )
    })
  )

  it.scopedLive("begins anew where the server holds what is none of ours", () =>
    Effect.gen(function* () {
      const { url } = yield* server
      const direct = yield* client(url)
      const breaker = yield* replica(url, long)
      for (const text of ["", "{", '{"_tag":"Open"}', '"Open"', "x".repeat(100_000)]) {
        yield* Effect.promise(() => direct.set(`${prefix}circuit:poms`, text))
        assert.strictEqual(yield* breaker.position, "closed")
      }
      yield* Effect.promise(() => direct.del(`${prefix}circuit:poms`))
      yield* Effect.promise(() => direct.lpush(`${prefix}circuit:poms`, "a list"))
      yield* asked(breaker, "absent")
      assert.strictEqual(yield* breaker.position, "open")
    })
  )

  it.scopedLive("is free again when the replica that made the trial is gone", () =>
    Effect.gen(function* () {
      const { url } = yield* server
      const direct = yield* client(url)
      const breaker = yield* replica(url, long)
      const began = (yield* Clock.currentTimeMillis) - 60_000
      yield* Effect.promise(() =>
        direct.set(`${prefix}circuit:poms`, JSON.stringify({ _tag: "HalfOpen", trial: began, round: 2 }))
      )
      const letIn = yield* Effect.option(breaker.protect(({ report }) => report("passed"), refused))
      assert.isTrue(Option.isSome(letIn))
      assert.strictEqual(yield* breaker.position, "closed")
    })
  )
})
