/** What the reference of works is asked in a look-up. */
import { Effect, Option, Ref } from "effect"
import { type WorkHit, WorkPort } from "../../ports/WorkPort.ts"
import type { SourceError } from "../../ports/SourceError.ts"
import type { Reference } from "../matching/Asked.ts"
import type { Hints } from "../values/Hints.ts"
import { isNobodyAsked } from "../values/ReferenceState.ts"
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
 * Asks the references which work is meant, as a step of the story; `undefined` when they failed, or when there was nobody to ask. Which
 * of them took part is noted either way: what nobody knows may be known to one that was left out.
 */
export const consult = <R>(
  hints: Hints,
  progress: LookupProgress,
  ask: Effect.Effect<Identified, SourceError, R>,
  noted: (found: Identified) => Pick<TraceStep, "detail" | "work"> = noteOf
) =>
  Effect.gen(function* () {
    const works = yield* WorkPort
    const note = Effect.flatMap(works.references, (references) =>
      Ref.update(progress.state, (now) => ({ ...now, references }))
    )
    if (!works.configured) return yield* Effect.as(note, undefined)
    // Only afterwards is it known whether the key was taken.
    const asked = Effect.zipWith(ask, works.references, (found, references) =>
      Option.isNone(found.work) && isNobodyAsked(references) ? undefined : found
    )
    const step = progress.step(
      "tmdb",
      workQuery(hints),
      asked,
      () => [],
      (found) => found && noted(found)
    )
    return yield* Effect.ensuring(step, note)
  })

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
    const found = yield* consult(hints, progress, identify(hints, meanwhile))
    if (found === undefined) return
    yield* Ref.update(progress.state, (now) => ({
      ...now,
      work: Option.getOrUndefined(found.work),
      reference: referenceOf(found)
    }))
  })
