/**
 * How far the years may be apart that two sides tell of one work. The one home of that judgement: whoever compares years takes the
 * distance and its limit from here.
 */
import { type Year, yearOf } from "./Media.ts"

/**
 * Limits in years, by what else is known of the two works. None of the others says anything above `ever`, which is asked first: with
 * it grow also what a key may be asked for (`keys/Claim.ts`) and the years that a search by near spelling asks for.
 */
export const mostYears = {
  /**
   * Whatever else is known: sources differ by a year in what they call the year of a work (festival, cinema, television), by two now
   * and then.
   */
  ever: 2,
  /** A title that few works bear, when there is no reference to ask. */
  rareTitle: 2,
  /** A slip of the pen in a title, of a length at which nobody thinks of another work. */
  slip: 2,
  /** A slip of the pen in a short title. */
  shortSlip: 1,
  /** The very title; a long one that no reference knows may be further off (`rareTitle`), a short one with a rival may not (`doubtful`). */
  sameTitle: 1,
  /** The very title and the same country, when no maker can be compared. */
  sameCountry: 1,
  /** Another title by the same maker: it stays doubtful, and an id must say more. */
  sameMaker: 1,
  /** A title of one word, when many works are unknown to the reference: the one that is meant may be among them. */
  commonTitle: 1,
  /** A work of a reference that may bear the title as one of its further ones. */
  furtherTitle: 1,
  /** A subtitle more or less. */
  subtitle: 1,
  /** A file and the folder it is in, whose names are the same. */
  folder: 1,
  /** A work of the same title in the answer of a reference: farther ones do not tell that it knows the one that is meant. */
  told: 1,
  /** A show among those of the same title that a search brings: remakes share their titles. */
  show: 1,
  /** What leaves a doubt otherwise. */
  doubtful: 0
} as const

/** Where the year of a page is not known, it ranks behind the next year and before the one after it. */
export const unknownRank = 1.5

/** Years between two of them; none when one is not known. */
export const yearsBetween = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? undefined : Math.abs(a - b)

/** Years to the nearest of some; none when nothing can be compared. */
export const yearsToNearest = (
  year: number | undefined,
  others: ReadonlyArray<number | undefined>
): number | undefined => {
  const distances = others.map((other) => yearsBetween(year, other)).filter((distance) => distance !== undefined)
  return distances.length === 0 ? undefined : Math.min(...distances)
}

/** The years up to a limit around one. */
export const yearsAround = (year: Year, most: number): ReadonlyArray<Year> =>
  Array.from({ length: 2 * most + 1 }, (_, index) => yearOf(year - most + index)).filter((near) => near !== undefined)
