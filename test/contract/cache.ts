import { assert, layer } from "@effect/vitest"
import { Arbitrary, Clock, DateTime, Duration, Effect, type FastCheck, type Layer, Option, TestClock } from "effect"
import { CacheEntry } from "../../src/domain/values/CacheEntry.ts"
import { ImdbId, IsoDate, TmdbId, TvdbId, VproId, Year } from "../../src/domain/values/Media.ts"
import { CachePort } from "../../src/ports/CachePort.ts"

const at = DateTime.unsafeMake("2026-01-05T10:11:12.123Z")

/** An entry with every field. */
export const fullEntry = (overrides: Partial<CacheEntry> = {}): CacheEntry => ({
  status: "found",
  kind: "film",
  title: "Le dernier métro",
  year: Year.make(1980),
  description: "Parijs, 1942: een theater onder de bezetting.",
  url: "https://www.cinema.nl/db/12345-le-dernier-metro",
  imdb: ImdbId.make("tt0080610"),
  tmdb: TmdbId.make(1716),
  tvdb: TvdbId.make(99),
  vpro: VproId.make(12345),
  released: IsoDate.make("1980-09-17"),
  kijkwijzer: "12",
  appreciation: 8,
  pictures: [{ type: "coverPoster", url: "https://images.example/p.jpg", title: "Poster" }],
  genres: ["drama", "oorlog"],
  directors: ["François Truffaut"],
  method: "poms",
  confirmed: 3,
  modified: 1_700_000_000_000,
  fetchedAt: at,
  lastAccessed: at,
  ...overrides
})

/** What a store must tell apart: an empty text is no text, and a mark is a number other than 0. */
const storable = (entry: CacheEntry): CacheEntry => ({
  ...entry,
  description: entry.description || undefined,
  url: entry.url || undefined,
  method: entry.method || undefined,
  pictures: entry.pictures.filter((picture) => picture.url !== ""),
  appreciation: Number.isFinite(entry.appreciation) ? entry.appreciation || undefined : undefined
})

export const anyEntry: FastCheck.Arbitrary<CacheEntry> = Arbitrary.make(CacheEntry).map(storable)

/** A form in which a field that is `undefined` equals one that is not there. */
export const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

const same = (actual: Option.Option<CacheEntry>, expected: CacheEntry) =>
  assert.deepStrictEqual(plain(Option.getOrNull(actual)), plain(expected))

/** Every `CachePort` adapter must pass this suite. Give it bounds of at most 100 entries and room for large ones. */
export const cacheContract = <E>(name: string, adapter: Layer.Layer<CachePort, E>) =>
  layer(adapter)(`CachePort: ${name}`, (it) => {
    it.effect("gives the same object again as long as nothing else is kept under the key", () =>
      Effect.gen(function* () {
        const cache = yield* CachePort
        const read = Effect.map(cache.get("vpro-same-0-none-m"), Option.getOrThrow)
        yield* cache.set("vpro-same-0-none-m", fullEntry())
        const first = yield* read
        yield* TestClock.adjust("2 seconds")
        assert.strictEqual(yield* read, first)
        yield* cache.set("vpro-same-0-none-m", fullEntry({ title: "Another" }))
        const other = yield* read
        assert.notStrictEqual(other, first)
        assert.strictEqual(yield* read, other)
        yield* cache.remove("vpro-same-0-none-m")
      })
    )

    it.effect("answers None for what was never set", () =>
      Effect.gen(function* () {
        const cache = yield* CachePort
        assert.deepStrictEqual(yield* cache.get("vpro-nothing-0-none-m"), Option.none())
        assert.isFalse(yield* cache.remove("vpro-nothing-0-none-m"))
      })
    )

    it.effect("returns what was set, however old, and the last of two", () =>
      Effect.gen(function* () {
        const cache = yield* CachePort
        const key = "vpro-le-dernier-metro-1980-tt0080610-m"
        yield* cache.set(key, fullEntry())
        yield* TestClock.adjust("400 days")
        same(yield* cache.get(key), fullEntry())
        const bare = fullEntry({ status: "not_found", description: undefined, pictures: [], year: undefined })
        yield* cache.set(key, bare)
        same(yield* cache.get(key), bare)
      })
    )

    it.effect.prop(
      "returns any entry as it was",
      { entry: anyEntry },
      ({ entry }) =>
        Effect.gen(function* () {
          const cache = yield* CachePort
          yield* cache.set("vpro-any-0-none-m", entry)
          same(yield* cache.get("vpro-any-0-none-m"), entry)
        }),
      { fastCheck: { numRuns: 20 } }
    )

    it.effect("shows what lies under a key without counting that as a use", () =>
      Effect.gen(function* () {
        const cache = yield* CachePort
        const [first, second] = ["vpro-kijk-een-0-none-m", "vpro-kijk-twee-0-none-m"]
        const listed = Effect.map(cache.list({ part: "kijk", limit: 5 }), (lines) => lines.map(({ key }) => key))
        assert.deepStrictEqual(yield* cache.peek(first), Option.none())
        yield* cache.set(first, fullEntry())
        yield* TestClock.adjust("1 minute")
        yield* cache.set(second, fullEntry())
        yield* TestClock.adjust("1 minute")
        same(yield* cache.peek(first), fullEntry())
        assert.deepStrictEqual(yield* listed, [second, first])
        yield* cache.get(first)
        assert.deepStrictEqual(yield* listed, [first, second])
        assert.strictEqual((yield* Effect.flip(cache.peek("../x"))).reason, "BadKey")
        yield* cache.removeMatching("kijk")
      })
    )

    it.effect("never says of what is there that it is not", () =>
      Effect.gen(function* () {
        const cache = yield* CachePort
        const key = "vpro-misschien-0-none-m"
        yield* cache.set(key, fullEntry())
        assert.isTrue((yield* cache.mayHold)(key))
        yield* cache.remove(key)
      })
    )

    it.effect("tells which texts are old and were used since, the oldest first", () =>
      Effect.gen(function* () {
        const cache = yield* CachePort
        // The clock of tests begins in 1970, before which nothing was looked up.
        yield* TestClock.adjust("60 days")
        const now = yield* Clock.currentTimeMillis
        const before = (days: number) => DateTime.unsafeMake(now - days * 86_400_000)
        const keyOf = (name: string) => `vpro-oud-${name}-0-none-m`
        const put = (name: string, days: number, rest: Partial<CacheEntry> = {}) =>
          cache.set(keyOf(name), fullEntry({ fetchedAt: before(days), ...rest }))
        yield* put("jong", 20)
        yield* put("ouder", 25)
        yield* put("oudst", 26)
        yield* put("niets", 26, { status: "not_found" })
        yield* put("zonder", 26, { description: undefined })
        yield* put("nummerloos", 26, { vpro: undefined })
        yield* put("kwijt", 26)
        yield* put("kwijt", 26, { status: "not_found", description: undefined })
        yield* put("ongebruikt", 0)
        const aged = (options: { readonly days: number; readonly usedAfter: Duration.DurationInput }) =>
          Effect.map(
            cache.aged({
              before: DateTime.toEpochMillis(before(options.days)),
              usedAfter: Duration.decode(options.usedAfter)
            }),
            (found) => found.filter(({ key }) => key.startsWith("vpro-oud-"))
          )
        const keys = (options: Parameters<typeof aged>[0]) =>
          Effect.map(aged(options), (found) => found.map(({ key }) => key))
        assert.deepStrictEqual(yield* keys({ days: 22, usedAfter: "1 hour" }), [keyOf("oudst"), keyOf("ouder")])
        assert.deepStrictEqual(yield* keys({ days: 22, usedAfter: "622 hours" }), [keyOf("oudst")])
        for (const { since } of yield* aged({ days: 26, usedAfter: "1 hour" }))
          assert.approximately(since, DateTime.toEpochMillis(before(26)), 60_000)
        // What was renewed is old no longer, and what was looked up a day ago is old only once it was used.
        yield* put("oudst", 0)
        yield* cache.remove(keyOf("ouder"))
        yield* TestClock.adjust("1 day")
        assert.deepStrictEqual(yield* keys({ days: -0.5, usedAfter: "2 hours" }), [keyOf("jong")])
        yield* cache.get(keyOf("ongebruikt"))
        assert.deepStrictEqual(yield* keys({ days: -0.5, usedAfter: "2 hours" }), [keyOf("jong"), keyOf("ongebruikt")])
        yield* cache.removeMatching("vpro-oud-")
      })
    )

    // Hot answers are served again for as long as the entry is this very object.
    it.effect("answers with the same object until the key is set or removed, and with another one then", () =>
      Effect.gen(function* () {
        const cache = yield* CachePort
        const key = "vpro-zelfde-2011-none-m"
        const found = Effect.map(cache.get(key), Option.getOrThrow)
        const put = Effect.suspend(() => cache.set(key, fullEntry()))
        yield* put
        const seen = [yield* found]
        for (const change of [
          put,
          Effect.zipRight(cache.remove(key), put),
          Effect.zipRight(cache.removeMatching("zelfde"), put)
        ]) {
          const before = seen.at(-1)
          assert.strictEqual(yield* found, before)
          yield* cache.set("vpro-ander-2011-none-m", fullEntry())
          yield* cache.list({ part: "", limit: 5 })
          // Longer than any adapter believes that nothing has changed.
          for (const pause of ["100 millis", "1 second", "1 hour"] as const) {
            yield* TestClock.adjust(pause)
            assert.strictEqual(yield* found, before)
          }
          yield* change
          seen.push(yield* found)
        }
        assert.strictEqual(new Set(seen).size, 4)
        for (const entry of seen) assert.deepStrictEqual(plain(entry), plain(fullEntry()))
      })
    )

    it.effect("answers with one object to all who ask at once", () =>
      Effect.gen(function* () {
        const cache = yield* CachePort
        const key = "vpro-samen-2011-none-m"
        yield* cache.set(key, fullEntry())
        const found = yield* Effect.replicateEffect(cache.get(key), 20, { concurrency: "unbounded" })
        const last = Option.getOrThrow(yield* cache.get(key))
        assert.deepStrictEqual(
          [...new Set(found.map(Option.getOrThrow))].map((entry) => entry === last),
          [true]
        )
      })
    )

    it.effect("keeps the longest keys apart", () =>
      Effect.gen(function* () {
        const cache = yield* CachePort
        const keys = ["a", "b"].map((last) => `vpro-${"x".repeat(194)}${last}`)
        for (const key of keys) yield* cache.set(key, fullEntry({ title: key }))
        for (const key of keys) same(yield* cache.get(key), fullEntry({ title: key }))
        const listed = yield* cache.list({ part: "xa", limit: 10 })
        assert.deepStrictEqual(
          listed.map((item) => item.key),
          [keys[0]]
        )
        assert.strictEqual(yield* cache.removeMatching("xxxb"), 1)
        assert.deepStrictEqual(yield* cache.get(keys[1] ?? ""), Option.none())
        assert.strictEqual(yield* cache.removeMatching("xxx"), 1)
      })
    )

    it.effect("refuses what is no key", () =>
      Effect.gen(function* () {
        const cache = yield* CachePort
        const bad = ["", "vpro-", "credentials", "vpro-../../etc/passwd", "vpro-a/b", "vpro-a\0", "vpro-A", "vpro-a\n"]
        for (const key of [...bad, `vpro-${"x".repeat(196)}`])
          for (const use of [cache.get(key), cache.set(key, fullEntry()), cache.remove(key)])
            assert.strictEqual((yield* Effect.flip(Effect.asVoid(use))).reason, "BadKey", key)
      })
    )

    it.effect("removes one, some and all", () =>
      Effect.gen(function* () {
        const cache = yield* CachePort
        yield* cache.removeMatching("")
        for (const key of ["vpro-een-1999-none-m", "vpro-twee-1999-none-m", "vpro-drie-2000-none-s"])
          yield* cache.set(key, fullEntry())
        assert.strictEqual((yield* cache.stats).entries, 3)
        assert.isTrue(yield* cache.remove("vpro-een-1999-none-m"))
        assert.isFalse(yield* cache.remove("vpro-een-1999-none-m"))
        assert.strictEqual(yield* cache.removeMatching("-1999-"), 1)
        assert.strictEqual(yield* cache.removeMatching("-1999-"), 0)
        assert.strictEqual(yield* cache.removeMatching(""), 1)
        const { bytes, entries } = yield* cache.stats
        assert.deepStrictEqual({ bytes, entries }, { bytes: 0, entries: 0 })
      })
    )

    it.effect("lists what was used last first, and says when that was", () =>
      Effect.gen(function* () {
        const cache = yield* CachePort
        yield* cache.removeMatching("")
        yield* TestClock.setTime(DateTime.toEpochMillis(at))
        for (const key of ["vpro-a-1-none-m", "vpro-b-1-none-m", "vpro-c-2-none-m"]) yield* cache.set(key, fullEntry())
        yield* TestClock.adjust("1 hour")
        yield* cache.get("vpro-a-1-none-m")
        const all = yield* cache.list({ part: "", limit: 10 })
        assert.deepStrictEqual(
          all.map((item) => item.key),
          ["vpro-a-1-none-m", "vpro-c-2-none-m", "vpro-b-1-none-m"]
        )
        const lastAccessed = DateTime.addDuration(at, Duration.hours(1))
        assert.deepStrictEqual(plain(all[0]?.entry), plain(fullEntry({ lastAccessed })))
        const some = yield* cache.list({ part: "-1-", limit: 1 })
        assert.deepStrictEqual(
          some.map((item) => item.key),
          ["vpro-a-1-none-m"]
        )
      })
    )

    it.effect("drops the least recently used tenth when it is full", () =>
      Effect.gen(function* () {
        const cache = yield* CachePort
        yield* cache.removeMatching("")
        const before = yield* cache.stats
        const keys = Array.from({ length: before.maxEntries }, (_, i) => `vpro-film-${i}-none-m`)
        for (const key of keys) yield* cache.set(key, fullEntry())
        yield* cache.get("vpro-film-0-none-m")
        yield* cache.set("vpro-new-2026-none-m", fullEntry())
        const after = yield* cache.stats
        const tenth = Math.max(1, Math.floor((before.maxEntries + 1) / 10))
        assert.strictEqual(after.evictions - before.evictions, tenth)
        assert.strictEqual(after.entries, before.maxEntries + 1 - tenth)
        const left = (yield* cache.list({ part: "", limit: 1000 })).map((item) => item.key)
        assert.deepStrictEqual(left, [
          "vpro-new-2026-none-m",
          "vpro-film-0-none-m",
          ...keys.slice(1 + tenth).toReversed()
        ])
      })
    )

    it.effect("keeps one of many concurrent writes whole", () =>
      Effect.gen(function* () {
        const cache = yield* CachePort
        const texts = Array.from({ length: 50 }, (_, i) => `${i} `.repeat(2000))
        const write = (description: string) => cache.set("vpro-race-0-none-m", fullEntry({ description }))
        yield* Effect.forEach(texts, write, { concurrency: "unbounded" })
        const kept = Option.getOrThrow(yield* cache.get("vpro-race-0-none-m"))
        assert.include(texts, kept.description ?? "")
      })
    )

    it.effect("proves that it can write, to any number that ask at once", () =>
      Effect.flatMap(CachePort, ({ probe }) => Effect.replicateEffect(probe, 20, { concurrency: "unbounded" }))
    )
  })
