/** Time that passes only while nobody has anything else to do: hours of waiting take seconds, and are the same hours in every run. */
import { Clock, Duration, Effect, Fiber } from "effect"

interface Sleeper {
  readonly until: number
  readonly wake: () => void
}

/** A day on which these tests begin: works of the year before count as new, so that it is far from what they tell of. */
// The disk goes by the real time: files that are made now may not seem to be years old.
const start = Date.now()

/** The test clock of Effect waits some milliseconds before each waking; this one turns to the next as soon as all is quiet. */
const stopped = () => {
  let now = start
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
  /** Goes on to the next moment for which somebody waits, in the order in which they went to sleep. */
  const goOn = () => {
    const next = [...sleepers].reduce((least, { until }) => Math.min(least, until), Number.POSITIVE_INFINITY)
    if (!Number.isFinite(next)) throw new Error("nobody waits for a time, so that nothing will ever happen")
    now = next
    for (const sleeper of [...sleepers].filter(({ until }) => until === next)) {
      sleepers.delete(sleeper)
      sleeper.wake()
    }
  }
  return { clock, goOn }
}

/** A turn of the event loop comes when all fibers have done what they can, but for those that the disk keeps waiting. */
const quiet = async () => {
  do {
    await turn()
    await turn()
  } while (process.getActiveResourcesInfo().some((name) => /^(?:FS|Close)Req/.test(name)))
}

const turn = () => new Promise<void>((resolve) => void setImmediate(resolve))

/** Runs an effect on such a time, from its beginning to its end. */
export const inQuietTime = <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.gen(function* () {
    const { clock, goOn } = stopped()
    const fiber = yield* Effect.fork(Effect.withClock(effect, clock))
    yield* Effect.promise(async () => {
      await quiet()
      while (fiber.unsafePoll() === null) {
        goOn()
        await quiet()
      }
    })
    return yield* Fiber.join(fiber)
  })
