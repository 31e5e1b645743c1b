/** The JSON of others: what is nested too deeply or holds too much is told before it is parsed. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Either, FastCheck, Schema } from "effect"
import { deepestJson } from "../../../src/domain/text/Bounds.ts"
import { depthOf, JsonText, parseJson, readJson, valueAt } from "../../../src/domain/text/Json.ts"

const arrays = (depth: number) => "[".repeat(depth) + "1" + "]".repeat(depth)
const why = (text: string, mostValues?: number) => Either.getOrElse(Either.flip(parseJson(text, mostValues)), () => "")

describe("a text in JSON", () => {
  it("is read up to its depth, and not beyond it", () => {
    assert.strictEqual(why(arrays(deepestJson)), "")
    assert.strictEqual(why(arrays(deepestJson + 1)), `nested more than ${deepestJson} deep`)
    assert.match(why(arrays(1_000_000)), /nested/)
    assert.match(why("[".repeat(1_000_000)), /nested/)
    assert.match(why('{"a":'.repeat(100_000)), /nested/)
  })

  it("is read up to so many values, and not beyond them", () => {
    assert.strictEqual(why("[1,2,3]", 3), "")
    assert.strictEqual(why("[1,2,3,4,5]", 3), "more than 3 values")
    assert.strictEqual(why('{"a":[],"b":{}}', 3), "more than 3 values")
  })

  it("may hold brackets and commas in its texts", () => {
    const value = { a: '[[[{"\\,,,,', b: "\\" }
    assert.deepStrictEqual(parseJson(JSON.stringify(value), 2), Either.right(value))
  })

  it("is told to be none without being repeated", () => {
    for (const text of ["", "{", '{"a":}', "geheim", '"\ud800']) assert.strictEqual(why(text), "not JSON")
  })

  it.prop("is what JSON.parse makes of it", [FastCheck.json()], ([text]) => {
    if (depthOf(text, deepestJson) <= deepestJson)
      assert.deepStrictEqual(parseJson(text), Either.right(JSON.parse(text)))
  })

  it.prop(
    "has a beginning that is found again",
    [FastCheck.array(FastCheck.jsonValue()), FastCheck.string()],
    ([value, rest]) => {
      const text = JSON.stringify(value)
      assert.strictEqual(valueAt(`x${text}${rest}`, 1), text)
    }
  )
})

describe("what is read by a schema", () => {
  const Film = Schema.Struct({ film: Schema.Struct({ years: Schema.Array(Schema.Number) }) })

  it("names the place of a fault, and not what stands there", () => {
    const fault = (text: string) => Effect.runSync(Effect.flip(readJson(Film)(text))).message
    assert.strictEqual(fault('{"film":{"years":[2011,"geheim"]}}'), "film.years.1: of another form")
    assert.strictEqual(fault("{}"), "film: is missing")
    assert.strictEqual(fault("geheim"), "not JSON")
    assert.isAtMost(fault(`{"film":{"years":["${"x".repeat(100_000)}"]}}`).length, 200)
  })

  it("can be written again", () => {
    const codec = JsonText(Film)
    const film = { film: { years: [2011] } }
    assert.strictEqual(Schema.encodeSync(codec)(film), '{"film":{"years":[2011]}}')
    assert.deepStrictEqual(Schema.decodeSync(codec)('{"film":{"years":[2011]}}'), film)
  })
})
