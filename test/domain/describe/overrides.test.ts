/** The owner's decisions on pages: what they are about, and under which key their answers are kept. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, FastCheck, Option } from "effect"
import {
  isAbout,
  joined,
  overrideFor,
  overrideId,
  withOverride,
  withoutOverride
} from "../../../src/domain/describe/OverrideFor.ts"
import { meant, Overrides } from "../../../src/domain/describe/Overrides.ts"
import { decodeRatingKey, encodeRatingKey, ratingKeyPattern } from "../../../src/domain/keys/RatingKey.ts"
import type { Hints } from "../../../src/domain/values/Hints.ts"
import { imdbIdOf, TmdbId, VproId, Year } from "../../../src/domain/values/Media.ts"
import type { Override } from "../../../src/domain/values/Override.ts"
import { hints } from "../../stand-ins/works.ts"

const page = VproId.make(77)
const decided = (more: Partial<Override> = {}): Override => ({
  kind: "film",
  title: "De dijk",
  year: Year.make(2011),
  page,
  at: 1,
  ...more
})
const imdb = imdbIdOf("tt0000007")
const another = imdbIdOf("tt0000008")
const tmdb = TmdbId.make(7)
const asked = (more: Partial<Hints> = {}): Hints => ({ ...hints("De dijk", 2011), ...more })

describe("a decision is about what is asked", () => {
  const cases: ReadonlyArray<readonly [string, Override, Hints, boolean]> = [
    ["the same title and year, without ids", decided(), asked(), true],
    ["the same title in another spelling", decided(), asked({ title: "DE DÍJK" }), true],
    ["another year", decided(), asked({ year: Year.make(2012) }), false],
    ["another title", decided(), asked({ title: "De duinen" }), false],
    ["a series of that name", decided(), asked({ kind: "series" }), false],
    [
      "the same id under another title and year",
      decided({ imdb }),
      asked({ title: "The Dyke", year: undefined, imdb }),
      true
    ],
    ["a namesake of the same year with another id", decided({ imdb }), asked({ imdb: another }), false],
    ["ids of which one is another", decided({ imdb, tmdb }), asked({ imdb: another, tmdb }), false],
    ["an id where none was known", decided(), asked({ imdb }), true],
    ["no id where one was known", decided({ imdb }), asked(), true],
    ["ids of different kinds: nobody knows", decided({ imdb }), asked({ tmdb }), false],
    ["a page that was chosen in Plex afterwards", decided(), asked({ vpro: VproId.make(5) }), false],
    ["the page that was decided against", decided({ over: VproId.make(5) }), asked({ vpro: VproId.make(5) }), true]
  ]
  for (const [name, override, what, is] of cases)
    it(`${name}: ${is ? "yes" : "no"}`, () => {
      assert.strictEqual(isAbout(override, what), is)
    })

  it("of several, the last", () => {
    const all = [decided({ at: 1 }), decided({ at: 3, page: undefined }), decided({ at: 2 })]
    assert.strictEqual(overrideFor(all, asked())?.at, 3)
  })
})

describe("decisions", () => {
  it("one takes the place of the one before it about the same work", () => {
    const all = withOverride([decided(), decided({ title: "De duinen" })], decided({ at: 5, imdb }))
    assert.deepStrictEqual(
      all.map(({ at, title }) => [at, title]),
      [
        [5, "De dijk"],
        [1, "De duinen"]
      ]
    )
    assert.strictEqual(overrideId(decided({ imdb })), "film:imdb:tt0000007")
    assert.strictEqual(withoutOverride(all, "film:imdb:tt0000007")?.left.length, 1)
    assert.isUndefined(withoutOverride(all, "film:imdb:tt0000008"))
  })

  it("of two lists the later one about a work stays, and what is the same changes nothing", () => {
    const here = [decided({ at: 2 })]
    assert.deepStrictEqual(
      joined(here, [decided({ at: 1, page: undefined })]).map(({ at }) => at),
      [2]
    )
    assert.deepStrictEqual(
      joined(here, [decided({ at: 3, page: undefined })]).map(({ at }) => at),
      [3]
    )
    assert.strictEqual(joined(here, [decided({ at: 2 })])[0], here[0])
  })
})

const deciding = (all: ReadonlyArray<Override>) => ({
  find: (what: Hints) => Effect.succeed(Option.fromNullable(overrideFor(all, what)))
})

describe("what a key stands for", () => {
  it.effect("itself without a decision, nothing where VPRO has no page", () =>
    Effect.gen(function* () {
      const key = encodeRatingKey(asked())
      assert.strictEqual((yield* meant(key, asked())).key, key)
      const none = yield* Effect.provideService(
        meant(key, asked()),
        Overrides,
        deciding([decided({ page: undefined })])
      )
      assert.isTrue(none.isNone)
    })
  )

  it.effect.prop(
    "the key that Fix Match gives the page, whatever the title",
    [FastCheck.string({ unit: "grapheme", minLength: 1, maxLength: 300 }), FastCheck.integer({ min: 1, max: 2 ** 40 })],
    ([title, number]) =>
      Effect.gen(function* () {
        const key = encodeRatingKey(hints(title, 1999))
        const decoded = Option.getOrThrow(decodeRatingKey(key))
        const all = [
          decided({ title: decoded.title === "" ? "x" : decoded.title, year: decoded.year, page: VproId.make(number) })
        ]
        const itself = yield* Effect.provideService(meant(key, decoded), Overrides, deciding(all))
        if (itself.override === undefined) return
        assert.match(itself.key, ratingKeyPattern)
        const back = Option.getOrThrow(decodeRatingKey(itself.key))
        assert.strictEqual(back.vpro, number)
        // A key of its own stays what it is.
        assert.strictEqual(
          (yield* Effect.provideService(meant(itself.key, back), Overrides, deciding(all))).key,
          itself.key
        )
      })
  )
})
