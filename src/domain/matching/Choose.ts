/** One candidate out of many, or none. */
import type { Decision, Verdict } from "./Evidence.ts"
import { isCloser } from "./TitleRelation.ts"

const rank: Record<Verdict, number> = { certain: 0, sure: 1, plausible: 2, refused: 3 }
const directorRank = { agree: 0, unknown: 1, differ: 2 } as const

/** Negative when `a` is the better candidate, 0 when nothing known tells them apart. */
export const compareDecisions = (a: Decision, b: Decision): number => {
  if (a.verdict !== b.verdict) return rank[a.verdict] - rank[b.verdict]
  if (a.relation !== b.relation && a.director === b.director) return isCloser(a.relation, b.relation) ? -1 : 1
  if (a.director !== b.director) return directorRank[a.director] - directorRank[b.director]
  return (a.yearsApart ?? 1.5) - (b.yearsApart ?? 1.5)
}

/** Best first; candidates that nothing tells apart keep the order of their source. */
export const best = (decisions: ReadonlyArray<Decision>): ReadonlyArray<Decision> =>
  [...decisions].sort(compareDecisions)

const only = (decisions: ReadonlyArray<Decision>): Decision | undefined => {
  const [first, second] = best(decisions)
  if (first === undefined) return undefined
  return second !== undefined && compareDecisions(first, second) === 0 ? undefined : first
}

/** The candidate to take at once: certain or sure, and no other as good. */
export const chooseSure = (decisions: ReadonlyArray<Decision>): Decision | undefined =>
  only(decisions.filter((decision) => decision.verdict === "certain" || decision.verdict === "sure"))

/**
 * The candidate to take when nothing better came up: the same title within a year, or a slip of the pen in the same
 * year, and no other page that could be meant.
 */
export const choosePlausible = (decisions: ReadonlyArray<Decision>): Decision | undefined => {
  const plausible = decisions.filter((decision) => decision.verdict === "plausible")
  const [first, ...rivals] = best(plausible)
  if (first === undefined || first.yearsApart === undefined) return undefined
  if (rivals.some((rival) => rival.relation === first.relation)) return undefined
  return first
}
