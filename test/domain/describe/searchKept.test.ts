/** Answers are found by what a person types: a title in whatever writing, or a part of a key. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, TestClock } from "effect"
import * as CacheMemory from "../../../src/adapters/cache/memory/CacheMemory.ts"
import { searchKept } from "../../../src/domain/describe/SearchKept.ts"
import { CachePort } from "../../../src/ports/CachePort.ts"
import { fullEntry } from "../../contract/cache.ts"

const kept = [
  ["vpro-downfall-2004-none-m", "Ondergang"],
  ["vpro-the-last-metro-1980-none-m", "Le dernier métro"],
  ["vpro-spider-man-2002-none-m", "Spider-Man"],
  ["vpro-nevel-2009-none-m", "Nevel"]
] as const

const found = (text: string, limit = 100) =>
  Effect.gen(function* () {
    const cache = yield* CachePort
    for (const [key, title] of kept) {
      yield* cache.set(key, fullEntry({ title }))
      yield* TestClock.adjust("1 minute")
    }
    return (yield* searchKept(text, limit)).map(({ key }) => key)
  }).pipe(Effect.provide(CacheMemory.layer()))

describe("a search of what is kept", () => {
  for (const [text, ...keys] of [
    ["ondergang", kept[0][0]],
    ["DOWNFALL", kept[0][0]],
    ["dernier metro", kept[1][0]],
    ["ｍétro", kept[1][0]],
    ["spider man", kept[2][0]],
    ["Spider‐Man", kept[2][0]],
    ["-none-m", kept[3][0], kept[2][0], kept[1][0], kept[0][0]],
    ["", kept[3][0], kept[2][0], kept[1][0], kept[0][0]],
    ["nobody"]
  ] as const)
    it.effect(`"${text}" finds ${keys.length} by key or title, used last first`, () =>
      Effect.map(found(text), (list) => assert.deepStrictEqual(list, keys))
    )

  it.effect("answers no more than were asked for", () => Effect.map(found("e", 2), (list) => assert.lengthOf(list, 2)))
})
