/** What is typed into the search boxes of others: clean, short, few. */
import type { Hints } from "../values/Hints.ts"
import { inOrderOfCountries, type Work } from "../values/Work.ts"
import { titleForm } from "../matching/TitleForm.ts"
import { cutAt, wellFormed } from "../text/Flat.ts"
import { fold, words } from "../titles/Comparison.ts"

const longest = 120

/**
 * A title as a search text: control characters and quote marks out (POMS takes quotes, apostrophes at the edge of a word
 * included, as a request for a phrase, and a lone one breaks it), at most 120 characters, each of them whole. None when nothing is left.
 */
export const queryText = (title: string): string | undefined => {
  const text = wellFormed(title)
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Cf}"“”„«»]/gu, " ")
    .replace(/[’‘`´]/gu, "'")
    .replace(/(?<![\p{L}\p{N}])'+|'+(?![\p{L}\p{N}])/gu, " ")
    .replace(/\s+/gu, " ")
    .trim()
  const cut = text.length <= longest ? text : cutAt(text, longest).replace(/\s\S*$/u, "")
  return words(cut).length === 0 ? undefined : cut
}

/** What a reference of works is asked for, as it is shown: the title and the year, or an id. */
export const workQuery = ({ title, year, imdb, tmdb, tvdb, plex }: Hints): string => {
  if (imdb !== undefined) return imdb
  if (tmdb !== undefined) return `tmdb ${tmdb}`
  if (tvdb !== undefined) return `tvdb ${tvdb}`
  return plex === undefined ? `${title}${year === undefined ? "" : ` (${year})`}` : `plex ${plex}`
}

/** A work, or as much as a search told of it. */
export type Titled = Pick<Work, "title" | "originalTitle"> & Partial<Pick<Work, "titles">>

/**
 * The other titles of a work that are worth a question: the original first, then those of the countries nearby, then the rest; none
 * that reads like one asked already; only those in Latin script, which is how VPRO writes; at most `limit`.
 */
export const otherTitles = (
  work: Titled,
  alreadyAsked: ReadonlyArray<string>,
  limit: number
): ReadonlyArray<string> => {
  const ordered = [work.originalTitle, ...inOrderOfCountries(work.titles ?? []).map((known) => known.title), work.title]
  const seen = new Set(alreadyAsked.map((title) => titleForm(title).loose))
  const chosen: Array<string> = []
  for (const title of ordered) {
    const form = titleForm(title).loose
    if (chosen.length === limit || seen.has(form) || !/[a-z0-9]/.test(fold(title))) continue
    seen.add(form)
    chosen.push(title)
  }
  return chosen
}

/** As few search texts as hold all of these titles: where any word counts, several titles can be asked for at once. */
export const joinedTexts = (titles: ReadonlyArray<string>): ReadonlyArray<string> => {
  const texts: Array<string> = []
  for (const text of titles.flatMap((title) => queryText(title) ?? [])) {
    const last = texts.at(-1)
    if (last !== undefined && last.length + text.length < longest) texts[texts.length - 1] = `${last} ${text}`
    else texts.push(text)
  }
  return texts
}
