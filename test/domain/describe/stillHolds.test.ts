/** Whether a description would be given again: it tells so of what the cache says, and of nothing that only looks the same. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Option, TestClock } from "effect"
import * as CacheMemory from "../../../src/adapters/cache/memory/CacheMemory.ts"
import * as TitleMemory from "../../../src/adapters/cache/memory/TitleMemory.ts"
import * as Sources from "../../../src/adapters/sources/memory/SourcesMemory.ts"
import { alone } from "../../../src/domain/describe/Alone.ts"
import { describe as describeKey, stillHolds } from "../../../src/domain/describe/Describe.ts"
import { CacheError, CachePort } from "../../../src/ports/CachePort.ts"
import { TitleMemoryPort } from "../../../src/ports/TitleMemoryPort.ts"
import { film } from "../../stand-ins/works.ts"

const key = "vpro-zomerlicht-1990-none-m"

/** A cache that gives another object each time, as one does that reads anew. */
const copying = Layer.effect(
  CachePort,
  Effect.map(CacheMemory.make(), (inner) =>
    CachePort.of({
      ...inner,
      get: (key) =>
        Effect.map(
          inner.get(key),
          Option.map((entry) => ({ ...entry }))
        )
    })
  )
)

const others = Layer.mergeAll(
  Sources.catalogue([film("Zomerlicht", 1990)]),
  Sources.pages([]),
  Sources.works([]),
  Sources.noWebSearch,
  TitleMemory.layer,
  alone
)

/** A description out of the cache, and whether it still holds. */
const kept = Effect.gen(function* () {
  yield* describeKey(key)
  const description = yield* Effect.flatten(describeKey(key))
  const holds = yield* stillHolds
  return { description, holds: holds(description) }
})

describe.each([
  ["the same object", CacheMemory.layer()],
  ["a new object", copying]
])("of a cache that gives %s each time, a description", (_, cache) => {
  const world = Layer.mergeAll(others, cache)

  it.effect("holds until it is too old", () =>
    Effect.gen(function* () {
      const { holds } = yield* kept
      assert.isTrue(yield* holds)
      yield* TestClock.adjust("29 days")
      assert.isTrue(yield* holds)
      yield* TestClock.adjust("2 days")
      assert.isFalse(yield* holds)
    }).pipe(Effect.provide(world))
  )

  it.effect("holds no longer when its key says something else, or nothing", () =>
    Effect.gen(function* () {
      const { description, holds } = yield* kept
      const cache = yield* CachePort
      const entry = description.entry ?? assert.fail("there is no entry")
      yield* cache.set(key, { ...entry, lastAccessed: entry.fetchedAt })
      assert.isTrue(yield* holds)
      yield* cache.set(key, { ...entry, description: `${entry.description} Nieuw.` })
      assert.isFalse(yield* holds)
      yield* cache.set(key, entry)
      assert.isTrue(yield* holds)
      yield* cache.remove(key)
      assert.isFalse(yield* holds)
    }).pipe(Effect.provide(world))
  )

  it.effect("holds no longer when the title is asked in another way", () =>
    Effect.gen(function* () {
      const { holds } = yield* kept
      yield* Effect.flatMap(TitleMemoryPort, (memory) => memory.remember(key, "ZomerLicht"))
      assert.isFalse(yield* holds)
    }).pipe(Effect.provide(world))
  )
})

it.effect("a cache that fails makes it be asked anew", () =>
  Effect.gen(function* () {
    const { description } = yield* kept
    const failing = new CacheError({ operation: "get", reason: "Unavailable", cause: "gone" })
    const holds = yield* Effect.provide(stillHolds, Layer.mock(CachePort, { get: () => failing }))
    assert.isFalse(yield* holds(description))
  }).pipe(Effect.provide(Layer.mergeAll(others, CacheMemory.layer())))
)
