/** Time that passes only while nobody has anything else to do: hours of waiting take seconds, and are the same hours in every run. */
import { Effect, Fiber } from "effect"
import { stopped } from "../../src/app/report/PastClock.ts"

/** A day on which these tests begin: works of the year before count as new, so that it is far from what they tell of. */
// The disk goes by the real time: files that are made now may not seem to be years old.
const start = Date.now()

/** A turn of the event loop comes when all fibers have done what they can, but for those that the disk keeps waiting. */
const quiet = async () => {
  do {
    await turn()
    await turn()
  } while (process.getActiveResourcesInfo().some((name) => /^(?:FS|Close)Req/.test(name)))
}

const turn = () => new Promise<void>((resolve) => void setImmediate(resolve))

/**
 * Runs an effect on such a time, from its beginning to its end. The test clock of Effect waits some milliseconds before each waking; this one
 * turns to the next as soon as all is quiet.
 */
export const inQuietTime = <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.gen(function* () {
    const { clock, goOn } = stopped(start)
    const fiber = yield* Effect.fork(Effect.withClock(effect, clock))
    yield* Effect.promise(async () => {
      await quiet()
      while (fiber.unsafePoll() === null) {
        if (!goOn()) throw new Error("nobody waits for a time, so that nothing will ever happen")
        await quiet()
      }
    })
    return yield* Fiber.join(fiber)
  })
