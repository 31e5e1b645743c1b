/** VPRO's mark as the rating in Plex: given, kept, changed, and taken back to what stood there before. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Ref, TestClock } from "effect"
import * as RatedMemory from "../../../src/adapters/plex/RatedMemory.ts"
import * as RefreshedMemory from "../../../src/adapters/plex/RefreshedMemory.ts"
import * as Sources from "../../../src/adapters/sources/memory/SourcesMemory.ts"
import * as Ratings from "../../../src/app/library/Ratings.ts"
import { Connected } from "../../../src/app/plex/Connected.ts"
import { pace } from "../../../src/domain/library/Refreshing.ts"
import { CachePort } from "../../../src/ports/CachePort.ts"
import { HttpPort } from "../../../src/ports/HttpPort.ts"
import { PlexServerPort } from "../../../src/ports/PlexServerPort.ts"
import { playedPlex } from "../../stand-ins/playedPlex.ts"
import { film, hints } from "../../stand-ins/works.ts"
import { world } from "../../stand-ins/world.ts"

const titles = ["Zomer aan de dijk", "Winter op de kade", "Herfst in de haven", "Lente zonder naam"]
/** VPRO has no mark of the last one. */
const marks = [8, 6, 9, undefined]

const stage = Effect.gen(function* () {
  const films = titles.map((title, at) => ({ ...film(title, 1990, { id: 100 + at }), appreciation: marks[at] }))
  const http = Layer.mock(HttpPort, { states: Effect.succeed([]) })
  const below = yield* Layer.build(
    Layer.mergeAll(world({ films }), Sources.shows([]), http, RefreshedMemory.layer, RatedMemory.layer, pace)
  )
  const plex = yield* Effect.provide(playedPlex, below)
  const on = yield* Ref.make(false)
  const connected = Layer.succeed(Connected, {
    server: Effect.succeedSome({ name: "Plex", url: "http://plex.test", id: "m" }),
    asking: (use) => Effect.provideService(use, PlexServerPort, plex.server)
  })
  const choice = { byVariable: false, on: Ref.get(on), keep: (wanted: boolean) => Ref.set(on, wanted) }
  /** The service, as after a restart each time. */
  const begun = Effect.map(
    Layer.build(
      Ratings.layer(Effect.succeed(choice)).pipe(Layer.provide(connected), Layer.provide(Layer.succeedContext(below)))
    ),
    (context) => Effect.provide(Ratings.Ratings, context)
  ).pipe(Effect.flatten)
  for (const [at, title] of titles.entries())
    yield* plex.add({ key: String(at), hints: hints(title, 1990), ...(at === 1 ? { rating: 5.5 } : {}) })
  const ratings = yield* begun
  const shown = Effect.map(plex.items, (items) =>
    items.map(({ locked, rating }) => [rating, locked.includes("rating")])
  )
  const chosen = (wanted: boolean) => Effect.zipRight(ratings.choose(wanted), TestClock.adjust("1 minute"))
  const outcomes = Effect.map(ratings.state, ({ run }) => run?.outcomes)
  const clear = Effect.provide(
    Effect.flatMap(CachePort, (cache) => Effect.orDie(cache.removeMatching(""))),
    below
  )
  return { begun, chosen, clear, on, outcomes, plex, ratings, shown }
})

describe("VPRO's marks in Plex", () => {
  it.scoped("are given one a second, stay, and give way to what stood there before", () =>
    Effect.gen(function* () {
      const { chosen, outcomes, plex, ratings, shown } = yield* stage
      yield* ratings.pass
      assert.deepStrictEqual(plex.ratings(), [], "off until somebody wants it")
      yield* chosen(true)
      assert.deepStrictEqual(yield* shown, [
        [8, true],
        [6, true],
        [9, true],
        [undefined, false]
      ])
      const moments = plex.ratings().map(({ at }) => at)
      assert.isTrue(moments.slice(1).every((at, before) => at - (moments[before] ?? 0) >= 1000))
      assert.deepInclude(yield* outcomes, { set: 3, nothing: 1 })
      // However often it is gone over: nothing is given twice.
      for (let hour = 0; hour < 5; hour += 1) {
        yield* Effect.fork(ratings.pass)
        yield* TestClock.adjust("1 hour")
      }
      assert.lengthOf(plex.ratings(), 3)
      yield* chosen(false)
      assert.deepStrictEqual(yield* shown, [
        [undefined, false],
        [5.5, false],
        [undefined, false],
        [undefined, false]
      ])
      assert.deepInclude(yield* outcomes, { back: 3 })
      yield* chosen(false)
      assert.lengthOf(plex.ratings(), 6)
    })
  )

  it.scoped("leave alone what a person has rated or locked, before and afterwards", () =>
    Effect.gen(function* () {
      const { chosen, outcomes, plex, shown } = yield* stage
      yield* plex.rate("0", 2)
      yield* chosen(true)
      yield* plex.rate("2", 1)
      assert.deepInclude(yield* outcomes, { set: 2, theirs: 1 })
      // Also without a lock: it was not us.
      yield* plex.rate("1", 4, false)
      for (let hour = 0; hour < 3; hour += 1) yield* chosen(true)
      assert.deepInclude(yield* outcomes, { set: 0, theirs: 3 })
      yield* chosen(false)
      assert.deepStrictEqual(yield* shown, [
        [2, true],
        [4, true],
        [1, true],
        [undefined, false]
      ])
    })
  )

  it.scoped("go on after a restart, and forget what is gone from Plex", () =>
    Effect.gen(function* () {
      const { begun, on, plex, ratings, shown } = yield* stage
      yield* ratings.choose(true)
      yield* TestClock.adjust("500 millis")
      assert.lengthOf(plex.ratings(), 1)
      const again = yield* begun
      yield* Effect.fork(again.pass)
      yield* TestClock.adjust("1 minute")
      assert.deepStrictEqual((yield* shown).slice(0, 3), [
        [8, true],
        [6, true],
        [9, true]
      ])
      yield* plex.remove("0")
      yield* Ref.set(on, false)
      yield* Effect.fork(again.pass)
      yield* TestClock.adjust("1 minute")
      assert.deepStrictEqual((yield* shown).slice(0, 2), [
        [5.5, false],
        [undefined, false]
      ])
      const before = plex.ratings().length
      yield* again.pass
      assert.lengthOf(plex.ratings(), before, "nothing is left to take back")
    })
  )

  it.scoped("stay when the cache is cleared", () =>
    Effect.gen(function* () {
      const { chosen, clear, plex, shown } = yield* stage
      yield* chosen(true)
      const given = yield* shown
      yield* clear
      yield* chosen(true)
      assert.deepStrictEqual(yield* shown, given)
      assert.lengthOf(plex.ratings(), 3)
    })
  )

  it.scoped("wait for a Plex that is away, and say why", () =>
    Effect.gen(function* () {
      const { chosen, plex, ratings } = yield* stage
      yield* Effect.fork(plex.restarted(3_600_000))
      yield* TestClock.adjust("1 second")
      yield* chosen(true)
      const { run } = yield* ratings.state
      assert.isFalse(run?.running)
      assert.include(run?.problem, "Plex cannot be reached")
      assert.deepStrictEqual(plex.ratings(), [])
    })
  )
})
