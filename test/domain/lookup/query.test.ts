/** What is typed into the search boxes of others, whatever the title is. */
import { assert, describe, it } from "@effect/vitest"
import { joinedTexts, queryText } from "../../../src/domain/lookup/Query.ts"
import { strangeText } from "../../stand-ins/texts.ts"

const isWellFormed = (text: string) => !/\p{Cs}/u.test(text)

describe("a search text", () => {
  it.each([
    ["  De\tstille “dijk” ", "De stille dijk"],
    ["De zon’s 'licht'", "De zon's licht"],
    ["a\udc00b", "ab"],
    ["\ud83c!", undefined],
    [`x${"\u{10400}".repeat(200)}`, `x${"\u{10400}".repeat(59)}`],
    ["een twee ".repeat(20), "een twee ".repeat(13).trim()]
  ])("of %j is %j", (title, expected) => assert.strictEqual(queryText(title), expected))

  it.prop("is short, of whole characters, and stays as it is", [strangeText], ([title]) => {
    const text = queryText(title)
    if (text === undefined) return
    assert.isAtMost(text.length, 120)
    assert.isTrue(isWellFormed(text), JSON.stringify(text))
    assert.strictEqual(queryText(text), text)
    for (const joined of joinedTexts([title, title, "De dijk"])) assert.isTrue(isWellFormed(joined))
  })
})
