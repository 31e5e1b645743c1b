/** Whether a page of the catalogue describes the work that was asked for: evidence, not a threshold. */
import type { CatalogueItem } from "../values/Catalogue.ts"
import { hasIdOfWork } from "../values/Hints.ts"
import type { Decision, Evidence, Verdict } from "./Evidence.ts"
import { countriesAgree } from "./Countries.ts"
import { directorsAgree } from "./People.ts"
import { titleForm } from "./TitleForm.ts"
import { isSameTitle } from "./Relations.ts"
import { closest, isOtherPart, titleRelation } from "./TitleRelation.ts"
import { type Asked, isWholeOf, named, type Named, namesIn } from "./Asked.ts"
import { type Seen, verdictOf } from "./Verdicts.ts"
import { mostYears, yearsToNearest } from "../values/Years.ts"

const titleEvidence = (request: Asked, candidate: CatalogueItem, known: ReadonlyArray<Named>) => {
  const whole = known.find(({ title }) => isWholeOf(request.hints, title))
  if (whole !== undefined) return { relation: "equivalent" as const, asked: request.titles[0], known: whole }
  const found = closest(request.titles, known)
  if (isSameTitle(found.relation)) return found
  // One of the two names on either side, to the letter: half a title with a slip in it is too little.
  const names = [candidate.title, ...candidate.otherTitles].flatMap(namesIn)
  const byName = closest([...request.titles, ...request.names], [...known, ...names])
  if (!isSameTitle(byName.relation)) return found
  const joint = [byName.asked?.joint, byName.known?.joint].includes("perhaps") ? "perhaps" : "both"
  if (joint === "perhaps" && found.relation === "subtitle") return found
  return { ...byName, relation: "equivalent" as const, joint } as const
}

/** Whether the candidate is another part of the series that is meant. */
const isAnotherPart = ({ own }: Asked, known: ReadonlyArray<Named>): boolean =>
  !own.some((mine) => known.some(({ form }) => isSameTitle(titleRelation(mine, form)))) &&
  own.some((mine) => known.some(({ form }) => isOtherPart(mine, form)))

/** The years asked for, as text: Plex's own and the reference's, which may differ. */
const yearAsked = ({ hints, work }: Asked): string | undefined => {
  const years = new Set([hints.year, work?.year].filter((known) => known !== undefined))
  return years.size === 0 ? undefined : [...years].join(" / ")
}

const idEvidence = (request: Asked, candidate: CatalogueItem): Evidence | undefined => {
  const { hints, work } = request
  if (hints.vpro !== undefined)
    return hints.vpro === candidate.id
      ? { ...pages(hints.vpro, candidate), speaks: "for", detail: `this very page (VPRO ${candidate.id}) was chosen` }
      : {
          ...pages(hints.vpro, candidate),
          speaks: "against",
          detail: `page ${hints.vpro} was chosen, this is ${candidate.id}`
        }
  const imdb = hints.imdb ?? work?.imdb
  if (imdb === undefined || candidate.imdb === undefined) return undefined
  const sides = { name: "id", asked: imdb, found: candidate.imdb } as const
  return imdb === candidate.imdb
    ? { ...sides, speaks: "for", detail: `IMDb ${imdb} on both sides` }
    : { ...sides, speaks: "against", detail: `asked for IMDb ${imdb}, the page links to ${candidate.imdb}` }
}

const pages = (chosen: number, candidate: CatalogueItem) => ({
  name: "id" as const,
  asked: `VPRO ${chosen}`,
  found: `VPRO ${candidate.id}`
})

/** Whether the work is the one that Plex itself means. */
const isKnownToPlex = ({ hints, work }: Asked): boolean => hints.plex !== undefined && hints.plex === work?.plex

/** Names as one text; none when nobody is known. */
const listed = (names: ReadonlyArray<string> = []) => (names.length === 0 ? undefined : names.join(", "))

/** Decides on one candidate. Pure and deterministic; ids beat everything else, agreeing or not. */
export const decide = (request: Asked, candidate: CatalogueItem): Decision => {
  const { hints, work } = request
  const known = [candidate.title, ...candidate.otherTitles].map(named)
  const title = titleEvidence(request, candidate, known)
  const apart = yearsToNearest(candidate.year, [request.hints.year, request.work?.year])
  const director = directorsAgree(work?.directors ?? [], candidate.directors)
  const country = countriesAgree(candidate.countries, work?.countries ?? [])
  const id = idEvidence(request, candidate)
  const kind: Evidence | undefined =
    candidate.kind === hints.kind
      ? undefined
      : {
          name: "kind",
          speaks: "against",
          asked: hints.kind,
          found: candidate.kind,
          detail: `a ${hints.kind} was asked for, this is a ${candidate.kind}`
        }
  const evidence: ReadonlyArray<Evidence> = [
    ...(id === undefined ? [] : [id]),
    ...(kind === undefined ? [] : [kind]),
    {
      name: "title",
      speaks: title.relation === "different" ? "against" : title.relation === "similar" ? "neither" : "for",
      asked: title.asked?.title ?? hints.title,
      found: title.known?.title ?? candidate.title,
      relation: title.relation,
      detail: `"${title.known?.title ?? candidate.title}" is ${title.relation} to "${title.asked?.title ?? hints.title}"`
    },
    {
      name: "year",
      speaks: apart === undefined || apart === mostYears.ever ? "neither" : apart < mostYears.ever ? "for" : "against",
      asked: yearAsked(request),
      found: candidate.year?.toString(),
      apart,
      detail: apart === undefined ? "no year to compare" : `${apart} year(s) apart (${candidate.year})`
    },
    {
      name: "director",
      speaks: director === "agree" ? "for" : director === "differ" ? "against" : "neither",
      asked: listed(work?.directors),
      found: listed(candidate.directors),
      detail:
        director === "unknown"
          ? "no directors to compare"
          : `${candidate.directors.join(", ")} / ${work?.directors.join(", ")}`
    },
    ...(country === "unknown"
      ? []
      : [
          {
            name: "country" as const,
            speaks: country === "agree" ? ("for" as const) : ("against" as const),
            asked: listed(work?.countries),
            found: listed(candidate.countries),
            detail: `${candidate.countries.join(", ")} / ${work?.countries.join(", ")}`
          }
        ])
  ]
  const form = titleForm(candidate.title)
  const seen: Seen = {
    relation: title.relation,
    apart,
    director,
    country,
    words: form.words.length,
    sameMarks: request.own.some(({ marks }) => marks === form.marks),
    anotherPart: isAnotherPart(request, known),
    joint: "joint" in title ? title.joint : undefined,
    unconfirmed: (hasIdOfWork(hints) || isKnownToPlex(request)) && id === undefined
  }
  const verdict: Verdict =
    kind !== undefined || id?.speaks === "against"
      ? "refused"
      : id?.speaks === "for"
        ? "certain"
        : verdictOf(request, seen)
  // A page of the very title and year by somebody else may be by the same person under another name: its id would tell.
  const onlyItsMaker = kind === undefined && id === undefined && director === "differ" && !seen.anotherPart
  return {
    candidate,
    verdict,
    relation: title.relation,
    yearsApart: apart,
    director,
    joint: seen.joint,
    onlyItsMaker: onlyItsMaker && isSameTitle(title.relation),
    evidence
  }
}
