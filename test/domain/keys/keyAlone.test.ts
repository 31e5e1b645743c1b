/** The key alone is enough: what is decided about a page by what a key gives back is what was decided by what was asked. */
import { assert, describe, it } from "@effect/vitest"
import { FastCheck, Option } from "effect"
import { decodeRatingKey, encodeRatingKey, oldRatingKey } from "../../../src/domain/keys/RatingKey.ts"
import { queryText } from "../../../src/domain/lookup/Query.ts"
import { decide } from "../../../src/domain/matching/Decide.ts"
import { asked } from "../../../src/domain/matching/Asked.ts"
import type { CatalogueItem } from "../../../src/domain/values/Catalogue.ts"
import type { Hints } from "../../../src/domain/values/Hints.ts"
import { words } from "../../../src/domain/titles/Comparison.ts"
import { film, hints, work } from "../../stand-ins/works.ts"

const { array, constant, constantFrom, oneof, option, record, tuple } = FastCheck

const back = (hints: Hints) => Option.getOrThrow(decodeRatingKey(encodeRatingKey(hints)))

/** What a decision says, but for the words in which it does. */
const judged = (hints: Hints, page: CatalogueItem, director?: string) => {
  const known = director === undefined ? undefined : work(hints.title, 1999, [director])
  const { evidence, relation, verdict, yearsApart } = decide(asked(hints, known && { ...known, titles: [] }), page)
  return { verdict, relation, yearsApart, speaks: evidence.map(({ name, speaks }) => `${name} ${speaks}`) }
}

/** Of one word as often as not: there a sign behind it says the most. */
const name = array(
  constantFrom(
    ..."Matrix|Dijk|Water|Licht|Zürich|Amélie|Smørbrød|Straße|L'Avventura|Spider-Man|Герой|霸王别姬|Star|Wars|Rocky|Se7en|M3GAN|Im|Westen".split(
      "|"
    )
  ),
  { minLength: 1, maxLength: 3 }
).map((all) => all.join(" "))
const article = constantFrom("The", "De", "Het", "Een", "La", "L'", "Die", "A", "I")
const number = constantFrom("2", "3", "II", "IV", "²", "½", "1984", "Part Two", "deel 3", "D3", "2.5")
const title = oneof(
  name,
  tuple(name, article).map(([rest, the]) => `${rest}, ${the}`),
  tuple(name, article).map(([rest, the]) => `${rest} (${the})`),
  tuple(article, name).map(([the, rest]) => `${the} ${rest}`),
  tuple(name, constantFrom(": ", " - ", " – ", "; ", "：", " / ", " AKA ", ", or: ", " or, "), name).map((all) =>
    all.join("")
  ),
  tuple(name, constantFrom("()", "[]", "（）", "《》"), name).map(
    ([one, [open, close], other]) => `${one} ${open}${other}${close}`
  ),
  tuple(constantFrom("(500) ", "[Rec] ", "#", "¡", "3:10 to "), name).map((all) => all.join("")),
  tuple(name, constantFrom(": ", " - ", " ("), name, constantFrom(" / ", ", or: "), name).map((all) => all.join("")),
  tuple(name, constantFrom(" ", "", ": ", ", "), number).map((all) => all.join("")),
  tuple(number, constantFrom(" ", ": "), name).map((all) => all.join("")),
  tuple(name, constantFrom("!", "?", "...", " & Licht", " + Licht", "♥", "'", "\u200d", "\ufe0f")).map((all) =>
    all.join("")
  )
)

/** Titles of pages that one who asks for such a title may meet: its own, its parts, others with a part in common. */
const beside = (asked: string): FastCheck.Arbitrary<string> =>
  oneof(
    constant(asked),
    constant(asked.replace(/, (.*)$/u, "")),
    constantFrom(...asked.split(/[:;,/([\])]|\s[-–—]\s/u).filter((part) => part.trim() !== ""), asked),
    constant(words(asked).join(" ") || asked),
    constant(asked.replace(/^(The|De|Het|Een|La|Die|A|I) /u, "")),
    article.map((the) => `${the} ${asked}`),
    number.map((one) => `${asked} ${one}`),
    name.map((more) => `${asked}: ${more}`),
    constant(asked.replace(/[aeiu]/u, "o")),
    title
  )

const year = option(constantFrom(1997, 1999, 2000, 2003), { nil: undefined })
const meeting = title.chain((given) =>
  record({
    request: record({ year, imdb: constantFrom(undefined, "tt0012345") }).map((known) =>
      hints(given, known.year, known)
    ),
    page: record({
      title: beside(given),
      year,
      directors: constantFrom([], ["Anna de Wit"], ["Jan Bos"]),
      imdb: constantFrom(undefined, undefined, "tt0012345", "tt0054321")
    }).map((known) => film(known.title, known.year, known)),
    director: constantFrom(undefined, undefined, "Anna de Wit")
  })
)

describe("the key alone", () => {
  it.prop(
    "decides as what was asked does",
    [meeting],
    ([{ director, page, request }]) => {
      assert.deepStrictEqual(judged(back(request), page, director), judged(request, page, director))
    },
    { fastCheck: { numRuns: 3000 } }
  )

  it.prop("asks the sources for the same words", [title], ([given]) => {
    const shown = (text: string) => words(queryText(text) ?? "")
    assert.deepStrictEqual(shown(back(hints(given)).title), shown(given))
  })

  it.each([
    ["Matrix, The", "The Matrix"],
    ["Nelyubov (Loveless)", "Nelyubov"],
    ["Het water - De dijk", "Het water"],
    ["Rocky: De dijk", "Rocky"]
  ])("of %j still finds %j", (given, page) => {
    const { verdict, relation } = judged(back(hints(given, 1999)), film(page, 1999), undefined)
    assert.notStrictEqual(verdict, "refused")
    assert.include(["same", "equivalent", "subtitle"], relation)
  })

  it.each([
    ["Matrix, The", "vpro-matrix-the-1999-none-m"],
    ["Rocky: De dijk", "vpro-rocky-de-dijk-1999-none-m"]
  ])("of %j as it was issued before is read for ever", (given, key) => {
    assert.deepStrictEqual(oldRatingKey(hints(given, 1999)), Option.some(key))
    const read = Option.getOrThrow(decodeRatingKey(key))
    assert.deepStrictEqual(words(read.title), words(given))
    assert.strictEqual(encodeRatingKey(read), key)
  })
})
