/** Work that is done beside everything else, some of it at a time. */
import { type Duration, Effect, Queue } from "effect"

/**
 * Does the work some time after it was asked for, however often it was by then, and at the end whatever is left to do. What this answers
 * asks for it. Once begun it is done to its end, and never twice at the same time.
 */
export const make = Effect.fn("Beside.make")(function* (work: Effect.Effect<void>, after: Duration.DurationInput) {
  const turn = yield* Effect.makeSemaphore(1)
  const wanted = yield* Queue.sliding<void>(1)
  const done = Effect.uninterruptible(turn.withPermits(1)(work))
  yield* Effect.addFinalizer(() => done)
  yield* Effect.forkScoped(Effect.forever(Effect.zipRight(Queue.take(wanted), Effect.delay(done, after))))
  return Effect.asVoid(Queue.offer(wanted, undefined))
})
