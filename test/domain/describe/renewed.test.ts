/** What an entry becomes when its page is asked for again. */
import { assert, describe, it } from "@effect/vitest"
import { DateTime, Effect, Option, TestClock } from "effect"
import { hasChanged, renewed } from "../../../src/domain/describe/Renewed.ts"
import type { CacheEntry } from "../../../src/domain/values/CacheEntry.ts"
import type { CatalogueItem } from "../../../src/domain/values/Catalogue.ts"
import { Year } from "../../../src/domain/values/Media.ts"
import { fullEntry } from "../../contract/cache.ts"
import { film, prose } from "../../stand-ins/works.ts"

const entry = fullEntry({ confirmed: undefined })
/** The page as the entry tells it. */
const page = (rest: Partial<CatalogueItem> = {}): CatalogueItem => ({
  ...film(entry.title, 1980, { id: 12345, directors: entry.directors, text: entry.description }),
  kijkwijzer: entry.kijkwijzer,
  appreciation: entry.appreciation,
  genres: entry.genres,
  modified: entry.modified,
  ...rest
})
const now = DateTime.unsafeMake("2026-02-03T04:05:06Z")
const again = (item: CatalogueItem, before: CacheEntry = entry) =>
  Effect.zipRight(TestClock.setTime(DateTime.toEpochMillis(now)), renewed(before, item))

describe("a renewed entry", () => {
  it.effect("is the same but for its time, when the page is", () =>
    Effect.gen(function* () {
      const after = Option.getOrThrow(yield* again(page()))
      assert.deepStrictEqual(after, { ...entry, fetchedAt: now, lastAccessed: now })
      assert.isFalse(hasChanged(entry, after))
      const touched = Option.getOrThrow(yield* again(page({ modified: 1_800_000_000_000 })))
      assert.deepStrictEqual([touched.modified, hasChanged(entry, touched)], [1_800_000_000_000, false])
    })
  )

  it.effect.each([
    ["text", { text: prose }, { description: prose }],
    ["title", { title: "De laatste metro" }, { title: "De laatste metro" }],
    ["year", { year: Year.make(1981) }, { year: Year.make(1981) }],
    ["age", { kijkwijzer: "16" }, { kijkwijzer: "16" }],
    ["mark", { appreciation: 9 }, { appreciation: 9 }],
    ["makers", { directors: ["Bo Maker"] }, { directors: ["Bo Maker"] }],
    ["genres", { genres: ["komedie"] }, { genres: ["komedie"] }]
  ] satisfies ReadonlyArray<readonly [string, Partial<CatalogueItem>, Partial<CacheEntry>]>)(
    "has the %s that the page has now, and keeps all the rest",
    ([, told, expected]) =>
      Effect.gen(function* () {
        const after = Option.getOrThrow(yield* again(page(told)))
        assert.deepStrictEqual(after, { ...entry, ...expected, fetchedAt: now, lastAccessed: now })
        assert.isTrue(hasChanged(entry, after))
      })
  )

  it.effect("keeps what the catalogue does not tell: it came from the public page or from a reference", () =>
    Effect.gen(function* () {
      const bare = page({
        year: undefined,
        kijkwijzer: undefined,
        appreciation: undefined,
        genres: [],
        directors: [],
        url: "https://www.vpro.nl/x",
        pictures: [
          { type: "coverPoster", url: "https://images.example/other.jpg" },
          { type: "background", url: "https://images.example/still.jpg" }
        ]
      })
      const after = Option.getOrThrow(yield* again(bare))
      assert.deepStrictEqual(after, {
        ...entry,
        pictures: [...entry.pictures, { type: "background", url: "https://images.example/still.jpg" }],
        fetchedAt: now,
        lastAccessed: now
      })
    })
  )

  it.effect("keeps a text that the catalogue does not have while its page is as it was, and is none otherwise", () =>
    Effect.gen(function* () {
      const silent = page({ text: undefined })
      assert.deepStrictEqual(yield* again(silent), Option.some({ ...entry, fetchedAt: now, lastAccessed: now }))
      assert.deepStrictEqual(yield* again({ ...silent, modified: 1_800_000_000_000 }), Option.none())
      assert.deepStrictEqual(yield* again({ ...silent, modified: undefined }), Option.none())
      const unmarked = fullEntry({ modified: undefined })
      assert.deepStrictEqual(yield* again({ ...silent, modified: undefined }, unmarked), Option.none())
    })
  )
})
