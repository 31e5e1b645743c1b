/** The trace of a look-up as something to read: what was asked, who answered, and why this page or none. */
import { Array as Arr, Order } from "effect"
import { Verdict } from "../../domain/matching/Evidence.ts"
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

/** Candidates of one step that are told, unless all are asked for. */
const told = 5

const verdicts = Order.mapInput(Order.number, ({ verdict }: TraceCandidate) => Verdict.literals.indexOf(verdict))

/** The likeliest first, in the order of the source among equals; the one that was taken before all. */
const inOrder = (candidates: ReadonlyArray<TraceCandidate>, taken: number | undefined) => [
  ...candidates.filter(({ id }) => id === taken),
  ...Arr.sort(
    candidates.filter(({ id }) => id !== taken),
    verdicts
  )
]

const stepLines = (step: TraceStep, number: number, { all, taken }: Telling): ReadonlyArray<string> => {
  const shown = all ? step.candidates : inOrder(step.candidates, taken).slice(0, told)
  const more = step.candidates.length - shown.length
  return [
    `${number}. ${steps[step.step]}: ${step.query}`,
    `   ${outcomes[step.outcome]} (${step.ms} ms)${step.detail === undefined ? "" : `: ${step.detail}`}`,
    ...shown.flatMap((candidate) => candidateLines(candidate, taken)),
    ...(more > 0 ? [`     and ${more} more, which --all shows`] : [])
  ]
}

const idsOf = ({ imdb, tmdb, tvdb, plex, vpro }: Trace["asked"]) =>
  [
    ["IMDb", imdb],
    ["TMDB", tmdb],
    ["TheTVDB", tvdb],
    ["Plex", plex],
    ["VPRO", vpro]
  ].flatMap(([name, id]) => (id === undefined ? [] : [`, ${name} ${id}`]))

/** How a story is told. */
export interface Telling {
  /** The number of the page that was chosen. */
  readonly taken: number | undefined
  /** Whether all candidates are told, and not only the likeliest. */
  readonly all: boolean
}

export const story = (trace: Trace, telling: Telling): string => {
  const { kind, title, year } = trace.asked
  const without = withoutWhom(trace.references)
  return [
    `Asked: the ${kind} "${title}" (${year ?? "no year"})${idsOf(trace.asked).join("")}`,
    ...trace.steps.flatMap((step, at) => ["", ...stepLines(step, at + 1, telling)]),
    ...(without === undefined ? [] : ["", `References of works: ${without}`]),
    "",
    `In the end: ${trace.decision} (${trace.ms} ms)`
  ]
    .map(visible)
    .join("\n")
}
