/** A clock in a hurry: when nothing is left to do but to wait, the wait is over. For tests without sockets and files. */
import { Clock, Duration, Effect } from "effect"

interface Sleeper {
  readonly until: number
  readonly wake: () => void
}

/** Turns of the event loop after which nothing is left to do. */
const turns = 2

/** Hours pass in seconds, each sleeper wakes in its turn, and at its own time. */
export const hurried = (): Clock.Clock => {
  let now = 0
  let isPumping = false
  const sleepers = new Set<Sleeper>()

  const first = () =>
    [...sleepers].reduce<Sleeper | undefined>(
      (earliest, one) => (earliest === undefined || one.until < earliest.until ? one : earliest),
      undefined
    )
  const pump = (left: number) => {
    setImmediate(() => {
      if (left > 0) return pump(left - 1)
      const next = first()
      isPumping = next !== undefined
      if (next === undefined) return
      now = Math.max(now, next.until)
      sleepers.delete(next)
      next.wake()
      pump(turns)
    })
  }
  return {
    [Clock.ClockTypeId]: Clock.ClockTypeId,
    unsafeCurrentTimeMillis: () => now,
    unsafeCurrentTimeNanos: () => BigInt(Math.round(now * 1e6)),
    currentTimeMillis: Effect.sync(() => now),
    currentTimeNanos: Effect.sync(() => BigInt(Math.round(now * 1e6))),
    sleep: (duration) =>
      Effect.async<void>((resume) => {
        const sleeper = { until: now + Duration.toMillis(duration), wake: () => resume(Effect.void) }
        sleepers.add(sleeper)
        if (!isPumping) {
          isPumping = true
          pump(turns)
        }
        return Effect.sync(() => void sleepers.delete(sleeper))
      })
  }
}
