/** The time of several sources that are asked in turn. */
import { Clock, Effect } from "effect"
import { Deadline } from "../../../ports/Deadline.ts"

/** Asks one of them under a deadline of its own: a third of the time is left to those after it, and the last one may use all. */
export const withinShare = <A, E, R>(
  deadline: number,
  isLast: boolean,
  ask: Effect.Effect<A, E, R>
): Effect.Effect<A, E, R> =>
  Effect.flatMap(Clock.currentTimeMillis, (now) =>
    Effect.provideService(ask, Deadline, isLast ? deadline : now + ((deadline - now) * 2) / 3)
  )
