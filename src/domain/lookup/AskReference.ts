/** What the references of works are asked in a look-up. */
import { Clock, Effect, Option, Ref } from "effect"
import { Deadline } from "../../ports/Deadline.ts"
import type { CataloguePort } from "../../ports/CataloguePort.ts"
import type { SourceError } from "../../ports/SourceError.ts"
import { type WorkHit, WorkPort } from "../../ports/WorkPort.ts"
import type { Reference } from "../matching/Asked.ts"
import type { Hints } from "../values/Hints.ts"
import { isNobodyAsked } from "../values/References.ts"
import { askAbout } from "./AskCatalogue.ts"
import { type Identified, identify, type Meanwhile } from "./Identify.ts"
import type { LookupProgress } from "./LookupProgress.ts"
import { besideTime, type LookupOptions } from "./Options.ts"
import { workQuery } from "./Query.ts"
import { noteOfWork, type WorkNote } from "./Trace.ts"

const noteOf = ({ work, unheard }: Identified): WorkNote =>
  Option.match(work, {
    onNone: () => ({ detail: unheard ? "no work bears this title" : "no telling which work is meant" }),
    onSome: noteOfWork
  })

const referenceOf = ({ work, unheard, partial }: Identified): Reference => {
  if (Option.isSome(work)) return "known"
  if (!unheard) return "undecided"
  return partial ? "absent" : "unheard"
}

/** There is no room for it now. That is no failure. */
type PutOff = "put off"
/** Every reference turned out to be left out. */
type Nobody = "nobody"

const consulting = <R>(
  hints: Hints,
  progress: LookupProgress,
  ask: Effect.Effect<Identified | PutOff, SourceError, R>,
  noted: (found: Identified) => WorkNote = noteOf
) =>
  Effect.gen(function* () {
    const works = yield* WorkPort
    const note = Effect.flatMap(works.references, (references) =>
      Ref.update(progress.state, (now) => ({ ...now, references }))
    )
    if (!(yield* works.configured)) return yield* Effect.as(note, undefined)
    // Only afterwards is it known whether the key was taken.
    const asked = Effect.zipWith(ask, works.references, (found, references): Identified | PutOff | Nobody =>
      found !== "put off" && Option.isNone(found.work) && isNobodyAsked(references) ? "nobody" : found
    )
    const said = (found: Identified | PutOff | Nobody): WorkNote | undefined => {
      if (found === "nobody") return undefined
      return found === "put off" ? { detail: "put off: there is no room for it at the moment" } : noted(found)
    }
    const step = progress.step("tmdb", workQuery(hints), asked, () => [], said)
    const found = yield* Effect.ensuring(step, note)
    const asking = found === undefined || found === "put off" ? ("owed" as const) : ("done" as const)
    yield* Ref.update(progress.state, (now) => ({ ...now, asking }))
    return found === "nobody" ? undefined : found
  })

/**
 * Asks the references which work is meant, as a step of the story; `undefined` when they failed, or when there was nobody to ask. Which
 * of them took part is noted either way: what nobody knows may be known to one that was left out.
 */
export const consult = <R>(
  hints: Hints,
  progress: LookupProgress,
  ask: Effect.Effect<Identified, SourceError, R>,
  noted: (found: Identified) => WorkNote = noteOf
) => Effect.map(consulting(hints, progress, ask, noted), (found) => (found === "put off" ? undefined : found))

/** Asks them about the work of this very look-up. */
const consultFor = (
  hints: Hints,
  progress: LookupProgress,
  ask: Effect.Effect<Identified | PutOff, SourceError, WorkPort | CataloguePort>
) =>
  Effect.tap(consulting(hints, progress, ask), (found) =>
    found === undefined || found === "put off"
      ? Effect.void
      : Ref.update(progress.state, (now) => ({
          ...now,
          work: Option.getOrUndefined(found.work),
          reference: referenceOf(found)
        }))
  )

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
    consultFor(hints, progress, identify(hints, { ask: askForHit(hints, progress, options), needsMakers: false }))
  )

/**
 * The same beside the first question to the catalogue, whose answer may make it needless. Answers whether it was put off, since a
 * reference has no room for it now.
 */
export const askBeside = Effect.fn("AskReference.askBeside")(function* (
  hints: Hints,
  progress: LookupProgress,
  options: LookupOptions,
  meanwhile: Meanwhile
) {
  const whole = yield* Deadline
  const { patient } = yield* Ref.get(progress.state)
  const end = patient ? whole : Math.min(whole, (yield* Clock.currentTimeMillis) + besideTime(options))
  const ask = identify(hints, {
    ...meanwhile,
    ask: (hit) => Effect.provideService(meanwhile.ask(hit), Deadline, whole)
  }).pipe(
    Effect.catchAll((error) =>
      Effect.flatMap(Clock.currentTimeMillis, (now) =>
        error.reason === "Overloaded" || now >= end ? Effect.succeed("put off" as const) : error
      )
    )
  )
  const found = yield* Effect.provideService(consultFor(hints, progress, ask), Deadline, end)
  return found === "put off"
})
