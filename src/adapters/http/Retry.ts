/** When a failed attempt is made again. */
import { Duration, Effect, Schedule } from "effect"
import { remaining } from "../../ports/Deadline.ts"
import type { Failed } from "./AttemptFailure.ts"
import { mostAfter500, type RetryPolicy } from "./SourcePolicy.ts"

/** A failure that may say how long to wait. */
export interface Waiting {
  readonly retryAfter?: Duration.Duration | undefined
}

/** Exponential with jitter; a longer `Retry-After` wins. Never ends. */
export const backoff = <Failure extends Waiting>({
  base,
  cap
}: Pick<RetryPolicy, "base" | "cap">): Schedule.Schedule<Failure, Failure> =>
  Schedule.identity<Failure>().pipe(
    Schedule.zipLeft(Schedule.exponential(base)),
    Schedule.modifyDelay((_, delay) => Duration.min(delay, cap)),
    Schedule.jittered,
    Schedule.modifyDelay((failed, delay) => Duration.max(delay, failed.retryAfter ?? Duration.zero))
  )

/**
 * The backoff of a source. Ends when the failure is final, after too many 500s, after so many retries, when `halted`, and when the
 * next attempt would begin after the deadline.
 */
export const schedule = (
  policy: RetryPolicy,
  halted: Effect.Effect<boolean> = Effect.succeed(false)
): Schedule.Schedule<Duration.Duration, Failed> =>
  backoff<Failed>(policy).pipe(
    Schedule.intersect(Schedule.recurs(policy.times)),
    Schedule.intersect(fewServerErrors),
    Schedule.delays,
    Schedule.whileInput(
      (failed: Failed) => failed.again && Duration.lessThanOrEqualTo(failed.retryAfter ?? Duration.zero, policy.cap)
    ),
    Schedule.whileInputEffect(() => Effect.negate(halted)),
    Schedule.checkEffect((_, delay) => Effect.map(remaining, (left) => Duration.toMillis(delay) < left))
  )

/** Ends when there were as many 500s as may be retried. The output is the number seen before. */
const fewServerErrors = Schedule.identity<Failed>().pipe(
  Schedule.reduce(0, (seen, failed) => (failed.error.status === 500 ? seen + 1 : seen)),
  Schedule.check((failed: Failed, seen) => failed.error.status !== 500 || seen < mostAfter500)
)

/** The wait that a `Retry-After` asks for: seconds or an HTTP date. */
export const retryAfter = (value: string | undefined, now: number): Duration.Duration | undefined => {
  if (value === undefined) return undefined
  if (/^\s*\d+\s*$/.test(value)) return Duration.seconds(Number(value))
  const date = Date.parse(value)
  return Number.isNaN(date) ? undefined : Duration.millis(Math.max(0, date - now))
}
