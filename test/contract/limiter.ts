import { assert, describe, it } from "@effect/vitest"
import { Clock, Effect, Exit, Fiber, type Scope, TestClock } from "effect"
import type { Limiter, Rate } from "../../src/adapters/resilience/Limiter.ts"
import { Deadline } from "../../src/ports/Deadline.ts"
import { until } from "../stand-ins/server.ts"

const late = Effect.fail("late" as const)

/** So slow that it does not matter how long a test takes: a server books by its own clock. */
const every = 100_000
const slow: Rate = { ratePerSecond: 1000 / every, burst: 2 }
const before = 80_000
const after = every - before

/** Every `Limiter` must pass this suite. `make` gives one of its own, for no other test. */
export const limiterContract = <E>(name: string, make: (rate: Rate) => Effect.Effect<Limiter, E, Scope.Scope>) => {
  const queued = (limiter: Limiter, count: number) => until(Effect.map(limiter.waiting, (waiting) => waiting === count))

  /** Takes the next place in the queue. */
  const join = Effect.fnUntraced(function* (limiter: Limiter, patience = Number.POSITIVE_INFINITY) {
    const waiting = yield* limiter.waiting
    const now = yield* Clock.currentTimeMillis
    const fiber = yield* Effect.fork(Effect.provideService(limiter.take(late), Deadline, now + patience))
    yield* queued(limiter, waiting + 1)
    return fiber
  })
  const within = (limiter: Limiter, patience: number) =>
    Effect.flatMap(Clock.currentTimeMillis, (now) =>
      Effect.provideService(limiter.take(late), Deadline, now + patience)
    )
  /** Limits are in force from here on: the burst is used up. */
  const exhausted = Effect.gen(function* () {
    const limiter = yield* make(slow)
    yield* limiter.take(late)
    yield* limiter.take(late)
    return limiter
  })

  describe(`Limiter: ${name}`, () => {
    it.scoped("lets a burst start at once, and then one in every interval, in the order of asking", () =>
      Effect.gen(function* () {
        const limiter = yield* exhausted
        assert.strictEqual(yield* limiter.waiting, 0)
        const first = yield* join(limiter)
        const second = yield* join(limiter)
        yield* TestClock.adjust(before)
        assert.strictEqual(yield* limiter.waiting, 2)
        yield* TestClock.adjust(after)
        yield* Fiber.join(first)
        yield* queued(limiter, 1)
        yield* TestClock.adjust(before)
        assert.strictEqual(yield* limiter.waiting, 1)
        yield* TestClock.adjust(after)
        yield* Fiber.join(second)
        assert.strictEqual(yield* limiter.waiting, 0)
      })
    )

    it.scoped("refuses at once who would come after the deadline, and keeps no turn for them", () =>
      Effect.gen(function* () {
        const limiter = yield* exhausted
        for (const patience of [0, before, 0, before])
          assert.strictEqual(yield* Effect.flip(within(limiter, patience)), "late")
        assert.strictEqual(yield* limiter.waiting, 0)
        const inTime = yield* join(limiter, every + after)
        assert.strictEqual(yield* Effect.flip(within(limiter, every + before)), "late")
        yield* TestClock.adjust(every)
        yield* Fiber.join(inTime)
      })
    )

    it.scoped("gives the place of who hangs up to the next", () =>
      Effect.gen(function* () {
        const limiter = yield* exhausted
        const first = yield* join(limiter)
        const second = yield* join(limiter)
        assert.strictEqual(yield* Effect.flip(within(limiter, 2 * every + before)), "late")
        const left = yield* Fiber.interrupt(first)
        assert.strictEqual(Exit.isInterrupted(left), true)
        assert.strictEqual(yield* limiter.waiting, 1)
        const third = yield* join(limiter, 2 * every + after)
        yield* TestClock.adjust(2 * every)
        yield* Fiber.join(second)
        yield* Fiber.join(third)
        assert.strictEqual(yield* limiter.waiting, 0)
      })
    )

    it.scoped("gives back all places when all hang up", () =>
      Effect.gen(function* () {
        const limiter = yield* exhausted
        const queue = []
        for (let place = 0; place < 5; place++) queue.push(yield* join(limiter))
        yield* Fiber.interruptAll(queue)
        assert.strictEqual(yield* limiter.waiting, 0)
        const next = yield* join(limiter, every + after)
        yield* TestClock.adjust(every)
        yield* Fiber.join(next)
      })
    )

    it.scoped("holds nobody up where there is no limit", () =>
      Effect.gen(function* () {
        const limiter = yield* make({ ratePerSecond: 0, burst: 1 })
        yield* Effect.replicateEffect(within(limiter, 0), 1000)
        assert.strictEqual(yield* limiter.waiting, 0)
      })
    )
  })
}
