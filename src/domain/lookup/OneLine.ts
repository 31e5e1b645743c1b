/** A look-up in one line, for a person who reads the log: what it is about, what came of it, and why. */
import { Array as Arr, Order } from "effect"
import { sourceNames } from "../../ports/SourceError.ts"
import type { Evidence } from "../matching/Evidence.ts"
import { TitleRelation } from "../matching/TitleRelation.ts"
import { isNobodyAsked } from "../values/References.ts"
import type { Trace, TraceCandidate, TraceFailure } from "./Trace.ts"

const titled = (title: string, year: number | undefined) => `"${title}" (${year ?? "no year"})`

const isAgainst = ({ speaks }: Evidence) => speaks === "against"

/** What speaks against a candidate, in a few words each. */
const objection = ({ apart, asked, found, name }: Evidence): string => {
  switch (name) {
    case "id":
      return `its page says ${found}, not ${asked}`
    case "kind":
      return `that is a ${found}`
    case "title":
      return "another title"
    case "year":
      return `${apart} years apart`
    case "director":
      return `made by ${found}, not by ${asked}`
    case "country":
      return `made in ${found}, not in ${asked}`
  }
}

const evidenceOf = ({ evidence }: TraceCandidate, wanted: Evidence["name"]) =>
  evidence.find(({ name }) => name === wanted)

/** How far a candidate is from what was asked: by its title first, as they are listed, then by its year. */
const byNearness = Order.combine(
  Order.mapInput(Order.number, (one: TraceCandidate) =>
    TitleRelation.literals.indexOf(evidenceOf(one, "title")?.relation ?? "different")
  ),
  Order.mapInput(Order.number, (one: TraceCandidate) => evidenceOf(one, "year")?.apart ?? Number.MAX_SAFE_INTEGER)
)

/** The page that comes nearest, and why it is not the one; none when none has anything of the title. */
const nearest = ({ steps }: Trace): string => {
  const candidates = steps.flatMap((step) => step.candidates)
  const alike = candidates.filter((one) => !["different", undefined].includes(evidenceOf(one, "title")?.relation))
  if (!Arr.isNonEmptyReadonlyArray(alike)) return ""
  const one = Arr.min(alike, byNearness)
  const against = one.evidence.filter(isAgainst)
  const why = against.length === 0 ? "too little agrees" : against.map(objection).join(", ")
  return `; nearest ${titled(one.title, one.year)}, ${why}`
}

const failed = ({ reason, source }: TraceFailure): string =>
  ({
    Unreachable: `${sourceNames[source]} could not be reached`,
    Refused: `${sourceNames[source]} refused the key or the way of asking`,
    Blocked: `${sourceNames[source]} sent a page that keeps robots out`,
    Malformed: `the answer of ${sourceNames[source]} could not be read`,
    Overloaded: `${sourceNames[source]} was not asked, its rate limit left no room in time`,
    Suspended: `${sourceNames[source]} was not asked, it is left alone since it failed too often`
  })[reason]

const came = (trace: Trace): string => {
  const { failures, outcome, page, text, timedOut, title } = trace.ending
  switch (outcome) {
    case "found":
      return text === true ? `text found, page ${page} "${title}"` : `no text, page ${page} "${title}" of VPRO has none`
    case "bare":
      return `no text, VPRO has no page${nearest(trace)}`
    case "not_found":
      return `no text, VPRO has no page and ${
        isNobodyAsked(trace.references) ? "no reference of works was asked" : "no reference knows it"
      }${nearest(trace)}`
    case "incomplete": {
      const reasons = Arr.dedupe([...(timedOut === true ? ["there was no time left"] : []), ...failures.map(failed)])
      return `left open, ${reasons.join(" and ")}; it is looked up again later`
    }
    case "listed":
      return "pages listed to choose from"
  }
}

/** For example `Envy (2009) film: no text, VPRO has no page; nearest "Envy" (2004), 5 years apart`. Holds no secret. */
export const inOneLine = (trace: Trace): string => {
  const { kind, title, year } = trace.asked
  return `${title}${year === undefined ? "" : ` (${year})`} ${kind}: ${came(trace)}`
}
