/** Whether a page of the catalogue describes the work that was asked for: evidence, not a threshold. */
import type { CatalogueItem } from "../values/Catalogue.ts"
import type { Hints } from "../values/Hints.ts"
import { titleDigest } from "../titles/Comparison.ts"
import type { Work } from "../values/Work.ts"
import type { Decision, Evidence, Verdict } from "./Evidence.ts"
import { countriesAgree } from "./Countries.ts"
import { directorsAgree } from "./People.ts"
import { type TitleForm, titleForm } from "./TitleForm.ts"
import { closest, isSameTitle, type TitleRelation } from "./TitleRelation.ts"
import { mostYears, yearsToNearest } from "./Years.ts"

interface Named {
  readonly title: string
  readonly form: TitleForm
}

/**
 * What a reference of works had to say: it was not there to be asked; it could not tell which work was meant; it knows no
 * work of that title at all; or it knows the work.
 */
export type Reference = "absent" | "undecided" | "unheard" | "known"

/** A request prepared for comparison with many candidates: what Plex said and, when it is known, which work that is. */
export interface Asked {
  readonly hints: Hints
  readonly work: Work | undefined
  readonly reference: Reference
  readonly titles: ReadonlyArray<Named>
}

const named = (title: string): Named => ({ title, form: titleForm(title) })

/** Prepares a request. The titles of the work count as much as the title that was asked. */
export const asked = (hints: Hints, work?: Work, reference: Reference = "absent"): Asked => ({
  hints,
  work,
  reference,
  titles: [hints.title, ...(work?.titles.map((known) => known.title) ?? [])].filter((title) => title !== "").map(named)
})

/** A title cut at some forty characters is still long enough to tell works apart. */
const telling = 24

/** Whether this is the whole of a title that reached us cut: by its digest, or, without one, by its beginning. */
export const isWholeOf = (hints: Hints, title: string): boolean => {
  if (hints.titleCut !== true) return false
  if (hints.digest !== undefined) return titleDigest(title) === hints.digest
  const start = titleForm(hints.title).strict
  return start.length >= telling && titleForm(title).strict.startsWith(start)
}

const titleEvidence = (request: Asked, candidate: CatalogueItem) => {
  const known = [candidate.title, ...candidate.otherTitles].map(named)
  const whole = known.find(({ title }) => isWholeOf(request.hints, title))
  return whole === undefined
    ? closest(request.titles, known)
    : { relation: "equivalent" as const, asked: request.titles[0], known: whole }
}

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

/** Names as one text; none when nobody is known. */
const listed = (names: ReadonlyArray<string> = []) => (names.length === 0 ? undefined : names.join(", "))

interface Comparison {
  readonly relation: TitleRelation
  readonly apart: number | undefined
  readonly director: "agree" | "differ" | "unknown"
  readonly country: "agree" | "differ" | "unknown"
  /** Words in the candidate's title: one word is borne by many works. */
  readonly words: number
  /** The numbers in the title asked and in the candidate's are the same: a sequel is another film. */
  readonly sameNumbers: boolean
}

const ofTitle = (request: Asked, { relation, apart, director, country, words }: Comparison): Verdict => {
  if (director === "agree") return "sure"
  // A remake or a namesake of the next year, most likely; the same country and no maker to compare is most likely not.
  if (country === "differ" && apart !== 0) return "refused"
  if (country === "agree" && apart !== undefined && apart > 0 && apart <= mostYears.sameCountry) return "sure"
  return apart === 0 && (relation === "same" || words > 1 || request.work !== undefined) ? "sure" : "plausible"
}

/** A subtitle more or less, or a slip of the pen: the maker must agree, or the reference must never have heard of it. */
const ofNearTitle = ({ relation, apart, director, sameNumbers }: Comparison): Verdict => {
  if (!sameNumbers) return "refused"
  const close = apart !== undefined && apart <= (relation === "near" ? mostYears.slip : mostYears.subtitle)
  if (director === "agree") return close ? "sure" : "plausible"
  return close ? "plausible" : "refused"
}

/**
 * What follows from titles, years and directors. A page of the same maker and year under another title is plausible at
 * most: only an id can make it more.
 */
const verdictOf = (request: Asked, seen: Comparison): Verdict => {
  if (seen.director === "differ") return "refused"
  if (seen.apart !== undefined && seen.apart > mostYears.ever) return "refused"
  if (isSameTitle(seen.relation)) return ofTitle(request, seen)
  if (seen.relation === "subtitle" || seen.relation === "near") return ofNearTitle(seen)
  return seen.director === "agree" && seen.apart !== undefined && seen.apart <= mostYears.sameMaker
    ? "plausible"
    : "refused"
}

/** Decides on one candidate. Pure and deterministic; ids beat everything else, agreeing or not. */
export const decide = (request: Asked, candidate: CatalogueItem): Decision => {
  const { hints, work } = request
  const title = titleEvidence(request, candidate)
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
  const seen: Comparison = {
    relation: title.relation,
    apart,
    director,
    country,
    words: form.words.length,
    sameNumbers: form.marks === (request.titles[0]?.form.marks ?? "")
  }
  const verdict: Verdict =
    kind !== undefined || id?.speaks === "against"
      ? "refused"
      : id?.speaks === "for"
        ? "certain"
        : verdictOf(request, seen)
  return { candidate, verdict, relation: title.relation, yearsApart: apart, director, evidence }
}
