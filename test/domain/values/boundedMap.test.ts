/** Maps that hold so much and no more. */
import { assert, describe, it } from "@effect/vitest"
import { FastCheck } from "effect"
import * as BoundedMap from "../../../src/domain/values/BoundedMap.ts"

describe("a bounded map", () => {
  it("lets the oldest go, by weight and by number, and tells of each", () => {
    const gone: Array<string> = []
    const map = BoundedMap.make<string, number>({ entries: 3, bytes: 10 }, (key) => void gone.push(key))
    for (const [key, weight] of Object.entries({ a: 1, b: 1, c: 1, d: 1, e: 8 })) map.put(key, weight, weight)
    assert.deepStrictEqual(gone, ["a", "b"])
    map.put("f", 2, 2)
    assert.deepStrictEqual(gone, ["a", "b", "c", "d"])
    assert.deepStrictEqual([map.get("e"), map.get("f")], [8, 2])
    map.put("e", 11, 11)
    assert.deepStrictEqual([map.get("e"), map.get("f")], [undefined, 2])
  })

  it("says whether it kept what was put", () => {
    const map = BoundedMap.make<string, number>({ entries: 3, bytes: 10 })
    assert.deepStrictEqual([map.put("a", 1, 10), map.put("a", 1, 11), map.has("a")], [true, false, false])
  })

  it("leaves what is replaced in its place, with its weight", () => {
    const map = BoundedMap.make<string, number>({ entries: 3, bytes: 10 })
    for (const key of ["a", "b"]) map.put(key, 1, 2)
    assert.deepStrictEqual([map.replace("a", 7), map.replace("z", 7)], [true, false])
    assert.deepStrictEqual([...map.keys(), map.get("a"), map.weight()], ["a", "b", 7, 4])
  })

  it("takes what is put again, or used, for the newest", () => {
    const map = BoundedMap.make<string, number>({ entries: 3 })
    for (const key of ["a", "b", "c"]) map.put(key, 1)
    map.put("a", 2)
    map.use("b")
    assert.deepStrictEqual([...map.keys()], ["c", "a", "b"])
    assert.deepStrictEqual([map.use("a"), map.use("z"), map.size()], [2, undefined, 3])
    map.put("d", 1)
    assert.deepStrictEqual([...map.keys()], ["b", "a", "d"])
  })

  it("tells of what is taken out, and of what is put over", () => {
    const gone: Array<readonly [string, number]> = []
    const map = BoundedMap.make<string, number>({ entries: 3 }, (key, value) => void gone.push([key, value]))
    map.put("a", 1)
    map.put("a", 2)
    assert.deepStrictEqual([map.remove("a"), map.remove("a")], [true, false])
    assert.deepStrictEqual(gone, [
      ["a", 1],
      ["a", 2]
    ])
  })

  const steps = FastCheck.array(
    FastCheck.tuple(FastCheck.integer({ min: 0, max: 9 }), FastCheck.integer({ min: 0, max: 12 }))
  )
  it.prop(
    "never holds more than it may, and always what was put last, unless that alone is too much",
    [steps],
    ([all]) => {
      const map = BoundedMap.make<number, number>({ entries: 4, bytes: 10 })
      for (const [key, weight] of all) {
        map.put(key, weight, weight)
        const held = [...map.keys()].map((each) => map.get(each) ?? 0)
        assert.isAtMost(held.length, 4)
        assert.isAtMost(
          held.reduce((sum, each) => sum + each, 0),
          10
        )
        assert.strictEqual(map.get(key), weight > 10 ? undefined : weight)
      }
    }
  )
})
