/** The pauses of the breaker, and those who wait for their end. */
import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Fiber, Random, Ref, TestClock } from "effect"
import * as Breaker from "../../../src/adapters/resilience/Breaker.ts"
import type { Report } from "../../../src/adapters/resilience/CircuitState.ts"
import { defaultBreaker } from "../../../src/adapters/http/SourcePolicy.ts"

const refused = Effect.fail("refused" as const)

/** A source that is down until a moment in milliseconds, asked through a breaker; answers who asked, and when. */
const source = (downUntil: number, report: Report = "failed", policy = defaultBreaker) =>
  Effect.gen(function* () {
    const breaker = yield* Breaker.make(policy)
    const asked = yield* Ref.make<ReadonlyArray<readonly [name: string, at: number]>>([])
    const now = TestClock.currentTimeMillis
    const ask = (name: string, until = 0) =>
      Effect.withRandom(
        breaker.protect(
          (admitted) =>
            Effect.gen(function* () {
              const at = yield* now
              yield* Ref.update(asked, (all) => [...all, [name, at] as const])
              const isDown = at < downUntil
              yield* admitted.report(isDown ? report : "passed")
              return isDown ? yield* Effect.fail("down" as const) : `${name} at ${Math.round(at / 1000)}`
            }),
          refused,
          { until, again: () => true }
        ),
        Random.fixed([0.5])
      )
    const who = Effect.map(Ref.get(asked), (all) => all.map(([name]) => name))
    const times = Effect.map(Ref.get(asked), (all) => all.map(([, at]) => at))
    return { ask, who, times, breaker }
  })

/** Seconds between the times, in whole ones. */
const between = (times: ReadonlyArray<number>) =>
  times.slice(1).map((time, index) => Math.round((time - (times[index] ?? 0)) / 1000))

const absent = { report: "absent" } as const

describe("the pauses of a breaker", () => {
  it.effect("grow from one trial that fails to the next, and the last one stays; a success forgets them", () =>
    Effect.gen(function* () {
      const { ask, breaker, times } = yield* source(3_600_000, absent.report)
      const asking = yield* Effect.fork(Effect.ignore(ask("one", 3_600_000)))
      yield* TestClock.adjust("59 minutes")
      yield* Fiber.interrupt(asking)
      const pauses = between(yield* times)
      assert.deepStrictEqual(pauses.slice(0, 4), [1, 2, 4, 5])
      assert.deepStrictEqual(
        pauses.toSorted((a, b) => a - b),
        pauses
      )
      // For minutes a look-up can wait for the next trial.
      const waited = pauses.filter((pause) => pause <= 17)
      assert.isAbove(
        waited.reduce((sum, pause) => sum + pause, 0),
        300
      )
      assert.deepStrictEqual(pauses.slice(-3), [300, 300, 300])
      yield* TestClock.setTime(4_000_000)
      yield* ask("one")
      assert.strictEqual(yield* breaker.position, "closed")
      yield* Effect.ignore(breaker.protect(({ report }) => report("absent"), refused))
      const left = Duration.toMillis(yield* breaker.left)
      assert.isTrue(left >= 900 && left <= 1100, String(left))
    })
  )

  it.effect("begin at once where nobody is there, else after three failures", () =>
    Effect.gen(function* () {
      for (const [report, needed] of [
        ["absent", 1],
        ["failed", 3]
      ] as const) {
        const { ask, breaker } = yield* source(10_000, report)
        for (let times = 1; times <= needed; times++) {
          assert.strictEqual(yield* breaker.position, "closed")
          yield* Effect.ignore(ask("one"))
        }
        assert.strictEqual(yield* breaker.position, "open")
      }
    })
  )

  it.effect("are as long as the source asks, an hour at most, and no success of another ends them", () =>
    Effect.gen(function* () {
      for (const [seconds, held] of [
        [40, 40],
        [86_400, 3600]
      ] as const) {
        const { breaker } = yield* source(0)
        yield* Effect.ignore(
          breaker.protect(
            ({ report }) => Effect.zipRight(report({ pauseFor: Duration.seconds(seconds) }), report("passed")),
            refused
          )
        )
        assert.deepStrictEqual(yield* breaker.left, Duration.seconds(held))
        yield* TestClock.adjust(Duration.seconds(held))
        assert.strictEqual(yield* breaker.position, "half-open")
      }
    })
  )
})

describe("those who wait for the end of a pause", () => {
  it.effect("are served in the order in which they came, once one trial succeeds", () =>
    Effect.gen(function* () {
      const { ask, who } = yield* source(10_000, absent.report)
      const names = ["a", "b", "c", "d", "e"]
      yield* Effect.ignore(ask("first"))
      const asking = yield* Effect.forEach(names, (name) => Effect.fork(ask(name, 20_000)))
      yield* TestClock.adjust("30 seconds")
      assert.deepStrictEqual(
        yield* Fiber.join(Fiber.all(asking)),
        names.map((name) => `${name} at 12`)
      )
      // Once and in three trials in vain, then the good trial and those who waited.
      assert.deepStrictEqual((yield* who).slice(4), names)
    })
  )

  it.effect("are refused at once when the pause is longer than they may wait", () =>
    Effect.gen(function* () {
      const pauses = [10, 40].map((length) => Duration.seconds(length))
      const { ask, breaker } = yield* source(60_000, absent.report, {
        ...defaultBreaker,
        pauses: [Duration.seconds(5), ...pauses]
      })
      const asking = yield* Effect.fork(Effect.zipRight(Effect.flip(ask("one", 20_000)), TestClock.currentTimeMillis))
      yield* TestClock.adjust("20 seconds")
      // The pause after the trial at 15 seconds would end at 55.
      const ended = yield* Fiber.join(asking)
      assert.isTrue(ended === 15_000, String(ended))
      assert.strictEqual(yield* breaker.position, "open")
      assert.strictEqual(yield* Effect.flip(ask("another", 25_000)), "refused")
    })
  )

  it.effect("wait no longer than they may for a trial that does not end, and can be interrupted", () =>
    Effect.gen(function* () {
      const { ask, breaker } = yield* source(60_000, absent.report)
      yield* Effect.ignore(ask("first"))
      yield* TestClock.adjust("2 seconds")
      const trial = yield* Effect.fork(breaker.protect(() => Effect.never, refused))
      const waiting = yield* Effect.fork(Effect.flip(ask("second", 5000)))
      const gone = yield* Effect.fork(ask("third", 60_000))
      yield* TestClock.adjust("1 second")
      yield* Fiber.interrupt(gone)
      yield* TestClock.adjust("2 seconds")
      assert.strictEqual(yield* Fiber.join(waiting), "refused")
      yield* Fiber.interrupt(trial)
    })
  )
})
