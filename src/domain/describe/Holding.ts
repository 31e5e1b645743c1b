/** How long an answer holds, for whoever wants to keep it without asking again. */
import { Clock, DateTime, Duration, Effect, Option } from "effect"
import { WorkPort } from "../../ports/WorkPort.ts"
import type { CacheEntry } from "../values/CacheEntry.ts"
import { ageOf } from "../values/Elapsed.ts"
import type { Description } from "./Describe.ts"
import { freshFor } from "./Kept.ts"
import { Policy } from "./Policy.ts"
import { Unsettled } from "./Unsettled.ts"

/** Whether a reference may still tell something of the work that the page belongs to. */
const isBare = ({ imdb, released, status }: CacheEntry): boolean =>
  status === "found" && (imdb === undefined || released === undefined)

/**
 * Tells how long a description holds from the time of the Clock: as long as its entry is fresh. `None` for what is stale or incomplete, for a
 * key that a failing source left open, and for a page whose ids may be on their way: a page that is sure is kept without them first,
 * and they come within the time of a look-up.
 */
export const holding = Effect.map(
  Effect.all([Policy, WorkPort, Unsettled, freshFor]),
  ([{ lookup }, { configured }, unsettled, left]) => {
    const timeout = Duration.toMillis(lookup.timeout)
    const isYoung = (entry: CacheEntry, now: number) =>
      isBare(entry) && ageOf(DateTime.toEpochMillis(entry.fetchedAt), now) < timeout
    const leftOf = (entry: CacheEntry): Effect.Effect<Option.Option<Duration.Duration>> =>
      Effect.flatMap(Effect.zip(Clock.currentTimeMillis, configured), ([now, mayCome]) =>
        mayCome && isYoung(entry, now)
          ? Effect.succeedNone
          : Effect.map(left(entry), Option.liftPredicate(Duration.greaterThan(Duration.zero)))
      )
    return ({ entry, from, meant }: Description): Effect.Effect<Option.Option<Duration.Duration>> =>
      entry === undefined || (from !== "hit" && from !== "lookup")
        ? Effect.succeedNone
        : Effect.flatMap(unsettled.isOpen(meant.key), (open) => (open ? Effect.succeedNone : leftOf(entry)))
  }
)
