/** A trace as a story: what was asked, who answered, which candidates there were, and why this one. */
import type { Trace, TraceCandidate, TraceStep } from "../../../../domain/lookup/Trace.ts"
import {
  answerSentence,
  endingSentence,
  evidenceSentence,
  leftOutSentence,
  notFoundSentence,
  prefixOf,
  queryOf,
  signs
} from "../../../../domain/lookup/StorySentences.ts"
import type { Evidence } from "../../../../domain/matching/Evidence.ts"
import type { KeptTrace, PlexMatch } from "../../../observe/KeptTrace.ts"
import { type Child, h } from "./dom.ts"
import { listing, t, texts, took } from "./language.ts"
import { reportLink } from "./report.ts"

/** The language of the page, for the sentences of a story. */
const tongue = () => ({ words: texts(), listing, referenceName })

const evidence = (one: Evidence) =>
  h(
    "li",
    { "data-speaks": one.speaks },
    h("span", { class: "sign", "aria-hidden": true }, signs[one.speaks]),
    evidenceSentence(tongue(), one),
    h("span", { class: "unseen" }, ` (${t(`speaks.${one.speaks}`)})`)
  )

const candidate = ({ title, year, verdict, evidence: reasons }: TraceCandidate, taken: boolean) =>
  h(
    "li",
    { class: "candidate", "data-taken": taken },
    h(
      "p",
      {},
      h("strong", {}, title),
      year !== undefined && ` (${year}) `,
      " ",
      h("span", { class: "chip", "data-verdict": verdict }, t(`verdict.${verdict}`))
    ),
    h("ul", { class: "evidence" }, ...reasons.map(evidence))
  )

const candidates = (step: TraceStep, page: number | undefined): ReadonlyArray<Child> => {
  const isRefused = (one: TraceCandidate) => one.verdict === "refused" && one.id !== page
  const shown = step.candidates.filter((one) => !isRefused(one))
  const refused = step.candidates.filter(isRefused)
  const list = (some: ReadonlyArray<TraceCandidate>) =>
    h("ul", { class: "candidates" }, ...some.map((one) => candidate(one, one.id === page)))
  return [
    shown.length > 0 && list(shown),
    refused.length > 0 && h("details", {}, h("summary", {}, t("story.hideRefused")(refused.length)), list(refused))
  ]
}

/** What a reference of works is called; an id such as `tmdb:603` begins with it. */
export const referenceName = (idOrPrefix: string): string => {
  const prefix = prefixOf(idOrPrefix)
  return prefix === "tmdb" || prefix === "wikidata" ? t(`source.${prefix}`) : prefix
}

const queried = (one: TraceStep) => {
  const { asWhole, query } = queryOf(one)
  return [h("q", {}, query), asWhole && ` ${t("story.whole")}`]
}

const step = (one: TraceStep, page: number | undefined) =>
  h(
    "li",
    { "data-outcome": one.outcome },
    h(
      "p",
      {},
      `${t(`story.${one.step}`)} `,
      ...queried(one),
      ". ",
      answerSentence(tongue(), one),
      " ",
      h("span", { class: "ms" }, took(one.ms))
    ),
    one.failure !== undefined && h("p", { class: "quiet" }, t(`failure.${one.failure.reason}`)),
    ...candidates(one, page)
  )

/** Nobody knows it, as far as anybody was asked. */
export const notFound = (references: Trace["references"]): string => notFoundSentence(tongue(), references)

/** What Plex said of the title when it asked which one it is. */
const matched = ({ file = "", guid = "", title = "", year }: PlexMatch): string =>
  t("story.match")(title, year?.toString() ?? "", [guid, file].filter((one) => one !== "").join(", "))

/** The whole story of a look-up, with what is kept of it where it is, and how to send it to whoever can tell what is wrong. */
export const story = (trace: Trace, kept: Partial<Pick<KeptTrace, "match" | "requestId">> = {}): HTMLElement => {
  const { match, requestId } = kept
  const without = leftOutSentence(tongue(), trace.references)
  const isWeighedOften = trace.steps.filter(({ candidates: shown }) => shown.length > 0).length > 1
  return h(
    "div",
    { class: "story" },
    match !== undefined && h("p", { class: "quiet" }, matched(match)),
    trace.steps.length === 0
      ? h("p", {}, t("story.noSteps"))
      : h("ol", {}, ...trace.steps.map((one) => step(one, trace.ending.page))),
    isWeighedOften && h("p", { class: "quiet small" }, t("story.weighed")),
    without !== undefined && h("p", { class: "quiet" }, without),
    h(
      "p",
      { class: "ending", "data-outcome": trace.ending.outcome },
      endingSentence(tongue(), trace),
      " ",
      h("span", { class: "ms" }, took(trace.ms))
    ),
    reportLink(trace, match === undefined ? undefined : requestId)
  )
}
