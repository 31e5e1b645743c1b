/** `CachePort` on a Redis or Valkey server: one string per entry, which expires there, and books of what is kept. */
import { Array as Arr, Clock, Duration, Effect, Option, Schema } from "effect"
import { type CacheEntry, lifeOf, renewableSince, type TimesToLive } from "../../../domain/values/CacheEntry.ts"
import { type Aged, CacheError, type CacheListing, CachePort } from "../../../ports/CachePort.ts"
import * as EntryJson from "../EntryJson.ts"
import * as CacheCounts from "../CacheCounts.ts"
import { checked } from "../EntryKey.ts"
import { listingOf } from "../Listing.ts"
import * as Recent from "../RecentEntries.ts"
import { Redis, type RedisError } from "./Redis.ts"
import * as Scripts from "./Scripts.ts"

export interface Options {
  readonly ttl: TimesToLive
  readonly maxEntries: number
  readonly maxBytes: number
}

type Operation = CacheError["operation"]

/** So long after its life an entry is kept: a text to be served when its source is down, "not found" to be confirmed. */
const staleFor = Duration.days(30)
/** Keys taken together in one go: the server does nothing else meanwhile. */
const batch = 500
const pageOfKeys = 5000

const decodeNumber = Schema.decodeUnknownSync(Schema.Number)

/**
 * The cache on the server, and nothing else: every operation fails while the server is out of reach, `stats` excepted, which
 * then tells the last figures. Once nobody could be served an entry any more it is gone, not merely expired.
 */
export const make = Effect.fn("CacheRedis.make")(function* ({ maxBytes, maxEntries, ttl }: Options) {
  const redis = yield* Redis
  const recent = Recent.make()
  const counts = yield* CacheCounts.make
  const { entries, keys: books, used } = Scripts.booksOf(redis.name, "entry")
  let figures = { entries: 0, bytes: 0 }

  const failed = (operation: Operation, key?: string) => (error: RedisError) =>
    new CacheError({
      operation,
      reason: "Unavailable",
      ...(key === undefined ? {} : { key }),
      ...(error.code === undefined ? {} : { code: error.code }),
      cause: error
    })

  const drop = (operation: Operation, keys: ReadonlyArray<string>) =>
    Effect.suspend(() => {
      for (const key of keys) recent.forget(key)
      return keys.length === 0
        ? Effect.succeed(0)
        : redis
            .run(operation, (client) => Scripts.run(client, Scripts.remove, books, keys))
            .pipe(
              Effect.map(decodeNumber),
              Effect.mapError(failed(operation)),
              // Once more: somebody may have read it while it went.
              Effect.tap(() => Effect.sync(() => keys.forEach(recent.forget)))
            )
    })

  /** What a text holds; one that holds no entry goes. */
  const entryIn = (key: string, text: string) => {
    const decoded = EntryJson.decodeUnder(key, text)
    if (Option.isSome(decoded)) return Effect.succeed(Option.some(decoded.value.entry))
    return counts
      .damaged("damaged cache entry removed", { key })
      .pipe(Effect.zipRight(Effect.ignore(drop("remove", [key]))), Effect.as(Option.none<CacheEntry>()))
  }

  const read = (operation: "get" | "set", key: string, now: number) =>
    redis
      .run(operation, (client) => Scripts.run(client, Scripts.get, books, [key, now]))
      .pipe(Effect.map(Scripts.decodeText), Effect.mapError(failed(operation, key)))

  const look = Effect.fn("CacheRedis.get")(function* (key: string, now: number) {
    yield* checked("get", key)
    const text = yield* read("get", key, now)
    if (text === null) {
      recent.forget(key)
      return Option.none<CacheEntry>()
    }
    const entry = recent.readAs(key, text) ?? Option.getOrUndefined(yield* entryIn(key, text))
    if (entry === undefined) return Option.none<CacheEntry>()
    recent.put(key, { place: key, text, entry }, now)
    return Option.some(entry)
  })

  const life = (entry: CacheEntry, now: number) => Duration.toMillis(Duration.sum(lifeOf(entry, ttl, now), staleFor))

  /** Up to `limit` keys that hold `part` and when they were used, the most recently used first. */
  const keysWith = (operation: "list" | "clear", part: string, limit = Number.POSITIVE_INFINITY) =>
    Effect.gen(function* () {
      const found = new Map<string, number>()
      for (let at = 0; found.size < limit; at += pageOfKeys) {
        const page = yield* redis
          .run(operation, (client) => client.zrevrange(used, at, at + pageOfKeys - 1, "WITHSCORES"))
          .pipe(Effect.mapError(failed(operation)))
        for (let index = 0; index < page.length && found.size < limit; index += 2) {
          const key = page[index] ?? ""
          if (key.includes(part)) found.set(key, Math.floor(Number(page[index + 1])))
        }
        if (page.length < 2 * pageOfKeys) break
      }
      return found
    })

  return CachePort.of({
    get: recent.before(look),
    peek: Effect.fn("CacheRedis.peek")(function* (key) {
      yield* checked("get", key)
      const text = yield* redis
        .run("get", (client) => client.get(entries + key))
        .pipe(Effect.mapError(failed("get", key)))
      return text === null ? Option.none() : yield* entryIn(key, text)
    }),
    // Redis alone knows, and is asked as soon.
    mayHold: Effect.succeed(() => true),
    aged: Effect.fn("CacheRedis.aged")(function* ({ before, usedAfter }) {
      const found: Array<Aged> = []
      for (let at = 0; ; at += pageOfKeys) {
        const given = [before, Duration.toMillis(usedAfter), at, pageOfKeys]
        const [seen, page] = yield* redis
          .run("list", (client) => Scripts.run(client, Scripts.aged, books, given))
          .pipe(Effect.map(Scripts.decodeAged), Effect.mapError(failed("list")))
        for (const [key = "", since] of Arr.chunksOf(page, 2)) found.push({ key, since: Number(since) })
        if (seen < pageOfKeys) return found
      }
    }),
    set: Effect.fn("CacheRedis.set")(function* (key, entry) {
      yield* checked("set", key)
      const now = yield* Clock.currentTimeMillis
      const old = yield* read("set", key, now)
      const previous = old === null ? undefined : Option.getOrUndefined(EntryJson.decodeUnder(key, old))?.fields
      const text = EntryJson.encode(key, entry, previous)
      recent.forget(key)
      const gone = yield* redis
        .run("set", (client) =>
          Scripts.run(client, Scripts.set, books, [
            key,
            text,
            Buffer.byteLength(text),
            life(entry, now),
            now,
            maxEntries,
            maxBytes,
            Scripts.mostEvicted,
            ...[renewableSince(entry)].filter(Number.isFinite)
          ])
        )
        .pipe(Effect.map(decodeNumber), Effect.mapError(failed("set", key)))
      // Once more: the old text may have been read while this one was on its way.
      recent.forget(key)
      yield* counts.evicted(gone)
    }),
    remove: Effect.fn("CacheRedis.remove")(function* (key) {
      yield* checked("remove", key)
      return (yield* drop("remove", [key])) > 0
    }),
    removeMatching: Effect.fn("CacheRedis.removeMatching")(function* (part) {
      const keys = [...(yield* keysWith("clear", part)).keys()]
      let gone = 0
      for (let at = 0; at < keys.length; at += batch) gone += yield* drop("clear", keys.slice(at, at + batch))
      return gone
    }),
    list: Effect.fn("CacheRedis.list")(function* ({ limit, part }) {
      const times = yield* keysWith("list", part, limit)
      const keys = [...times.keys()]
      if (keys.length === 0) return []
      const texts = yield* redis
        .run("list", (client) => client.mget(keys.map((key) => entries + key)))
        .pipe(Effect.mapError(failed("list")))
      const listed = yield* Effect.forEach(keys, (key, at) => {
        const text = texts[at]
        return text === undefined || text === null
          ? Effect.succeed([])
          : Effect.map(entryIn(key, text), (found): ReadonlyArray<CacheListing> =>
              Option.toArray(found).map((entry) => listingOf(key, entry, times.get(key) ?? 0))
            )
      })
      return listed.flat()
    }),
    stats: redis
      .run("stats", (client) => Scripts.run(client, Scripts.stats, books, []))
      .pipe(
        Effect.map(Scripts.decodeStats),
        Effect.tap(([entries, bytes]) =>
          Effect.sync(() => {
            figures = { entries, bytes }
          })
        ),
        Effect.ignore,
        Effect.map(() => ({ kind: "redis" as const, ...figures, maxEntries, maxBytes, ...counts.now() }))
      ),
    probe: redis
      .run("probe", (client) => client.set(redis.name("probe"), "1", "PX", 1000))
      .pipe(Effect.asVoid, Effect.mapError(failed("probe")), Effect.withSpan("CacheRedis.probe"))
  })
})
