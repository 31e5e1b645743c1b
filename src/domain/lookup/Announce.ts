/** Telling what is known of an answer while the rest of it is on its way. */
import { Effect, Fiber, Option } from "effect"
import type { Outcome } from "./Outcome.ts"

export type Announce = (outcome: Outcome) => Effect.Effect<void>

/** Waits for more; what is known so far, if anything, is announced meanwhile, unless the rest arrives first. */
export const announcing = <A, E, R>(
  known: Option.Option<Outcome>,
  announce: Announce,
  more: Effect.Effect<A, E, R>
): Effect.Effect<A, E, R> =>
  Effect.acquireUseRelease(
    Effect.fork(Effect.interruptible(Option.match(known, { onNone: () => Effect.void, onSome: announce }))),
    () => more,
    Fiber.interrupt
  )
