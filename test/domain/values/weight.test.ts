/** What data weighs in memory. */
import { assert, describe, it } from "@effect/vitest"
import { FastCheck } from "effect"
import { weightOf } from "../../../src/domain/values/Weight.ts"

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
