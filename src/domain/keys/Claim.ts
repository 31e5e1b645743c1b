/**
 * Whose key it is. Plex gives our own ids back when it matches an item anew, and so can anybody: what somebody asks must not change what
 * others get under a key that was issued before.
 */
import { areSameTitle } from "../matching/TitleRelation.ts"
import { mostYears, yearsBetween } from "../values/Years.ts"
import { type Hints, workIds } from "../values/Hints.ts"
import { comparisonForm, titleDigest } from "../titles/Comparison.ts"

/**
 * Whether a key may be asked for under this title: it is written as the key's own but for case, accents and punctuation. Of a title
 * that was cut the key tells its beginning, and, unless it is of the older system, a digest. That is of 32 bits: anybody can make up a title
 * that has it, so that it does not count without the beginning.
 */
export const isTitleOf = (key: Hints, title: string): boolean => {
  if (key.titleCut !== true) return comparisonForm(key.title) === comparisonForm(title)
  return beginsWith(title, key.title) && (key.digest === undefined || titleDigest(title) === key.digest)
}

/** To the letter, as the key was made; else in another spelling, in which what stood behind a cut can change the letter before it. */
const beginsWith = (title: string, beginning: string): boolean =>
  title.normalize("NFC").startsWith(beginning) || comparisonForm(title).startsWith(comparisonForm(beginning))

/**
 * - `own`: this title is the key's, and what else is known does not speak against it
 * - `kin`: it may well be the same work, but its title must not take the place of the key's
 * - `stranger`: another work
 */
export type Claim = "own" | "kin" | "stranger"

/** What somebody who brings a key is to it. `answered` is the title that was answered under it, when one is known. */
export const claimOf = (key: Hints, asked: Hints, answered: string | undefined): Claim => {
  if (speaksAgainst(key, asked)) return "stranger"
  // Sequels may begin alike: a beginning is enough to go on with a key, not to name it.
  if (isTitleOf(key, asked.title)) return key.titleCut === true && key.digest === undefined ? "kin" : "own"
  return [key.title, answered].some((title) => title !== undefined && areSameTitle(title, asked.title))
    ? "kin"
    : "stranger"
}

const speaksAgainst = (key: Hints, asked: Hints): boolean =>
  ([...workIds, "plex", "vpro"] as const).some(
    (id) => key[id] !== undefined && asked[id] !== undefined && key[id] !== asked[id]
  ) || (yearsBetween(key.year, asked.year) ?? 0) > mostYears.ever
