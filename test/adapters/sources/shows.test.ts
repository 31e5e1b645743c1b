import { assert, describe, it } from "@effect/vitest"
import { Context, Deferred, Effect, Fiber, Layer, Logger, Option, TestClock, Ref } from "effect"
import type { ShowSource } from "../../../src/adapters/sources/shows/ShowSource.ts"
import * as Shows from "../../../src/adapters/sources/shows/Shows.ts"
import { imdbIdOf, tmdbIdOf, tvdbIdOf, yearOf } from "../../../src/domain/values/Media.ts"
import type { Show, ShowAsk } from "../../../src/domain/values/Show.ts"
import { Deadline } from "../../../src/ports/Deadline.ts"
import { ShowPort } from "../../../src/ports/ShowPort.ts"
import { SourceError } from "../../../src/ports/SourceError.ts"

const imdb = imdbIdOf("tt1112223")
const tmdb = tmdbIdOf(9002)
const tvdb = tvdbIdOf(4455)

const show = (source: Show["source"], more: Partial<Show> = {}): Show => ({ source, imdb, seasons: [], ...more })
const down = (source: Show["source"]) => new SourceError({ source, reason: "Unreachable", tried: "a test" })

/** A source that answers from a function that may change its mind; what it was asked comes along. */
const sourceOf = (name: Show["source"], find: ShowSource["find"], configured = true) => {
  const asks: Array<ShowAsk> = []
  const source: ShowSource = {
    name,
    configured: Effect.succeed(configured),
    find: (ask) => Effect.suspend(() => (asks.push(ask), find(ask)))
  }
  return { source, asks }
}

/** A source whose answer is set from outside. */
const settable = (name: Show["source"], first: Effect.Effect<Option.Option<Show>, SourceError>) => {
  let answer = first
  return { ...sourceOf(name, () => answer), set: (next: typeof first) => void (answer = next) }
}

const knows = (name: Show["source"], more?: Partial<Show>) => Effect.succeedSome(show(name, more))
const fails = (name: Show["source"]) => Effect.fail(down(name))
const byImdb: ShowAsk = { title: "De dijk", imdb }
const from = (found: Option.Option<Show>) => Option.map(found, ({ source }) => source)

describe("Shows", () => {
  it.scoped("asks the next source when one knows nothing or fails", () =>
    Effect.gen(function* () {
      for (const first of [Effect.succeedNone, fails("tmdb")]) {
        const one = sourceOf("tmdb", () => first)
        const two = sourceOf("tvmaze", () => knows("tvmaze"))
        const port = yield* Shows.make([one.source, two.source])
        assert.deepStrictEqual(from(yield* port.find(byImdb)), Option.some("tvmaze"))
        assert.deepStrictEqual([one.asks.length, two.asks.length], [1, 1])
      }
      const one = sourceOf("tmdb", () => knows("tmdb"))
      const two = sourceOf("tvmaze", () => knows("tvmaze"))
      const port = yield* Shows.make([one.source, two.source])
      assert.deepStrictEqual(from(yield* port.find(byImdb)), Option.some("tmdb"))
      assert.strictEqual(two.asks.length, 0)
    })
  )

  it.scoped("does without one that counts as not configured for now, which is no failure", () =>
    Effect.gen(function* () {
      const one = { ...sourceOf("tmdb", () => fails("tmdb")).source, leftOut: Effect.succeed(true) }
      const two = sourceOf("tvmaze", () => Effect.succeedNone)
      const port = yield* Shows.make([one, two.source])
      assert.deepStrictEqual(yield* port.find(byImdb), Option.none())
      assert.deepStrictEqual(yield* port.find(byImdb), Option.none())
      assert.strictEqual(two.asks.length, 1)
    })
  )

  it.scoped("asks none that is not configured, and knows nothing when none is", () =>
    Effect.gen(function* () {
      const off = sourceOf("tmdb", () => knows("tmdb"), false)
      const on = sourceOf("tvmaze", () => knows("tvmaze"))
      const half = yield* Shows.make([off.source, on.source])
      assert.deepStrictEqual(from(yield* half.find(byImdb)), Option.some("tvmaze"))
      const none = yield* Shows.make([off.source])
      assert.deepStrictEqual(yield* none.find(byImdb), Option.none())
      assert.strictEqual(off.asks.length, 0)
    })
  )

  it.scoped("asks anew once a source can be asked that could not be before", () =>
    Effect.gen(function* () {
      const key = yield* Ref.make(false)
      const one = { ...sourceOf("tmdb", () => knows("tmdb")).source, configured: Ref.get(key) }
      const two = settable("tvmaze", knows("tvmaze"))
      const port = yield* Shows.make([one, two.source])
      assert.deepStrictEqual(from(yield* port.find(byImdb)), Option.some("tvmaze"))
      two.set(Effect.succeedNone)
      const other = { title: "Zomerlicht" }
      assert.deepStrictEqual(from(yield* port.find(other)), Option.none())
      yield* Ref.set(key, true)
      assert.deepStrictEqual(from(yield* port.find(byImdb)), Option.some("tmdb"))
      assert.deepStrictEqual(from(yield* port.find(other)), Option.some("tmdb"))
      // What the first one told stays, though it can be asked no more.
      yield* Ref.set(key, false)
      assert.deepStrictEqual(from(yield* port.find(byImdb)), Option.some("tmdb"))
    })
  )

  it.scoped("asks anew once a source takes part again that had refused the key", () =>
    Effect.gen(function* () {
      const refused = yield* Ref.make(true)
      const first = settable("tmdb", fails("tmdb"))
      const one = { ...first.source, leftOut: Ref.get(refused) }
      const two = sourceOf("tvmaze", () => knows("tvmaze"))
      const port = yield* Shows.make([one, two.source])
      assert.deepStrictEqual(from(yield* port.find(byImdb)), Option.some("tvmaze"))
      assert.deepStrictEqual(from(yield* port.find(byImdb)), Option.some("tvmaze"))
      assert.strictEqual(first.asks.length, 1)
      first.set(knows("tmdb"))
      yield* Ref.set(refused, false)
      assert.deepStrictEqual(from(yield* port.find(byImdb)), Option.some("tmdb"))
    })
  )

  it.scoped("fails with the first failure when nobody knows, and asks again", () =>
    Effect.gen(function* () {
      const one = sourceOf("tmdb", () => fails("tmdb"))
      const two = settable("tvmaze", fails("tvmaze"))
      const port = yield* Shows.make([one.source, two.source])
      assert.strictEqual((yield* Effect.flip(port.find(byImdb))).source, "tmdb")
      two.set(Effect.succeedNone)
      assert.strictEqual((yield* Effect.flip(port.find(byImdb))).source, "tmdb")
      assert.strictEqual(two.asks.length, 2)
    })
  )

  it.scoped("remembers a show for a day, and that nobody knows one for an hour", () =>
    Effect.gen(function* () {
      const { source, asks, set } = settable("tmdb", Effect.succeedNone)
      const port = yield* Shows.make([source])
      const isKnown = Effect.map(port.find(byImdb), Option.isSome)
      assert.isFalse(yield* isKnown)
      set(knows("tmdb"))
      yield* TestClock.adjust("59 minutes")
      assert.isFalse(yield* isKnown)
      assert.strictEqual(asks.length, 1)
      yield* TestClock.adjust("1 minute")
      assert.isTrue(yield* isKnown)
      yield* TestClock.adjust("23 hours")
      assert.isTrue(yield* isKnown)
      assert.strictEqual(asks.length, 2)
      set(Effect.succeedNone)
      yield* TestClock.adjust("1 hour")
      assert.isFalse(yield* isKnown)
      assert.deepStrictEqual(yield* port.recall(byImdb), Option.none())
      assert.strictEqual(asks.length, 3)
    })
  )

  it.scoped("remembers for an hour what it heard from the second source while the first was down", () =>
    Effect.gen(function* () {
      const one = settable("tmdb", fails("tmdb"))
      const two = sourceOf("tvmaze", () => knows("tvmaze"))
      const port = yield* Shows.make([one.source, two.source])
      yield* port.find(byImdb)
      one.set(knows("tmdb"))
      yield* TestClock.adjust("59 minutes")
      assert.deepStrictEqual(from(yield* port.find(byImdb)), Option.some("tvmaze"))
      yield* TestClock.adjust("1 minute")
      assert.deepStrictEqual(from(yield* port.find(byImdb)), Option.some("tmdb"))
    })
  )

  it.scoped("serves an expired show when the sources fail, and says so", () =>
    Effect.gen(function* () {
      const warnings: Array<unknown> = []
      const logger = Logger.make(({ logLevel, message }) => logLevel._tag === "Warning" && warnings.push(message))
      const { source, asks, set } = settable("tmdb", knows("tmdb"))
      const silent = sourceOf("tvmaze", () => Effect.succeedNone)
      const port = yield* Shows.make([source, silent.source], { ttl: "1 minute" })
      yield* port.find(byImdb)
      set(fails("tmdb"))
      yield* TestClock.adjust("2 minutes")
      const found = yield* port.find(byImdb).pipe(Effect.provide(Logger.replace(Logger.defaultLogger, logger)))
      assert.deepStrictEqual(from(found), Option.some("tmdb"))
      assert.deepStrictEqual([asks.length, silent.asks.length, warnings.length], [2, 1, 1])
    })
  )

  it.scoped("recalls without asking, expired shows too", () =>
    Effect.gen(function* () {
      const { source, asks } = sourceOf("tmdb", () => knows("tmdb"))
      const port = yield* Shows.make([source])
      assert.deepStrictEqual(yield* port.recall(byImdb), Option.none())
      yield* port.find(byImdb)
      yield* TestClock.adjust("2 days")
      assert.deepStrictEqual(from(yield* port.recall(byImdb)), Option.some("tmdb"))
      assert.strictEqual(asks.length, 1)
    })
  )

  it.scoped("knows a show by every id that it bears, and by its title only for those who have no id", () =>
    Effect.gen(function* () {
      const { source, asks } = sourceOf("tmdb", () => knows("tmdb", { tmdb, tvdb }))
      const port = yield* Shows.make([source])
      yield* port.find({ title: "De dijk", year: yearOf(2011) })
      for (const ask of [
        { title: "de DIJK!", year: yearOf(2011) },
        { title: "Dyke", imdb },
        { title: "", tvdb },
        { title: "", tmdb, imdb: imdbIdOf("tt9999999") },
        { title: "", imdb, tvdb: tvdbIdOf(1) }
      ])
        yield* port.find(ask)
      assert.strictEqual(asks.length, 1)
      yield* port.find({ title: "De dijk", year: yearOf(1990) })
      yield* port.find({ title: "De dijk", tmdb: tmdbIdOf(1), imdb })
      assert.strictEqual(asks.length, 3)
    })
  )

  it.scoped("lets the least recently used show give way", () =>
    Effect.gen(function* () {
      const { source, asks } = sourceOf("tmdb", ({ tmdb }) => knows("tmdb", { imdb: undefined, tmdb }))
      const port = yield* Shows.make([source], { capacity: 2 })
      const find = (number: number) => port.find({ title: "", tmdb: tmdbIdOf(number) })
      for (const number of [1, 2, 1, 3, 1, 2]) yield* find(number)
      assert.deepStrictEqual(
        asks.map((ask) => ask.tmdb),
        [1, 2, 3, 2].map(tmdbIdOf)
      )
    })
  )

  it.scoped("asks once for a hundred at the same time, failures included", () =>
    Effect.gen(function* () {
      for (const answer of [knows("tmdb"), fails("tmdb")]) {
        const { source, asks } = sourceOf("tmdb", () => Effect.delay(answer, "1 second"))
        const port = yield* Shows.make([source])
        const all = yield* Effect.fork(
          Effect.all(
            Array.from({ length: 100 }, () => Effect.either(port.find(byImdb))),
            { concurrency: "unbounded" }
          )
        )
        yield* TestClock.adjust("1 second")
        assert.strictEqual(new Set((yield* Fiber.join(all)).map(({ _tag }) => _tag)).size, 1)
        assert.strictEqual(asks.length, 1)
      }
    })
  )

  it.scoped("goes on for the others when the first caller hangs up", () =>
    Effect.gen(function* () {
      const started = yield* Deferred.make<void>()
      const { source, asks } = sourceOf("tmdb", () =>
        Effect.zipRight(Deferred.succeed(started, undefined), Effect.delay(knows("tmdb"), "1 second"))
      )
      const port = yield* Shows.make([source])
      const first = yield* Effect.fork(port.find(byImdb))
      yield* Deferred.await(started)
      const second = yield* Effect.fork(port.find(byImdb))
      yield* Effect.yieldNow()
      yield* Fiber.interrupt(first)
      yield* TestClock.adjust("1 second")
      assert.deepStrictEqual(from(yield* Fiber.join(second)), Option.some("tmdb"))
      assert.strictEqual(asks.length, 1)
    })
  )

  it.scoped("holds each caller to its own deadline and the asking to one of its own", () =>
    Effect.gen(function* () {
      const deadlines: Array<number> = []
      const noted = Effect.tap(Deadline, (deadline) => deadlines.push(deadline))
      const one = sourceOf("tmdb", () => Effect.zipRight(noted, Effect.delay(fails("tmdb"), "6 seconds")))
      const two = sourceOf("tvmaze", () => Effect.zipRight(noted, knows("tvmaze")))
      const port = yield* Shows.make([one.source, two.source], { patience: "15 seconds" })
      const hasty = yield* Effect.fork(Effect.flip(port.find(byImdb)).pipe(Effect.provideService(Deadline, 1000)))
      const patient = yield* Effect.fork(port.find(byImdb))
      yield* TestClock.adjust("6 seconds")
      assert.strictEqual((yield* Fiber.join(hasty)).reason, "Unreachable")
      assert.deepStrictEqual(from(yield* Fiber.join(patient)), Option.some("tvmaze"))
      assert.deepStrictEqual(deadlines, [10_000, 15_000])
      assert.strictEqual(one.asks.length, 1)
    })
  )

  it.effect("stops asking when its scope closes", () =>
    Effect.gen(function* () {
      const started = yield* Deferred.make<void>()
      const stopped = yield* Deferred.make<void>()
      const { source } = sourceOf("tmdb", () =>
        Effect.zipRight(Deferred.succeed(started, undefined), Effect.never).pipe(
          Effect.onInterrupt(() => Deferred.succeed(stopped, undefined))
        )
      )
      const layer = Shows.layer(Effect.succeed([source]))
      yield* Effect.scoped(
        Effect.gen(function* () {
          const port = Context.get(yield* Layer.build(layer), ShowPort)
          yield* Effect.fork(port.find(byImdb))
          yield* Deferred.await(started)
        })
      )
      yield* Deferred.await(stopped)
    })
  )
})
