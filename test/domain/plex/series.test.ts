/** Series as Plex scans them: shows, seasons and episodes, with a hierarchy and without any. */
import { alone } from "../../../src/domain/describe/Alone.ts"
import { assert, describe, it } from "@effect/vitest"
import { Effect, FastCheck, Layer, Option, Schema } from "effect"
import * as CacheMemory from "../../../src/adapters/cache/memory/CacheMemory.ts"
import * as Sources from "../../../src/adapters/sources/memory/SourcesMemory.ts"
import * as TitleMemory from "../../../src/adapters/cache/memory/TitleMemory.ts"
import { type IsoDate, isoDateOf } from "../../../src/domain/values/Media.ts"
import { childrenAnswer, matchAnswer, metadataAnswer } from "../../../src/domain/plex/Answers.ts"
import { defaultPage } from "../../../src/domain/plex/Container.ts"
import type { Item } from "../../../src/domain/plex/Item.ts"
import { MatchRequest } from "../../../src/domain/plex/MatchRequest.ts"
import { series } from "../../../src/domain/plex/Provider.ts"
import { ratingKeyPattern } from "../../../src/domain/keys/RatingKey.ts"
import { datedKey, decodeSeriesKey, episodeKey, seasonKey } from "../../../src/domain/keys/SeriesKey.ts"
import type { Show } from "../../../src/domain/values/Show.ts"
import { ShowPort } from "../../../src/ports/ShowPort.ts"
import { SourceError } from "../../../src/ports/SourceError.ts"
import { film } from "../../stand-ins/works.ts"

const day = (text: string): IsoDate | undefined => isoDateOf(text)

const dyke: Show = {
  source: "tmdb",
  seasons: [
    { number: 0, episodes: [{ season: 0, number: 1, title: "Achter de dijk" }] },
    {
      number: 1,
      episodes: Array.from({ length: 30 }, (_, index) => ({
        season: 1,
        number: index + 1,
        title: index === 0 ? "De eerste nacht" : undefined,
        aired: day(`2010-09-${String(index + 1).padStart(2, "0")}`),
        minutes: 50
      }))
    },
    { number: 2, title: "Het tij", episodes: [] }
  ]
}

const world = (shows: Layer.Layer<ShowPort>) =>
  Layer.mergeAll(
    Sources.catalogue([film("De dijkwacht", 2010, { kind: "series", id: 9001 })]),
    Sources.pages([]),
    Sources.works([]),
    Sources.noWebSearch,
    CacheMemory.layer(),
    TitleMemory.layer,
    alone,
    shows
  )
const Known = world(Sources.shows([["De dijkwacht", dyke]]))
const down = Effect.fail(new SourceError({ source: "tvmaze", reason: "Unreachable", tried: "a test" }))
const Unknown = world(Layer.succeed(ShowPort, { find: () => down, recall: () => Effect.succeedNone }))

const request = Schema.decodeUnknownSync(MatchRequest)
const body = Schema.decodeUnknownSync(
  Schema.Struct({
    MediaContainer: Schema.Struct({
      offset: Schema.Int,
      totalSize: Schema.Int,
      size: Schema.Int,
      Metadata: Schema.Array(Schema.Any)
    })
  })
)
const containerOf = (answer: { readonly _tag: string }) =>
  answer._tag === "Answered" && "body" in answer ? body(answer.body).MediaContainer : assert.fail(answer._tag)
const match = (members: object) =>
  Effect.map(matchAnswer(series, request(members)), (answer): Item => containerOf(answer).Metadata[0])
const metadata = (key: string, wanted = {}) =>
  Effect.map(metadataAnswer(series, key, wanted), (answer): Item => containerOf(answer).Metadata[0])
const children = (key: string, grand = false, page = defaultPage, wanted = {}) =>
  Effect.map(childrenAnswer(series, key, grand, page, wanted), containerOf)

describe("keys of seasons and episodes", () => {
  const show = "vpro-de-dijkwacht-2010-none-s"
  it("hold their show and their numbers", () => {
    const read = (key: string) => {
      const found = Option.getOrThrow(decodeSeriesKey(key))
      const { hints: _, ...rest } = found
      return rest
    }
    assert.deepStrictEqual(read(show), { _tag: "Show", show })
    assert.deepStrictEqual(read(seasonKey(show, 0)), { _tag: "Season", show, season: 0 })
    assert.deepStrictEqual(read(episodeKey(show, 2024, 721)), { _tag: "Episode", show, season: 2024, episode: 721 })
    const date = day("2024-07-21")
    if (date !== undefined) assert.deepStrictEqual(read(datedKey(show, date)), { _tag: "Dated", show, date })
  })

  it.prop(
    "are valid for any title, season and episode",
    [FastCheck.fullUnicodeString({ minLength: 1, maxLength: 300 }), FastCheck.nat(9999), FastCheck.nat(999_999)],
    ([title, season, episode]) =>
      Effect.runSync(
        Effect.gen(function* () {
          const shown = yield* matchAnswer(series, request({ type: 2, title: `x${title}` }))
          const key = containerOf(shown).Metadata[0].ratingKey
          const own = episodeKey(key, season, episode)
          assert.match(own, ratingKeyPattern)
          assert.deepInclude(Option.getOrThrow(decodeSeriesKey(own)), { show: key, season, episode })
        }).pipe(Effect.provide(Known))
      )
  )

  it.each(["vpro-de-dijkwacht-2010-none-m-z1", "vpro-x-z1", "52222", "vpro-de-dijkwacht-2010-none-s-z1e"])(
    "%s is none",
    (key) => assert.deepStrictEqual(decodeSeriesKey(key), Option.none())
  )
})

describe("matching", () => {
  it.effect("a season and an episode belong to the show that was matched, without its year in the request", () =>
    Effect.gen(function* () {
      const show = yield* match({ type: 2, title: "De dijkwacht", year: 2010 })
      const season = yield* match({ type: 3, parentTitle: "De dijkwacht", index: 1, year: 2012 })
      const episode = yield* match({
        type: 4,
        grandparentTitle: "De dijkwacht",
        parentIndex: 1,
        index: 1,
        guid: "imdb://tt7654321"
      })
      assert.strictEqual(season.parentGuid, show.guid)
      assert.strictEqual(episode.grandparentGuid, show.guid)
      assert.strictEqual(episode.parentGuid, season.guid)
      assert.deepInclude(episode, {
        title: "De eerste nacht",
        index: 1,
        parentIndex: 1,
        originallyAvailableAt: "2010-09-01",
        duration: 3_000_000
      })
    }).pipe(Effect.provide(Known))
  )

  it.effect("lists children when they are wanted", () =>
    Effect.gen(function* () {
      const show = yield* match({ type: 2, title: "De dijkwacht", year: 2010, includeChildren: 1 })
      assert.deepStrictEqual(
        show.Children?.Metadata.map((season) => season.title),
        ["Specials", "Seizoen 1", "Het tij"]
      )
      const season = yield* match({ type: 3, parentTitle: "De dijkwacht", index: 1, includeChildren: 1 })
      assert.strictEqual(season.Children?.size, 30)
    }).pipe(Effect.provide(Known))
  )

  it.effect("finds an episode by exactly its day", () =>
    Effect.gen(function* () {
      const found = yield* match({ type: 4, grandparentTitle: "De dijkwacht", date: "2010-09-03" })
      assert.deepInclude(found, { index: 3, parentIndex: 1 })
      const unknown = yield* match({ type: 4, grandparentTitle: "De dijkwacht", date: "2011-01-02" })
      assert.deepInclude(unknown, { parentIndex: 2011, originallyAvailableAt: "2011-01-02" })
      assert.strictEqual((yield* metadata(unknown.ratingKey)).guid, unknown.guid)
    }).pipe(Effect.provide(Known))
  )

  it.effect("echoes what Plex named when nobody knows the hierarchy", () =>
    Effect.gen(function* () {
      const season = yield* match({ type: 3, parentTitle: "De dijkwacht", index: 7, includeChildren: 1 })
      assert.deepInclude(season, {
        title: "Seizoen 7",
        index: 7,
        parentTitle: "De dijkwacht",
        originallyAvailableAt: ""
      })
      const episode = yield* match({ type: 4, grandparentTitle: "De dijkwacht", parentIndex: 7, index: 12 })
      const again = yield* metadata(episode.ratingKey)
      assert.deepStrictEqual([again.guid, again.index, again.parentIndex], [episode.guid, 12, 7])
      assert.strictEqual((yield* children(season.parentRatingKey ?? "")).totalSize, 0)
    }).pipe(Effect.provide(Unknown))
  )

  it.effect.prop(
    "gives only keys that it knows again, whatever the numbers",
    { parentIndex: FastCheck.integer(), index: FastCheck.integer(), season: FastCheck.boolean() },
    ({ index, parentIndex, season }) =>
      Effect.gen(function* () {
        const asked = season
          ? { type: 3, parentTitle: "De dijkwacht", index }
          : { type: 4, grandparentTitle: "De dijkwacht", parentIndex, index }
        const found: Item | undefined = yield* match(asked)
        if (found !== undefined) assert.strictEqual((yield* metadata(found.ratingKey)).guid, found.guid)
      }).pipe(Effect.provide(Unknown))
  )

  it.effect("gives the same key back for its own guid", () =>
    Effect.gen(function* () {
      const show = yield* match({ type: 2, title: "De dijkwacht", year: 2010 })
      const again = yield* match({ type: 2, title: "Dijkwacht", guid: show.guid })
      assert.strictEqual(again.guid, show.guid)
    }).pipe(Effect.provide(Known))
  )
})

describe("children", () => {
  it.effect("come in pages, in order, with the total", () =>
    Effect.gen(function* () {
      const show = (yield* match({ type: 2, title: "De dijkwacht", year: 2010 })).ratingKey
      const first = yield* children(show, true)
      const second = yield* children(show, true, { start: 20, size: 20 })
      assert.deepStrictEqual([first.size, first.totalSize, second.offset, second.size], [20, 31, 20, 11])
      assert.strictEqual(new Set([...first.Metadata, ...second.Metadata].map((item: Item) => item.guid)).size, 31)
      assert.deepInclude(yield* children(show, true, { start: 0, size: 0 }), { size: 0, totalSize: 31 })
      assert.deepInclude(yield* children(show, true, { start: 99, size: 20 }), { size: 0, totalSize: 31 })
      assert.strictEqual((yield* children(show)).totalSize, 3)
      assert.strictEqual((yield* children(seasonKey(show, 1), false, { start: 0, size: 500 })).size, 30)
    }).pipe(Effect.provide(Known))
  )

  it.effect("stand in the metadata only when wanted, and never under an episode", () =>
    Effect.gen(function* () {
      const show = (yield* match({ type: 2, title: "De dijkwacht", year: 2010 })).ratingKey
      assert.isUndefined((yield* metadata(show)).Children)
      const whole = yield* metadata(show, { includeChildren: "1" })
      assert.strictEqual(whole.Children?.size, 3)
      assert.isString(whole.summary)
      assert.strictEqual((yield* metadata(seasonKey(show, 1), { includeChildren: "1" })).Children?.size, 30)
      assert.isUndefined((yield* metadata(episodeKey(show, 1, 1), { includeChildren: "1" })).Children)
    }).pipe(Effect.provide(Known))
  )

  it.effect.each(["", "tmdbAiring", "tvdbDvd", "absolute", "?"])("keep their seasons in the order %j", (episodeOrder) =>
    Effect.gen(function* () {
      const show = (yield* match({ type: 2, title: "De dijkwacht", year: 2010 })).ratingKey
      const wanted = { includeChildren: "1", episodeOrder }
      assert.strictEqual((yield* metadata(show, wanted)).Children?.size, 3)
      assert.strictEqual((yield* metadata(seasonKey(show, 1), wanted)).Children?.size, 30)
      assert.strictEqual((yield* children(show, false, undefined, wanted)).totalSize, 3)
      assert.strictEqual((yield* children(show, true, undefined, wanted)).totalSize, 31)
    }).pipe(Effect.provide(Known))
  )
})
