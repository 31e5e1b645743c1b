/** The summary of a film page is a credit line: `Irak/Zweden 2012. Drama van A en B. Met o.a. C en D.` */

import { mostListed, mostTitle } from "../../domain/text/Bounds.ts"

export interface Credits {
  /** Dutch names. */
  readonly countries: ReadonlyArray<string>
  readonly year: string | undefined
  readonly directors: ReadonlyArray<string>
}

const names = (text: string): ReadonlyArray<string> =>
  text
    .split(/\s*,\s*|\s+en\s+/u)
    .slice(0, mostListed)
    .map((name) => name.trim().slice(0, mostTitle))
    .filter((name) => name !== "")

/**
 * Reads what it can; every part may be missing. Without a genre there is no "van" before the directors, and initials
 * hold full stops, so directors are taken only from the part before `Met o.a.`.
 */
export const creditLine = (summary: string): Credits => {
  const line = summary.replace(/\s+/gu, " ").trim()
  const place = /^(?<countries>[^.\d]*?)\s*(?<year>\d{4})?\s*\.\s*/u.exec(line)
  const rest = place === null ? line : line.slice(place[0].length)
  const makers = rest.split(/\s*\bMet o\.?\s?a\.?\b/u)[0]?.replace(/\.\s*$/u, "") ?? ""
  const credited = /^\p{Lu}[\p{L}\s-]*?\bvan (?<names>\p{Lu}.*)$/u.exec(makers)?.groups?.["names"]
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
