/** The limiter and the breaker by themselves, on the test clock alone. */
import { assert, describe, it } from "@effect/vitest"
import { Clock, Duration, Effect, Exit, Fiber, Option, Ref, TestClock } from "effect"
import * as Breaker from "../../../src/adapters/resilience/Breaker.ts"
import type { BreakerPolicy, Report } from "../../../src/adapters/resilience/CircuitState.ts"
import * as Limiter from "../../../src/adapters/resilience/Limiter.ts"
import { defaultBreaker } from "../../../src/adapters/http/SourcePolicy.ts"
import { Deadline } from "../../../src/ports/Deadline.ts"

describe("the limiter", () => {
  it.scoped("spaces starts, estimates the wait and gives places back", () =>
    Effect.gen(function* () {
      const limiter = yield* Limiter.make({ ratePerSecond: 1, burst: 2 })
      const starts = yield* Ref.make<ReadonlyArray<number>>([])
      const take = Effect.zipRight(
        limiter.take(Effect.fail("overloaded")),
        Effect.flatMap(Clock.currentTimeMillis, (now) => Ref.update(starts, (all) => [...all, now]))
      )
      const fibers = yield* Effect.all(Array.from({ length: 5 }, () => Effect.fork(take)))
      yield* TestClock.adjust(0)
      assert.strictEqual(yield* limiter.waiting, 3)
      const refused = Effect.flip(Effect.provideService(take, Deadline, 3999))
      assert.strictEqual(yield* refused, "overloaded")
      yield* Effect.forEach(Option.toArray(Option.fromNullable(fibers[3])), Fiber.interrupt)
      const inTime = yield* Effect.fork(Effect.provideService(take, Deadline, 3999))
      yield* TestClock.adjust("10 seconds")
      yield* Fiber.join(inTime)
      assert.deepStrictEqual(yield* Ref.get(starts), [0, 0, 1000, 2000, 3000])
      assert.strictEqual(yield* limiter.waiting, 0)
      yield* Effect.all([take, take])
      assert.deepStrictEqual((yield* Ref.get(starts)).slice(5), [10_000, 10_000])
    })
  )
})

describe("the breaker", () => {
  const refused = Effect.fail("refused" as const)
  const judge = <A, E>(exit: Exit.Exit<A, E>): Report =>
    Exit.isSuccess(exit) ? "passed" : Exit.isInterrupted(exit) ? "undecided" : "failed"

  it.effect(
    "forgets failures after a while and after a success; lets one trial through; frees an interrupted trial",
    () =>
      Effect.gen(function* () {
        const breaker = yield* Breaker.make(defaultBreaker)
        const run = <A, E>(effect: Effect.Effect<A, E>) =>
          Effect.either(breaker.protect(({ report }) => Effect.onExit(effect, (exit) => report(judge(exit))), refused))
        const bad = run(Effect.fail("bad" as const))
        for (const pause of [40, 40, 10]) yield* Effect.zipRight(bad, TestClock.adjust(Duration.seconds(pause)))
        assert.strictEqual(yield* breaker.position, "closed")
        yield* run(Effect.void)
        yield* Effect.all([bad, bad])
        assert.strictEqual(yield* breaker.position, "closed")
        yield* bad
        assert.deepInclude(yield* bad, { left: "refused" })
        yield* TestClock.adjust("5 minutes")
        const trial = yield* Effect.fork(run(Effect.never))
        yield* TestClock.adjust(0)
        assert.deepInclude(yield* run(Effect.void), { left: "refused" })
        yield* Fiber.interrupt(trial)
        assert.deepInclude(yield* bad, { left: "bad" })
        assert.strictEqual(yield* breaker.position, "open")
        yield* TestClock.adjust("5 minutes")
        yield* run(Effect.void)
        assert.strictEqual(yield* breaker.position, "closed")
      })
  )
})

describe("the breaker and a request under way", () => {
  it.effect("lets the request that opened it finish its retries, and closes again when one succeeds", () =>
    Effect.gen(function* () {
      const breaker = yield* Breaker.make(defaultBreaker)
      yield* breaker.protect(
        ({ halted, report }) =>
          Effect.gen(function* () {
            yield* Effect.all([report("failed"), report("failed"), report("failed")])
            assert.strictEqual(yield* breaker.position, "open")
            assert.isFalse(yield* halted)
            yield* report("passed")
          }),
        Effect.die("refused")
      )
      assert.strictEqual(yield* breaker.position, "closed")
    })
  )
})

describe("a breaker that time alone closes", () => {
  const hour: BreakerPolicy = {
    failures: 1,
    within: Duration.hours(1),
    pauses: [Duration.hours(1)],
    closedBy: "time"
  }
  const run = (breaker: Breaker.Breaker, verdict: Report) =>
    breaker.protect(
      ({ report }) => Effect.as(report(verdict), "let in"),
      Effect.succeed("refused" as const).pipe(Effect.flip)
    )

  it.effect("stays open whatever those under way come to, and tells them to give up", () =>
    Effect.gen(function* () {
      const breaker = yield* Breaker.make(hour)
      yield* breaker.protect(
        ({ halted, report }) =>
          Effect.gen(function* () {
            assert.isFalse(yield* halted)
            yield* run(breaker, "failed")
            assert.isTrue(yield* halted)
            yield* report("passed")
          }),
        Effect.die("refused")
      )
      yield* TestClock.adjust("59 minutes")
      assert.strictEqual(yield* breaker.position, "open")
      assert.deepStrictEqual(yield* breaker.left, Duration.minutes(1))
      assert.strictEqual(yield* Effect.flip(run(breaker, "passed")), "refused")
    })
  )

  it.effect("lets everybody in again after its time, without a trial", () =>
    Effect.gen(function* () {
      const breaker = yield* Breaker.make(hour)
      yield* run(breaker, "failed")
      yield* TestClock.adjust("1 hour")
      assert.strictEqual(yield* breaker.position, "closed")
      assert.deepStrictEqual(yield* breaker.left, Duration.zero)
      yield* breaker.protect(() => Effect.asVoid(run(breaker, "undecided")), Effect.die("refused"))
      assert.strictEqual(yield* breaker.position, "closed")
      yield* run(breaker, "failed")
      assert.strictEqual(yield* breaker.position, "open")
    })
  )

  it.effect("tells its changes to who watches", () =>
    Effect.gen(function* () {
      const seen: Array<Breaker.Position> = []
      const breaker = yield* Breaker.make(hour, (position) => Effect.sync(() => void seen.push(position)))
      yield* run(breaker, "failed")
      yield* TestClock.adjust("1 hour")
      yield* run(breaker, "undecided")
      assert.deepStrictEqual(seen, ["closed", "open", "closed"])
    })
  )
})
