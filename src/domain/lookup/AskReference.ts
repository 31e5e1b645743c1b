/** What the reference of works is asked in a look-up. */
import { Effect, Option, Ref } from "effect"
import type { WorkHit } from "../../ports/WorkPort.ts"
import type { Reference } from "../matching/Asked.ts"
import type { Hints } from "../values/Hints.ts"
import { askAbout } from "./AskCatalogue.ts"
import { type Identified, identify } from "./Identify.ts"
import type { LookupProgress } from "./LookupProgress.ts"
import type { LookupOptions } from "./Options.ts"
import { workQuery } from "./Query.ts"
import type { TraceStep } from "./Trace.ts"

const noteOf = ({ work, unheard }: Identified): Pick<TraceStep, "detail" | "work"> =>
  Option.match(work, {
    onNone: () => ({ detail: unheard ? "no work bears this title" : "no telling which work is meant" }),
    onSome: ({ id, tmdb, title, originalTitle, year, directors }) => ({
      detail: `${id}: "${title}" (${originalTitle}, ${year ?? "no year"}) by ${directors.join(", ")}`,
      work: { id, tmdb, title, originalTitle, year, directors }
    })
  })

const referenceOf = ({ work, unheard, partial }: Identified): Reference => {
  if (Option.isSome(work)) return "known"
  if (!unheard) return "undecided"
  return partial ? "absent" : "unheard"
}

/**
 * Which work is meant. As soon as the reference has a hit, the catalogue is asked for the titles that it tells, unless `isKnown` by
 * then.
 */
export const askForWork = (
  hints: Hints,
  progress: LookupProgress,
  options: LookupOptions,
  isKnown: Effect.Effect<boolean> = Effect.succeed(false)
) =>
  Effect.gen(function* () {
    const meanwhile = (hit: WorkHit) =>
      Effect.unlessEffect(
        askAbout({ work: hit, year: hit.year ?? hints.year, kind: hints.kind }, progress, options),
        isKnown
      )
    const found = yield* progress.step("tmdb", workQuery(hints), identify(hints, meanwhile), () => [], noteOf)
    if (found === undefined) return
    yield* Ref.update(progress.state, (now) => ({
      ...now,
      work: Option.getOrUndefined(found.work),
      reference: referenceOf(found)
    }))
  })
