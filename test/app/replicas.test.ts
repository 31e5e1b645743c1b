/** One replica as a program has it, with all that it shares on a Redis server; and how it does without. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Option, Redacted, Schedule } from "effect"
import * as Replicas from "../../src/app/Replicas.ts"
import { type CacheEntry, defaultTimesToLive } from "../../src/domain/values/CacheEntry.ts"
import { type CacheError, CachePort } from "../../src/ports/CachePort.ts"
import { server } from "../adapters/cache/redisStage.ts"
import { cacheContract, fullEntry } from "../contract/cache.ts"
import { hasRedis } from "../stand-ins/redis.ts"

const bounds = { maxEntries: 30, maxBytes: 10_000_000, records: { maxEntries: 30, maxBytes: 1_000_000 } }
const ttl = defaultTimesToLive
const key = "vpro-de-stille-kade-2011-none-m"

/** One replica, as a program would have it. */
const replica = (url: string, replicas = 2) =>
  Layer.build(Replicas.layer({ url: Redacted.make(url), prefix: "proef:", ttl, replicas, ...bounds }))

describe.skipIf(!hasRedis)("a replica", () => {
  cacheContract(
    "a replica",
    Layer.unwrapScoped(
      Effect.map(server, ({ url }) =>
        Replicas.layer({ url: Redacted.make(url), prefix: "proef:", ttl, replicas: 1, ...bounds })
      )
    )
  )

  describe("without the server", () => {
    it.scopedLive(
      "answers are kept here, health says so, and they are handed over when it is back",
      () =>
        Effect.gen(function* () {
          const { kill, start, url } = yield* server
          const context = yield* replica(url)
          const other = yield* replica(url)
          const cache = yield* Effect.provide(CachePort, context)
          yield* cache.set(key, fullEntry({ title: "ervoor" }))
          assert.isUndefined((yield* cache.stats).degraded)

          yield* Effect.promise(kill)
          assert.strictEqual(Option.getOrThrow(yield* cache.get(key)).title, "ervoor")
          yield* cache.set("vpro-tijdens-2011-none-m", fullEntry({ title: "tijdens" }))
          assert.strictEqual(Option.getOrThrow(yield* cache.get("vpro-tijdens-2011-none-m")).title, "tijdens")
          assert.isDefined((yield* cache.stats).degraded)
          yield* cache.probe
          const reasonOf = Effect.map(({ reason }: CacheError) => reason)
          const reasons = [
            yield* reasonOf(Effect.flip(cache.remove(key))),
            yield* reasonOf(Effect.flip(cache.removeMatching(""))),
            yield* reasonOf(Effect.flip(cache.list({ part: "", limit: 1 })))
          ]
          assert.deepStrictEqual(reasons, ["Unavailable", "Unavailable", "Unavailable"])
          assert.strictEqual((yield* Effect.flip(cache.get("nonsense"))).reason, "BadKey")

          yield* Effect.promise(start)
          const shared = yield* Effect.provide(CachePort, other)
          const found = yield* Effect.zipRight(cache.probe, shared.get("vpro-tijdens-2011-none-m")).pipe(
            Effect.repeat(
              Schedule.recurWhile<Option.Option<CacheEntry>>(Option.isNone).pipe(
                Schedule.zipLeft(Schedule.spaced("100 millis"))
              )
            ),
            Effect.timeout("20 seconds")
          )
          assert.strictEqual(Option.getOrThrow(found).title, "tijdens")
          assert.isUndefined((yield* cache.stats).degraded)
        }),
      30_000
    )

    it.scopedLive("a start waits no longer than two seconds, and works", () =>
      Effect.gen(function* () {
        const { kill, url } = yield* server
        yield* Effect.promise(kill)
        const context = yield* replica(url)
        const cache = yield* Effect.provide(CachePort, context)
        yield* cache.set(key, fullEntry())
        assert.strictEqual((yield* cache.get(key))._tag, "Some")
      })
    )
  })
})
