import { assert, describe, it } from "@effect/vitest"
import { FastCheck, Option } from "effect"
import type { Hints } from "../../../src/domain/values/Hints.ts"
import {
  imdbIdOf,
  type MediaKind,
  plexIdOf,
  tmdbIdOf,
  tvdbIdOf,
  vproIdOf,
  yearOf
} from "../../../src/domain/values/Media.ts"
import { decodeRatingKey, encodeRatingKey, ratingKeyPattern } from "../../../src/domain/keys/RatingKey.ts"
import { isWholeOf } from "../../../src/domain/matching/Asked.ts"
import { comparisonForm } from "../../../src/domain/titles/Comparison.ts"

const film = (title: string, rest: Partial<Hints> = {}): Hints => ({ kind: "film", title, ...rest })

/** A key as a person reads it: the kind, the title, then whatever it says besides. */
const read = (key: string) =>
  Option.getOrUndefined(
    Option.map(decodeRatingKey(key), ({ kind, title, year, imdb, titleCut }) =>
      [kind, title, year ?? "-", imdb ?? "-", ...(titleCut === true ? ["cut"] : [])].join("|")
    )
  )

describe("keys of the older system", () => {
  const beginning = "the-lord-of-the-rings-the-fellowship-of-t"
  it.each([
    ["vpro-the-matrix-1999-tt0133093-m", "film|The Matrix|1999|tt0133093"],
    ["vpro-the-matrix-1999-tt0133093", "film|The Matrix|1999|tt0133093"],
    ["vpro-the-matrix-1999-none", "film|The Matrix|1999|-"],
    ["vpro-the-matrix-0-none-m", "film|The Matrix|-|-"],
    ["vpro-the-matrix-0-tt0133093-m", "film|The Matrix|-|tt0133093"],
    ["vpro-penoza-2010-tt1686780-s", "series|Penoza|2010|tt1686780"],
    ["vpro-penoza-0-none-s", "series|Penoza|-|-"],
    ["vpro-amelie-2001-tt12345678-m", "film|Amelie|2001|tt12345678"],
    ["vpro-m-1931-tt0022100-m", "film|M|1931|tt0022100"],
    ["vpro-2012-2009-none-m", "film|2012|2009|-"],
    ["vpro-2012-2009-none", "film|2012|2009|-"],
    ["vpro-1917-2019-tt8579674-m", "film|1917|2019|tt8579674"],
    ["vpro-blade-runner-2049-2017-tt1856101-m", "film|Blade Runner 2049|2017|tt1856101"],
    ["vpro-blade-runner-2049-2017-tt1856101", "film|Blade Runner 2049|2017|tt1856101"],
    ["vpro-none-0-none-m", "film|None|-|-"],
    ["vpro-tt0133093-0-none-m", "film|Tt0133093|-|-"],
    ["vpro-x-men-2000-none-m", "film|X Men|2000|-"],
    ["vpro-m-s-1999-none-s", "series|M S|1999|-"],
    ["vpro-a--b-1999-none-m", "film|A B|1999|-"],
    ["vpro-a-film-9999-none-m", "film|A Film|-|-"],
    ["vpro-a-film-1999-tt1-m", "film|A Film|1999|-"],
    [
      `vpro-${beginning}-0a1b2c3d-2001-tt0120737-m`,
      "film|The Lord Of The Rings The Fellowship Of T|2001|tt0120737|cut"
    ],
    [`vpro-${beginning}-0a1b2c3d-2001-tt0120737`, "film|The Lord Of The Rings The Fellowship Of T|2001|tt0120737|cut"],
    [`vpro-${beginning}-2001-none-s`, "series|The Lord Of The Rings The Fellowship Of T|2001|-"]
  ])("reads %s", (key, expected) => {
    assert.strictEqual(read(key), expected)
  })

  it.each([
    ["", "empty"],
    ["..", "dots"],
    ["../../etc/passwd", "a path"],
    ["vpro-../x-1999-none-m", "a path within"],
    ["vpro-a/b-1999-none-m", "a slash"],
    ["vpro-a\\b-1999-none-m", "a backslash"],
    ["vpro-a\u0000b-1999-none-m", "a NUL"],
    ["vpro-a b-1999-none-m", "a space"],
    ["vpro-a-1999-none-m\n", "a line break at the end"],
    ["vpro-The-Matrix-1999-tt0133093-m", "upper case"],
    ["vpro-amélie-2001-none-m", "an accent"],
    ["vpro-a%2e-1999-none-m", "an escape"],
    ["52222", "a number of Plex"],
    ["matches", "a route"],
    ["the-matrix-1999-none-m", "no prefix"],
    ["vpro-the-matrix", "no year"],
    ["vpro-the-matrix-1999", "no id"],
    ["vpro-1999-none-m", "no title"],
    ["vpro-a-19999-none-m", "a year of five digits"],
    ["vpro-a-1999-none-x", "another kind"],
    ["vpro-a-1999-none-m-x", "an empty payload"],
    ["vpro-a-1999-none-m-xa", "half a payload"],
    ["vpro-a-1999-none-m-x7777", "a payload with unknown flags"],
    ["vpro-a-1999-none-m-xae", "a payload without the id that it announces"],
    ["vpro-a-1999-none-m-xcboxo2bejxq", "a payload with half an id of Plex's"],
    [`vpro-${"a".repeat(300)}-1999-none-m`, "300 characters"]
  ])("refuses %j: %s", (key) => {
    assert.deepStrictEqual(decodeRatingKey(key), Option.none())
  })

  it.prop("never throws, and reads nothing that is not of the form", [FastCheck.string()], ([text]) => {
    for (const key of [text, `vpro-${text}`, `vpro-a-1999-none-m-x${text}`])
      if (!ratingKeyPattern.test(key)) assert.deepStrictEqual(decodeRatingKey(key), Option.none())
      else decodeRatingKey(key)
  })

  it.prop(
    "survives any payload",
    [FastCheck.stringOf(FastCheck.constantFrom(..."abcdefghijklmnopqrstuvwxyz234567"), { maxLength: 150 })],
    ([payload]) => {
      const hints = Option.getOrUndefined(decodeRatingKey(`vpro-a-1999-none-m-x${payload}`))
      if (hints !== undefined) assert.isAtLeast(hints.title.length, 0)
    }
  )
})

describe("new keys", () => {
  const imdb = imdbIdOf("tt0133093")

  it.each([
    [film("The Matrix", { year: yearOf(1999), imdb }), "vpro-the-matrix-1999-tt0133093-m"],
    [film("The Matrix"), "vpro-the-matrix-0-none-m"],
    [film("  The   Matrix "), "vpro-the-matrix-0-none-m"],
    [film("Amélie", { year: yearOf(2001) }), "vpro-amelie-2001-none-m"],
    [film("Ame\u0301lie", { year: yearOf(2001) }), "vpro-amelie-2001-none-m"],
    [film("Blade Runner 2049", { year: yearOf(2017) }), "vpro-blade-runner-2049-2017-none-m"],
    [film("2012", { year: yearOf(2009) }), "vpro-2012-2009-none-m"],
    [{ kind: "series", title: "Penoza", year: yearOf(2010) } as const, "vpro-penoza-2010-none-s"]
  ])("%j is issued as ever", (hints, key) => {
    assert.strictEqual(encodeRatingKey(hints), key)
  })

  it("tells titles apart that the older system could not, and keeps what matters of them", () => {
    const titles = "Spider-Man|Spiderman|Tom & Jerry|Tom Jerry|Герой|霸王别姬|英雄|بدون تاريخ|π|√2|2|8½|8 1/2|8"
      .concat("|Se7en|Seven|C|C++|???|!!!|👻|…|½")
      .split("|")
    const keys = titles.map((title) => encodeRatingKey(film(title)))
    assert.lengthOf(new Set(keys), titles.length)
    for (const [index, key] of keys.entries()) {
      const title = Option.getOrThrow(decodeRatingKey(key)).title
      assert.strictEqual(comparisonForm(title), comparisonForm(titles[index] ?? ""))
    }
    assert.strictEqual(read(encodeRatingKey(film("Spider-Man"))), "film|Spider-Man|-|-")
    assert.strictEqual(read(encodeRatingKey(film("Tom & Jerry"))), "film|Tom & Jerry|-|-")
  })

  it("holds no half of a character, and gives none back of a key that does", () => {
    for (const style of ["compatible", "verbatim"] as const)
      assert.strictEqual(Option.getOrThrow(decodeRatingKey(encodeRatingKey(film("A \ud800B"), style))).title, "A B")
    // No flags, and the distance from "`" to U+D800.
    assert.strictEqual(Option.getOrThrow(decodeRatingKey("vpro-x-2011-none-m-xada54bq")).title, "")
  })

  it.each([" ", "\t\n", "\u0000", "a\u0000b", "-", "\u200b", ""])("holds even the title %j", (title) => {
    for (const style of ["compatible", "verbatim"] as const) {
      const key = encodeRatingKey(film(title), style)
      assert.match(key, ratingKeyPattern)
      assert.strictEqual(Option.getOrThrow(decodeRatingKey(key)).title, title)
    }
  })

  it("keeps ids, a chosen page and a cut", () => {
    const hints = film("De Stille Dijk", {
      year: yearOf(2011),
      imdb,
      tmdb: tmdbIdOf(2 ** 40),
      tvdb: tvdbIdOf(1),
      vpro: vproIdOf(4711),
      plex: undefined,
      titleCut: true
    })
    assert.deepStrictEqual(Option.getOrThrow(decodeRatingKey(encodeRatingKey(hints))), hints)
  })

  const plex = plexIdOf("5d7768244de0ee001fcc7fed")

  it.each([
    [
      film("The Matrix", { year: yearOf(1999), plex }),
      "vpro-the-matrix-1999-none-m-xcboxo2bejxqo4aa7zr762gbjayadakjhaqjb6"
    ],
    [{ kind: "series", title: "Penoza", plex } as const, "vpro-penoza-0-none-s-xcboxo2bejxqo4aa7zr762iblcmbromq"]
  ])("%j has Plex's own id", (hints, key) => {
    for (const style of ["compatible", "verbatim"] as const) {
      assert.strictEqual(encodeRatingKey(hints, style), key)
      assert.deepInclude(Option.getOrThrow(decodeRatingKey(key)), hints)
    }
  })

  it("has it not beside another id of the work, and then is what it ever was", () => {
    for (const id of [{ imdb }, { tmdb: tmdbIdOf(603) }, { tvdb: tvdbIdOf(1) }])
      for (const style of ["compatible", "verbatim"] as const) {
        const hints = film("De Stille Dijk", { year: yearOf(2011), ...id })
        assert.strictEqual(encodeRatingKey({ ...hints, plex }, style), encodeRatingKey(hints, style))
      }
  })

  it.each([10, 60, 85, 95, 105, 150])("has it unless a title of %s characters would be cut for it", (length) => {
    const title = "de stille dijk in het water van de nacht ".repeat(4).slice(0, length).trim()
    for (const kind of ["film", "series"] as const) {
      const hints: Hints = { kind, title, year: yearOf(2011) }
      const key = encodeRatingKey({ ...hints, plex })
      const back = Option.getOrThrow(decodeRatingKey(key))
      if (back.plex === undefined) assert.strictEqual(key, encodeRatingKey(hints))
      else assert.deepInclude(back, { title, plex })
      if (length < 90) assert.strictEqual(back.plex, plex)
    }
  })
})

const kinds = FastCheck.constantFrom<MediaKind>("film", "series")
const maybe = <A>(arbitrary: FastCheck.Arbitrary<A>) => FastCheck.option(arbitrary, { nil: undefined })
const within = (first: number, last: number) =>
  FastCheck.integer({ min: first, max: last }).map((point) => String.fromCodePoint(point))
const character = FastCheck.oneof(
  { arbitrary: FastCheck.char(), weight: 6 },
  {
    arbitrary: FastCheck.constantFrom(" ", "-", "'", "’", "&", "½", "²", "ﬁ", "ß", "İ", "ı", "Å", "…", "№"),
    weight: 4
  },
  within(0x0, 0x1f),
  within(0x300, 0x36f),
  within(0x370, 0x4ff),
  within(0x5d0, 0x6ff),
  within(0x900, 0xdff),
  within(0x3040, 0x30ff),
  within(0x4e00, 0x9fff),
  within(0xac00, 0xd7a3),
  within(0xff00, 0xff5e),
  within(0x1f300, 0x1faff),
  FastCheck.fullUnicode()
)
const titles = FastCheck.oneof(
  FastCheck.array(character, { minLength: 1, maxLength: 300 }).map((all) => all.join("")),
  FastCheck.array(character, { minLength: 1, maxLength: 20 }).map((all) => all.join("")),
  FastCheck.stringOf(FastCheck.constantFrom(..."abcXYZ 0129-'"), { minLength: 1, maxLength: 60 })
)
const anyHints: FastCheck.Arbitrary<Hints> = FastCheck.record({
  kind: kinds,
  title: titles,
  year: maybe(FastCheck.integer({ min: 1870, max: 2155 }).map(yearOf)),
  imdb: maybe(
    FastCheck.bigInt({ min: 0n, max: 9_999_999_999n }).map((id) => imdbIdOf(`tt${String(id).padStart(7, "0")}`))
  ),
  tmdb: maybe(FastCheck.maxSafeNat().map((id) => tmdbIdOf((id % 2 ** 40) + 1))),
  tvdb: maybe(FastCheck.nat().map((id) => tvdbIdOf(id + 1))),
  vpro: maybe(FastCheck.nat().map((id) => vproIdOf(id + 1))),
  plex: maybe(FastCheck.hexaString({ minLength: 24, maxLength: 24 }).map(plexIdOf))
})
const often = { fastCheck: { numRuns: 1000 } }

describe("any work", () => {
  it.prop(
    "its key is valid, and gives everything back that matters",
    [anyHints],
    ([hints]) => {
      const key = encodeRatingKey(hints)
      assert.match(key, ratingKeyPattern)
      const back = Option.getOrThrow(decodeRatingKey(key))
      for (const name of ["kind", "year", "imdb", "tmdb", "tvdb", "vpro"] as const)
        assert.strictEqual(back[name], hints[name], name)
      if (back.plex !== undefined) {
        assert.deepStrictEqual([back.plex, back.titleCut], [hints.plex, undefined])
        assert.strictEqual(encodeRatingKey(back), key)
      }
      if (back.titleCut === true)
        assert.strictEqual(hints.title.normalize("NFC").slice(0, back.title.length), back.title)
      else assert.strictEqual(comparisonForm(back.title), comparisonForm(hints.title))
    },
    often
  )

  it.prop(
    "verbatim keys give the title back to the letter, unless it is cut",
    [anyHints],
    ([hints]) => {
      const key = encodeRatingKey(hints, "verbatim")
      assert.match(key, ratingKeyPattern)
      const { title, titleCut } = Option.getOrThrow(decodeRatingKey(key))
      if (titleCut === true) assert.strictEqual(hints.title.normalize("NFC").slice(0, title.length), title)
      else assert.strictEqual(title, hints.title.normalize("NFC"))
    },
    often
  )

  it.prop("a cut title is cut late: of any script, sixteen characters are kept", [anyHints], ([hints]) => {
    const { title, titleCut } = Option.getOrThrow(decodeRatingKey(encodeRatingKey(hints)))
    if (titleCut === true) assert.isAtLeast([...title].length, 16)
  })

  it.prop(
    "titles that differ in a number have keys that differ",
    [titles, FastCheck.nat(9999), FastCheck.nat(9999)],
    ([title, one, other]) => {
      FastCheck.pre(one !== other)
      const words = [...title].slice(0, 12).join("")
      for (const style of ["compatible", "verbatim"] as const)
        for (const numbered of [(number: number) => `${words} ${number}`, (number: number) => `${number}${words}`])
          assert.notStrictEqual(
            encodeRatingKey(film(numbered(one)), style),
            encodeRatingKey(film(numbered(other)), style)
          )
    },
    often
  )

  it("a long title is kept whole, at the cost of what people read in its key", () => {
    const title = "De zeer lange geschiedenis van een dijk, of: hoe het water kwam in de nacht dat niemand keek"
    for (const kind of ["film", "series"] as const) {
      const key = encodeRatingKey(film(title, { kind, year: yearOf(1965) }))
      assert.deepInclude(Option.getOrThrow(decodeRatingKey(key)), { title, kind })
      assert.match(key, /^vpro-de-zeer-lange-[a-z-]*1965-none-[ms]-x/)
    }
  })

  it("titles too long for a key that differ only at the end have keys that differ, and are known again", () => {
    const start =
      "De zeer lange geschiedenis van een dijk, een dorp en de nacht waarin het water kwam, verteld in vele, vele delen. "
    const [one, two] = [`${start}Deel 1`, `${start}Deel 2`]
    const key = encodeRatingKey(film(one))
    assert.notStrictEqual(key, encodeRatingKey(film(two)))
    const back = Option.getOrThrow(decodeRatingKey(key))
    assert.isTrue(back.titleCut)
    assert.isTrue(isWholeOf(back, one))
    assert.isFalse(isWholeOf(back, two))
    assert.strictEqual(encodeRatingKey(back), key)
  })
})
