/** Everything that can be checked of this service and its sources, once. */
import { Duration, Effect, Logger, LogLevel } from "effect"
import { failing, timeUp } from "../../domain/check/Asking.ts"
import type { Check, Subject } from "../../domain/check/Check.ts"
import { sourceChecks } from "../../domain/check/SourceChecks.ts"
import { words } from "../../domain/check/Words.ts"
import { cacheChecks, clockCheck } from "./LocalChecks.ts"
import { SourcesAnew } from "./SourcesAnew.ts"

/** Asks each source its known question, and looks at cache and clock. Costs nine requests at most while the sources answer. */
export const examination = Effect.gen(function* () {
  const { apart, sources } = yield* (yield* SourcesAnew).open
  const [cache, asked] = yield* Effect.all([cacheChecks, sourceChecks(sources)], { concurrency: "unbounded" })
  const checks: ReadonlyArray<Check> = [...cache, clockCheck(yield* apart), ...asked]
  return checks
}).pipe(
  // What is found is told by who asked: the adapters would warn of the same.
  Logger.withMinimumLogLevel(LogLevel.Error),
  Effect.withSpan("Examination")
)

const sources = ["poms", "cinema", "tmdb", "wikidata", "tvmaze"] as const satisfies ReadonlyArray<Subject>

/** What is said when nothing could be examined in time: what all of it needs first is the place where answers are kept. */
export const unexamined: ReadonlyArray<Check> = [
  {
    id: "cache.write",
    subject: "cache",
    asked: words("check.asked.known"),
    ...failing(words("check.came.late"), words("check.means.notKept"), words("check.do.storage"))
  },
  ...sources.map((subject) => ({ id: `${subject}.unasked`, subject, asked: words("check.asked.known"), ...timeUp }))
]

/** How long a service may be up before it examines itself: what it was started for goes first. */
export const soon = Duration.seconds(3)
/** Then once a day, or sooner while something fails: it may be over. */
export const again = { well: Duration.days(1), failing: Duration.hours(1) }
