/** What a failing source left open waits longer each time. */
import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, TestClock } from "effect"
import { makeUnsettled, waits } from "../../../src/domain/describe/Unsettled.ts"

describe("keys that were left open", () => {
  it.effect("wait 1, 5, 30 and 120 minutes, and 120 from then on", () =>
    Effect.gen(function* () {
      const { note, take } = yield* makeUnsettled()
      yield* note("one")
      for (const minutes of [1, 5, 30, 120, 120]) {
        yield* TestClock.adjust(Duration.minutes(minutes - 1))
        assert.deepStrictEqual(yield* take(5), [], `${minutes} minutes`)
        yield* TestClock.adjust("1 minute")
        assert.deepStrictEqual(yield* take(5), ["one"], `${minutes} minutes`)
        // It is still open when the look-up ends; and it is not taken twice meanwhile.
        yield* note("one")
        assert.deepStrictEqual(yield* take(5), [])
      }
    })
  )

  it.effect("have waits of their own, and the longest due comes first", () =>
    Effect.gen(function* () {
      const { note, take } = yield* makeUnsettled()
      yield* note("one")
      yield* TestClock.adjust(waits[0])
      yield* take(5)
      yield* note("two")
      yield* TestClock.adjust(waits[0])
      yield* note("three")
      assert.deepStrictEqual(yield* take(5), ["two"])
      yield* TestClock.adjust(Duration.hours(1))
      assert.deepStrictEqual(yield* take(2), ["three", "one"])
      assert.deepStrictEqual(yield* take(2), ["two"])
    })
  )

  it.effect("wait the next time when somebody asked before their turn came, and not longer when it had not come", () =>
    Effect.gen(function* () {
      const { note, take } = yield* makeUnsettled()
      yield* note("one")
      yield* TestClock.adjust("30 seconds")
      yield* note("one")
      yield* TestClock.adjust("30 seconds")
      yield* note("one")
      assert.deepStrictEqual(yield* take(5), [])
      yield* TestClock.adjust(waits[1])
      assert.deepStrictEqual(yield* take(5), ["one"])
    })
  )

  it.effect("are forgotten when they are settled, and beyond so many the oldest", () =>
    Effect.gen(function* () {
      const { note, settled, take } = yield* makeUnsettled(2)
      for (const key of ["one", "two", "three"]) yield* note(key)
      yield* settled("two")
      yield* TestClock.adjust(waits[0])
      assert.deepStrictEqual(yield* take(5), ["three"])
      yield* settled("three")
      yield* note("three")
      yield* TestClock.adjust(waits[0])
      assert.deepStrictEqual(yield* take(5), ["three"])
    })
  )
})
