/** One candidate out of many, or none. */
import type { Asked } from "./Asked.ts"
import type { Decision, Verdict } from "./Evidence.ts"
import { titleForm } from "./TitleForm.ts"
import { hasIdOfWork } from "../values/Hints.ts"
import { isSameTitle } from "./Relations.ts"
import { isCloser, isSameWithArticle } from "./TitleRelation.ts"
import { mostYears, unknownRank } from "../values/Years.ts"

const rank: Record<Verdict, number> = { certain: 0, sure: 1, plausible: 2, refused: 3 }
const directorRank = { agree: 0, unknown: 1, differ: 2 } as const

const isStrong = ({ relation }: Decision) => isSameTitle(relation)

/** Negative when `a` is the better candidate, 0 when nothing known tells them apart. */
export const compareDecisions = (a: Decision, b: Decision): number => {
  if (a.verdict !== b.verdict) return rank[a.verdict] - rank[b.verdict]
  // Where nothing is sure, the very title says more than the maker of another.
  if (a.verdict === "plausible" && isStrong(a) !== isStrong(b)) return isStrong(a) ? -1 : 1
  if (a.relation !== b.relation && a.director === b.director) return isCloser(a.relation, b.relation) ? -1 : 1
  if (a.director !== b.director) return directorRank[a.director] - directorRank[b.director]
  return (a.yearsApart ?? unknownRank) - (b.yearsApart ?? unknownRank)
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

/** A title of two words or more, or a long one, is seldom borne by two works of about the same year. */
const distinctive = (decision: Decision) => {
  const form = titleForm(decision.candidate.title)
  return form.words.length > 1 || form.loose.length >= 8
}

/** The only page of exactly this title, of whatever year. */
const isAlone = (decision: Decision, all: ReadonlyArray<Decision>) =>
  decision.relation === "same" && all.filter(isStrong).length === 1

/** A title of so many words is borne by one work, of whatever year; shorter ones come back two years later. */
const rareWords = 5

/**
 * How many years may lie between, for the title that was asked itself. A reference that knows works of that title, none of
 * them of about that year, makes a coincidence likely; so does a short title that VPRO itself uses more than once.
 */
const ownTitleYears = (decision: Decision, { work, reference }: Asked, all: ReadonlyArray<Decision>): number => {
  if (work !== undefined) return mostYears.sameTitle
  if (!distinctive(decision))
    return reference === "absent" && isAlone(decision, all) ? mostYears.sameTitle : mostYears.doubtful
  return reference === "absent" && titleForm(decision.candidate.title).words.length >= rareWords
    ? mostYears.rareTitle
    : mostYears.sameTitle
}

/**
 * For a subtitle on one side only. A page with a subtitle may well be meant by the bare title; a bare page is seldom meant
 * by a title with a subtitle of another year, unless both count the same sequel.
 */
const subtitleYears = (decision: Decision): number => {
  const form = titleForm(decision.candidate.title)
  return form.main !== undefined || form.marks !== "" ? mostYears.subtitle : mostYears.doubtful
}

/** The title asked, article and all. */
const isAsAsked = ({ candidate }: Decision, { hints }: Asked): boolean =>
  isSameWithArticle(titleForm(hints.title), titleForm(candidate.title))

const acceptable = (decision: Decision, request: Asked, all: ReadonlyArray<Decision>): boolean => {
  const { relation, yearsApart } = decision
  if (yearsApart === undefined)
    return (
      isStrong(decision) &&
      request.reference === "absent" &&
      request.hints.year === undefined &&
      (distinctive(decision) || isAlone(decision, all))
    )
  // An id that could not be confirmed on the page: only what leaves no doubt otherwise.
  if (request.work === undefined && hasIdOfWork(request.hints))
    return (
      yearsApart <= mostYears.doubtful &&
      distinctive(decision) &&
      (isAsAsked(decision, request) || decision.joint === "both")
    )
  // Half a title may be the name of a series, too: a reference must know the work by it.
  if (decision.joint === "perhaps" && request.work === undefined) return false
  if (isStrong(decision)) return yearsApart <= ownTitleYears(decision, request, all)
  if (request.work !== undefined || !distinctive(decision)) return false
  const unheard = request.reference === "unheard"
  // In a title of three words a slip is a slip.
  const long = titleForm(decision.candidate.title).words.length > 2
  if (relation === "near") return yearsApart <= (unheard || long ? mostYears.slip : mostYears.shortSlip)
  // A title that VPRO gives to another page is not short for this one: "Robin Hood", beside "Robin Hood: Prince of Thieves".
  if (all.some(isStrong)) return false
  return relation === "subtitle" && yearsApart <= (unheard ? mostYears.subtitle : subtitleYears(decision))
}

/**
 * The candidate to take when nothing better came up and the reference cannot tell which work was meant: its own title,
 * a slip of the pen in it or a subtitle more or less, of about the year, and no other page that could be meant. When the
 * work is known, its page bears one of its titles.
 */
export const choosePlausible = (decisions: ReadonlyArray<Decision>, request: Asked): Decision | undefined => {
  const [first, ...rivals] = best(decisions.filter((decision) => decision.verdict === "plausible"))
  if (first === undefined || !acceptable(first, request, decisions)) return undefined
  return rivals.some((rival) => rival.relation === first.relation) ? undefined : first
}

/** Whether it may tell something about a candidate who made the work: both bear the title, or are of about the same year. */
export const canBeJudgedByMaker = ({ candidate, relation, yearsApart = 0 }: Decision, { hints }: Asked): boolean =>
  candidate.kind === hints.kind &&
  candidate.directors.length > 0 &&
  yearsApart <= (relation === "different" ? mostYears.sameMaker : mostYears.ever)

/** Candidates that an id on their public page could still make certain, the likeliest first. */
export const worthReading = (decisions: ReadonlyArray<Decision>, limit: number): ReadonlyArray<Decision> =>
  best(
    decisions.filter(
      ({ candidate, onlyItsMaker, verdict, yearsApart }) =>
        candidate.imdb === undefined &&
        (verdict === "plausible" || (onlyItsMaker && yearsApart !== undefined && yearsApart <= mostYears.sameTitle))
    )
  ).slice(0, limit)
