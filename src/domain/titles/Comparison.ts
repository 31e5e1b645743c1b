/** Titles in the forms in which they can be compared. */

/** Letters that Unicode does not take apart, though people type them as plain ones. */
const plainLetters: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
  ħ: "h",
  ŋ: "ng",
  ŧ: "t",
  ĸ: "k",
  ə: "e"
}

/** Signs that stand for an apostrophe and count as letters. */
const apostrophes = /[\u02b9\u02bb-\u02bd\u02c8\ua78b\ua78c]/gu

/** Signs that nobody sees: variation selectors, joiners, soft hyphens, marks of direction. */
const invisible = /\p{Default_Ignorable_Code_Point}/gu

/**
 * Lower case, compatibility forms, accents and special letters folded, in any Unicode form, without what nobody sees. Marks are
 * dropped from Latin, Greek and Cyrillic only: in other scripts they are vowels and tell words apart.
 */
export const fold = (text: string): string =>
  foldSeen(text.replace(invisible, "").normalize("NFKC").replace(apostrophes, "'"))

const foldSeen = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .normalize("NFD")
    .replace(/([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{Mn}+/gu, "$1")
    .replace(/[ßæœøłđðþıħŋŧĸə]/gu, (letter) => plainLetters[letter] ?? letter)
    .normalize("NFC")

/** The words of a folded text: runs of letters, marks and digits. Punctuation separates, an apostrophe too. */
export const words = (text: string): ReadonlyArray<string> => wordsOf(fold(text))

const wordsOf = (folded: string): ReadonlyArray<string> => folded.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []

/**
 * Two titles with the same comparison form are written alike but for case, accents, width, punctuation and spacing:
 * "Spider-Man", "Spider Man" and "SPIDERMAN" are one. A title without any letter or digit is compared as it stands.
 */
export const comparisonForm = (title: string): string => joinedForm(fold(title)) || joinedForm(foldSeen(title))

const joinedForm = (folded: string): string => wordsOf(folded).join("") || folded.replace(/\s+/gu, "")

/**
 * A number of 32 bits for how a title is written (FNV-1a), by which a title that had to be cut is known again. It stands in keys
 * that Plex remembers for ever, so that it counts the signs that nobody sees as it always did.
 */
export const titleDigest = (title: string): number => {
  let hash = 0x811c9dc5
  for (const character of joinedForm(foldSeen(title)))
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return hash >>> 0
}

/** The share of words two lists have in common, from 0 to 1 (Jaccard index): the size of the intersection over that of the union. */
export const sharedWords = (a: ReadonlyArray<string>, b: ReadonlyArray<string>): number => {
  const left = new Set(a)
  const right = new Set(b)
  if (left.size === 0 || right.size === 0) return 0
  let common = 0
  for (const word of left) if (right.has(word)) common++
  return common / (left.size + right.size - common)
}

/** The Jaccard index of the words of two texts. */
export const jaccard = (a: string, b: string): number => sharedWords(words(a), words(b))

/**
 * The least number of single-letter slips (one letter put in, left out, replaced, or two neighbours swapped) that turn
 * `a` into `b`, or `limit + 1` as soon as it is more than `limit`.
 */
export const slips = (a: string, b: string, limit: number): number => {
  const left = [...a]
  const right = [...b]
  if (Math.abs(left.length - right.length) > limit) return limit + 1
  let before: Array<number> = []
  let previous = Array.from({ length: right.length + 1 }, (_, column) => column)
  for (let row = 1; row <= left.length; row++) {
    const current = [row]
    let least = row
    for (let column = 1; column <= right.length; column++) {
      const same = left[row - 1] === right[column - 1]
      let cost = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + (same ? 0 : 1)
      )
      if (row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1])
        cost = Math.min(cost, (before[column - 2] ?? 0) + 1)
      current.push(cost)
      least = Math.min(least, cost)
    }
    if (least > limit) return limit + 1
    before = previous
    previous = current
  }
  return Math.min(previous[right.length] ?? 0, limit + 1)
}
