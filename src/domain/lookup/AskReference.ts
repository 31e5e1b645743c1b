/** What the reference of works is asked in a look-up. */
import { Clock, Effect, Option, Ref } from "effect"
import { Deadline } from "../../ports/Deadline.ts"
import type { SourceError } from "../../ports/SourceError.ts"
import type { CataloguePort } from "../../ports/CataloguePort.ts"
import type { WorkHit } from "../../ports/WorkPort.ts"
import type { Reference } from "../matching/Asked.ts"
import type { Hints } from "../values/Hints.ts"
import { askAbout } from "./AskCatalogue.ts"
import { type Identified, identify, type Meanwhile } from "./Identify.ts"
import type { LookupProgress } from "./LookupProgress.ts"
import { besideTime, type LookupOptions } from "./Options.ts"
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

/** The question to the reference, and what its answer means for the look-up. */
const asking = <A, R>(
  hints: Hints,
  progress: LookupProgress,
  ask: Effect.Effect<A, SourceError, R>,
  found: (answer: A) => Identified | undefined
) =>
  Effect.gen(function* () {
    const note = (answer: A) => Option.match(Option.fromNullable(found(answer)), { onNone: () => putOff, onSome: noteOf })
    const answer = yield* progress.step("tmdb", workQuery(hints), ask, () => [], note)
    const identified = answer === undefined ? undefined : found(answer)
    yield* Ref.update(progress.state, (now) =>
      identified === undefined
        ? { ...now, asking: "owed" as const }
        : {
            ...now,
            asking: "done" as const,
            work: Option.getOrUndefined(identified.work),
            reference: referenceOf(identified)
          }
    )
    return answer
  })

const putOff = { detail: "put off: there is no room for it at the moment" }

/** What the catalogue is asked as soon as the reference has a hit: the titles that it tells, and the one that was asked, if need be. */
export const askForHit =
  (hints: Hints, progress: LookupProgress, options: LookupOptions, title?: string) =>
  (hit: WorkHit): Effect.Effect<void, never, CataloguePort> =>
    askAbout(
      { work: hit, year: hit.year ?? hints.year, kind: hints.kind, ...(title === undefined ? {} : { title }) },
      progress,
      options
    )

/** Which work is meant. As soon as the reference has a hit, the catalogue is asked for the titles that it tells. */
export const askForWork = (hints: Hints, progress: LookupProgress, options: LookupOptions) =>
  Effect.asVoid(
    asking(
      hints,
      progress,
      identify(hints, askForHit(hints, progress, options)),
      (found) => found
    )
  )

/**
 * The same beside the first question to the catalogue, whose answer may make it needless. Answers whether it was put off, since the reference has no room for it now; that is no failure.
 */
export const askBeside = Effect.fn("AskReference.askBeside")(function* (
  hints: Hints,
  progress: LookupProgress,
  options: LookupOptions,
  meanwhile: Meanwhile
) {
  const whole = yield* Deadline
  const end = Math.min(whole, (yield* Clock.currentTimeMillis) + besideTime(options))
  const ask = identify(hints, (hit) => Effect.provideService(meanwhile(hit), Deadline, whole)).pipe(
    Effect.asSome,
    Effect.catchAll((error) =>
      Effect.flatMap(Clock.currentTimeMillis, (now) =>
        error.reason === "Overloaded" || now >= end ? Effect.succeedNone : error
      )
    )
  )
  const answer = yield* Effect.provideService(asking(hints, progress, ask, Option.getOrUndefined), Deadline, end)
  return answer !== undefined && Option.isNone(answer)
})
