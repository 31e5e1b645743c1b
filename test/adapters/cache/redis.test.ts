/** A cache on a real Redis server that replicas share, and how it does without the server. */
import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Layer, Option, Schema, TestClock } from "effect"
import * as CacheWithFallback from "../../../src/adapters/cache/CacheWithFallback.ts"
import * as CacheMemory from "../../../src/adapters/cache/memory/CacheMemory.ts"
import * as CacheRedis from "../../../src/adapters/cache/redis/CacheRedis.ts"
import * as Redis from "../../../src/adapters/cache/redis/Redis.ts"
import { defaultTimesToLive } from "../../../src/domain/values/CacheEntry.ts"
import { CachePort } from "../../../src/ports/CachePort.ts"
import { cacheContract, fullEntry } from "../../contract/cache.ts"
import { hasRedis, redisServer } from "../../stand-ins/redis.ts"
import { client, connected, server, through } from "./redisStage.ts"

const bounds = { maxEntries: 30, maxBytes: 10_000_000 }
const ttl = defaultTimesToLive
const key = "vpro-de-stille-kade-2011-none-m"

describe.skipIf(!hasRedis)("on a Redis server", () => {
  cacheContract(
    "redis",
    Layer.unwrapScoped(
      Effect.map(server, ({ url }) =>
        Layer.effect(CachePort, CacheRedis.make({ ttl, ...bounds })).pipe(Layer.provide(connected(url)))
      )
    )
  )

  cacheContract(
    "redis, with a cache of its own behind it",
    Layer.unwrapScoped(
      Effect.map(server, ({ url }) =>
        Layer.scoped(
          CachePort,
          Effect.gen(function* () {
            const { trouble } = yield* Redis.Redis
            const shared = yield* CacheRedis.make({ ttl, ...bounds })
            return yield* CacheWithFallback.make({ shared, local: yield* CacheMemory.make(bounds), trouble })
          })
        ).pipe(Layer.provide(connected(url)))
      )
    )
  )

  describe("an entry", () => {
    it.scoped("expires on the server a month after its life, a text and what was not found alike", () =>
      Effect.gen(function* () {
        const { url } = yield* server
        const cache = yield* through(url, CacheRedis.make({ ttl, ...bounds }))
        const direct = yield* client(url)
        yield* cache.set(key, fullEntry())
        yield* cache.set("vpro-niets-2011-none-m", fullEntry({ status: "not_found", confirmed: 3 }))
        const life = (name: string) => Effect.promise(() => direct.pttl(`proef:entry:${name}`))
        const days = Duration.toDays(Duration.millis(yield* life(key)))
        assert.isAbove(days, 59.9)
        assert.isAtMost(days, 60)
        const hours = Duration.toHours(Duration.millis(yield* life("vpro-niets-2011-none-m")))
        assert.isAbove(hours, 30 * 24 + 7.9)
        assert.isAtMost(hours, 30 * 24 + 8)
        yield* Effect.promise(() => direct.del("proef:entry:vpro-niets-2011-none-m"))
        yield* Effect.promise(() => direct.zadd("proef:expiry", 1, "vpro-niets-2011-none-m"))
        assert.strictEqual((yield* cache.stats).entries, 1)
      })
    )

    it.scoped("keeps what a newer replica wrote and this one does not know", () =>
      Effect.gen(function* () {
        const { url } = yield* server
        const cache = yield* through(url, CacheRedis.make({ ttl, ...bounds }))
        const direct = yield* client(url)
        const text = () => Effect.promise(() => direct.get(`proef:entry:${key}`))
        yield* cache.set(key, fullEntry())
        const parse = Schema.decodeUnknownSync(
          Schema.parseJson(Schema.Record({ key: Schema.String, value: Schema.Unknown }))
        )
        const newer = JSON.stringify({ ...parse(yield* text()), later: [1] })
        yield* Effect.promise(() => direct.set(`proef:entry:${key}`, newer))
        yield* cache.set(key, fullEntry({ title: "De stille kade" }))
        const now = parse(yield* text())
        assert.deepStrictEqual([now["title"], now["later"]], ["De stille kade", [1]])
      })
    )

    it.scoped("that is damaged is a miss, is counted, and goes", () =>
      Effect.gen(function* () {
        const { url } = yield* server
        const cache = yield* through(url, CacheRedis.make({ ttl, ...bounds }))
        const direct = yield* client(url)
        yield* cache.set(key, fullEntry())
        yield* Effect.promise(() => direct.set(`proef:entry:${key}`, "{broken"))
        assert.deepStrictEqual(yield* cache.get(key), Option.none())
        assert.strictEqual((yield* cache.stats).damaged, 1)
        assert.strictEqual(yield* Effect.promise(() => direct.exists(`proef:entry:${key}`)), 0)
      })
    )

    it.scoped("of another program on the same server is left alone", () =>
      Effect.gen(function* () {
        const { url } = yield* server
        const direct = yield* client(url)
        yield* Effect.promise(() => direct.set("entry:vreemd", "1"))
        const cache = yield* through(url, CacheRedis.make({ ttl, ...bounds }))
        yield* cache.set(key, fullEntry())
        assert.strictEqual(yield* cache.removeMatching(""), 1)
        assert.strictEqual(yield* Effect.promise(() => direct.get("entry:vreemd")), "1")
      })
    )

    it.scoped("is the same object as long as it is the same text", () =>
      Effect.gen(function* () {
        const { url } = yield* server
        const cache = yield* through(url, CacheRedis.make({ ttl, ...bounds }))
        yield* cache.set(key, fullEntry())
        const first = Option.getOrThrow(yield* cache.get(key))
        yield* TestClock.adjust("10 seconds")
        assert.strictEqual(Option.getOrThrow(yield* cache.get(key)), first)
      })
    )
  })

  describe("without the server", () => {
    it.scopedLive("one that hangs costs its time-out a few times, then nothing", () =>
      Effect.gen(function* () {
        const { goOn, hang, url } = yield* server
        yield* Effect.addFinalizer(() => Effect.sync(goOn))
        const redis = yield* through(url, Redis.Redis)
        hang()
        const ping = Effect.exit(redis.run("probe", (opened) => opened.ping()))
        for (let time = 0; time < 3; time++) assert.strictEqual((yield* ping)._tag, "Failure")
        // The breaker is open: no more waiting for a time-out, which the fourth would show on the real clock.
        const [elapsed] = yield* Effect.timed(ping)
        assert.isBelow(Duration.toMillis(elapsed), 400)
        assert.isDefined(yield* redis.trouble)
      })
    )

    it.scopedLive("no password shows in what it says", () =>
      Effect.gen(function* () {
        const { port } = yield* Effect.acquireRelease(
          Effect.promise(() => redisServer(["--requirepass", "geheim-woord"])),
          ({ kill }) => Effect.promise(kill)
        )
        const redis = yield* through(`redis://:verkeerd-woord@127.0.0.1:${port}`, Redis.Redis)
        const error = yield* Effect.flip(redis.run("probe", (opened) => opened.ping()))
        const told = `${String(error)} ${JSON.stringify(error)} ${(yield* redis.trouble) ?? ""}`
        assert.notMatch(told, /geheim-woord|verkeerd-woord/)
        assert.match((yield* redis.trouble) ?? "", /WRONGPASS|NOAUTH/)

        const allowed = yield* through(`redis://:geheim-woord@127.0.0.1:${port}/3`, Redis.Redis)
        assert.strictEqual(yield* allowed.run("probe", (opened) => opened.ping()), "PONG")
      })
    )
  })
})
