/**
 * The Dutch age rating. That of another country would be a field of its own, with a file like this one, since their ages do not mean
 * the same; Plex takes one rating of an item, and `plex/Item.ts` would choose which.
 */
import { Schema } from "effect"

/** The ages of Kijkwijzer; 14 and 18 exist since 2020-01-01, AL is "alle leeftijden". */
export const Kijkwijzer = Schema.Literal("AL", "6", "9", "12", "14", "16", "18")
export type Kijkwijzer = typeof Kijkwijzer.Type

const isAge = Schema.is(Kijkwijzer)

/**
 * Reads an age in any of the forms met: POMS writes `ALL` and `_12`, its media schema `12`, cinema.nl "alle leeftijden"
 * or "12 jaar", Plex `nl/12`. Anything else, NOT_YET_RATED included, is no rating: a placeholder would be locked in Plex.
 */
export const kijkwijzerOf = (value: unknown): Kijkwijzer | undefined => {
  if (typeof value !== "string" && typeof value !== "number") return undefined
  const text = String(value)
    .trim()
    .toLowerCase()
    .replace(/^nl\//, "")
    .replace(/^_/, "")
    .replace(/(?:jaar|\+)$/, "")
    .trimEnd()
  if (text === "all" || text === "al" || text === "alle leeftijden") return "AL"
  return isAge(text) ? text : undefined
}

/** The form Plex wants for a country other than the US: `nl/12`. */
export const toContentRating = (age: Kijkwijzer): string => `nl/${age}`
