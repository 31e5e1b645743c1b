/** The moment after which an answer is of no use to anyone. */
import { Clock, Context, Effect } from "effect"

/** Epoch milliseconds; infinity where nobody set one. Has a default, so that ports stay free of requirements. */
export class Deadline extends Context.Reference<Deadline>()("vpro-cinema-plex/ports/Deadline", {
  defaultValue: () => Number.POSITIVE_INFINITY
}) {}

/** Milliseconds left until the deadline, never negative. */
export const remaining: Effect.Effect<number> = Effect.zipWith(Deadline, Clock.currentTimeMillis, (deadline, now) =>
  Math.max(0, deadline - now)
)
