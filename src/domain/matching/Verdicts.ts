/** What follows from a comparison of titles, years, makers and countries. */
import type { Joint } from "../titles/Names.ts"
import type { Asked } from "./Asked.ts"
import type { Verdict } from "./Evidence.ts"
import { isSameTitle } from "./Relations.ts"
import type { TitleRelation } from "./TitleRelation.ts"
import { mostYears } from "../values/Years.ts"

/** What was seen of a candidate beside the request. */
export interface Seen {
  readonly relation: TitleRelation
  readonly apart: number | undefined
  readonly director: "agree" | "differ" | "unknown"
  readonly country: "agree" | "differ" | "unknown"
  /** Words in the candidate's title: one word is borne by many works. */
  readonly words: number
  /** The marks in a title of the request and in the candidate's are the same: a sequel is another film. */
  readonly sameMarks: boolean
  /** Another part of the series that is meant. */
  readonly anotherPart: boolean
  /** The titles agree in one of two names only. */
  readonly joint: Joint | undefined
  /** The request has an id, and nothing has yet shown whether this page is that work's. */
  readonly unconfirmed: boolean
}

const ofTitle = (request: Asked, seen: Seen): Verdict => {
  const { relation, apart, country, words } = seen
  if (seen.director === "agree") return "sure"
  // A remake or a namesake of the next year, most likely; the same country and no maker to compare is most likely not.
  if (country === "differ" && apart !== 0) return "refused"
  // Of a namesake of the same year, only its maker or the id on its page tells that it is another.
  if (seen.joint !== undefined || seen.unconfirmed) return "plausible"
  if (country === "agree" && apart !== undefined && apart > 0 && apart <= mostYears.sameCountry) return "sure"
  return apart === 0 && (relation === "same" || words > 1 || request.work !== undefined) ? "sure" : "plausible"
}

/** A subtitle more or less, or a slip of the pen: sure when the maker agrees; else others must be ruled out (see `Choose.ts`). */
const ofNearTitle = ({ relation, apart, director, sameMarks }: Seen): Verdict => {
  if (!sameMarks) return "refused"
  const close = apart !== undefined && apart <= (relation === "near" ? mostYears.slip : mostYears.subtitle)
  if (director === "agree") return close ? "sure" : "plausible"
  return close ? "plausible" : "refused"
}

/**
 * What follows from titles, years and directors. A page of the same maker and year under another title is plausible at
 * most: only an id can make it more.
 */
export const verdictOf = (request: Asked, seen: Seen): Verdict => {
  if (seen.director === "differ" || seen.anotherPart) return "refused"
  if (seen.apart !== undefined && seen.apart > mostYears.ever) return "refused"
  if (isSameTitle(seen.relation)) return ofTitle(request, seen)
  if (seen.relation === "subtitle" || seen.relation === "near") return ofNearTitle(seen)
  return seen.director === "agree" && seen.apart !== undefined && seen.apart <= mostYears.sameMaker
    ? "plausible"
    : "refused"
}
