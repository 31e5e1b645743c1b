/** Texts of others where they could steer a terminal: shown, not done. */
import { assert, describe, it } from "@effect/vitest"
import { FastCheck as fc } from "effect"
import { visible, visibleLines } from "../../../src/app/Visible.ts"

/** Halves of signs, control characters and marks of direction more often than chance would have it. */
const nasty = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      "\u001b[2J",
      "\u009b31m",
      "\u007f",
      "\u0085",
      "\u202e",
      "\u2066",
      "\u2029",
      "\ud83d",
      "\udc00",
      "\0"
    ),
    fc.constantFrom("\n", "\r", "\r\n", "\t", "\\", '"', "\\u001b", "a", "é", "ש", "🎬"),
    fc.string({ unit: "binary" })
  )
})

const steers = (text: string) =>
  [...text].some((sign) => {
    const code = sign.codePointAt(0) ?? 0
    return (
      code < 0x20 ||
      (code >= 0x7f && code <= 0x9f) ||
      (code >= 0x2028 && code <= 0x202e) ||
      (code >= 0x2066 && code <= 0x2069) ||
      (code >= 0xd800 && code <= 0xdfff)
    )
  })

describe("a text of others", () => {
  it("as one line holds nothing that steers a terminal, and is the same when it is shown again", () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const shown = visible(text)
        assert.isFalse(steers(shown), shown)
        assert.strictEqual(visible(shown), shown)
        if (!steers(text)) assert.strictEqual(shown, text)
      })
    )
  })

  it("in lines keeps its line breaks and nothing else", () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const shown = visibleLines(text)
        assert.isFalse(steers(shown.replace(/\r?\n/g, "")), shown)
        assert.strictEqual(shown.split("\n").length, text.split("\n").length)
        assert.strictEqual(visibleLines(shown), shown)
      })
    )
  })

  it("in JSON stays the same JSON", () => {
    fc.assert(
      fc.property(nasty, nasty, (name, text) => {
        const json = JSON.stringify({ [name]: [text] }, null, 2)
        for (const shown of [visible(JSON.stringify({ [name]: [text] })), visibleLines(json)])
          assert.deepStrictEqual(JSON.parse(shown), JSON.parse(json))
        assert.isFalse(steers(visibleLines(json).replaceAll("\n", "")), visibleLines(json))
      })
    )
  })

  it("is shown by the numbers of its signs", () => {
    assert.strictEqual(visible("a\u001b[31mb\u0085\u202ec\ud83d\n"), "a\\u001b[31mb\\u0085\\u202ec\\ud83d\\u000a")
    assert.strictEqual(visibleLines("a\r\nb\rc\n"), "a\r\nb\\u000dc\n")
    assert.strictEqual(visible("Дамба у моря, שלום, 🎬"), "Дамба у моря, שלום, 🎬")
  })
})
