/** What stands before a title in the name of a file: the site it came from, its place in a row, a year. */

/** Addresses; without `www` only those with an end that sites of releases have. */
const host =
  "(?:[wW]{3}[._ ][^\\s\\]】)]{1,60}|[a-z\\d-]{2,40}\\.(?:com|org|net|info|to|me|cc|tv|ru|nl|eu|io|ws|cd|tf))"

const site = new RegExp(`^(?:[[【(] {0,3}${host} {0,3}[\\]】)][ ._-]{0,9}|${host}[ _]{0,9}[-–][ _]{0,9}(?=[^\\s_-]))`)

/** (1) and 01., and what recorders write: the day and the hour, and the channel. "(500) Days" and "12 Angry Men" are titles. */
const index = /^(?:[([]\d{1,2}[)\]] ?(?=\p{L})|\d{1,2}\)\s|0\d(?:\.\s|\s-\s))/u
const recorded = /^(?:19|20)\d{6}[ _]\d{4} - [^-]{1,40} - (?=\S)/

/** A row of films counts them with a dot; elsewhere that is a title (7. Koğuştaki Mucize). */
const inRow = /^\d{1,3}(?:\.\s|\s-\s)/u

/** Whether a site stands before the title. */
export const hasSite = (name: string): boolean => site.test(name)

/** The name without a site, a recording's time or a number in front; in a row of films any number goes. */
export const withoutFront = (name: string, row = false): string => {
  const bare = name.replace(site, "").replace(recorded, "")
  const counted = bare.replace(row ? inRow : index, "").replace(index, "")
  const left = /\p{L}/u.test(counted) ? counted : bare
  return left.trim() === "" ? name : left
}

/** Without the day and hour at the end that recorders write behind a title. */
export const withoutRecording = (name: string): string =>
  name.replace(
    /(?<=\S)[ _-]{1,3}(?:19|20)\d\d([_-]?)[01]\d\1[0-3]\d[ _T-]{1,3}[0-2]\d(?:[._-]?[0-5]\d){1,2}(?:[._-]\d\d)?$/,
    ""
  )

/** 2021- Jungle Cruise, 1970_Little.Big.Man, 2018 - First Man: a year set off from a title without a year of its own. */
export const yearInFront = (name: string): { readonly rest: string; readonly year: string } | undefined => {
  const found = /^((?:19|20)\d\d)(?:_|-\s+|\s+[-–]\s+)(?=\p{L})/u.exec(name)
  if (found === null) return undefined
  const rest = name.slice(found[0].length)
  if (found[0].endsWith("_") && (rest.includes("_") || !rest.includes("."))) return undefined
  return /(?<!\d)(?:18[89]\d|19\d\d|20[0-3]\d)(?!\d)/.test(rest) ? undefined : { rest, year: found[1] ?? "" }
}

/** Set off as no title is: with a hyphen at the year, or with another separator than the words have. */
export const hasYearInFront = (name: string): boolean => yearInFront(name) !== undefined && /^\d{4}[-_]/.test(name)
