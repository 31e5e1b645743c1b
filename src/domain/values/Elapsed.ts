/** How old something is that was noted by a clock which may have been wrong. */
import { Duration } from "effect"

/** So far ahead of ours the clock of whoever wrote something may run, such as that of another replica. */
export const toleratedLead = Duration.minutes(5)

/**
 * Milliseconds from then until now. What was written a little ahead was written now. Anything from further ahead was written under
 * a clock that was wrong, so that its age is unknown: it counts as older than all that is known, and nothing stays good until that
 * future has come.
 */
export const ageOf = (at: number, now: number): number => {
  if (at <= now) return now - at
  return at - now <= Duration.toMillis(toleratedLead) ? 0 : Number.POSITIVE_INFINITY
}
