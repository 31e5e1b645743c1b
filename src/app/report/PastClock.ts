/** A time that is not now: it stands still while there is something to do, and jumps to the next waking when there is not. */
import { Clock, Duration, Effect, Fiber, Option } from "effect"

interface Sleeper {
  readonly until: number
  readonly wake: () => void
}

/** A clock that stands still, and turns to the next waking when it is told to go on. */
export const stopped = (begin: number) => {
  let now = begin
  const sleepers = new Set<Sleeper>()
  const clock: Clock.Clock = {
    [Clock.ClockTypeId]: Clock.ClockTypeId,
    unsafeCurrentTimeMillis: () => now,
    unsafeCurrentTimeNanos: () => BigInt(now) * 1_000_000n,
    currentTimeMillis: Effect.sync(() => now),
    currentTimeNanos: Effect.sync(() => BigInt(now) * 1_000_000n),
    sleep: (duration) =>
      Effect.async<void>((resume) => {
        const sleeper = { until: now + Math.ceil(Duration.toMillis(duration)), wake: () => resume(Effect.void) }
        sleepers.add(sleeper)
        return Effect.sync(() => void sleepers.delete(sleeper))
      })
  }
  /** Wakes who sleeps to the next moment, in the order in which they went to sleep; whether anybody did. */
  const goOn = (): boolean => {
    const next = [...sleepers].reduce((least, { until }) => Math.min(least, until), Number.POSITIVE_INFINITY)
    if (!Number.isFinite(next)) return false
    now = next
    for (const sleeper of [...sleepers].filter(({ until }) => until === next)) {
      sleepers.delete(sleeper)
      sleeper.wake()
    }
    return true
  }
  return { clock, goOn }
}

/** Two turns of the event loop: fibers that have much to do take one at times. */
const quiet = Effect.repeatN(Clock.make().sleep(Duration.millis(1)), 1)

/**
 * Runs an effect from that moment on, as if all that it waits for took no time: what it waits for must itself sleep by the Clock. The same
 * effect goes the same way each time.
 */
export const inThePast = <A, E, R>(effect: Effect.Effect<A, E, R>, begin: number): Effect.Effect<A, E, R> =>
  Effect.gen(function* () {
    const { clock, goOn } = stopped(begin)
    const fiber = yield* Effect.fork(Effect.withClock(effect, clock))
    yield* quiet
    while (Option.isNone(yield* Fiber.poll(fiber))) {
      goOn()
      yield* quiet
    }
    return yield* Fiber.join(fiber)
  })
