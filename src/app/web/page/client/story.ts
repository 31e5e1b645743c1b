/** A trace as a story: what was asked, who answered, which candidates there were, and why this one. */
import type { Trace, TraceCandidate, TraceStep } from "../../../../domain/lookup/Trace.ts"
import type { LookupMethod } from "../../../../domain/values/CacheEntry.ts"
import type { Evidence } from "../../../../domain/matching/Evidence.ts"
import { isNobodyAsked, parted } from "../../../../domain/values/ReferenceState.ts"
import type { KeptTrace, PlexMatch } from "../../../observe/KeptTrace.ts"
import { type Child, h } from "./dom.ts"
import { listing, t, took } from "./language.ts"
import { reportLink } from "./report.ts"

const signs = { for: "+", against: "−", neither: "·" } as const

/** A kind is told by the service in English. */
const kindOf = (kind: string) => (kind === "film" || kind === "series" ? t(kind) : kind)

const sentence = ({ name, speaks, asked = "", found = "", relation, apart }: Evidence): string => {
  switch (name) {
    case "id":
      return t("evidence.id")(asked, found)
    case "kind":
      return t("evidence.kind")(kindOf(asked), kindOf(found))
    case "title":
      return t(`relation.${relation ?? "different"}`)(found)
    case "year":
      return apart === undefined ? t("evidence.noYear") : t("evidence.year")(apart, asked, found)
    case "director":
      return speaks === "for"
        ? t("evidence.sameDirector")(found)
        : speaks === "against"
          ? t("evidence.otherDirector")(asked, found)
          : t("evidence.noDirector")
    case "country":
      return speaks === "for" ? t("evidence.sameCountry")(found) : t("evidence.otherCountry")(asked, found)
  }
}

const evidence = (one: Evidence) =>
  h(
    "li",
    { "data-speaks": one.speaks },
    h("span", { class: "sign", "aria-hidden": true }, signs[one.speaks]),
    sentence(one),
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
  const prefix = idOrPrefix.replace(/:.*$/s, "")
  return prefix === "tmdb" || prefix === "wikidata" ? t(`source.${prefix}`) : prefix
}

const answer = ({ step, outcome, work, candidates, detail }: TraceStep): string => {
  if (outcome === "failed") return `${t("story.failed")}.`
  if (work !== undefined) {
    const { directors, id, title, year } = work
    return t("story.work")(referenceName(id), title, year?.toString() ?? "", listing(directors))
  }
  if (step === "tmdb" && detail !== undefined) return t("story.noWork")
  return outcome === "nothing" ? t("story.nothing") : t("story.answered")(candidates.length)
}

/** Quotation marks of a query ask for the words together: nobody need read two pairs of them. */
const queried = (query: string) => {
  const whole = /^"([^"]+)"$/.exec(query)?.[1]
  return [h("q", {}, whole ?? query), whole !== undefined && ` ${t("story.whole")}`]
}

const step = (one: TraceStep, page: number | undefined) =>
  h(
    "li",
    { "data-outcome": one.outcome },
    h(
      "p",
      {},
      `${t(`story.${one.step}`)} `,
      ...queried(one.query),
      ". ",
      answer(one),
      " ",
      h("span", { class: "ms" }, took(one.ms))
    ),
    one.failure !== undefined && h("p", { class: "quiet" }, t(`failure.${one.failure.reason}`)),
    ...candidates(one, page)
  )

/** Which references of works were left out and why, and who was asked instead; `undefined` when none was left out. */
const leftOut = (references: Trace["references"]): string | undefined => {
  const { asked, leftOut } = parted(references ?? [])
  if (leftOut.length === 0) return undefined
  const names = leftOut.map(({ reference, state }) => `${referenceName(reference)} (${t(`leftOut.${state}`)})`)
  return t("story.leftOut")(listing(names), listing(asked.map(referenceName)))
}

/** All of them: one that is added does not compile before it stands here, and in the texts. */
const methods: Readonly<Record<LookupMethod, true>> = {
  poms: true,
  tmdb_alt: true,
  imdb: true,
  cinema: true,
  web: true,
  plausible: true,
  vpro_id: true
}

const isMethod = (method: string): method is LookupMethod => Object.hasOwn(methods, method)

/** Nobody knows it, as far as anybody was asked. */
export const notFound = (references: Trace["references"]): string =>
  t(isNobodyAsked(references) ? "result.nobodyAsked" : "result.notFound")

const ending = ({ ending, references }: Trace): string => {
  const { outcome, page, title = "", method = "", timedOut } = ending
  switch (outcome) {
    case "found": {
      const why = isMethod(method) ? method : undefined
      return `${t("story.taken")(title, String(page))}${why === undefined ? "" : ` ${t(`method.${why}`)}`}`
    }
    case "bare":
      return t("result.bare")
    case "not_found":
      return notFound(references)
    case "incomplete":
      return t(timedOut === true ? "result.timedOut" : "result.incomplete")
    case "listed":
      return t("story.listed")
  }
}

/** What Plex said of the title when it asked which one it is. */
const matched = ({ file = "", guid = "", title = "", year }: PlexMatch): string =>
  t("story.match")(title, year?.toString() ?? "", [guid, file].filter((one) => one !== "").join(", "))

/** The whole story of a look-up, with what is kept of it where it is, and how to send it to whoever can tell what is wrong. */
export const story = (trace: Trace, kept: Partial<Pick<KeptTrace, "match" | "requestId">> = {}): HTMLElement => {
  const { match, requestId } = kept
  const without = leftOut(trace.references)
  return h(
    "div",
    { class: "story" },
    match !== undefined && h("p", { class: "quiet" }, matched(match)),
    trace.steps.length === 0
      ? h("p", {}, t("story.noSteps"))
      : h("ol", {}, ...trace.steps.map((one) => step(one, trace.ending.page))),
    without !== undefined && h("p", { class: "quiet" }, without),
    h(
      "p",
      { class: "ending", "data-outcome": trace.ending.outcome },
      ending(trace),
      " ",
      h("span", { class: "ms" }, took(trace.ms))
    ),
    reportLink(trace, match === undefined ? undefined : requestId)
  )
}
