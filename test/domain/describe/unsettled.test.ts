/** What a failing source left open: which of it is looked up again, when, and in which order. */
import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Fiber, TestClock } from "effect"
import { makeUnsettled, waits } from "../../../src/domain/describe/Unsettled.ts"

const minutes = (count: number) => Duration.minutes(count)

describe("keys that were left open", () => {
  it.effect("wait some seconds, then 1, 5, 30 and 120 minutes, and 120 from then on", () =>
    Effect.gen(function* () {
      const { note, stays, take } = yield* makeUnsettled()
      yield* note("one")
      for (const wait of [Duration.seconds(5), ...[1, 5, 30, 120, 120].map(minutes)]) {
        yield* TestClock.adjust(Duration.subtract(wait, "1 second"))
        assert.deepStrictEqual(yield* take(5), [], `before ${Duration.format(wait)}`)
        yield* TestClock.adjust("1 second")
        assert.deepStrictEqual(yield* take(5), ["one"], `after ${Duration.format(wait)}`)
        // It is still open when the look-up ends; and it is not taken twice meanwhile.
        yield* stays("one")
        assert.deepStrictEqual(yield* take(5), [])
      }
    })
  )

  it.effect.each<[name: string, asked: ReadonlyArray<string>, order: ReadonlyArray<string>]>([
    ["what was asked last", ["one", "two", "three"], ["three", "two", "one"]],
    ["what was asked again", ["one", "two", "three", "one"], ["one", "three", "two"]]
  ])("are taken in order: first %s", ([, asked, order]) =>
    Effect.gen(function* () {
      const { note, take } = yield* makeUnsettled()
      for (const key of asked) yield* note(key)
      yield* TestClock.adjust(waits[0])
      assert.deepStrictEqual([...(yield* take(2)), ...(yield* take(2))], order)
    })
  )

  it.effect("keep their place when they were looked up again in vain, and have waits of their own", () =>
    Effect.gen(function* () {
      const { note, stays, take } = yield* makeUnsettled()
      for (const key of ["one", "two"]) yield* note(key)
      yield* TestClock.adjust(waits[0])
      yield* take(2)
      yield* stays("one")
      yield* note("three")
      yield* TestClock.adjust(waits[0])
      assert.deepStrictEqual(yield* take(5), ["three"])
      yield* TestClock.adjust(waits[1])
      assert.deepStrictEqual(yield* take(5), ["three", "two", "one"])
    })
  )

  it.effect("wait no longer for having been asked again, and only the short time when their wait was over", () =>
    Effect.gen(function* () {
      const { note, take } = yield* makeUnsettled()
      const seconds = (count: number) => TestClock.adjust(Duration.seconds(count))
      yield* note("one")
      yield* seconds(3)
      yield* note("one")
      yield* seconds(2)
      assert.deepStrictEqual(yield* take(5), ["one"])
      yield* seconds(30)
      yield* note("one")
      yield* seconds(29)
      assert.deepStrictEqual(yield* take(5), [])
      yield* seconds(1)
      yield* note("one")
      assert.deepStrictEqual(yield* take(5), [], "it was just asked, in vain")
      yield* seconds(5)
      assert.deepStrictEqual(yield* take(5), ["one"])
      yield* TestClock.adjust(Duration.subtract(waits[2], "1 second"))
      assert.deepStrictEqual(yield* take(5), [], "its failures count as before")
      yield* seconds(1)
      assert.deepStrictEqual(yield* take(5), ["one"])
    })
  )

  it.effect("are passed over while their sources may not be asked", () =>
    Effect.gen(function* () {
      const { note, stays, take } = yield* makeUnsettled()
      yield* note("of poms", ["poms"])
      yield* note("of both", ["poms", "tmdb"])
      yield* note("of nobody")
      yield* TestClock.adjust(waits[0])
      const named: Array<ReadonlyArray<string>> = []
      assert.deepStrictEqual(yield* take(5, { may: (sources) => (named.push(sources), false) }), [])
      assert.deepStrictEqual(named, [[], ["poms", "tmdb"], ["poms"]])
      assert.deepStrictEqual(yield* take(5, { may: (sources) => sources.length === 2 }), ["of both"])
      yield* stays("of both", ["tmdb"])
      yield* TestClock.adjust(waits[1])
      assert.deepStrictEqual(yield* take(5, { may: (sources) => sources.includes("poms") }), ["of poms"])
    })
  )

  it.effect("begin anew when fewer of their sources left them open, since these come back one after the other", () =>
    Effect.gen(function* () {
      const { note, open, stays, take } = yield* makeUnsettled()
      yield* note("one", ["poms", "tmdb", "cinema"])
      yield* TestClock.adjust(waits[0])
      for (const left of [["tmdb", "cinema"], ["tmdb"]] as const) {
        assert.deepStrictEqual(yield* take(5), ["one"])
        yield* stays("one", left)
        assert.deepStrictEqual(yield* take(5), [])
        yield* TestClock.adjust(waits[0])
      }
      for (const left of [["tmdb"], ["cinema"], []] as const) {
        assert.deepStrictEqual(yield* take(5), ["one"])
        yield* stays("one", left)
        yield* TestClock.adjust(waits[0])
        assert.deepStrictEqual(yield* take(5), [], "none of those before is back, or any of them may be missing")
        yield* TestClock.adjust("30 minutes")
      }
      assert.strictEqual((yield* open).since, 0)
    })
  )

  it.effect("wait a minute after the trial of a source, which does not count, and give the next trial to another", () =>
    Effect.gen(function* () {
      const { note, take } = yield* makeUnsettled()
      for (const key of ["one", "two"]) yield* note(key)
      yield* TestClock.adjust(waits[0])
      const trial = take(1, { trial: true })
      for (const _ of [1, 2, 3]) {
        assert.deepStrictEqual([yield* trial, yield* trial, yield* trial], [["two"], ["one"], []])
        yield* TestClock.adjust("1 minute")
      }
      assert.deepStrictEqual(yield* take(1), ["two"])
      yield* TestClock.adjust("1 minute")
      assert.deepStrictEqual(yield* take(2), ["two", "one"])
    })
  )

  it.effect("are forgotten when they are settled, and beyond so many those that were asked longest ago", () =>
    Effect.gen(function* () {
      const { note, open, settled, take } = yield* makeUnsettled(2)
      for (const key of ["one", "two", "one", "three"]) yield* note(key)
      assert.strictEqual((yield* open).count, 2)
      yield* TestClock.adjust(waits[0])
      assert.deepStrictEqual(yield* take(5), ["three", "one"])
      yield* settled("one")
      yield* settled("three")
      yield* note("three")
      yield* TestClock.adjust(waits[0])
      assert.deepStrictEqual(yield* take(5), ["three"])
    })
  )

  it.effect("are all remembered when a library of ten thousand titles met an outage", () =>
    Effect.gen(function* () {
      const { note, open } = yield* makeUnsettled()
      const many = Array.from({ length: 10_001 }, (_, at) => `vpro-film-${at}`)
      yield* Effect.forEach(many, (key) => note(key), { discard: true })
      assert.strictEqual((yield* open).count, 10_000)
    })
  )

  it.effect("are counted, and since when the one that is open longest is", () =>
    Effect.gen(function* () {
      const { note, open, settled, stays } = yield* makeUnsettled()
      assert.deepStrictEqual(yield* open, { count: 0, since: undefined })
      yield* TestClock.setTime(1000)
      yield* note("one")
      yield* TestClock.setTime(8000)
      yield* note("two")
      yield* note("one")
      yield* stays("one")
      assert.deepStrictEqual(yield* open, { count: 2, since: 1000 })
      yield* settled("one")
      yield* stays("one")
      assert.deepStrictEqual(yield* open, { count: 1, since: 8000 })
    })
  )

  it.effect("are waited for while there is none", () =>
    Effect.gen(function* () {
      const { note, settled, some } = yield* makeUnsettled()
      const waiting = yield* Effect.fork(some)
      yield* TestClock.adjust("1 day")
      assert.isNull(waiting.unsafePoll())
      yield* note("one")
      yield* Fiber.join(waiting)
      yield* some
      yield* settled("one")
      const again = yield* Effect.fork(some)
      yield* TestClock.adjust("1 day")
      assert.isNull(again.unsafePoll())
      yield* Fiber.interrupt(again)
    })
  )

  it.effect("wait no longer when the clock is set back by hours", () =>
    Effect.gen(function* () {
      const { note, take } = yield* makeUnsettled()
      yield* TestClock.setTime(Duration.toMillis("3 hours"))
      yield* note("one")
      yield* TestClock.setTime(Duration.toMillis("1 hour"))
      assert.deepStrictEqual(yield* take(5), ["one"])
    })
  )
})
