/** Which texts are renewed, when, and what becomes of the others. */
import { assert, describe, it } from "@effect/vitest"
import { Clock, DateTime, Duration, Effect, Layer, Metric, Option, Ref, TestClock } from "effect"
import * as Sources from "../../../src/adapters/sources/memory/SourcesMemory.ts"
import { renewals, type RenewalOutcome } from "../../../src/domain/describe/DescribeMetrics.ts"
import { defaultFeatures, Features } from "../../../src/domain/describe/Features.ts"
import { makeRenewal } from "../../../src/domain/describe/Renewal.ts"
import type { CacheEntry } from "../../../src/domain/values/CacheEntry.ts"
import type { CatalogueItem } from "../../../src/domain/values/Catalogue.ts"
import { VproId } from "../../../src/domain/values/Media.ts"
import { CachePort } from "../../../src/ports/CachePort.ts"
import { CataloguePort, type PageNumber } from "../../../src/ports/CataloguePort.ts"
import { fullEntry } from "../../contract/cache.ts"
import { film, prose, work } from "../../stand-ins/works.ts"
import { down, world } from "../../stand-ins/world.ts"

const january = Date.UTC(2026, 0, 5)
const keyOf = (id: number) => `vpro-film-${id}-1990-none-m`
const item = (id: number, text: string = prose): CatalogueItem =>
  film(`Film ${id}`, 1990, { id, directors: ["Bo Maker"], text })
const entry = (id: number, rest: Partial<CacheEntry> = {}) =>
  fullEntry({
    ...item(id),
    description: prose,
    vpro: VproId.make(id),
    fetchedAt: DateTime.unsafeMake(january),
    lastAccessed: DateTime.unsafeMake(january),
    confirmed: undefined,
    ...rest
  })
const ids = (count: number) => Array.from({ length: count }, (_, at) => at + 1)

/** The catalogue, what is asked of it, and what it counts. */
const stage = Effect.fn(function* (answer: (pages: ReadonlyArray<PageNumber>) => ReadonlyArray<CatalogueItem>) {
  const asked = yield* Ref.make<ReadonlyArray<ReadonlyArray<number>>>([])
  const fails = yield* Ref.make(false)
  const { round } = yield* makeRenewal
  const catalogue = Layer.mock(CataloguePort, {
    byIds: (pages) =>
      Effect.gen(function* () {
        yield* Ref.update(asked, (all) => [...all, pages.map(({ id }) => Number(id)).toSorted((a, b) => a - b)])
        return (yield* Ref.get(fails)) ? yield* down("poms") : answer(pages)
      })
  })
  const cache = yield* CachePort
  yield* TestClock.setTime(january)
  return {
    cache,
    fails,
    round: Effect.provide(round, catalogue),
    /** What was asked since the last time. */
    asked: Ref.getAndSet(asked, []),
    kept: (id: number) => Effect.map(cache.get(keyOf(id)), Option.getOrThrow),
    /** Keeps entries of now, which are used a day later, and lets this many days pass. */
    after: (days: number, entries: ReadonlyArray<readonly [id: number, rest?: Partial<CacheEntry>]>) =>
      Effect.gen(function* () {
        const at = { fetchedAt: yield* DateTime.now, lastAccessed: yield* DateTime.now }
        yield* Effect.forEach(entries, ([id, rest]) => cache.set(keyOf(id), entry(id, { ...at, ...rest })))
        yield* TestClock.adjust("1 day")
        yield* Effect.forEach(entries, ([id]) => cache.get(keyOf(id)))
        yield* TestClock.adjust(Duration.days(days - 1))
      })
  }
})
const all = (pages: ReadonlyArray<PageNumber>) => pages.map(({ id }) => item(id))
const counted = (outcome: RenewalOutcome) => Effect.map(Metric.value(renewals.of({ outcome })), ({ count }) => count)
/** What a round adds to an outcome. */
const adding = <A, E, R>(outcome: RenewalOutcome, round: Effect.Effect<A, E, R>) =>
  Effect.gen(function* () {
    const before = yield* counted(outcome)
    yield* round
    return (yield* counted(outcome)) - before
  })

describe("texts", () => {
  it.effect("wait for others until they fill a request, and not longer than a day before their end", () =>
    Effect.gen(function* () {
      const { after, asked, round } = yield* stage(all)
      yield* after(
        23,
        ids(239).map((id) => [id])
      )
      yield* round
      assert.deepStrictEqual(yield* asked, [])
      yield* TestClock.adjust("6 days")
      yield* round
      assert.deepStrictEqual(yield* asked, [ids(239)])
      yield* round
      assert.deepStrictEqual(yield* asked, [])
    }).pipe(Effect.provide(world({})))
  )

  it.effect(
    "go 240 in a request, one request at a time, and are not asked for before the last quarter of their life",
    () =>
      Effect.gen(function* () {
        const { after, asked, kept, round } = yield* stage(all)
        yield* after(
          22,
          ids(500).map((id) => [id])
        )
        yield* round
        assert.deepStrictEqual(yield* asked, [])
        yield* TestClock.adjust("1 day")
        assert.strictEqual(yield* adding("unchanged", round), 240)
        yield* round
        const requests = yield* asked
        assert.deepStrictEqual(
          requests.flat().toSorted((a, b) => a - b),
          [...new Set(requests.flat())].toSorted((a, b) => a - b)
        )
        assert.deepStrictEqual(
          requests.map(({ length }) => length),
          [240, 240]
        )
        const now = yield* DateTime.now
        assert.deepInclude(yield* kept(requests[0]?.[0] ?? 0), { description: prose, fetchedAt: now })
        // The last twenty do not fill a request yet.
        yield* round
        assert.deepStrictEqual(yield* asked, [])
      }).pipe(Effect.provide(world({})))
  )

  it.effect("are renewed once for every time that they were used", () =>
    Effect.gen(function* () {
      const { after, asked, cache, round } = yield* stage(all)
      yield* cache.set(keyOf(2), entry(2))
      yield* after(29.5, [[1]])
      yield* round
      assert.deepStrictEqual(yield* asked, [[1]])
      yield* TestClock.adjust("29 days")
      yield* round
      assert.deepStrictEqual(yield* asked, [])
      yield* cache.get(keyOf(1))
      yield* round
      assert.deepStrictEqual(yield* asked, [[1]])
    }).pipe(Effect.provide(world({})))
  )

  it.effect("that changed are changed, and of one page under two keys both are", () =>
    Effect.gen(function* () {
      const newer = `${prose} En dan komt de eb.`
      const { after, asked, kept, round } = yield* stage(() => [item(1, newer), item(3)])
      yield* after(29.5, [[1], [2, { vpro: VproId.make(1) }], [3]])
      assert.strictEqual(yield* adding("changed", round), 2)
      assert.deepStrictEqual(yield* asked, [[1, 3]])
      for (const [id, text] of [
        [1, newer],
        [2, newer],
        [3, prose]
      ] as const)
        assert.strictEqual((yield* kept(id)).description, text)
    }).pipe(Effect.provide(world({})))
  )

  it.effect("whose page is gone stay until a look-up, and are not asked for again", () =>
    Effect.gen(function* () {
      const { after, asked, kept, round } = yield* stage(() => [])
      yield* after(29.5, [[1]])
      const before = yield* kept(1)
      assert.strictEqual(yield* adding("gone", round), 1)
      assert.deepStrictEqual(yield* kept(1), before)
      yield* TestClock.adjust("2 days")
      yield* round
      assert.deepStrictEqual(yield* asked, [[1]])
    }).pipe(Effect.provide(world({})))
  )

  it.effect("are left to a look-up when the catalogue cannot tell whether they are the same", () =>
    Effect.gen(function* () {
      const silent = { ...item(1), text: undefined, modified: 2 }
      const { after, kept, round } = yield* stage(() => [silent])
      yield* after(29.5, [[1, { modified: 1 }]])
      const before = yield* kept(1)
      assert.strictEqual(yield* adding("left", round), 1)
      assert.deepStrictEqual(yield* kept(1), before)
    }).pipe(Effect.provide(world({})))
  )

  it.effect("stay as they are when the catalogue fails, and are asked for the next time", () =>
    Effect.gen(function* () {
      const { after, asked, fails, kept, round } = yield* stage(all)
      yield* after(29.5, [[1], [2]])
      const before = yield* kept(1)
      yield* Ref.set(fails, true)
      assert.strictEqual(yield* adding("failed", round), 2)
      assert.deepStrictEqual(yield* kept(1), before)
      yield* Ref.set(fails, false)
      assert.strictEqual(yield* adding("unchanged", round), 2)
      assert.deepStrictEqual(yield* asked, [
        [1, 2],
        [1, 2]
      ])
    }).pipe(Effect.provide(world({})))
  )

  it.effect("that were looked up or deleted while the catalogue was asked are not touched", () =>
    Effect.gen(function* () {
      const other = entry(1, { description: "Van een nieuwe opzoeking.", fetchedAt: DateTime.unsafeMake(january + 1) })
      const cache = yield* CachePort
      const { after, kept } = yield* stage(all)
      yield* after(29.5, [[1], [2], [3]])
      const meanwhile = Layer.mock(CataloguePort, {
        byIds: (pages) =>
          Effect.zipRight(cache.set(keyOf(1), other), cache.remove(keyOf(2))).pipe(Effect.as(all(pages)), Effect.orDie)
      })
      const { round } = yield* makeRenewal
      yield* Effect.provide(round, meanwhile)
      assert.strictEqual((yield* kept(1)).description, other.description)
      assert.deepStrictEqual(yield* cache.peek(keyOf(2)), Option.none())
      assert.strictEqual(DateTime.toEpochMillis((yield* kept(3)).fetchedAt), yield* Clock.currentTimeMillis)
    }).pipe(Effect.provide(world({})))
  )
})

describe("what a look-up would complete is left to one", () => {
  const noIds = { imdb: undefined, tmdb: undefined, tvdb: undefined }
  const someReference = Sources.works([work("Zomerlicht", 1990)])
  const noPoster = { pictures: [] }

  it.effect.each([
    ["ids, with a reference to ask", noIds, someReference, false, []],
    ["ids, with nobody to ask", noIds, Layer.empty, false, [[1]]],
    ["a poster, while pictures are wanted", noPoster, Layer.empty, true, []],
    ["a poster, while none are wanted", noPoster, Layer.empty, false, [[1]]]
  ] as const)("%s", ([, rest, references, images, expected]) =>
    Effect.gen(function* () {
      const { after, asked, round } = yield* stage(all)
      yield* after(29.5, [[1, rest]])
      yield* round.pipe(
        Effect.provide(references),
        Effect.provideService(Features, Effect.succeed({ ...defaultFeatures, images }))
      )
      assert.deepStrictEqual<unknown>(yield* asked, expected)
    }).pipe(Effect.provide(world({})))
  )
})
