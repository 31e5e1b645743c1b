/** A tag in the name of a file that was added later makes another question of it: an answer to the plain one serves only when it agrees. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Schema, TestClock } from "effect"
import * as Sources from "../../../src/adapters/sources/memory/SourcesMemory.ts"
import { describe as describeKey, recall } from "../../../src/domain/describe/Describe.ts"
import { defaultFeatures, Features } from "../../../src/domain/describe/Features.ts"
import { encodeRatingKey, type KeyStyle } from "../../../src/domain/keys/RatingKey.ts"
import { matchAnswer } from "../../../src/domain/plex/Answers.ts"
import { MatchRequest } from "../../../src/domain/plex/MatchRequest.ts"
import { movies, type Provider, series } from "../../../src/domain/plex/Provider.ts"
import type { CacheEntry } from "../../../src/domain/values/CacheEntry.ts"
import type { Hints } from "../../../src/domain/values/Hints.ts"
import { imdbIdOf, type MediaKind, plexIdOf, tmdbIdOf, tvdbIdOf, vproIdOf } from "../../../src/domain/values/Media.ts"
import { CachePort } from "../../../src/ports/CachePort.ts"
import { CataloguePort } from "../../../src/ports/CataloguePort.ts"
import { film, hints, prose } from "../../stand-ins/works.ts"
import { nobodyAsked, pagesDown, pomsDown, world } from "../../stand-ins/world.ts"

const imdb = imdbIdOf("tt0012345")
const tmdb = tmdbIdOf(62881)
const tvdb = tvdbIdOf(110381)

const ofKind = (kind: MediaKind, ids: Partial<Hints> = {}, title = "Het lange weekend"): Hints => ({
  ...hints(title, 2011),
  kind,
  ...ids
})
const page = (kind: MediaKind, known: { readonly imdb?: string; readonly text?: string } = {}) =>
  film("Het lange weekend", 2011, { kind, ...known })

const described = (asked: Hints, style: KeyStyle = "compatible") =>
  Effect.flatten(describeKey(encodeRatingKey(asked, style)))
const Silent = Layer.mergeAll(Layer.mock(CataloguePort, {}), nobodyAsked)
const other =
  "Een heel andere film, van een ander jaar en een andere maker, maar met deze naam en met deze lange tekst."

/** Keeps an answer to the plain question, with what is known of its ids. */
const keep = (asked: Hints, ids: Partial<CacheEntry>) =>
  Effect.gen(function* () {
    const cache = yield* CachePort
    const key = encodeRatingKey(asked)
    const { entry } = yield* described(asked)
    yield* cache.set(key, { ...(entry ?? assert.fail("nothing was found")), description: other, ...ids })
    return key
  })

describe.each(["film", "series"] as const)("of a %s, an answer to the plain question", (kind) => {
  const World = world({ films: [page(kind)] })

  it.effect.each([
    ["does not know the id", { tmdb }, {}],
    ["has another id", { tmdb }, { tmdb: tmdbIdOf(1) }],
    ["knows one of two", { tmdb, imdb }, { imdb }],
    ["has another of two", { tmdb, imdb }, { imdb, tmdb: tmdbIdOf(1) }],
    ["does not know the id of TheTVDB", { tvdb }, { imdb, tmdb }]
  ] as const)("that %s does not serve", ([, asked, known]) =>
    Effect.gen(function* () {
      yield* keep(ofKind(kind), known)
      const found = yield* described(ofKind(kind, asked))
      assert.deepStrictEqual([found.from, found.entry?.description], ["lookup", prose])
      assert.strictEqual((yield* described(ofKind(kind, asked))).from, "hit")
      assert.strictEqual((yield* described(ofKind(kind))).entry?.description, other)
    }).pipe(Effect.provide(World))
  )

  it.effect.each([
    ["the one id", { imdb }, { imdb }],
    ["the one id of more", { tmdb }, { imdb, tmdb }],
    ["both", { imdb, tmdb }, { imdb, tmdb }]
  ] as const)("that agrees on %s costs no look-up", ([, asked, known]) =>
    Effect.gen(function* () {
      yield* keep(ofKind(kind), known)
      const found = yield* Effect.provide(described(ofKind(kind, asked)), Silent)
      assert.deepStrictEqual([found.from, found.entry?.description], ["hit", other])
    }).pipe(Effect.provide(World))
  )

  it.effect("does not serve when a source fails either, nor is it recalled", () =>
    Effect.gen(function* () {
      yield* keep(ofKind(kind), {})
      yield* TestClock.adjust("31 days")
      const asked = ofKind(kind, { tmdb })
      const found = yield* Effect.provide(described(asked), Layer.merge(pomsDown, pagesDown))
      assert.deepStrictEqual([found.from, found.entry?.description], ["incomplete", undefined])
      assert.isUndefined((yield* recall(encodeRatingKey(asked), asked)).entry)
    }).pipe(Effect.provide(World))
  )

  it.effect("that came to nothing says nothing about one with an id", () =>
    Effect.gen(function* () {
      yield* Effect.provide(described(ofKind(kind)), Sources.catalogue([]))
      assert.strictEqual((yield* described(ofKind(kind, { imdb }))).from, "lookup")
      assert.strictEqual((yield* described(ofKind(kind, { tmdb }))).from, "lookup")
    }).pipe(Effect.provide(World))
  )
})

describe("an answer that lies there already", () => {
  it.effect.each([
    ["Het lange weekend", "compatible"],
    ["Het lange weekend", "verbatim"],
    ["Weekend, The", "compatible"],
    ["Weekend: De dijk", "verbatim"]
  ] as const)("of a page of %j that carries its IMDb id serves the one who asks with it later: %s", ([title, keys]) =>
    Effect.gen(function* () {
      yield* described(hints(title, 2011), keys)
      const asked = encodeRatingKey(hints(title, 2011, { imdb }), keys)
      const found = yield* Effect.provide(Effect.flatten(describeKey(asked)), Silent)
      assert.deepStrictEqual([found.from, found.entry?.description], ["hit", prose])
    }).pipe(
      Effect.provideService(Features, Effect.succeed({ ...defaultFeatures, title: keys === "compatible" })),
      Effect.provide(world({ films: [film(title, 2011, { imdb })] }))
    )
  )

  it.effect("under the key of the older system serves the title that is asked with its signs", () =>
    Effect.gen(function* () {
      const cache = yield* CachePort
      const { entry } = yield* described(hints("Het lange weekend", 2011))
      yield* cache.set("vpro-weekend-the-2011-tt0012345-m", entry ?? assert.fail("nothing was found"))
      const found = yield* Effect.provide(described(hints("Weekend, The", 2011, { imdb })), Silent)
      assert.strictEqual(found.from, "hit")
      assert.strictEqual((yield* described(ofKind("film", { imdb, tmdb }, "Weekend, The"))).from, "lookup")
    }).pipe(Effect.provide(world({ films: [page("film")] })))
  )

  it.effect("serves no page that a person chose", () =>
    Effect.gen(function* () {
      yield* described(hints("Het lange weekend", 2011))
      assert.strictEqual((yield* described(ofKind("film", { vpro: vproIdOf(1000) }))).from, "lookup")
    }).pipe(Effect.provide(world({ films: [page("film")] })))
  )

  it.effect("serves nobody who asks with an id of Plex's, of which no answer knows whether it is about that", () =>
    Effect.gen(function* () {
      yield* described(hints("Het lange weekend", 2011))
      const asked = ofKind("film", { plex: plexIdOf("5d7768244de0ee001fcc7fed") })
      assert.strictEqual((yield* described(asked)).from, "lookup")
      assert.strictEqual((yield* described(asked)).from, "hit")
    }).pipe(Effect.provide(world({ films: [page("film")] })))
  )
})

const Matched = Schema.Struct({
  MediaContainer: Schema.Struct({ Metadata: Schema.Tuple(Schema.Struct({ ratingKey: Schema.String })) })
})
const keyOf = (provider: Provider, members: object) =>
  Effect.map(matchAnswer(provider, Schema.decodeUnknownSync(MatchRequest)(members)), (answer) =>
    answer._tag === "Answered"
      ? Schema.decodeUnknownSync(Matched)(answer.body).MediaContainer.Metadata[0].ratingKey
      : assert.fail(answer._tag)
  )

describe("a key that is brought along with an id that it lacks", () => {
  const World = Layer.merge(world({ films: [page("film")] }), Sources.shows([]))
  const file = (tags: string) => ({
    type: 1,
    title: "Het lange weekend",
    year: 2011,
    filename: `Weekend (2011) ${tags}.mkv`
  })

  it.effect("gives way, unless what was answered under it has that id", () =>
    Effect.gen(function* () {
      const key = yield* keyOf(movies, file(""))
      const guid = `${movies.identifier}://movie/${key}`
      const again = (tags: string) => keyOf(movies, { ...file(tags), guid })
      assert.strictEqual(yield* again(""), key)
      const tagged = encodeRatingKey(ofKind("film", { tmdb }))
      assert.strictEqual(yield* again("{tmdb-62881}"), tagged)
      yield* keep(ofKind("film"), {})
      assert.strictEqual(yield* again("{tmdb-62881}"), tagged)
      yield* keep(ofKind("film"), { tmdb, imdb })
      assert.strictEqual(yield* again("{tmdb-62881}"), key)
      assert.strictEqual(yield* again("{tmdb-62881} {imdb-tt0012345}"), key)
      assert.notStrictEqual(yield* again("{tmdb-1}"), key)
    }).pipe(Effect.provide(World))
  )

  it.effect("is looked at anew each time: what is kept under it may be another answer by then", () =>
    Effect.gen(function* () {
      const again = (members: object) =>
        Effect.map(matchAnswer(movies, Schema.decodeUnknownSync(MatchRequest)(members)), (answer) =>
          answer._tag === "Answered" ? answer.again : assert.fail(answer._tag)
        )
      assert.isDefined(yield* again(file("")))
      const guid = `${movies.identifier}://movie/${encodeRatingKey(ofKind("film"))}`
      assert.isUndefined(yield* again({ ...file(""), guid }))
    }).pipe(Effect.provide(World))
  )

  it.effect("stays when a person chose its page", () =>
    Effect.gen(function* () {
      const chosen = encodeRatingKey(ofKind("film", { vpro: vproIdOf(1000) }))
      const guid = `${movies.identifier}://movie/${chosen}`
      assert.strictEqual(yield* keyOf(movies, { ...file("{tmdb-62881}"), guid }), chosen)
    }).pipe(Effect.provide(World))
  )

  it.effect("stays for a season and an episode, which belong to the show that Plex has", () =>
    Effect.gen(function* () {
      const show = encodeRatingKey(ofKind("series"))
      const filename = "Weekend {tvdb-110381}/Season 1/Weekend S01E02.mkv"
      const key = yield* keyOf(series, {
        type: 4,
        grandparentTitle: "Het lange weekend",
        parentIndex: 1,
        index: 2,
        filename,
        guid: `${series.identifier}://episode/${show}-z1e2`
      })
      assert.strictEqual(key, `${show}-z1e2`)
      const tagged = yield* keyOf(series, {
        type: 2,
        title: "Het lange weekend",
        year: 2011,
        filename,
        guid: `${series.identifier}://show/${show}`
      })
      assert.strictEqual(tagged, encodeRatingKey(ofKind("series", { tvdb })))
    }).pipe(Effect.provide(World))
  )
})
