/** What strangers send beside a key of ours changes nothing of what others get under it. */
import { alone } from "../../../src/domain/describe/Alone.ts"
import { assert, describe, it } from "@effect/vitest"
import { Effect, FastCheck, Layer, Option, Schema } from "effect"
import * as CacheMemory from "../../../src/adapters/cache/memory/CacheMemory.ts"
import * as Sources from "../../../src/adapters/sources/memory/SourcesMemory.ts"
import * as TitleMemory from "../../../src/adapters/cache/memory/TitleMemory.ts"
import type { Hints } from "../../../src/domain/values/Hints.ts"
import { claimOf, isTitleOf } from "../../../src/domain/keys/Claim.ts"
import { yearOf } from "../../../src/domain/values/Media.ts"
import { matchAnswer, metadataAnswer } from "../../../src/domain/plex/Answers.ts"
import type { Item } from "../../../src/domain/plex/Item.ts"
import { MatchRequest } from "../../../src/domain/plex/MatchRequest.ts"
import { movies, type Provider, series } from "../../../src/domain/plex/Provider.ts"
import { decodeRatingKey, encodeRatingKey } from "../../../src/domain/keys/RatingKey.ts"
import { titleDigest } from "../../../src/domain/titles/Comparison.ts"
import { TitleMemoryPort } from "../../../src/ports/TitleMemoryPort.ts"
import { film, prose } from "../../stand-ins/works.ts"

const request = Schema.decodeUnknownSync(MatchRequest)
const item = Schema.decodeUnknownSync(
  Schema.Struct({ MediaContainer: Schema.Struct({ Metadata: Schema.Array(Schema.Any) }) })
)
const itemOf = (answer: { readonly _tag: string }): Item =>
  answer._tag === "Answered" && "body" in answer
    ? item(answer.body).MediaContainer.Metadata[0]
    : assert.fail(answer._tag)

const match = (provider: Provider, members: object) => Effect.map(matchAnswer(provider, request(members)), itemOf)
const summaryOf = (provider: Provider, key: string) =>
  Effect.map(metadataAnswer(provider, key, {}), (answer) => itemOf(answer).summary)

const dam = film("De dam breekt", 2014, { id: 8001, text: `${prose} 8001` })
const polder = film("Kerst in de polder", 2014, { id: 8002, text: `${prose} 8002` })
const show = film("De dijkwacht", 2010, { kind: "series", id: 9001, text: `${prose} 9001` })
const otherShow = film("Het gemaal", 2010, { kind: "series", id: 9002, text: `${prose} 9002` })
const World = Layer.mergeAll(
  Sources.catalogue([dam, polder, show, otherShow]),
  Sources.pages([]),
  Sources.works([]),
  Sources.shows([]),
  Sources.noWebSearch,
  CacheMemory.layer(),
  TitleMemory.layer,
  alone
)

const kinds = [
  {
    name: "a film",
    provider: movies,
    type: 1,
    key: "vpro-kerst-in-de-polder-2014-none-m",
    guid: `${movies.identifier}://movie/vpro-kerst-in-de-polder-2014-none-m`,
    text: polder.text,
    other: "De dam breekt"
  },
  {
    name: "a show",
    provider: series,
    type: 2,
    key: "vpro-de-dijkwacht-2010-none-s",
    guid: `${series.identifier}://show/vpro-de-dijkwacht-2010-none-s`,
    text: show.text,
    other: "Het gemaal"
  }
]

describe("a key of ours beside another title", () => {
  for (const { guid, key, name, other, provider, text, type } of kinds) {
    it.effect(`of ${name} gets a key of its own, and the text under the old one stays`, () =>
      Effect.gen(function* () {
        const stranger = yield* match(provider, { type, title: other, guid })
        assert.notStrictEqual(stranger.ratingKey, key)
        assert.strictEqual(yield* summaryOf(provider, key), text)
      }).pipe(Effect.provide(World))
    )

    it.effect.prop(
      `of ${name} changes nothing, whatever is sent`,
      { titles: FastCheck.array(FastCheck.oneof(FastCheck.string(), FastCheck.constant(other)), { maxLength: 5 }) },
      ({ titles }) =>
        Effect.gen(function* () {
          for (const title of titles)
            yield* matchAnswer(provider, request({ type, title, guid, filename: `/films/${title}.mkv` }))
          assert.strictEqual(yield* summaryOf(provider, key), text)
        }).pipe(Effect.provide(World)),
      { fastCheck: { numRuns: 25 } }
    )
  }

  it.effect("whatever was remembered before is not believed", () =>
    Effect.gen(function* () {
      const memory = yield* TitleMemoryPort
      yield* memory.remember("vpro-kerst-in-de-polder-2014-none-m", "De dam breekt")
      assert.strictEqual(yield* summaryOf(movies, "vpro-kerst-in-de-polder-2014-none-m"), polder.text)
    }).pipe(Effect.provide(World))
  )

  it.effect("a season of a key of another show belongs to the show that is named", () =>
    Effect.gen(function* () {
      const season = yield* match(series, {
        type: 3,
        parentTitle: "Het gemaal",
        index: 1,
        guid: `${series.identifier}://season/vpro-de-dijkwacht-2010-none-s-z1`
      })
      assert.notInclude(season.ratingKey, "dijkwacht")
    }).pipe(Effect.provide(World))
  )
})

describe("a key of ours beside its own title", () => {
  it.effect("stays, in another spelling and with the title that was answered", () =>
    Effect.gen(function* () {
      const first = yield* match(movies, { type: 1, title: "Kerst in de polder", year: 2014 })
      const { guid, ratingKey } = first
      const again = yield* match(movies, { type: 1, title: "KERST IN DE PÓLDER", year: 2014, guid })
      assert.strictEqual(again.ratingKey, ratingKey)
      // Chosen by hand: the key holds what was typed, the answer bears VPRO's title.
      const chosen = encodeRatingKey({ kind: "film", title: "Polder Christmas", vpro: polder.id })
      const answered = itemOf(yield* metadataAnswer(movies, chosen, {}))
      assert.strictEqual(answered.title, "Kerst in de polder")
      const back = yield* match(movies, { type: 1, title: "Kerst in de polder", year: 2014, guid: answered.guid })
      assert.strictEqual(back.ratingKey, chosen)
      assert.deepStrictEqual(yield* (yield* TitleMemoryPort).recall(chosen), Option.none())
    }).pipe(Effect.provide(World))
  )

  it.prop(
    "every key may be asked for under the title that it was made of",
    { title: FastCheck.fullUnicodeString() },
    ({ title }) => {
      const key = encodeRatingKey({ kind: "film", title, year: yearOf(2014) })
      for (const hints of Option.toArray(decodeRatingKey(key))) assert.isTrue(isTitleOf(hints, title), key)
    }
  )
})

/** A title made up to have a digest: FNV-1a can be walked back from its end, so that two halves meet in the middle. */
const withDigest = (digest: number): string => {
  const letters = [..."abcdefghijklmnopqrstuvwxyz"]
  const words = (length: number): ReadonlyArray<string> =>
    length === 0 ? [""] : words(length - 1).flatMap((word) => letters.map((letter) => word + letter))
  const inverse = 0x359c449b
  const back = (word: string) =>
    [...word].reduceRight((hash, letter) => Math.imul(hash, inverse) ^ letter.charCodeAt(0), digest) >>> 0
  const ends = new Map(words(4).map((word) => [back(word), word]))
  for (const start of words(4)) {
    const end = ends.get(titleDigest(start))
    if (end !== undefined) return start + end
  }
  return assert.fail("no title has this digest")
}

describe("a claim", () => {
  const key: Hints = { kind: "film", title: "Kerst In De Polder", year: yearOf(2014) }
  const cut: Hints = { kind: "film", title: "De lange weg naar het huis aan de dijk", titleCut: true }
  const digested: Hints = { ...cut, digest: titleDigest(`${cut.title} in de polder`) }
  const colliding = withDigest(titleDigest(`${cut.title} in de polder`))
  const cases: ReadonlyArray<readonly [string, Hints, Hints, string | undefined, string]> = [
    ["the same title", key, { kind: "film", title: "kerst in de polder" }, undefined, "own"],
    ["without its article", key, { kind: "film", title: "De kerst in de polder" }, undefined, "kin"],
    ["a sequel", key, { kind: "film", title: "Kerst in de polder 2" }, undefined, "stranger"],
    ["many years apart", key, { kind: "film", title: "Kerst in de polder", year: yearOf(1990) }, undefined, "stranger"],
    ["the answered title", key, { kind: "film", title: "Polder Christmas" }, "Polder Christmas", "kin"],
    ["the whole of a cut title", digested, { kind: "film", title: `${cut.title} in de polder` }, undefined, "own"],
    ["another title with the digest of a cut one", digested, { kind: "film", title: colliding }, undefined, "stranger"],
    ["a cut title that begins so", cut, { kind: "film", title: `${cut.title}, deel 2` }, undefined, "kin"],
    ["a cut title that begins otherwise", cut, { kind: "film", title: "De korte weg" }, undefined, "stranger"]
  ]
  it.each(cases)("of %s", (_, own, asked, answered, claim) => assert.strictEqual(claimOf(own, asked, answered), claim))
})
