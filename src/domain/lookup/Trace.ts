/** The story of a look-up, as data: what was asked, who answered, which candidates, why this one. Holds no secret. */
import type { SourceError } from "../../ports/SourceError.ts"
import type { Hints } from "../values/Hints.ts"
import type { Decision, Evidence, Verdict } from "../matching/Evidence.ts"
import { mostListed, mostTitle } from "../text/Bounds.ts"
import { cutAt } from "../text/Flat.ts"
import type { Work } from "../values/Work.ts"

export interface TraceCandidate {
  readonly id: number
  readonly title: string
  readonly year?: number | undefined
  readonly source: string
  readonly verdict: Verdict
  readonly evidence: ReadonlyArray<Evidence>
}

/** The steps of the cascade, in the order of product and switches alike. */
export type StepName =
  "vpro-id" | "poms" | "tmdb" | "poms-other-titles" | "poms-fuzzy" | "cinema" | "cinema-page" | "web"

export interface TraceStep {
  readonly step: StepName
  /** What was asked, as it was typed into the search of the source, or the number of a page. */
  readonly query: string
  readonly outcome: "answered" | "nothing" | "failed" | "skipped"
  readonly ms: number
  /** How it failed, or why it was skipped. */
  readonly detail?: string | undefined
  readonly failure?: TraceFailure | undefined
  /** The work that a reference says is meant. */
  readonly work?: TraceWork | undefined
  readonly candidates: ReadonlyArray<TraceCandidate>
}

/** Which source did not answer, and why. */
export type TraceFailure = Pick<SourceError, "source" | "reason">

export type TraceWork = Pick<Work, "tmdb" | "title" | "originalTitle" | "year" | "directors">

/**
 * How it ended, as data.
 * - `found`, `bare`, `not_found`, `incomplete`: as in `Outcome`
 * - `listed`: pages for a person to choose from
 */
export interface Ending {
  readonly outcome: "found" | "bare" | "not_found" | "incomplete" | "listed"
  /** The page taken. */
  readonly page?: number | undefined
  readonly title?: string | undefined
  readonly method?: string | undefined
  /** Whether that page has a text. */
  readonly text?: boolean | undefined
  readonly timedOut?: boolean | undefined
  readonly failures: ReadonlyArray<TraceFailure>
}

export interface Trace {
  readonly asked: {
    readonly kind: string
    readonly title: string
    readonly year?: number | undefined
    readonly imdb?: string | undefined
    readonly tmdb?: number | undefined
    readonly tvdb?: number | undefined
    readonly vpro?: number | undefined
  }
  readonly steps: ReadonlyArray<TraceStep>
  readonly ending: Ending
  /** How it ended, in a sentence. */
  readonly decision: string
  readonly ms: number
}

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
  const { kind, title, year, imdb, tmdb, tvdb, vpro } = hints
  const { ending, decision, ...rest } = story
  return structuredClone({
    asked: { kind, title: short(title), year, imdb, tmdb, tvdb, vpro },
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
