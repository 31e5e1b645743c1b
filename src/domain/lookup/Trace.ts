/** The story of a look-up, as data: what was asked, who answered, which candidates, why this one. Holds no secret. */
import type { Hints } from "../Hints.ts"
import type { Decision, Evidence, Verdict } from "../matching/Evidence.ts"

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
  /** What was asked, in words. */
  readonly query: string
  readonly outcome: "answered" | "nothing" | "failed" | "skipped"
  readonly ms: number
  /** How it failed, or why it was skipped. */
  readonly detail?: string | undefined
  readonly candidates: ReadonlyArray<TraceCandidate>
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
  /** How it ended, in a sentence. */
  readonly decision: string
  readonly ms: number
}

/** The story of a look-up for these hints. */
export const traceOf = (hints: Hints, steps: ReadonlyArray<TraceStep>, decision: string, ms: number): Trace => {
  const { kind, title, year, imdb, tmdb, tvdb, vpro } = hints
  return { asked: { kind, title, year, imdb, tmdb, tvdb, vpro }, steps, decision, ms }
}

/** A decision as a line of a trace. */
export const traceCandidate = (decision: Decision): TraceCandidate => ({
  id: decision.candidate.id,
  title: decision.candidate.title,
  year: decision.candidate.year,
  source: decision.candidate.source,
  verdict: decision.verdict,
  evidence: decision.evidence
})
