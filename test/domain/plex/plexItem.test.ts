import { assert, describe, it } from "@effect/vitest"
import { Arbitrary, DateTime, FastCheck, Schema } from "effect"
import { CacheEntry } from "../../../src/domain/values/CacheEntry.ts"
import { defaultFeatures, type FeatureSwitches } from "../../../src/domain/describe/Features.ts"
import type { Hints } from "../../../src/domain/values/Hints.ts"
import { Kijkwijzer } from "../../../src/domain/values/Kijkwijzer.ts"
import { imdbIdOf, isoDateOf, tmdbIdOf, tvdbIdOf, vproIdOf, yearOf } from "../../../src/domain/values/Media.ts"
import { imageContainer, itemContainer, trim } from "../../../src/domain/plex/Container.ts"
import { encodeRatingKey } from "../../../src/domain/keys/RatingKey.ts"
import { imagesOf, Item, itemOf } from "../../../src/domain/plex/Item.ts"
import { movies, providers, rootAnswer, series } from "../../../src/domain/plex/Provider.ts"

const key = "vpro-de-stille-dijk-2011-none-m"
const hints: Hints = { kind: "film", title: "DE stille dijk", year: yearOf(2011) }
const time = DateTime.unsafeMake(0)
const picture = (type: "coverPoster" | "background" | "clearLogo", url: string, title?: string) => ({
  type,
  url,
  title
})
const entry: CacheEntry = {
  status: "found",
  kind: "film",
  title: "De stille dijk",
  year: yearOf(2012),
  description: "Een dijkwachter ontdekt iets.",
  url: "https://www.cinema.nl/db/4711-de-stille-dijk",
  imdb: imdbIdOf("tt7654321"),
  tmdb: tmdbIdOf(603),
  tvdb: tvdbIdOf(81189),
  vpro: vproIdOf(4711),
  released: isoDateOf("2012-03-01"),
  kijkwijzer: "12",
  appreciation: 8,
  pictures: [
    picture("background", "https://images.test/still.jpg", "Een still"),
    picture("coverPoster", "https://images.test/poster.webp"),
    picture("coverPoster", "https://images.test/poster.jpg", "")
  ],
  genres: ["Drama"],
  directors: ["Bo Maker"],
  fetchedAt: time,
  lastAccessed: time
}
const all: FeatureSwitches = { ...defaultFeatures, images: true, rating: true }
const none: FeatureSwitches = { ...defaultFeatures, summary: false, contentRating: false, title: false }

const leaves = (value: unknown): ReadonlyArray<unknown> =>
  typeof value === "object" && value !== null ? Object.values(value).flatMap(leaves) : [value]

describe("an item", () => {
  it("holds all that is known and switched on", () => {
    assert.deepStrictEqual<unknown>(itemOf(movies, key, hints, entry, all), {
      ratingKey: key,
      key: `/library/metadata/${key}`,
      guid: `tv.plex.agents.custom.vpro.cinema://movie/${key}`,
      type: "movie",
      title: "De stille dijk",
      originallyAvailableAt: "2012-03-01",
      year: 2012,
      summary: "Een dijkwachter ontdekt iets.",
      contentRating: "nl/12",
      thumb: "https://images.test/poster.jpg",
      art: "https://images.test/still.jpg",
      Image: [
        { type: "background", url: "https://images.test/still.jpg", alt: "Een still" },
        { type: "coverPoster", url: "https://images.test/poster.jpg" }
      ],
      Guid: [{ id: "imdb://tt7654321" }, { id: "tmdb://603" }, { id: "tvdb://81189" }, { id: "vpro://4711" }],
      Rating: [{ image: "rottentomatoes://image.rating.ripe", type: "critic", value: 8 }]
    })
  })

  it("keeps the title that was asked where it is to, as far as the key tells how that was written", () => {
    const titled = (ratingKey: string, title: string, of = entry) =>
      itemOf(movies, ratingKey, { ...hints, title }, of, none).title
    const plain = "vpro-de-stille-dijk-2011-none-m"
    // Only the slug spells it: VPRO writes the same title.
    assert.strictEqual(titled(plain, "De Stille Dijk"), "De stille dijk")
    assert.strictEqual(titled(plain, "De Stille Dijk", { ...entry, title: "De luide dijk" }), "De Stille Dijk")
    // It is remembered, or in the key.
    assert.strictEqual(titled(plain, "DE STILLE dijk"), "DE STILLE dijk")
    const whole = encodeRatingKey({ ...hints, title: "De Stille Dijk" }, "verbatim")
    assert.strictEqual(titled(whole, "De Stille Dijk"), "De Stille Dijk")
  })

  it("holds nothing that is switched off", () => {
    const item = itemOf(movies, key, hints, entry, none)
    assert.hasAllKeys(item, ["ratingKey", "key", "guid", "type", "title", "originallyAvailableAt", "year", "Guid"])
    assert.strictEqual(item.title, "DE stille dijk")
    assert.hasAllKeys(itemOf(movies, key, hints, entry, defaultFeatures), [
      ...Object.keys(item),
      "summary",
      "contentRating"
    ])
  })

  it("of a show leads to its children", () => {
    const item = itemOf(series, "vpro-penoza-0-none-s", { kind: "series", title: "Penoza" }, undefined, all)
    assert.deepStrictEqual<unknown>(item, {
      ratingKey: "vpro-penoza-0-none-s",
      key: "/library/metadata/vpro-penoza-0-none-s/children",
      guid: "tv.plex.agents.custom.vpro.cinema.tv://show/vpro-penoza-0-none-s",
      type: "show",
      title: "Penoza",
      originallyAvailableAt: ""
    })
  })

  it("of a film that was not found echoes what was asked", () => {
    const missing: CacheEntry = {
      ...entry,
      status: "not_found",
      title: "Iets anders",
      description: undefined,
      year: undefined
    }
    assert.deepInclude(itemOf(movies, key, hints, missing, all), { title: "DE stille dijk", year: 2011 })
    assert.deepInclude(itemOf(movies, key, hints, { ...entry, title: "" }, all), { title: "DE stille dijk" })
  })

  it.each([
    [undefined, undefined],
    [0, undefined],
    [-1, undefined],
    [5.5, { image: "rottentomatoes://image.rating.rotten", type: "critic", value: 5.5 }],
    [6, { image: "rottentomatoes://image.rating.ripe", type: "critic", value: 6 }],
    [12, { image: "rottentomatoes://image.rating.ripe", type: "critic", value: 10 }]
  ] as const)("with mark %s has rating %j", (appreciation, expected) => {
    const { Rating } = itemOf(movies, key, hints, { ...entry, appreciation }, all)
    assert.deepStrictEqual<unknown>(Rating, expected === undefined ? undefined : [expected])
  })

  it("names every id once: the film's own before what Plex said, but for IMDb", () => {
    const said: Hints = { ...hints, imdb: imdbIdOf("tt1111111"), tmdb: tmdbIdOf(1), vpro: vproIdOf(12) }
    assert.deepStrictEqual(
      itemOf(movies, key, said, entry, all).Guid?.map(({ id }) => id),
      ["imdb://tt1111111", "tmdb://603", "tvdb://81189", "vpro://4711"]
    )
    assert.deepStrictEqual(
      itemOf(movies, key, said, undefined, all).Guid?.map(({ id }) => id),
      ["imdb://tt1111111", "tmdb://1", "vpro://12"]
    )
  })

  it("shows pictures that every client can show", () => {
    const urls = [
      "http://i.test/a.jpg",
      "https://i.test/a.WEBP",
      "https://i.test/a.webp?w=1",
      "https://i.test/a.svg",
      "/a.jpg"
    ]
    const more = ["//i.test/a.jpg", "data:image/png;base64,AA", "", "https://i.test/webp/a.png"]
    const pictures = [...urls, ...more].map((url) => picture("clearLogo", url))
    assert.deepStrictEqual(
      imagesOf({ ...entry, pictures }).map(({ url }) => url),
      ["http://i.test/a.jpg", "https://i.test/webp/a.png"]
    )
    assert.isEmpty(imagesOf(undefined))
  })

  const entries = Arbitrary.make(CacheEntry)
  const switches = FastCheck.record({
    summary: FastCheck.boolean(),
    contentRating: FastCheck.boolean(),
    images: FastCheck.boolean(),
    rating: FastCheck.boolean(),
    title: FastCheck.boolean(),
    extras: FastCheck.constant("empty" as const),
    whenUnsettled: FastCheck.constant("answer" as const)
  })

  it.prop(
    "is never null, never empty but for the date, and as Plex wants it",
    [entries, switches],
    ([any, features]) => {
      for (const provider of providers) {
        const item = itemOf(provider, key, hints, any, features)
        assert.doesNotThrow(() => Schema.validateSync(Item, { onExcessProperty: "error" })(item))
        const { originallyAvailableAt, ...rest } = item
        assert.match(originallyAvailableAt, /^(\d{4}-\d{2}-\d{2})?$/)
        for (const leaf of leaves(rest)) assert.notInclude([null, undefined, ""], leaf)
        const ids = (item.Guid ?? []).map(({ id }) => id)
        assert.lengthOf(new Set(ids), ids.length)
        for (const { value } of item.Rating ?? []) {
          assert.isAbove(value, 0)
          assert.isAtMost(value, 10)
        }
      }
    }
  )

  it.each(Kijkwijzer.literals)("has the age rating %s in the form for the Netherlands", (kijkwijzer) => {
    assert.strictEqual(itemOf(movies, key, hints, { ...entry, kijkwijzer }, all).contentRating, `nl/${kijkwijzer}`)
  })
})

describe("trimming", () => {
  const item = itemOf(movies, key, hints, entry, all)
  const identity = ["ratingKey", "key", "guid", "type", "title"]
  const elements = ["Image", "Guid", "Rating"]

  it.each([
    [{}, Object.keys(item)],
    [{ includeFields: "" }, Object.keys(item)],
    [{ includeFields: "year" }, [...identity, "year", ...elements]],
    [{ includeFields: " year , summary", includeElements: "Guid" }, [...identity, "year", "summary", "Guid"]],
    [{ includeFields: "nothing", includeElements: "Children" }, identity],
    [
      { excludeFields: "ratingKey,key,guid,type,title,summary,thumb,art,year,contentRating" },
      [...identity, "originallyAvailableAt", ...elements]
    ],
    [{ excludeElements: "Image,Rating", includeFields: "year" }, [...identity, "year", "Guid"]],
    [{ includeFields: "year", excludeFields: "year", includeElements: "Metadata" }, identity]
  ])("%j", (trimming, expected) => {
    assert.sameMembers(Object.keys(trim(item, trimming)), expected)
  })
})

describe("containers", () => {
  it("count what they hold", () => {
    const item = itemOf(movies, key, hints, undefined, all)
    assert.deepStrictEqual<unknown>(itemContainer(movies, [item]), {
      MediaContainer: { offset: 0, totalSize: 1, identifier: movies.identifier, size: 1, Metadata: [item] }
    })
    assert.deepStrictEqual<unknown>(itemContainer(series, [item, item], { offset: 20, total: 22 }).MediaContainer, {
      offset: 20,
      totalSize: 22,
      identifier: series.identifier,
      size: 2,
      Metadata: [item, item]
    })
    assert.deepStrictEqual<unknown>(imageContainer(movies, []), {
      MediaContainer: { offset: 0, totalSize: 0, identifier: movies.identifier, size: 0, Image: [] }
    })
  })

  it("name providers that Plex can tell apart, and features it understands", () => {
    assert.notStrictEqual(movies.identifier, series.identifier)
    for (const provider of providers) {
      const { Feature, identifier } = rootAnswer(provider, "1").MediaProvider
      assert.match(identifier, /^tv\.plex\.agents\.custom\.[A-Za-z0-9.]+$/)
      assert.deepStrictEqual(
        Feature.map(({ type }) => type),
        ["metadata", "match"]
      )
      for (const { key } of Feature) assert.match(key, /^\/library\/metadata/)
    }
  })
})
