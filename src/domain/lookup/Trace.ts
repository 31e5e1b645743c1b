/** The story of a look-up, as data: what was asked, who answered, which candidates, why this one. Holds no secret. */
import { Schema } from "effect"
import { SourceError } from "../../ports/SourceError.ts"
import type { Hints } from "../values/Hints.ts"
import { type Decision, Evidence, Verdict } from "../matching/Evidence.ts"
import { TmdbId, Year } from "../values/Media.ts"
import { ReferenceState } from "../values/ReferenceState.ts"
import { type Work, WorkId } from "../values/Work.ts"
import { mostListed, mostTitle } from "../text/Bounds.ts"
import { cutAt } from "../text/Flat.ts"

const { Struct, String, Boolean, Int, Number, Literal, optional, Array: List } = Schema

const lasted = Number.annotations({ description: "How long it took, in milliseconds." })

export const TraceCandidate = Struct({
  id: Int.annotations({ description: "The number of the page at VPRO." }),
  title: String,
  year: optional(Int),
  source: String,
  verdict: Verdict.annotations({ description: "How sure it is that this is what was asked for." }),
  evidence: List(Evidence)
}).annotations({ identifier: "Candidate" })
export type TraceCandidate = typeof TraceCandidate.Type

/**
 * The steps of the cascade, in the order of product and switches alike. `tmdb` asks the references of works, whichever there are; it has
 * the name of the first one, which programs and people know by now.
 */
export const StepName = Literal(
  "vpro-id",
  "poms",
  "tmdb",
  "poms-other-titles",
  "poms-fuzzy",
  "cinema",
  "cinema-page",
  "web"
)
export type StepName = typeof StepName.Type

/** Which source did not answer, and why. */
export const TraceFailure = Struct({
  source: SourceError.fields.source,
  reason: SourceError.fields.reason
}).annotations({ identifier: "Failure" })
export type TraceFailure = typeof TraceFailure.Type

/** The work that a reference says is meant. */
export const TraceWork = Struct({
  id: WorkId,
  tmdb: optional(TmdbId),
  title: String,
  originalTitle: String,
  year: optional(Year),
  directors: List(String)
}).annotations({
  description: "The film or series as the reference of works knows it; `id` is what it is called there."
})
export type TraceWork = typeof TraceWork.Type

export const TraceStep = Struct({
  step: StepName,
  /** As it was typed into the search of the source, or the number of a page. */
  query: String.annotations({ description: "What was asked." }),
  outcome: Literal("answered", "nothing", "failed"),
  ms: lasted,
  /** How it failed, or what the reference told. */
  detail: optional(String),
  failure: optional(TraceFailure),
  work: optional(TraceWork),
  candidates: List(TraceCandidate)
}).annotations({ identifier: "Step" })
export type TraceStep = typeof TraceStep.Type

/**
 * How it ended, as data.
 * - `found`, `bare`, `not_found`, `incomplete`: as in `Outcome`
 * - `listed`: pages for a person to choose from
 */
export const Ended = Literal("found", "bare", "not_found", "incomplete", "listed").annotations({
  description:
    "`bare`: a reference of works knows it, VPRO has no page. `incomplete`: a source did not answer. `listed`: pages to choose from."
})

/** With what it ended. */
export const Ending = Struct({
  outcome: Ended,
  page: optional(Int.annotations({ description: "The number of the page at VPRO." })),
  title: optional(String),
  year: optional(Int.annotations({ description: "The year of the page." })),
  method: optional(String.annotations({ description: "How it was found." })),
  text: optional(Boolean.annotations({ description: "Whether the page has a text." })),
  timedOut: optional(Boolean),
  failures: List(TraceFailure)
})
export type Ending = typeof Ending.Type

/** What was asked, as far as a story needs it. */
export const TraceQuestion = Struct({
  kind: String.annotations({ description: "`film` or `series`." }),
  title: String,
  year: optional(Int),
  imdb: optional(String),
  tmdb: optional(Int),
  tvdb: optional(Int),
  plex: optional(String.annotations({ description: "What Plex itself calls it." })),
  vpro: optional(Int.annotations({ description: "A page that was chosen by hand." }))
}).annotations({ identifier: "Asked" })

export const Trace = Struct({
  asked: TraceQuestion,
  steps: List(TraceStep),
  references: optional(List(ReferenceState)).annotations({
    description:
      "The references of works, asked in this order until one knows the work, and which of them were left out; absent when none was needed."
  }),
  ending: Ending,
  decision: String.annotations({ description: "How it ended, in one sentence." }),
  ms: lasted
}).annotations({ identifier: "Story" })
export type Trace = typeof Trace.Type

/** Candidates of one step that are told: a search lists fewer. */
const mostCandidates = 100
/** Characters of a sentence, which may quote two titles. */
const mostSaid = 1000

const short = (text: string, most = mostTitle) => (text.length > most ? `${cutAt(text, most - 1)}…` : text)

/**
 * The story of a look-up for these hints. It is a copy: stories are kept, and a text that is part of a page would keep that page in
 * memory.
 */
export const traceOf = (hints: Hints, story: Omit<Trace, "asked">): Trace => {
  const { kind, title, year, imdb, tmdb, tvdb, plex, vpro } = hints
  const { ending, decision, ...rest } = story
  return structuredClone({
    asked: { kind, title: short(title), year, imdb, tmdb, tvdb, plex, vpro },
    ...rest,
    ending: { ...ending, ...(ending.title === undefined ? {} : { title: short(ending.title) }) },
    decision: short(decision, mostSaid)
  })
}

/** A step with no more and no longer candidates and texts than a person would read. */
export const boundedStep = (step: TraceStep): TraceStep => {
  const { candidates, detail, query, work, ...rest } = step
  const more = candidates.length - mostCandidates
  const said = more > 0 ? [detail, `${more} more candidates`].filter((one) => one !== undefined).join("; ") : detail
  return {
    ...rest,
    query: short(query, mostSaid),
    ...(said === undefined ? {} : { detail: short(said, mostSaid) }),
    ...(work === undefined ? {} : { work: boundedWork(work) }),
    candidates: more > 0 ? candidates.slice(0, mostCandidates) : candidates
  }
}

const boundedWork = ({ directors, originalTitle, title, ...rest }: TraceWork): TraceWork => ({
  ...rest,
  title: short(title),
  originalTitle: short(originalTitle),
  directors: directors.slice(0, mostListed).map((name) => short(name))
})

/** What a step says of a reference's answer. */
export type WorkNote = Pick<TraceStep, "detail" | "work">

/** The work that a reference says is meant, in a step; its makers as far as they were told. */
export const noteOfWork = ({ id, tmdb, title, originalTitle, year, directors }: Work): WorkNote => ({
  detail: `${id}: "${title}" (${originalTitle}, ${year ?? "no year"})${directors.length === 0 ? "" : ` by ${directors.join(", ")}`}`,
  work: { id, tmdb, title, originalTitle, year, directors }
})

/** A failure without its words, which the step has. */
export const traceFailure = ({ source, reason }: SourceError): TraceFailure => ({ source, reason })

/** A decision as a line of a trace. */
export const traceCandidate = (decision: Decision): TraceCandidate => ({
  id: decision.candidate.id,
  title: short(decision.candidate.title),
  year: decision.candidate.year,
  source: decision.candidate.source,
  verdict: decision.verdict,
  evidence: decision.evidence.map((one) => ({
    ...one,
    detail: short(one.detail, mostSaid),
    ...(one.asked === undefined ? {} : { asked: short(one.asked) }),
    ...(one.found === undefined ? {} : { found: short(one.found) })
  }))
})
