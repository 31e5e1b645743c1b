/** What replicas share, on a real server: the cache, the limits, the flights, the titles; and how they do without. */
import { assert, describe, it } from "@effect/vitest"
import { Deferred, Duration, Effect, Exit, Fiber, Layer, Option, Redacted, Schedule, Schema, TestClock } from "effect"
import { Redis as Client } from "ioredis"
import * as CacheRedis from "../../../src/adapters/cache/redis/CacheRedis.ts"
import * as FlightsRedis from "../../../src/adapters/cache/redis/FlightsRedis.ts"
import * as LimiterRedis from "../../../src/adapters/cache/redis/LimiterRedis.ts"
import * as Redis from "../../../src/adapters/cache/redis/Redis.ts"
import * as Replicas from "../../../src/app/Replicas.ts"
import * as TitlesRedis from "../../../src/adapters/cache/redis/TitlesRedis.ts"
import { type CacheEntry, defaultTimesToLive } from "../../../src/domain/values/CacheEntry.ts"
import type { Settled } from "../../../src/domain/describe/LookupFlights.ts"
import { type CacheError, CachePort } from "../../../src/ports/CachePort.ts"
import { Deadline } from "../../../src/ports/Deadline.ts"
import { cacheContract, fullEntry, plain } from "../../contract/cache.ts"
import { hasRedis, redisServer } from "../../stand-ins/redis.ts"
import { setImmediate as turn } from "node:timers/promises"

const server = Effect.acquireRelease(
  Effect.promise(() => redisServer()),
  ({ kill }) => Effect.promise(kill)
)
const bounds = { maxEntries: 30, maxBytes: 10_000_000 }
const ttl = defaultTimesToLive
const key = "vpro-de-stille-kade-2011-none-m"

const connected = (url: string) => Redis.layer({ url: Redacted.make(url), prefix: "proef:" })

/** With a connection of its own, until the scope closes. */
const through = <A, E, R>(url: string, work: Effect.Effect<A, E, R>) =>
  Effect.flatMap(Layer.build(connected(url)), (context) => Effect.provide(work, context))

/** One replica, as a program would have it. */
const replica = (url: string, replicas = 2) =>
  Layer.build(Replicas.layer({ url: Redacted.make(url), prefix: "proef:", ttl, replicas, ...bounds }))

const client = (url: string) =>
  Effect.acquireRelease(
    Effect.sync(() => new Client(url)),
    (opened) => Effect.sync(() => opened.disconnect())
  )

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
        Replicas.layer({ url: Redacted.make(url), prefix: "proef:", ttl, replicas: 1, ...bounds })
      )
    )
  )

  describe("an entry", () => {
    it.scoped("expires on the server: a text a month after its life, what was not found at the end of it", () =>
      Effect.gen(function* () {
        const { url } = yield* server
        const cache = yield* through(url, CacheRedis.make({ ttl, ...bounds }))
        const direct = yield* client(url)
        yield* cache.set(key, fullEntry())
        yield* cache.set("vpro-niets-2011-none-m", fullEntry({ status: "not_found" }))
        const life = (name: string) => Effect.promise(() => direct.pttl(`proef:entry:${name}`))
        const days = Duration.toDays(Duration.millis(yield* life(key)))
        assert.isTrue(days > 59.9 && days <= 60, `${days} days`)
        const hours = Duration.toHours(Duration.millis(yield* life("vpro-niets-2011-none-m")))
        assert.isTrue(hours > 0.9 && hours <= 1, `${hours} hours`)
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
        assert.isTrue(Option.isNone(yield* cache.get(key)))
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

  describe("a rate limit", () => {
    const rate = { ratePerSecond: 2, burst: 3 }
    const late = Effect.fail("late")

    it.scoped("is one for two replicas, and refuses who could not go before the deadline", () =>
      Effect.gen(function* () {
        const { url } = yield* server
        const one = yield* through(url, LimiterRedis.make("poms", rate, 2))
        const two = yield* through(url, LimiterRedis.make("poms", rate, 2))
        for (const limiter of [one, two, one]) yield* limiter.take(late)
        const soon = Effect.provideService(two.take(late), Deadline, 100)
        assert.strictEqual(yield* Effect.flip(soon), "late")
        const waiter = yield* Effect.fork(two.take(late))
        while ((yield* two.waiting) === 0) yield* Effect.promise(() => turn())
        assert.isNull(yield* Fiber.poll(waiter).pipe(Effect.map(Option.getOrNull)))
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
        const booked = () => Effect.promise(() => direct.get("proef:limit:poms"))
        const before = yield* booked()
        const waiter = yield* Effect.fork(limiter.take(late))
        while ((yield* limiter.waiting) === 0) yield* Effect.promise(() => turn())
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
        while ((yield* limiter.waiting) === 0) yield* Effect.promise(() => turn())
        yield* TestClock.adjust("400 millis")
        assert.isTrue(Option.isNone(yield* Fiber.poll(waiter)))
        yield* TestClock.adjust("600 millis")
        yield* Fiber.join(waiter)
      })
    )
  })

  describe("a flight", () => {
    const settled = (title: string, kept = true): Settled => ({ entry: fullEntry({ title }), kept, trace: undefined })

    const two = Effect.gen(function* () {
      const { kill, url } = yield* server
      const one = yield* through(url, FlightsRedis.make)
      const other = yield* through(url, FlightsRedis.make)
      return { kill, url, one, other }
    })

    it.scopedLive("is one over two replicas, kept or not, and then there can be another", () =>
      Effect.gen(function* () {
        const { one, other } = yield* two
        for (const kept of [true, false]) {
          const started = yield* Deferred.make<void>()
          const finish = yield* Deferred.make<void>()
          const first = yield* Effect.fork(
            one(
              key,
              Effect.zipRight(Deferred.succeed(started, undefined), Deferred.await(finish)).pipe(
                Effect.as(settled("De stille kade", kept))
              )
            )
          )
          yield* Deferred.await(started)
          const second = yield* Effect.fork(other(key, Effect.die("a second look-up")))
          yield* Effect.sleep("60 millis")
          yield* Deferred.succeed(finish, undefined)
          assert.deepStrictEqual(plain(yield* Fiber.join(second)), plain(settled("De stille kade", kept)))
          yield* Fiber.join(first)
        }
        assert.strictEqual((yield* other(key, Effect.succeed(settled("anders")))).entry.title, "anders")
      })
    )

    it.scopedLive("that is given up, or whose replica dies, is taken over", () =>
      Effect.gen(function* () {
        const { one, other, url } = yield* two
        const started = yield* Deferred.make<void>()
        const first = yield* Effect.fork(one(key, Effect.zipRight(Deferred.succeed(started, undefined), Effect.never)))
        yield* Deferred.await(started)
        const second = yield* Effect.fork(other(key, Effect.succeed(settled("overgenomen"))))
        yield* Effect.sleep("60 millis")
        yield* Fiber.interrupt(first)
        assert.strictEqual((yield* Fiber.join(second)).entry.title, "overgenomen")

        const direct = yield* client(url)
        yield* Effect.promise(() => direct.set(`proef:flight:${key}`, "dead", "PX", 300))
        assert.strictEqual((yield* other(key, Effect.succeed(settled("geërfd")))).entry.title, "geërfd")
      })
    )

    it.scopedLive("is alone without the server, also when that goes while others wait", () =>
      Effect.gen(function* () {
        const { kill, one, other } = yield* two
        const started = yield* Deferred.make<void>()
        yield* Effect.fork(one(key, Effect.zipRight(Deferred.succeed(started, undefined), Effect.never)))
        yield* Deferred.await(started)
        const second = yield* Effect.fork(other(key, Effect.succeed(settled("alleen"))))
        yield* Effect.sleep("60 millis")
        yield* Effect.promise(kill)
        assert.strictEqual((yield* Fiber.join(second)).entry.title, "alleen")
        assert.strictEqual((yield* one(key, Effect.succeed(settled("ook")))).entry.title, "ook")
      })
    )
  })

  it.scopedLive("titles as they were asked are known to all replicas", () =>
    Effect.gen(function* () {
      const { kill, url } = yield* server
      const one = yield* through(url, TitlesRedis.make)
      const other = yield* through(url, TitlesRedis.make)
      yield* one.remember(key, "De Stille Kade")
      yield* Effect.sleep("50 millis")
      assert.deepStrictEqual(yield* other.recall(key), Option.some("De Stille Kade"))
      yield* Effect.promise(kill)
      yield* one.remember("vpro-x-2011-none-m", "X")
      assert.deepStrictEqual(yield* one.recall("vpro-x-2011-none-m"), Option.some("X"))
      assert.deepStrictEqual(yield* other.recall("vpro-x-2011-none-m"), Option.none())
    })
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
        assert.isTrue(Option.isSome(yield* cache.get(key)))
      })
    )

    it.scopedLive("one that hangs costs its time-out a few times, then nothing", () =>
      Effect.gen(function* () {
        const { goOn, hang, url } = yield* server
        yield* Effect.addFinalizer(() => Effect.sync(goOn))
        const redis = yield* through(url, Redis.Redis)
        hang()
        const ping = Effect.exit(redis.run("probe", (opened) => opened.ping()))
        for (let time = 0; time < 3; time++) assert.isTrue(Exit.isFailure(yield* ping))
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
