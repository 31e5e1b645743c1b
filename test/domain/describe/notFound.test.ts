/** How long "not found" is remembered: longer each time that it is confirmed, and never long for what is new. */
import { assert, describe, it } from "@effect/vitest"
import { DateTime, Duration, Effect, FastCheck, Layer, Option, TestClock } from "effect"
import * as Sources from "../../../src/adapters/sources/memory/SourcesMemory.ts"
import { describe as describeKey, describeAgain } from "../../../src/domain/describe/Describe.ts"
import { encodeRatingKey } from "../../../src/domain/keys/RatingKey.ts"
import { defaultTimesToLive, lifeOf, mostConfirmations } from "../../../src/domain/values/CacheEntry.ts"
import type { Hints } from "../../../src/domain/values/Hints.ts"
import { VproId, Year } from "../../../src/domain/values/Media.ts"
import { CachePort } from "../../../src/ports/CachePort.ts"
import { WorkPort } from "../../../src/ports/WorkPort.ts"
import { fullEntry } from "../../contract/cache.ts"
import { film, hints } from "../../stand-ins/works.ts"
import { pagesDown, pomsDown, world } from "../../stand-ins/world.ts"

const january = Date.UTC(2026, 0, 5)
const nothing = (year: number | undefined, confirmed?: number) =>
  fullEntry({
    status: "not_found",
    description: undefined,
    vpro: undefined,
    year: year === undefined ? undefined : Year.make(year),
    confirmed
  })
const hoursOf = (year: number | undefined, confirmed: number | undefined, at = january) =>
  Duration.toHours(lifeOf(nothing(year, confirmed), defaultTimesToLive, at))

describe("the life of not found", () => {
  it.each([
    [undefined, 1],
    [1, 2],
    [2, 4],
    [9, 512],
    [10, 720],
    [mostConfirmations, 720]
  ])("confirmed %s times is %s hours", (confirmed, hours) => {
    assert.strictEqual(hoursOf(1990, confirmed), hours)
    assert.strictEqual(hoursOf(undefined, confirmed), hours)
  })

  it.each([
    ["of this year", 2026, january, 1],
    ["of the last", 2025, january, 1],
    ["of the next", 2027, january, 1],
    ["of the year before the last", 2024, january, 8],
    ["of the last, in the last hour of this one in UTC", 2025, Date.UTC(2026, 11, 31, 23, 59), 1],
    ["of the year before the last, in the first hour of this one in UTC", 2025, Date.UTC(2027, 0, 1), 8]
  ] as const)("of a film %s begins anew or not", (_, year, at, hours) => {
    assert.strictEqual(hoursOf(year, 3, at), hours)
  })

  it.prop(
    "is never less than the first, and the larger of the two settings at most",
    [FastCheck.nat(2_000), FastCheck.nat(2_000), FastCheck.integer({ min: 1, max: mostConfirmations })],
    ([first, most, confirmed]) => {
      const ttl = { found: Duration.days(1), notFound: Duration.hours(first), notFoundMax: Duration.hours(most) }
      const hours = Duration.toHours(lifeOf(nothing(1990, confirmed), ttl, january))
      assert.strictEqual(hours, Math.min(first * 2 ** confirmed, Math.max(first, most)))
    }
  )

  it("is not that of a text", () => {
    const text = fullEntry({ year: Year.make(1990), confirmed: 3 })
    assert.strictEqual(lifeOf(text, defaultTimesToLive, january), defaultTimesToLive.found)
  })
})

describe("what confirms that nothing is found", () => {
  const asked = hints("Zomerlicht", 1990)
  const key = encodeRatingKey(asked)
  const kept = (of: string = key) => Effect.flatMap(CachePort, (cache) => Effect.map(cache.get(of), Option.getOrThrow))
  const lookUp = (of: string = key) =>
    Effect.flatMap(TestClock.adjust("31 days"), () => Effect.flatten(describeKey(of)))
  const times = Effect.map(kept(), ({ confirmed }) => confirmed)
  const begin = TestClock.setTime(january)
  const refused = Layer.mock(WorkPort, {
    configured: Effect.succeed(true),
    references: Effect.succeed([{ reference: "tmdb", state: "refused" as const }]),
    byExternalId: () => Effect.succeedNone,
    byId: () => Effect.succeedNone,
    search: () => Effect.succeed({ hits: [], more: false })
  })

  it.effect("is each look-up at its end, so that a year has twenty of them", () =>
    Effect.gen(function* () {
      yield* begin
      const from = Effect.map(Effect.flatten(describeKey(key)), (answer) => answer.from)
      assert.strictEqual(yield* from, "lookup")
      for (const hours of [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 720, 720]) {
        yield* TestClock.adjust(Duration.minutes(hours * 60 - 1))
        assert.strictEqual(yield* from, "hit", `${hours} hours`)
        yield* TestClock.adjust("1 minute")
        assert.strictEqual(yield* from, "lookup", `${hours} hours`)
      }
    }).pipe(Effect.provide(world({})))
  )

  it.effect("is not a look-up that a refused key left a reference out of, nor one that was left open", () =>
    Effect.gen(function* () {
      yield* begin
      yield* lookUp()
      yield* lookUp()
      assert.strictEqual(yield* times, 1)
      yield* Effect.provide(lookUp(), refused)
      const now = yield* DateTime.now
      assert.deepInclude(yield* kept(), { confirmed: 1, fetchedAt: now })
      yield* Effect.provide(lookUp(), Layer.merge(pomsDown, pagesDown))
      assert.deepInclude(yield* kept(), { confirmed: 1, fetchedAt: now })
      yield* lookUp()
      assert.strictEqual(yield* times, 2)
    }).pipe(Effect.provide(world({})))
  )

  it.effect("is not a text: what is found in between, or deleted, begins anew", () =>
    Effect.gen(function* () {
      yield* begin
      yield* lookUp()
      yield* lookUp()
      yield* Effect.provide(lookUp(), Sources.catalogue([film("Zomerlicht", 1990)]))
      assert.isUndefined(yield* times)
      yield* lookUp()
      assert.deepInclude(yield* kept(), { status: "not_found", confirmed: undefined })
      yield* lookUp()
      assert.strictEqual(yield* times, 1)
      yield* (yield* CachePort).remove(key)
      yield* lookUp()
      assert.isUndefined(yield* times)
    }).pipe(Effect.provide(world({})))
  )

  it.effect.each([
    ["a page that a person chose", { ...asked, vpro: VproId.make(4711) }],
    ["another id", { ...asked, ...hints("Zomerlicht", 1990, { imdb: "tt0080610" }) }]
  ] as const)("is not what was found of the same title without %s", ([, other]: readonly [string, Hints]) =>
    Effect.gen(function* () {
      yield* begin
      yield* lookUp()
      yield* lookUp()
      const changed = encodeRatingKey(other)
      assert.notStrictEqual(changed, key)
      yield* lookUp(changed)
      assert.deepInclude(yield* kept(changed), { status: "not_found", confirmed: undefined })
    }).pipe(Effect.provide(world({})))
  )

  it.effect("holds for a page without a text too, and another page begins anew", () =>
    Effect.gen(function* () {
      yield* begin
      const without = (id: number) => Sources.catalogue([film("Zomerlicht", 1990, { id, text: undefined })])
      yield* Effect.provide(lookUp(), without(1))
      yield* Effect.provide(lookUp(), without(1))
      assert.deepInclude(yield* kept(), { status: "found", confirmed: 1 })
      // Its ids are still wanted: it is looked up again before its end, which confirms nothing.
      yield* Effect.provide(describeAgain(key), without(1))
      assert.deepInclude(yield* kept(), { confirmed: 1 })
      yield* Effect.provide(lookUp(), without(2))
      assert.deepInclude(yield* kept(), { status: "found", confirmed: undefined })
    }).pipe(Effect.provide(world({})))
  )
})
