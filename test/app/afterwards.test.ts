/** What a failing source left open is looked up in the background. */
import { assert, describe, it } from "@effect/vitest"
import { Array as Arr, Effect, Layer, Option, Ref, TestClock } from "effect"
import * as Afterwards from "../../src/app/Afterwards.ts"
import { describe as describeKey } from "../../src/domain/describe/Describe.ts"
import { makeUnsettled, Unsettled } from "../../src/domain/describe/Unsettled.ts"
import { encodeRatingKey } from "../../src/domain/keys/RatingKey.ts"
import { CachePort } from "../../src/ports/CachePort.ts"
import { CataloguePort } from "../../src/ports/CataloguePort.ts"
import { HttpPort, type SourceState } from "../../src/ports/HttpPort.ts"
import { SourceError, type SourceName } from "../../src/ports/SourceError.ts"
import { film, hints, prose } from "../stand-ins/works.ts"
import { world } from "../stand-ins/world.ts"

type Told = Partial<SourceState> & { readonly source: SourceName }

const state = (told: Told): SourceState => ({
  breaker: "closed",
  requests: 1,
  failures: 1,
  ratePerSecond: 5,
  waiting: 0,
  recent: [],
  ...told
})

const titles = (count: number) => Arr.makeBy(count, (at) => `Zomerlicht ${String.fromCodePoint(65 + at)}`)
const keyOf = (title: string) => encodeRatingKey(hints(title, 1990))

/**
 * A catalogue of these films that takes a tenth of a second for an answer, and is `down` at first; and what the sources are said to be.
 */
const stage = (films: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    const states = yield* Ref.make<ReadonlyArray<SourceState>>([])
    const unsettled = yield* makeUnsettled()
    const now = { down: true, under: 0, atOnce: 0, asked: new Array<string>() }
    const catalogue = Layer.succeed(CataloguePort, {
      byId: () => Effect.succeedNone,
      byIds: () => Effect.succeed([]),
      search: ({ text }) =>
        Effect.acquireUseRelease(
          Effect.sync(() => {
            now.asked.push(text)
            now.under++
            now.atOnce = Math.max(now.atOnce, now.under)
          }),
          () =>
            Effect.delay(
              Effect.suspend(() =>
                now.down
                  ? Effect.fail(new SourceError({ source: "poms", reason: "Unreachable", tried: "a test" }))
                  : Effect.succeed({
                      items: films.filter((title) => title.includes(text)).map((title) => film(title, 1990)),
                      more: false
                    })
              ),
              "100 millis"
            ),
          () => Effect.sync(() => void now.under--)
        )
    })
    const services = Layer.mergeAll(
      catalogue,
      Layer.succeed(Unsettled, unsettled),
      Layer.succeed(HttpPort, { send: () => Effect.never, states: Ref.get(states) })
    )
    const cache = yield* CachePort
    return {
      now,
      unsettled,
      /** What the sources are said to be from now on. */
      are: (...told: ReadonlyArray<Told>) => Ref.set(states, told.map(state)),
      /** Asks for all of them, one after another. */
      askAll: Effect.forEach(
        films,
        (title) =>
          describeKey(keyOf(title)).pipe(
            Effect.provide(services),
            Effect.fork,
            Effect.zipRight(TestClock.adjust("1 second"))
          ),
        { discard: true }
      ).pipe(Effect.zipRight(TestClock.adjust("10 seconds"))),
      /** The titles that were looked up after so many questions. */
      triedFrom: (asked: number) => now.asked.slice(asked).filter((text) => films.includes(text)),
      /** The background, for as long as the scope is open. */
      afterwards: Layer.build(Layer.provide(Afterwards.layer, services)),
      /** What is in the cache of these titles, of each whether it has its text. */
      kept: Effect.forEach(films, (title) =>
        Effect.map(cache.get(keyOf(title)), (entry) => Option.exists(entry, ({ description }) => description === prose))
      )
    }
  })

const inWorld = Effect.provide(world({}))

describe("what a failing source left open", () => {
  it.scoped("is looked up as soon as its source is well, what was asked last first, and four at once at most", () =>
    Effect.gen(function* () {
      const films = titles(20)
      const { afterwards, are, askAll, kept, now } = yield* stage(films)
      yield* are({ source: "poms", breaker: "open" })
      yield* afterwards
      yield* askAll
      const asked = now.asked.length
      yield* TestClock.adjust("30 seconds")
      assert.lengthOf(now.asked, asked, "nobody is asked while the source is left alone")
      yield* are({ source: "poms" })
      now.down = false
      now.atOnce = 0
      yield* TestClock.adjust("3 seconds")
      assert.notInclude(yield* kept, false)
      assert.deepStrictEqual(now.asked.slice(asked), films.toReversed())
      assert.strictEqual(now.atOnce, 4)
    }).pipe(inWorld)
  )

  it.scoped("waits while people wait for a source", () =>
    Effect.gen(function* () {
      const { afterwards, are, askAll, kept, now } = yield* stage(titles(3))
      yield* are({ source: "poms", breaker: "open" })
      yield* afterwards
      yield* askAll
      const asked = now.asked.length
      now.down = false
      yield* are({ source: "poms" }, { source: "tmdb", waiting: 5 })
      yield* TestClock.adjust("30 seconds")
      assert.lengthOf(now.asked, asked)
      yield* are({ source: "poms" }, { source: "tmdb", waiting: 4 })
      yield* TestClock.adjust("2 seconds")
      assert.notInclude(yield* kept, false)
    }).pipe(inWorld)
  )

  it.scoped("is tried one at a time, each a minute apart, while it is to be seen whether the source is well", () =>
    Effect.gen(function* () {
      const films = titles(3)
      const { afterwards, are, askAll, kept, now, triedFrom } = yield* stage(films)
      yield* are({ source: "poms", breaker: "open" })
      yield* afterwards
      yield* askAll
      const asked = now.asked.length
      now.atOnce = 0
      yield* are({ source: "poms", breaker: "half-open" })
      yield* TestClock.adjust("150 seconds")
      assert.strictEqual(now.atOnce, 1)
      const inTurns = films.toReversed()
      assert.deepStrictEqual(triedFrom(asked), [...inTurns, ...inTurns, ...inTurns], "no failure of the title's own")
      now.down = false
      yield* are({ source: "poms" })
      yield* TestClock.adjust("1 minute")
      assert.notInclude(yield* kept, false)
    }).pipe(inWorld)
  )

  it.scoped("waits longer and longer while the source is well and its title fails all the same", () =>
    Effect.gen(function* () {
      const { afterwards, are, askAll, now, triedFrom } = yield* stage(titles(1))
      yield* are({ source: "poms" })
      yield* askAll
      const asked = now.asked.length
      yield* afterwards
      yield* TestClock.adjust("3 minutes")
      // After 5 s and after a minute, and not yet after five more.
      assert.lengthOf(triedFrom(asked), 2)
    }).pipe(inWorld)
  )

  it.scoped("waits for none of its sources but one, whose answer may be all that is needed", () =>
    Effect.gen(function* () {
      const { afterwards, are, kept, now, unsettled } = yield* stage(titles(2))
      now.down = false
      yield* are({ source: "poms" }, { source: "tmdb", breaker: "open" })
      const [one = "", two = ""] = titles(2).map(keyOf)
      yield* unsettled.note(one, ["poms", "tmdb"])
      yield* unsettled.note(two, ["tmdb"])
      yield* unsettled.note("of nobody")
      yield* afterwards
      yield* TestClock.adjust("10 seconds")
      assert.deepStrictEqual(yield* kept, [true, false])
      assert.strictEqual((yield* unsettled.open).count, 2)
    }).pipe(inWorld)
  )

  it.scoped("stays on no list when it was looked up meanwhile, or when nobody issued its key", () =>
    Effect.gen(function* () {
      const { afterwards, askAll, now, unsettled } = yield* stage(titles(1))
      now.down = false
      yield* askAll
      for (const key of [...titles(1).map(keyOf), "no key"]) yield* unsettled.note(key)
      yield* afterwards
      yield* TestClock.adjust("10 seconds")
      assert.strictEqual((yield* unsettled.open).count, 0)
    }).pipe(inWorld)
  )
})
