/** Searching Wikidata by a title: what is asked, and which of the items that are found bear it. */
import { named } from "../../../domain/matching/Asked.ts"
import { isSameTitle } from "../../../domain/matching/Relations.ts"
import { closest } from "../../../domain/matching/TitleRelation.ts"
import { cutAt, wellFormed } from "../../../domain/text/Flat.ts"
import { words } from "../../../domain/titles/Comparison.ts"
import type { WorkHit } from "../../../ports/WorkPort.ts"
import { type Known, numberedBy } from "./WikidataWork.ts"

/** A question may have 300 characters, this title and what is around it. */
const longest = 200

/** A title as it may stand between quote marks; none when nothing in it can be searched for. */
export const searchText = (title: string): string | undefined => {
  const text = wellFormed(title)
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Cf}"\\]+/gu, " ")
    .replace(/\s+/gu, " ")
    .trim()
  return words(text).length === 0 ? undefined : cutAt(text, longest).trimEnd()
}

/** As many items as are looked at. */
export const mostFound = 20

/**
 * Titles of IMDb (people have `nm…`), films and series of TMDB, of which a label or alias, in whatever language, has these words in
 * a row. What stands after the `@` are the languages, so that one in the title does no harm.
 */
export const byLabel = (text: string): Readonly<Record<string, string>> => ({
  srsearch: `inlabel:"${text}@*" haswbstatement:P345=tt*|${numberedBy.film.tmdb}|${numberedBy.series.tmdb}`,
  srlimit: String(mostFound)
})

/** English has no accents that somebody may have left out, and a number is seldom what makes a title unknown. */
const english = /\p{N}|\b(?:the|of|and|with|from|for|you|my)\b/iu

/** Whether accents may well have been left out in a title that nothing bears. A longer one is worth no further question. */
export const mayLackAccents = (text: string): boolean => !english.test(text) && words(text).length <= mostWords

const mostWords = 1

/** Items that have a name which begins so, the best known first; accents make no difference here. */
export const byBeginning = (text: string): Readonly<Record<string, string>> => ({
  search: text,
  language: "nl",
  uselang: "nl",
  type: "item",
  limit: String(mostFound)
})

/** An item as a line of a search: under the name that is closest to the title asked. */
export interface Listed {
  readonly hit: WorkHit
  /** Whether that name is the title, but for how it is written. */
  readonly bears: boolean
}

/** As many names as are compared: those that are most in use come first. */
const mostCompared = 100

/** An item as it answers to a title. */
export const listed = ({ work }: Known, title: string): Listed => {
  const names = work.titles.slice(0, mostCompared).map((known) => named(known.title))
  const { known, relation } = closest([named(title)], names)
  const isClose = relation !== "different" && relation !== "similar"
  return {
    hit: hitOf({ ...work, title: isClose && known !== undefined ? known.title : work.title }),
    bears: isSameTitle(relation)
  }
}

/** Whether this name is the title, but for how it is written. */
export const isTitle = (name: string | undefined, title: string): boolean =>
  name !== undefined && isSameTitle(closest([named(title)], [named(name)]).relation)

const hitOf = ({ id, originalTitle, title, titles, year }: Known["work"]): WorkHit => ({
  id,
  title,
  originalTitle,
  titles,
  year
})

/** An item that an id led to: no doubt about it, so that the title may as well be the one that a Dutch catalogue uses. */
export const identified = ({ work }: Known): WorkHit => ({
  ...hitOf({ ...work, title: work.titles.find(({ country }) => country === "NL")?.title ?? work.title }),
  ...(work.tmdb === undefined ? {} : { tmdb: work.tmdb })
})
