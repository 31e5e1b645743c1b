/** How long a look-up may take, and what it leaves out. */
import { Clock, Duration, Effect, type Option, Schema } from "effect"
import { Deadline } from "../../ports/Deadline.ts"
import type { StepName } from "./Trace.ts"

/**
 * When the reference of works is asked: `always`, beside the catalogue, so that every answer has the ids and the date of its work; or
 * `when-needed`, only when the catalogue does not know the title, which makes the fewest requests.
 */
export const IdsWanted = Schema.Literal("always", "when-needed")
export type IdsWanted = typeof IdsWanted.Type

export interface LookupOptions {
  /** The time a look-up may take; what is known by then is the answer. */
  readonly timeout: Duration.DurationInput
  /** Steps to leave out. */
  readonly skip: ReadonlySet<StepName>
  readonly ids: IdsWanted
  /** Whether sources that are left alone for a while are waited for when nothing else settles it; `true` when left out. */
  readonly waits?: boolean
}

export const defaultLookupOptions: LookupOptions = { timeout: Duration.seconds(25), skip: new Set(), ids: "always" }

/** The part of the whole time that one step may use, so that a dead source leaves time for the others. */
const stepShare = 0.4

/** Milliseconds for one step. */
export const stepTime = ({ timeout }: LookupOptions): number => Duration.toMillis(timeout) * stepShare

/**
 * The part of the whole time that may be used for what is asked beside and may turn out not to be needed. Where its source is busy, it so
 * gives way to those that cannot do without.
 */
const besideShare = 0.2

/** The part of the whole time for which the first answer of one source may spare another a question. */
const hitShare = 0.04

/** Milliseconds to wait for it. */
export const hitTime = ({ timeout }: LookupOptions): number => Duration.toMillis(timeout) * hitShare

/** Milliseconds for what is asked beside. */
export const besideTime = ({ timeout }: LookupOptions): number => Duration.toMillis(timeout) * besideShare

/**
 * The part of the whole time within which a look-up that nothing settled waits for sources that are left alone for a while. What is left
 * after it is for their answers.
 */
const patienceShare = 0.68

/** Milliseconds from the beginning of a look-up. */
export const patienceTime = ({ timeout }: LookupOptions): number => Duration.toMillis(timeout) * patienceShare

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
