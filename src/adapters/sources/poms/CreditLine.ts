/** The summary of a film page is a credit line: `Irak/Zweden 2012. Drama van A en B. Met o.a. C en D.` */

import { mostListed, mostTitle } from "../../../domain/text/Bounds.ts"

export interface Credits {
  /** Dutch names. */
  readonly countries: ReadonlyArray<string>
  readonly year: string | undefined
  readonly directors: ReadonlyArray<string>
}

const names = (text: string): ReadonlyArray<string> =>
  text
    .split(/,| en /u)
    .slice(0, mostListed)
    .map((name) => name.trim().slice(0, mostTitle))
    .filter((name) => name !== "")

/**
 * Reads what it can; every part may be missing. Without a genre there is no "van" before the directors, and initials
 * hold full stops, so directors are taken only from the part before `Met o.a.`.
 */
export const creditLine = (summary: string): Credits => {
  const line = summary.replace(/\s+/gu, " ").trim()
  const place = /^(?<countries>[^.\d]*)(?<year>\d{4})? ?\. ?/u.exec(line)
  const rest = place === null ? line : line.slice(place[0].length)
  const makers = (rest.split(/\bMet o\.? ?a\.?\b/u)[0] ?? "").trimEnd().replace(/\.$/u, "")
  const by = makers.search(/\bvan \p{Lu}/u)
  const credited =
    by > 0 && /^\p{Lu}[\p{L} -]*$/u.test(makers.slice(0, by)) ? makers.slice(by + "van ".length) : undefined
  const unnamed = /^\p{Lu}[\p{L}'’.-]*(?: (?:\p{Lu}|de|van|von|der|den|la|le|di|da)[\p{L}'’.-]*){1,5}$/u.test(makers)
  return {
    countries: (place?.groups?.["countries"] ?? "")
      .split("/", mostListed)
      .map((country) => country.trim().slice(0, mostTitle))
      .filter((country) => country !== ""),
    year: place?.groups?.["year"],
    directors: credited === undefined ? (unnamed ? names(makers) : []) : names(credited)
  }
}
