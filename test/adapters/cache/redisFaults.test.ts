/** A server that is full, holds what is not ours, loses keys, or is another database: no wrong answer, and no wrong books. */
import { assert, describe, it } from "@effect/vitest"
import { DateTime, Duration, Effect, Fiber, Option } from "effect"
import * as CacheRedis from "../../../src/adapters/cache/redis/CacheRedis.ts"
import * as LimiterRedis from "../../../src/adapters/cache/redis/LimiterRedis.ts"
import * as Redis from "../../../src/adapters/cache/redis/Redis.ts"
import * as CacheMemory from "../../../src/adapters/cache/memory/CacheMemory.ts"
import * as CacheWithFallback from "../../../src/adapters/cache/CacheWithFallback.ts"
import { defaultTimesToLive } from "../../../src/domain/values/CacheEntry.ts"
import { CacheError, CachePort } from "../../../src/ports/CachePort.ts"
import { fullEntry } from "../../contract/cache.ts"
import { hasRedis } from "../../stand-ins/redis.ts"
import { until } from "../../stand-ins/server.ts"
import { client, server, through } from "./redisStage.ts"
import { chance } from "../../resilience/chance.ts"

const key = "vpro-de-stille-kade-2011-none-m"
const bounds = { ttl: defaultTimesToLive, maxEntries: 12, maxBytes: 10_000_000 }

describe.skipIf(!hasRedis)("a Redis server", () => {
  it.scopedLive("keeps its books in step with its entries, whatever is done", () =>
    Effect.gen(function* () {
      const { url } = yield* server
      const direct = yield* client(url)
      const cache = yield* through(url, CacheRedis.make(bounds))
      const { whole } = chance(20_110_501)
      const keys = Array.from({ length: 20 }, (_, index) => `vpro-film-${index}-2011-none-m`)
      for (let step = 0; step < 400; step++) {
        const chosen = keys[whole(0, keys.length - 1)] ?? key
        const act = whole(0, 9)
        if (act < 5) yield* cache.set(chosen, fullEntry({ title: "x".repeat(whole(1, 400)) }))
        else if (act < 7) yield* cache.get(chosen)
        else if (act === 7) yield* cache.remove(chosen)
        // The server drops one by itself, as `maxmemory` makes it do; it is noticed when it is asked for.
        else if (act === 8) {
          yield* Effect.promise(() => direct.del(`proef:entry:${chosen}`))
          yield* through(
            url,
            Effect.flatMap(CacheRedis.make(bounds), (fresh) => fresh.get(chosen))
          )
        } else if (step % 50 === 9) yield* Effect.promise(() => direct.flushall())
        const [names, used, sizes, expiry, bytes] = yield* Effect.promise(() =>
          Promise.all([
            direct.keys("proef:entry:*"),
            direct.zrange("proef:used", 0, -1),
            direct.hgetall("proef:sizes"),
            direct.zrange("proef:expiry", 0, -1),
            direct.get("proef:bytes")
          ])
        )
        const there = names.map((name) => name.slice("proef:entry:".length)).sort()
        assert.deepStrictEqual(used.toSorted(), there)
        assert.deepStrictEqual(Object.keys(sizes).sort(), there)
        assert.deepStrictEqual(expiry.toSorted(), there)
        const lengths = yield* Effect.promise(() => Promise.all(names.map((name) => direct.strlen(name))))
        assert.strictEqual(
          Number(bytes ?? 0),
          lengths.reduce((sum, length) => sum + length, 0)
        )
        assert.isAtMost(there.length, bounds.maxEntries)
      }
    })
  )

  it.scopedLive(
    "that holds something else in the place of an entry has a miss there, and its place is used again",
    () =>
      Effect.gen(function* () {
        const { url } = yield* server
        const direct = yield* client(url)
        const redis = yield* through(url, Redis.Redis)
        const cache = yield* Effect.provideService(CacheRedis.make(bounds), Redis.Redis, redis)
        yield* Effect.promise(() => direct.lpush(`proef:entry:${key}`, "vreemd"))
        assert.deepStrictEqual(yield* cache.get(key), Option.none())
        yield* Effect.promise(() => direct.lpush(`proef:entry:${key}`, "vreemd"))
        yield* cache.set(key, fullEntry())
        assert.strictEqual((yield* cache.get(key))._tag, "Some")
        // A fault of one key tells nothing about the server.
        for (let time = 0; time < 5; time++)
          yield* Effect.flip(redis.run("get", (opened) => opened.lpop(`proef:entry:${key}`)))
        assert.isUndefined(yield* redis.trouble)
        assert.strictEqual((yield* cache.get(key))._tag, "Some")
      })
  )

  it.scopedLive("that is full still serves, can be emptied, and says so until it takes something again", () =>
    Effect.gen(function* () {
      const { url } = yield* server
      const direct = yield* client(url)
      const redis = yield* through(url, Redis.Redis)
      const cache = yield* Effect.provideService(CacheRedis.make(bounds), Redis.Redis, redis)
      yield* cache.set(key, fullEntry())
      yield* Effect.promise(() => direct.config("SET", "maxmemory", "1"))
      assert.strictEqual((yield* Effect.flip(cache.set("vpro-x-2011-none-m", fullEntry()))).reason, "Unavailable")
      assert.strictEqual((yield* cache.get(key))._tag, "Some")
      yield* cache.stats
      assert.match((yield* redis.trouble) ?? "", /OOM/)
      assert.isTrue(yield* cache.remove(key))
      assert.strictEqual((yield* cache.stats).entries, 0)
      yield* Effect.promise(() => direct.config("SET", "maxmemory", "0"))
      yield* cache.set(key, fullEntry())
      assert.isUndefined(yield* redis.trouble)
    })
  )

  it.scopedLive("without the wanted database is not used", () =>
    Effect.gen(function* () {
      const { url } = yield* server
      const direct = yield* client(url)
      const redis = yield* through(`${url}/99`, Redis.Redis)
      yield* Effect.flip(redis.run("set", (opened) => opened.set("proef:x", "1")))
      assert.match((yield* redis.trouble) ?? "", /DB index/)
      assert.strictEqual(yield* Effect.promise(() => direct.dbsize()), 0)
    })
  )

  it.scopedLive("lends the turns of those who hang up to the next", () =>
    Effect.gen(function* () {
      const { url } = yield* server
      const late = Effect.fail("late")
      const limiter = yield* through(url, LimiterRedis.make("poms", { ratePerSecond: 2, burst: 1 }, 1))
      yield* limiter.take(late)
      const queue: Array<Fiber.RuntimeFiber<void, string>> = []
      for (let place = 0; place < 6; place++) {
        queue.push(yield* Effect.fork(limiter.take(late)))
        yield* until(Effect.map(limiter.waiting, (waiting) => waiting > place))
      }
      // First come, first gone: all turns are free again but for the last.
      for (const fiber of queue.slice(0, 5)) yield* Fiber.interrupt(fiber)
      const [waited] = yield* Effect.timed(limiter.take(late))
      assert.isBelow(Duration.toMillis(waited), 1000)
      yield* Fiber.interruptAll(queue)
    })
  )
})

describe("a cache of this replica behind a shared one", () => {
  it.scoped(
    "hands over nothing older than what another replica has found out, and serves nothing that is removed",
    () =>
      Effect.gen(function* () {
        const inner = yield* CacheMemory.make()
        const local = yield* CacheMemory.make()
        let down = false
        const unless = <A>(work: Effect.Effect<A, CacheError>) =>
          Effect.suspend(() =>
            down ? new CacheError({ operation: "get", reason: "Unavailable", cause: "gone" }) : work
          )
        const shared = CachePort.of({
          ...inner,
          get: (name) => unless(inner.get(name)),
          set: (name, entry) => unless(inner.set(name, entry)),
          probe: unless(inner.probe)
        })
        const trouble = Effect.sync(() => (down ? "gone" : undefined))
        const cache = yield* CacheWithFallback.make({ shared, local, trouble })
        const at = (time: string, title: string) => fullEntry({ title, fetchedAt: DateTime.unsafeMake(time) })
        const titleOf = (found: Option.Option<{ readonly title: string }>) => Option.getOrNull(found)?.title

        const other = "vpro-een-ander-2011-none-m"
        yield* inner.set(other, at("2026-01-01", "oud"))
        down = true
        yield* cache.set(key, at("2026-01-02", "tijdens"))
        yield* cache.set(other, at("2026-01-02", "nieuw"))
        yield* inner.set(key, at("2026-01-03", "van een ander"))
        down = false
        yield* cache.get(other)
        yield* Effect.repeatN(Effect.yieldNow(), 50)
        assert.strictEqual(titleOf(yield* inner.get(key)), "van een ander")
        assert.strictEqual(titleOf(yield* inner.get(other)), "nieuw")

        yield* cache.get(other)
        yield* inner.remove(other)
        yield* cache.get(other)
        down = true
        assert.deepStrictEqual(yield* cache.get(other), Option.none())
      })
  )
})
