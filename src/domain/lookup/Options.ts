/** How long a look-up may take, and what it leaves out. */
import { Clock, Duration, Effect, type Option } from "effect"
import { Deadline } from "../../ports/Deadline.ts"
import type { StepName } from "./Trace.ts"

export interface LookupOptions {
  /** The time a look-up may take; what is known by then is the answer. */
  readonly timeout: Duration.DurationInput
  /** Steps to leave out. */
  readonly skip: ReadonlySet<StepName>
}

export const defaultLookupOptions: LookupOptions = { timeout: Duration.seconds(25), skip: new Set() }

/** The part of the whole time that one step may use, so that a dead source leaves time for the others. */
const stepShare = 0.4

/** Milliseconds for one step. */
export const stepTime = ({ timeout }: LookupOptions): number => Duration.toMillis(timeout) * stepShare

/** Runs an effect under a deadline that everything it asks can see; none when it is not done by then. */
export const inTime = <A, E, R>(
  effect: Effect.Effect<A, E, R>,
  { timeout }: LookupOptions
): Effect.Effect<Option.Option<A>, E, R> =>
  Effect.gen(function* () {
    const now = yield* Clock.currentTimeMillis
    const deadline = Math.min(yield* Deadline, now + Duration.toMillis(timeout))
    return yield* effect.pipe(
      Effect.provideService(Deadline, deadline),
      Effect.timeoutOption(Duration.millis(deadline - now))
    )
  })

/** Sets one deadline for everything that an answer takes. */
export const underDeadline = <A, E, R>(
  effect: Effect.Effect<A, E, R>,
  { timeout }: LookupOptions
): Effect.Effect<A, E, R> =>
  Effect.flatMap(Clock.currentTimeMillis, (now) =>
    Effect.provideService(effect, Deadline, now + Duration.toMillis(timeout))
  )
