/** What the caches share, each part by itself. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Option, TestClock } from "effect"
import * as CacheCounts from "../../../src/adapters/cache/CacheCounts.ts"
import * as EntryJson from "../../../src/adapters/cache/EntryJson.ts"
import { checked, isKey, kindOf } from "../../../src/adapters/cache/EntryKey.ts"
import * as LeastRecentlyUsed from "../../../src/adapters/cache/LeastRecentlyUsed.ts"
import * as Recent from "../../../src/adapters/cache/RecentEntries.ts"
import { fullEntry } from "../../contract/cache.ts"

const film = "vpro-amelie-2001-tt0211915-m"
const series = "vpro-penoza-2010-none-s"

describe("a key", () => {
  it("is a rating key, and tells films from series by its end", () => {
    assert.deepStrictEqual(
      [isKey(film), isKey("vpro-../x"), isKey("credentials"), isKey(`vpro-${"x".repeat(196)}`)],
      [true, false, false, false]
    )
    assert.deepStrictEqual([kindOf(film), kindOf(series), kindOf("vpro-amelie-2001-none")], ["film", "series", "film"])
  })

  it.effect("that is none is refused with what was to be done", () =>
    Effect.gen(function* () {
      yield* checked("get", film)
      assert.include(yield* Effect.flip(checked("remove", "../x")), {
        operation: "remove",
        reason: "BadKey",
        key: "../x"
      })
    })
  )
})

describe("a text under a key", () => {
  const text = EntryJson.encode(series, fullEntry())

  it("is of that key, or of no other when it does not say", () => {
    assert.isTrue(Option.isSome(EntryJson.decodeUnder(series, text)))
    assert.isTrue(Option.isNone(EntryJson.decodeUnder(film, text)))
    const { entry } = Option.getOrThrow(EntryJson.decodeUnder(series, JSON.stringify({ status: "found" })))
    assert.strictEqual(entry.kind, "series")
  })

  it("is of the key that it says when nothing else tells", () => {
    assert.strictEqual(Option.getOrThrow(EntryJson.decodeUnder(undefined, text)).key, series)
  })
})

describe("how often it was confirmed that there is no text", () => {
  const nothing = fullEntry({ status: "not_found", description: undefined, confirmed: 3 })
  const read = (text: string) => Option.getOrThrow(EntryJson.decode(text, "film")).entry.confirmed

  it("stands in the file as a number, and an older file without it is read as before", () => {
    const text = EntryJson.encode(film, nothing)
    assert.strictEqual(read(text), 3)
    assert.isUndefined(read(text.replace(/\s*"confirmed": 3,?/, "")))
    assert.notInclude(EntryJson.encode(film, { ...nothing, confirmed: undefined }, { confirmed: 3 }), "confirmed")
  })

  it.each([0, -1, 51, 1.5, "3", true, null, [3]])("is nothing when the file says %j", (confirmed) => {
    assert.isUndefined(read(JSON.stringify({ status: "not_found", confirmed })))
  })
})

describe("the least recently used", () => {
  const filled = (count: number) => {
    const used = LeastRecentlyUsed.make()
    for (let at = 0; at < count; at++) used.put(`k${at}`, { bytes: 10, lastUsed: at })
    return used
  }

  it("go in tenths until both bounds hold", () => {
    const used = filled(30)
    used.put("k0", { bytes: 10, lastUsed: 30 })
    assert.deepStrictEqual(used.takeExcess(29, 1000), ["k1", "k2", "k3"])
    assert.deepStrictEqual(used.takeExcess(29, 245), ["k4", "k5", "k6", "k7"])
    assert.deepStrictEqual([used.size(), used.bytes()], [23, 230])
  })

  it("stay when they are the last, however large", () => {
    const used = filled(0)
    used.put("large", { bytes: 5000, lastUsed: 1 })
    assert.deepStrictEqual(used.takeExcess(10, 1000), [])
    used.put("other", { bytes: 5000, lastUsed: 2 })
    assert.deepStrictEqual(used.takeExcess(10, 1000), ["large"])
  })

  it("were never used later than now, also when the clock was set back", () => {
    const used = filled(3)
    used.put("k3", { bytes: 10, lastUsed: 1 })
    assert.deepStrictEqual(used.names(), ["k0", "k1", "k2", "k3"])
    assert.deepStrictEqual(used.get("k2"), { bytes: 10, lastUsed: 1 })
  })
})

describe("what was seen a moment ago", () => {
  it.effect("is served for a second; then one looks, and all others are served for another", () =>
    Effect.gen(function* () {
      const recent = Recent.make()
      const entry = fullEntry()
      let looks = 0
      const get = recent.before(() =>
        Effect.sync(() => {
          looks += 1
          return Option.none()
        })
      )
      recent.put(film, { place: "file", text: "text", entry }, 0)
      yield* TestClock.adjust("999 millis")
      assert.strictEqual(Option.getOrNull(yield* get(film)), entry)
      yield* TestClock.adjust("1 millis")
      assert.isTrue(Option.isNone(yield* get(film)))
      assert.strictEqual(Option.getOrNull(yield* get(film)), entry)
      assert.strictEqual(looks, 1)
      recent.forget("file")
      assert.isTrue(Option.isNone(yield* get(film)))
    })
  )

  it("stays the same entry as long as the text is the same", () => {
    const recent = Recent.make()
    const entry = fullEntry()
    recent.put(film, { place: film, text: "text", entry }, 0)
    assert.strictEqual(recent.readAs(film, "text"), entry)
    assert.isUndefined(recent.readAs(film, "another"))
    assert.isUndefined(recent.readAs(series, "text"))
  })
})

it.effect("the counts of a cache are its own", () =>
  Effect.gen(function* () {
    const [one, other] = yield* Effect.all([CacheCounts.make, CacheCounts.make])
    yield* one.evicted(3)
    yield* one.damaged("damaged", { file: "name" })
    assert.deepStrictEqual(
      [one.now(), other.now()],
      [
        { evictions: 3, damaged: 1 },
        { evictions: 0, damaged: 0 }
      ]
    )
  })
)
