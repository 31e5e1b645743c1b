/** Whether more than one work could be meant by what was asked, as far as the story of the look-up tells. Pure. */
import { isSameTitle } from "../matching/Relations.ts"
import type { Trace, TraceCandidate } from "./Trace.ts"

const bearsTitle = ({ evidence }: TraceCandidate) =>
  evidence.some(({ name, relation }) => name === "title" && relation !== undefined && isSameTitle(relation))

/** Whether nothing but its title is known to agree: no year to compare. */
const hasNoYear = ({ evidence }: TraceCandidate) =>
  evidence.some(({ apart, name }) => name === "year" && apart === undefined)

/**
 * The pages, two or more, of which any could be meant: they bear the very title, nothing speaks against them, and no id says which it
 * is. Where a year was asked, one that is surely of that year is meant.
 */
export const couldBeMeant = ({ ending, steps }: Trace): ReadonlyArray<TraceCandidate> => {
  const all = new Map(steps.flatMap(({ candidates }) => candidates).map((one) => [one.id, one] as const))
  const possible = [...all.values()].filter((one) => one.verdict !== "refused" && bearsTitle(one))
  const taken = possible.find(({ id }) => id === ending.page)
  if (possible.length < 2 || possible.some(({ verdict }) => verdict === "certain")) return []
  const isSettled = taken?.verdict === "sure" && !hasNoYear(taken)
  const rivals = isSettled ? possible.filter(({ verdict }) => verdict === "sure") : possible
  return rivals.length < 2 ? [] : rivals.slice(0, most)
}

/** More than these say nothing. */
const most = 5
