/** Texts of others on one line: without what steers a terminal, breaks a line or is half a character, and of a bounded length. */
import { assert, describe, it } from "@effect/vitest"
import { FastCheck } from "effect"
import { cutAt, oneLine, wellFormed, withoutEnd, withoutStart } from "../../../src/domain/text/Flat.ts"

const texts = FastCheck.oneof(
  FastCheck.fullUnicodeString(),
  FastCheck.string16bits(),
  FastCheck.stringOf(FastCheck.constantFrom(" ", "\n", "\t", "\u00a0", "\u0000", "\u001b", "a", "\ud83c", "🎬"))
)
const lengths = FastCheck.integer({ min: 1, max: 40 })
const isWellFormed = (text: string) => !/\p{Cs}/u.test(text)

describe("one line", () => {
  it.each([
    ["De stille kade", "De stille kade"],
    ["  De\tstille\r\n kade ", "De stille kade"],
    ["De\u00a0stille\u2028kade", "De stille kade"],
    ["\u001b[31mDe stille kade\u0007", "[31mDe stille kade"],
    ["De \ud83cstille kade\udfac", "De stille kade"],
    ["🎬 De stille kade", "🎬 De stille kade"],
    [" \n ", ""],
    ["", ""]
  ])("of %j is %j", (text, expected) => {
    assert.strictEqual(oneLine(text), expected)
  })

  it("is cut at 500 characters, or at what is wanted", () => {
    assert.strictEqual(oneLine("a".repeat(15_000)), "a".repeat(500))
    assert.strictEqual(oneLine(`the${" ".repeat(15_000)}end`), "the end")
    assert.strictEqual(oneLine("een twee drie", 4), "een")
    assert.strictEqual(oneLine("een🎬", 4), "een")
  })

  it.prop(
    "holds neither breaks nor halves, is no longer than wanted, and stays as it is",
    [texts, lengths],
    ([text, most]) => {
      const line = oneLine(text, most)
      assert.isAtMost(line.length, most)
      assert.isTrue(isWellFormed(line), JSON.stringify(line))
      assert.notMatch(line, /[\p{Cc}\p{Zl}\p{Zp}]| {2}|^ | $/u)
      assert.strictEqual(oneLine(line, most), line)
    }
  )
})

describe("a cut", () => {
  it.each([
    ["abc", 3, "abc"],
    ["abc", 2, "ab"],
    ["a🎬", 2, "a"],
    ["🎬🎬", 2, "🎬"],
    ["🎬", 0, ""],
    // Two first halves in a row: the second begins a character, the first is what it was before.
    ["\ud83c\ud83c\udfac", 2, "\ud83c"]
  ])("of %j at %i is %j", (text, most, expected) => {
    assert.strictEqual(cutAt(text, most), expected)
  })

  it.prop("makes no half of a character", [FastCheck.fullUnicodeString(), lengths], ([text, most]) => {
    const cut = cutAt(text, most)
    assert.strictEqual(text.slice(0, cut.length), cut)
    assert.isTrue(isWellFormed(cut), JSON.stringify(cut))
    assert.isAtLeast(cut.length, Math.min(text.length, most - 1))
  })
})

it.prop("what is well formed has no halves, and the rest is untouched", [FastCheck.string16bits()], ([text]) => {
  assert.isTrue(isWellFormed(wellFormed(text)), JSON.stringify(wellFormed(text)))
  assert.strictEqual(wellFormed(wellFormed(text)), wellFormed(text))
})

it("signs at either end are taken off, however many there are", () => {
  assert.strictEqual(withoutEnd("https://films.example/a///", "/"), "https://films.example/a")
  assert.strictEqual(withoutStart(" _-De - kade", " _-"), "De - kade")
  assert.strictEqual(withoutEnd("----", "-"), "")
  assert.strictEqual(withoutStart("", "-"), "")
})
