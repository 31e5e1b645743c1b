/** `CachePort` on a Redis or Valkey server: one string per entry, which expires there, and books of what is kept. */
import { Clock, DateTime, Duration, Effect, Metric, Option, Schema } from "effect"
import type { CacheEntry, TimesToLive } from "../../domain/CacheEntry.ts"
import { CacheError, type CacheListing, CachePort } from "../../ports/CachePort.ts"
import * as EntryJson from "../shared/EntryJson.ts"
import { isKey } from "../shared/CacheKey.ts"
import { begin, damagedFiles, evicted } from "../shared/CacheMetrics.ts"
import * as Recent from "../shared/Recent.ts"
import { Redis, type RedisError } from "./Redis.ts"
import * as Scripts from "./Scripts.ts"

export interface Options {
  readonly ttl: TimesToLive
  readonly maxEntries: number
  readonly maxBytes: number
}

type Operation = CacheError["operation"]

interface Known {
  readonly entry: CacheEntry
  readonly text: string
}

/** So long after its life a text is kept, to be served when its source is down. */
const staleFor = Duration.days(30)
/** Keys looked through, and entries read, in one go. */
const batch = 500

const Text = Schema.NullOr(Schema.String)
const decodeText = Schema.decodeUnknownSync(Text)
const decodeNumber = Schema.decodeUnknownSync(Schema.Number)
const decodeStats = Schema.decodeUnknownSync(Schema.Tuple(Schema.Number, Schema.Number))

const kindOf = (key: string) => (key.endsWith("-s") ? "series" : "film")

/**
 * The cache on the server, and nothing else: every operation fails while the server is out of reach, `stats` excepted, which
 * then tells the last figures. Once nobody could be served an entry any more it is gone, not merely expired.
 */
export const make = Effect.fn("CacheRedis.make")(function* ({ maxBytes, maxEntries, ttl }: Options) {
  const redis = yield* Redis
  const recent = Recent.make<Known>((key) => key)
  const entries = redis.name("entry:")
  const used = redis.name("used")
  const turns = redis.name("turns")
  const books = [entries, used, redis.name("sizes"), redis.name("bytes"), redis.name("expiry"), turns]
  let figures = { entries: 0, bytes: 0 }
  let evictions = 0
  let damaged = 0
  yield* begin

  const failed = (operation: Operation, key?: string) => (error: RedisError) =>
    new CacheError({
      operation,
      reason: "Unavailable",
      ...(key === undefined ? {} : { key }),
      ...(error.code === undefined ? {} : { code: error.code }),
      cause: error
    })

  const checked = (operation: Operation, key: string) =>
    isKey(key) ? Effect.void : new CacheError({ operation, reason: "BadKey", key, cause: "not a cache key" })

  const drop = (operation: Operation, keys: ReadonlyArray<string>) =>
    Effect.suspend(() => {
      for (const key of keys) recent.forget(key)
      return keys.length === 0
        ? Effect.succeed(0)
        : redis
            .run(operation, (client) => client.eval(Scripts.remove, books.length, ...books, ...keys))
            .pipe(Effect.map(decodeNumber), Effect.mapError(failed(operation)))
    })

  /** What a text holds; one that holds no entry goes. */
  const entryIn = (key: string, text: string) => {
    const decoded = EntryJson.decode(text, kindOf(key))
    if (Option.isSome(decoded) && (decoded.value.key ?? key) === key) return Effect.succeed(decoded)
    damaged += 1
    return Effect.logWarning("damaged cache entry removed").pipe(
      Effect.annotateLogs({ key }),
      Effect.zipRight(Metric.increment(damagedFiles)),
      Effect.zipRight(Effect.ignore(drop("remove", [key]))),
      Effect.as(Option.none<EntryJson.Decoded>())
    )
  }

  const look = Effect.fn("CacheRedis.get")(function* (key: string, now: number) {
    yield* checked("get", key)
    const text = yield* redis
      .run("get", (client) => client.eval(Scripts.get, 3, entries + key, used, turns, key, now))
      .pipe(Effect.map(decodeText), Effect.mapError(failed("get", key)))
    if (text === null) {
      recent.forget(key)
      return Option.none<CacheEntry>()
    }
    // The same text stays the same entry, by which hot answers are known to hold.
    const before = recent.last(key)
    const known =
      before?.text === text
        ? before.entry
        : Option.map(yield* entryIn(key, text), ({ entry }) => entry).pipe(Option.getOrUndefined)
    if (known === undefined) return Option.none<CacheEntry>()
    recent.put(key, { entry: known, text }, now)
    return Option.some(known)
  })

  const life = ({ status }: CacheEntry) =>
    Math.max(1000, Duration.toMillis(status === "found" ? Duration.sum(ttl.found, staleFor) : ttl.notFound))

  /** Every key that holds `part`, the most recently used first. */
  const keysWith = (operation: Operation, part: string) =>
    redis
      .run(operation, (client) => client.zrevrange(used, 0, -1))
      .pipe(
        Effect.mapError(failed(operation)),
        Effect.map((keys) => keys.filter((key) => key.includes(part)))
      )

  return CachePort.of({
    get: (key) =>
      Effect.clockWith((clock) => {
        const now = clock.unsafeCurrentTimeMillis()
        const known = recent.get(key, now)
        return known === undefined ? look(key, now) : Effect.succeed(Option.some(known.entry))
      }),
    set: Effect.fn("CacheRedis.set")(function* (key, entry) {
      yield* checked("set", key)
      const now = yield* Clock.currentTimeMillis
      const old = yield* redis
        .run("set", (client) => client.get(entries + key))
        .pipe(Effect.mapError(failed("set", key)))
      const previous = old === null ? undefined : Option.getOrUndefined(EntryJson.decode(old, kindOf(key)))?.fields
      const text = EntryJson.encode(key, entry, previous)
      recent.forget(key)
      const gone = yield* redis
        .run("set", (client) =>
          client.eval(
            Scripts.set,
            books.length,
            ...books,
            key,
            text,
            Buffer.byteLength(text),
            life(entry),
            now,
            maxEntries,
            maxBytes
          )
        )
        .pipe(Effect.map(decodeNumber), Effect.mapError(failed("set", key)))
      evictions += gone
      yield* Metric.incrementBy(evicted, gone)
    }),
    remove: Effect.fn("CacheRedis.remove")(function* (key) {
      yield* checked("remove", key)
      return (yield* drop("remove", [key])) > 0
    }),
    removeMatching: Effect.fn("CacheRedis.removeMatching")(function* (part) {
      const keys = yield* keysWith("clear", part)
      let gone = 0
      for (let at = 0; at < keys.length; at += batch) gone += yield* drop("clear", keys.slice(at, at + batch))
      return gone
    }),
    list: Effect.fn("CacheRedis.list")(function* ({ limit, part }) {
      const keys = (yield* keysWith("list", part)).slice(0, limit)
      if (keys.length === 0) return []
      const [texts, times] = yield* redis
        .run("list", (client) =>
          Promise.all([client.mget(keys.map((key) => entries + key)), client.zmscore(used, ...keys)])
        )
        .pipe(Effect.mapError(failed("list")))
      const listed = yield* Effect.forEach(keys, (key, at) => {
        const text = texts[at]
        return text === undefined || text === null
          ? Effect.succeed([])
          : Effect.map(entryIn(key, text), (found): ReadonlyArray<CacheListing> =>
              Option.toArray(found).map(({ entry }) => ({
                key,
                entry: {
                  ...entry,
                  lastAccessed: DateTime.max(
                    entry.lastAccessed,
                    DateTime.unsafeMake(Math.floor(Number(times[at] ?? 0)))
                  )
                }
              }))
            )
      })
      return listed.flat()
    }),
    stats: redis
      .run("stats", (client) => client.eval(Scripts.stats, books.length, ...books))
      .pipe(
        Effect.map(decodeStats),
        Effect.tap(([entries, bytes]) =>
          Effect.sync(() => {
            figures = { entries, bytes }
          })
        ),
        Effect.ignore,
        Effect.map(() => ({ kind: "redis" as const, ...figures, maxEntries, maxBytes, evictions, damaged }))
      ),
    probe: redis
      .run("probe", (client) => client.set(redis.name("probe"), "1", "PX", 1000))
      .pipe(Effect.asVoid, Effect.mapError(failed("probe")), Effect.withSpan("CacheRedis.probe"))
  })
})
