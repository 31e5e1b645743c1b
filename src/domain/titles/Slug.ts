/** Titles as they stand in rating keys. */
import { fold } from "./Comparison.ts"

/**
 * The readable part of a rating key, as the older system wrote it: folded to a-z and 0-9, words joined by hyphens,
 * punctuation dropped without a space ("Spider-Man" is `spiderman`). "" when nothing of the title can be written so.
 */
export const keySlug = (title: string): string =>
  title
    .normalize("NFKC")
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .replace(/[^a-z0-9\s]/gu, "")
    .trim()
    .replace(/\s+/gu, "-")

/** The same with folded special letters and punctuation as a separator, cut at a word where it can be: for people. */
export const readableSlug = (title: string, length: number): string => {
  const slug = (fold(title).match(/[a-z0-9]+/gu) ?? []).join("-")
  if (slug.length <= length) return slug
  const cut = slug.slice(0, length)
  const word = cut.lastIndexOf("-")
  return word > length / 2 && slug[length] !== "-" ? cut.slice(0, word) : cut.replace(/-$/, "")
}
