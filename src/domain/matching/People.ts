/** Whether two lists of directors speak of the same people. */
import { slips, words } from "../titles/Comparison.ts"
import { transliterated } from "../titles/Romanised.ts"

const alike = (a: string, b: string) => {
  if (a === b) return true
  const left = transliterated(a)
  const right = transliterated(b)
  const length = Math.min(left.length, right.length)
  return left === right || (length >= 5 && slips(left, right, length >= 8 ? 2 : 1) <= (length >= 8 ? 2 : 1))
}

/** Order-free: family names come first in some languages, initials and middle names may be missing. */
const isSameName = (left: ReadonlyArray<string>, right: ReadonlyArray<string>): boolean => {
  if (left.length === 0 || right.length === 0) return false
  if (alike(left.join(""), right.join(""))) return true
  const [shorter, longer] = left.length <= right.length ? [left, right] : [right, left]
  const free = [...longer]
  let full = 0
  for (const part of shorter) {
    const index = free.findIndex(
      (other) => alike(part, other) || ((part.length === 1 || other.length === 1) && part[0] === other[0])
    )
    if (index < 0) continue
    if (part.length > 1 && (free[index]?.length ?? 0) > 1) full++
    free.splice(index, 1)
  }
  const matched = longer.length - free.length
  return full > 0 && (matched === shorter.length || (full >= 2 && matched >= shorter.length - 1))
}

/** A hyphen within a name is a matter of taste: "Kore-eda" and "Koreeda". */
const hyphens = /(?<=\p{L})[-‐‑](?=\p{L})/gu

const samePerson = (a: string, b: string): boolean =>
  isSameName(words(a), words(b)) || isSameName(words(a.replace(hyphens, "")), words(b.replace(hyphens, "")))

/** `unknown` when either side names nobody. Any one person in common is enough: sources differ in how many they list. */
export const directorsAgree = (a: ReadonlyArray<string>, b: ReadonlyArray<string>): "agree" | "differ" | "unknown" =>
  a.length === 0 || b.length === 0
    ? "unknown"
    : a.some((left) => b.some((right) => samePerson(left, right)))
      ? "agree"
      : "differ"
