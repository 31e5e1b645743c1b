/** Stores bounded by what their entries weigh. */
import { assert, describe, it } from "@effect/vitest"
import { FastCheck } from "effect"
import { weighed, weightOf } from "../../../src/domain/values/Weight.ts"

describe("the weight of data", () => {
  it.prop("is that of all its texts at least, however they are nested", [FastCheck.jsonValue()], ([value]) => {
    const texts = (one: unknown): number =>
      typeof one === "string"
        ? one.length
        : typeof one === "object" && one !== null
          ? Object.values(one).reduce((sum: number, member) => sum + texts(member), 0)
          : 0
    assert.isAtLeast(weightOf(value), 2 * texts(value))
  })

  it("of something nested very deep is told too", () => {
    let value: unknown = "core"
    for (let depth = 0; depth < 100_000; depth++) value = [value]
    assert.isAbove(weightOf(value), 100_000)
  })
})

describe("a store by weight", () => {
  it("lets the oldest go, by weight and by number, and tells of each", () => {
    const gone: Array<string> = []
    const store = weighed<number>({ entries: 3, bytes: 10 }, (key) => void gone.push(key))
    for (const [key, weight] of Object.entries({ a: 1, b: 1, c: 1, d: 1, e: 8 })) store.put(key, weight, weight)
    assert.deepStrictEqual(gone, ["a", "b"])
    store.put("f", 2, 2)
    assert.deepStrictEqual(gone, ["a", "b", "c", "d"])
    assert.deepStrictEqual([store.get("e"), store.get("f")], [8, 2])
    store.put("e", 11, 11)
    assert.deepStrictEqual([store.get("e"), store.get("f")], [undefined, 2])
  })
})
