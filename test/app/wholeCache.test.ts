/** Answers and what references told, as one cache. */
import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Layer, Option } from "effect"
import * as CacheMemory from "../../src/adapters/cache/memory/CacheMemory.ts"
import * as RecordMemory from "../../src/adapters/cache/memory/RecordMemory.ts"
import * as WholeCache from "../../src/app/WholeCache.ts"
import { CachePort } from "../../src/ports/CachePort.ts"
import { MemoryPort } from "../../src/ports/MemoryPort.ts"
import { fullEntry } from "../contract/cache.ts"

const whole = { maxEntries: 10, maxBytes: 1_000_001 }
const { answers, records } = WholeCache.shares(whole)
const layer = Layer.provideMerge(
  WholeCache.layer(whole),
  Layer.merge(CacheMemory.layer(answers), RecordMemory.layer(records))
)
const key = "vpro-amelie-2001-tt0211915-m"

describe("the whole cache", () => {
  it("is shared out to the last byte", () => {
    assert.deepStrictEqual(answers, { maxEntries: 10, maxBytes: 750_001 })
    assert.deepStrictEqual(records, { maxEntries: 40, maxBytes: 250_000 })
  })

  it.effect("has the bytes of both, under the bound that was set", () =>
    Effect.gen(function* () {
      const cache = yield* CachePort
      yield* cache.set(key, fullEntry())
      const before = yield* cache.stats
      assert.deepStrictEqual([before.entries, before.maxEntries, before.maxBytes], [1, 10, 1_000_001])
      const memory = yield* MemoryPort
      yield* memory.remember("a", "x", Duration.days(1))
      const after = yield* cache.stats
      assert.deepStrictEqual(after, { ...before, bytes: before.bytes + (yield* memory.size) })
      assert.isAbove(after.bytes, before.bytes)
    }).pipe(Effect.provide(layer))
  )

  it.effect("forgets what references told when all of it is cleared, and only then", () =>
    Effect.gen(function* () {
      const cache = yield* CachePort
      const memory = yield* MemoryPort
      yield* cache.set(key, fullEntry())
      yield* memory.remember("a", "x", Duration.days(1))
      assert.strictEqual(yield* cache.removeMatching("amelie"), 1)
      assert.isTrue(Option.isSome(yield* memory.recall("a")))
      assert.strictEqual(yield* cache.removeMatching(""), 0)
      assert.deepStrictEqual(yield* memory.recall("a"), Option.none())
    }).pipe(Effect.provide(layer))
  )
})
