/** The trace of a look-up as something to read: what was asked, who answered, and why this page or none. */
import type { Trace, TraceCandidate, TraceStep } from "../../domain/lookup/Trace.ts"
import { withoutWhom } from "../../domain/lookup/LeftOut.ts"
import { visible } from "../Visible.ts"

const steps: Readonly<Record<TraceStep["step"], string>> = {
  "vpro-id": "The page itself",
  poms: "VPRO's catalogue (POMS) by title",
  tmdb: "A reference of works",
  "poms-other-titles": "VPRO's catalogue (POMS) by maker or other title",
  "poms-fuzzy": "VPRO's catalogue (POMS), tolerating spelling errors",
  cinema: "The search of cinema.nl",
  "cinema-page": "A page of cinema.nl",
  web: "A search engine"
}

const outcomes: Readonly<Record<TraceStep["outcome"], string>> = {
  answered: "answered",
  nothing: "has nothing",
  failed: "FAILED"
}

const signs = { for: "+", against: "-", neither: "?" } as const

/** A refused page is told by what speaks against it, any other by everything known. */
const reasons = ({ evidence, verdict }: TraceCandidate): string => {
  const against = evidence.filter(({ speaks }) => speaks === "against")
  const shown = verdict === "refused" && against.length > 0 ? against : evidence
  return shown.map(({ detail, name, speaks }) => `${signs[speaks]} ${name}: ${detail}`).join("; ")
}

const candidateLines = (candidate: TraceCandidate, taken: number | undefined): ReadonlyArray<string> => {
  const { id, source, title, verdict, year } = candidate
  const word = id === taken ? `TAKEN (${verdict})` : verdict
  return [`     ${word}: "${title}" (${year ?? "no year"}), page ${id} of ${source}`, `       ${reasons(candidate)}`]
}

const stepLines = (step: TraceStep, number: number, taken: number | undefined): ReadonlyArray<string> => [
  `${number}. ${steps[step.step]}: ${step.query}`,
  `   ${outcomes[step.outcome]} (${step.ms} ms)${step.detail === undefined ? "" : `: ${step.detail}`}`,
  ...step.candidates.flatMap((candidate) => candidateLines(candidate, taken))
]

const idsOf = ({ imdb, tmdb, tvdb, plex, vpro }: Trace["asked"]) =>
  [
    ["IMDb", imdb],
    ["TMDB", tmdb],
    ["TheTVDB", tvdb],
    ["Plex", plex],
    ["VPRO", vpro]
  ].flatMap(([name, id]) => (id === undefined ? [] : [`, ${name} ${id}`]))

/** `taken` is the number of the page that was chosen. */
export const story = (trace: Trace, taken?: number): string => {
  const { kind, title, year } = trace.asked
  const without = withoutWhom(trace.references)
  return [
    `Asked: the ${kind} "${title}" (${year ?? "no year"})${idsOf(trace.asked).join("")}`,
    ...trace.steps.flatMap((step, at) => ["", ...stepLines(step, at + 1, taken)]),
    ...(without === undefined ? [] : ["", `References of works: ${without}`]),
    "",
    `In the end: ${trace.decision} (${trace.ms} ms)`
  ]
    .map(visible)
    .join("\n")
}
