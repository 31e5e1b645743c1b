import { assert, describe, it } from "@effect/vitest"
import { FastCheck } from "effect"
import { comparisonForm, fold, jaccard, slips, titleDigest, words } from "../../../src/domain/titles/Comparison.ts"

const forms = ["NFC", "NFD", "NFKC", "NFKD"] as const
const texts = FastCheck.oneof(FastCheck.fullUnicodeString(), FastCheck.string(), FastCheck.unicodeString())

describe("fold", () => {
  it.each([
    ["Amélie", "amelie"],
    ["Ame\u0301lie", "amelie"],
    ["ＡＭＥＬＩＥ　２", "amelie 2"],
    ["Straße", "strasse"],
    ["STRASSE", "strasse"],
    ["Œuvre", "oeuvre"],
    ["Łódź", "lodz"],
    ["Smørrebrød", "smorrebrod"],
    ["İstanbul", "istanbul"],
    ["ISTANBUL", "istanbul"],
    ["Işık", "isik"],
    ["Æon", "aeon"],
    ["Þór", "thor"],
    ["Đorđe", "dorde"],
    ["ﬁlm", "film"],
    ["Alien³", "alien3"],
    ["№ 5", "no 5"],
    ["Ёлки", "елки"],
    ["Ἀθῆναι", "αθηναι"],
    ["が", "が"],
    ["か\u3099", "が"],
    ["हिन्दी", "हिन्दी"],
    ["한국", "한국"],
    ["", ""]
  ])("%s is %s", (text, expected) => {
    assert.strictEqual(fold(text), expected)
  })

  it.prop("is the same for every Unicode form, and folded already", [texts], ([text]) => {
    const folded = fold(text)
    for (const form of forms) assert.strictEqual(fold(text.normalize(form)), folded)
    assert.strictEqual(folded.normalize("NFC"), folded)
  })
})

describe("words", () => {
  it.each([
    ["The Matrix", ["the", "matrix"]],
    ["Spider-Man: Far  From Home!", ["spider", "man", "far", "from", "home"]],
    ["L’Été", ["l", "ete"]],
    ["L'Été", ["l", "ete"]],
    ["“Quoted” ‘title’", ["quoted", "title"]],
    ["8½", ["81", "2"]],
    ["2001: A Space Odyssey", ["2001", "a", "space", "odyssey"]],
    ["霸王别姬", ["霸王别姬"]],
    ["Ночной дозор", ["ночнои", "дозор"]],
    ["हिन्दी फ़िल्म", [fold("हिन्दी"), fold("फ़िल्म")]],
    ["…!?", []],
    ["👻", []],
    ["", []]
  ])("of %s", (text, expected) => {
    assert.deepStrictEqual(words(text), expected)
  })
})

describe("comparisonForm", () => {
  it.each([
    ["Spider-Man", "SPIDER MAN"],
    ["Spider-Man", "Spiderman"],
    ["Ocean's Eleven", "Oceans eleven"],
    ["Ocean’s Eleven", "Ocean's Eleven"],
    ["Ｗａｌｌ・Ｅ", "WALL-E"],
    ["M*A*S*H", "MASH"],
    ["Größe", "GROSSE"],
    ["???", "? ? ?"],
    ["I \u2665\ufe0f Huckabees", "I \u2665 Huckabees"],
    ["\u2665\ufe0f", "\u2665"],
    ["Ocean\u02bcs Eleven", "Ocean's Eleven"],
    ["L\u02bbAvventura", "L’Avventura"],
    ["De\u2060 Li\u034fft", "De Lift"],
    ["De\u200b Li\u00adft\u200f", "De Lift"],
    ["می\u200cخواهم", "میخواهم"],
    [" ", ""]
  ])("%s is written like %s", (a, b) => {
    assert.strictEqual(comparisonForm(a), comparisonForm(b))
  })

  it.each([
    ["Герой", "霸王别姬"],
    ["Alien", "Aliens"],
    ["Alien 3", "Alien 4"],
    ["???", "!!!"],
    ["👻", "🎬"],
    ["が", "か"],
    ["कि", "की"]
  ])("%s is not written like %s", (a, b) => {
    assert.notStrictEqual(comparisonForm(a), comparisonForm(b))
  })

  const unseen = FastCheck.constantFrom("\u00ad", "\u034f", "\u200b", "\u200d", "\u200e", "\u2060", "\ufe0f", "\ufeff")
  it.prop("does not mind signs that nobody sees", [texts, unseen, texts], ([a, sign, b]) => {
    FastCheck.pre(words(a + b).length > 0)
    assert.strictEqual(comparisonForm(`${a}${sign} ${b}`), comparisonForm(`${a} ${b}`))
  })

  it.prop("does not mind the form, and has no spaces", [texts], ([text]) => {
    for (const form of forms) assert.strictEqual(comparisonForm(text.normalize(form)), comparisonForm(text))
    assert.notMatch(comparisonForm(text), /\s/u)
  })
})

describe("titleDigest", () => {
  // These numbers stand in keys that Plex remembers.
  it.each([
    ["De Lift", 1544380123],
    ["Ocean's Eleven", 2787793419],
    ["Ocean\u02bcs Eleven", 809850609],
    ["I \u2665\ufe0f Huckabees", 3405214130]
  ])("of %s stays what it was", (title, digest) => {
    assert.strictEqual(titleDigest(title), digest)
  })
})

describe("jaccard", () => {
  it.each([
    ["the matrix", "The Matrix!", 1],
    ["the matrix", "matrix the the", 1],
    ["the matrix", "the matrix reloaded", 2 / 3],
    ["the matrix", "de aanslag", 0],
    ["", "", 0],
    ["…", "…", 0]
  ])("of %s and %s", (a, b, expected) => {
    assert.strictEqual(jaccard(a, b), expected)
  })

  const some = FastCheck.array(FastCheck.constantFrom("a", "b", "c", "d", "é"), { maxLength: 6 }).map((all) =>
    all.join(" ")
  )
  it.prop("is symmetric, from 0 to 1, and 1 for the same words", [some, some], ([a, b]) => {
    const share = jaccard(a, b)
    assert.strictEqual(share, jaccard(b, a))
    assert.isAtLeast(share, 0)
    assert.isAtMost(share, 1)
    const [left, right] = [words(a), words(b)]
    const isSame = left.every((word) => right.includes(word)) && right.every((word) => left.includes(word))
    assert.strictEqual(share === 1, left.length > 0 && isSame)
  })
})

describe("slips", () => {
  it.each([
    ["matrix", "matrix", 0],
    ["matrix", "matriks", 2],
    ["matrix", "matix", 1],
    ["matrix", "maatrix", 1],
    ["matrix", "matryx", 1],
    ["matrix", "martix", 1],
    ["ab", "ba", 1],
    ["", "abc", 3],
    ["kitten", "sitting", 3],
    ["👻👻", "👻", 1]
  ])("from %s to %s", (a, b, expected) => {
    assert.strictEqual(slips(a, b, 5), expected)
    assert.strictEqual(slips(b, a, 5), expected)
    if (expected > 0) assert.strictEqual(slips(a, b, expected - 1), expected)
  })

  const some = FastCheck.stringOf(FastCheck.constantFrom("a", "b", "c", "👻"), { maxLength: 8 })
  it.prop(
    "are symmetric, none only for equals, and never above the limit by more than one",
    [some, some, FastCheck.nat(8)],
    ([a, b, limit]) => {
      const count = slips(a, b, limit)
      assert.strictEqual(count, slips(b, a, limit))
      assert.isAtLeast(count, 0)
      assert.isAtMost(count, limit + 1)
      assert.strictEqual(count === 0, a === b)
      const all = slips(a, b, 99)
      assert.strictEqual(count, Math.min(all, limit + 1))
    }
  )
})
