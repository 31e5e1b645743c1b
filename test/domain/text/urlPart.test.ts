/** Every text has a place in an address, and comes out of it again. */
import { assert, describe, it } from "@effect/vitest"
import { urlPart } from "../../../src/domain/text/UrlPart.ts"
import { wellFormed } from "../../../src/domain/text/Flat.ts"
import { strangeText } from "../../stand-ins/texts.ts"

describe("a part of an address", () => {
  it.each([
    ["De stille dijk", "De%20stille%20dijk"],
    ["a/b?c&d=e#f", "a%2Fb%3Fc%26d%3De%23f"],
    ["a\udc00b", "ab"],
    ["\ud83c", ""],
    ["🎬", "%F0%9F%8E%AC"]
  ])("of %j is %s", (text, expected) => assert.strictEqual(urlPart(text), expected))

  it.prop("gives the text back, but for halves of characters", [strangeText], ([text]) => {
    assert.strictEqual(decodeURIComponent(urlPart(text)), wellFormed(text))
  })
})
