/** The trace of a look-up as something to read, in the sentences of the status page: what was asked, who answered, and why this page or none. */
import { Array as Arr, Order } from "effect"
import { nameOf } from "../../domain/lookup/LeftOut.ts"
import {
  answerSentence,
  endingSentence,
  evidenceSentence,
  leftOutSentence,
  prefixOf,
  queryOf,
  signs,
  type Tongue
} from "../../domain/lookup/StorySentences.ts"
import { storyEnglish as words } from "../../domain/lookup/StoryWords.ts"
import type { Trace, TraceCandidate, TraceStep } from "../../domain/lookup/Trace.ts"
import { Verdict } from "../../domain/matching/Evidence.ts"
import { visible } from "../Visible.ts"
import { type Colours, none } from "./Colours.ts"
import { hung, usualWidth } from "./Lines.ts"

const names = new Intl.ListFormat("en")

const tongue: Tongue = {
  words,
  listing: (some) => names.format(some),
  referenceName: (idOrPrefix) => nameOf(prefixOf(idOrPrefix))
}

/** How a story is told. */
export interface Telling {
  /** The number of the page that was chosen. */
  readonly taken: number | undefined
  /** Whether all candidates are told, and not only the likeliest. */
  readonly all: boolean
  readonly colours?: Colours | undefined
  /** The columns of a line. */
  readonly width?: number | undefined
}

/** A paragraph: what stands before its first line, what it says, and how it is shown. */
type Paragraph = readonly [before: string, text: string, paint?: ((text: string) => string) | undefined]

const took = (ms: number) =>
  ms < 1000 ? words["story.ms"](String(Math.round(ms))) : words["story.seconds"]((ms / 1000).toFixed(1))

/** A refused page is told by what speaks against it, any other by everything known. */
const reasons = ({ evidence, verdict }: TraceCandidate, taken: boolean) => {
  const against = evidence.filter(({ speaks }) => speaks === "against")
  return verdict === "refused" && !taken && against.length > 0 ? against : evidence
}

const candidateParts = (candidate: TraceCandidate, { colours = none, taken }: Telling): ReadonlyArray<Paragraph> => {
  const { id, source, title, verdict, year } = candidate
  const isTaken = id === taken
  const paint = isTaken ? colours.chosen : verdict === "refused" ? colours.dim : undefined
  const word = isTaken ? `chosen, ${words[`verdict.${verdict}`]}` : words[`verdict.${verdict}`]
  return [
    ["   ", `“${title}” (${year ?? "no year"}): ${word}; page ${id} of ${source}`, paint],
    ...reasons(candidate, isTaken).map((one): Paragraph => [
      `     ${signs[one.speaks]} `,
      `${evidenceSentence(tongue, one)}.`,
      paint
    ])
  ]
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

/** Why it failed, and what it said of that. */
const failureParts = (
  { detail, failure, outcome }: TraceStep,
  { colours = none }: Telling
): ReadonlyArray<Paragraph> =>
  outcome === "failed"
    ? [failure === undefined ? "" : words[`failure.${failure.reason}`], detail ?? ""]
        .filter((one) => one !== "")
        .map((one): Paragraph => ["   ", one, colours.bad])
    : []

const stepParts = (step: TraceStep, number: number, telling: Telling): ReadonlyArray<Paragraph> => {
  const { all, colours = none, taken } = telling
  const { asWhole, query } = queryOf(step)
  const shown = all ? step.candidates : inOrder(step.candidates, taken).slice(0, told)
  const more = step.candidates.length - shown.length
  const whole = asWhole ? ` ${words["story.whole"]}` : ""
  return [
    [`${number}. `, `${words[`story.${step.step}`]} “${query}”${whole}.`, colours.heading],
    ["   ", `${answerSentence(tongue, step)} (${took(step.ms)})`, step.outcome === "failed" ? colours.bad : undefined],
    ...failureParts(step, telling),
    ...shown.flatMap((candidate) => candidateParts(candidate, telling)),
    ...(more > 0 ? [["   ", `And ${more} more, which --all shows.`, colours.dim] as const] : [])
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

const blank: Paragraph = ["", ""]

/** The whole story, with nothing in it that steers a terminal but its own colours. */
export const story = (trace: Trace, telling: Telling): string => {
  const { colours = none, width = usualWidth } = telling
  const { kind, title, year } = trace.asked
  const without = leftOutSentence(tongue, trace.references)
  const parts: ReadonlyArray<Paragraph> = [
    ["", `Asked: the ${kind} “${title}” (${year ?? "no year"})${idsOf(trace.asked).join("")}`],
    ...(trace.steps.length === 0 ? [blank, ["", words["story.noSteps"]] as const] : []),
    ...trace.steps.flatMap((step, at) => [blank, ...stepParts(step, at + 1, telling)]),
    ...(without === undefined ? [] : [blank, ["", without] as const]),
    blank,
    ["", `${endingSentence(tongue, trace)} (${took(trace.ms)})`, colours.heading]
  ]
  return parts
    .flatMap(([before, text, paint = (line) => line]) => hung(before, visible(text), width).map((line) => paint(line)))
    .join("\n")
}
