/** Texts of others on one line and of a bounded length. Everything here takes time in proportion to the length. */
import { mostDescription, mostTitle } from "./Bounds.ts"

/**
 * A text as one line of at most `most` characters: white space and control characters become one space, halves of characters go, and
 * a character is never cut in two. What is as it should be stays as it is.
 */
export const oneLine = (text: string, most = mostTitle): string => {
  const line = wellFormed(text)
    .replace(/[\p{Cc}\p{Z}]+/gu, " ")
    .trim()
  return cutAt(line, most).trimEnd()
}

/** A longer text in the form in which two are compared: whoever keeps one may change its line ends, spaces and Unicode form. */
export const proseForm = (text: string): string => oneLine(text.normalize("NFC"), mostDescription)

/** Without halves of characters, which fit into no address and no file. */
export const wellFormed = (text: string): string => text.replace(/\p{Cs}/gu, "")

/** At most so many characters; a cut never parts the halves of one. */
export const cutAt = (text: string, most: number): string => {
  if (text.length <= most) return text
  // A character of two halves that begins at the last place would be parted.
  return text.slice(0, most > 0 && (text.codePointAt(most - 1) ?? 0) > 0xffff ? most - 1 : most)
}

/** Without any of these signs at its end. An expression would begin anew at each of them. */
export const withoutEnd = (text: string, signs: string): string => {
  let end = text.length
  while (end > 0 && signs.includes(text.charAt(end - 1))) end--
  return text.slice(0, end)
}

/** Without any of these signs at its start. */
export const withoutStart = (text: string, signs: string): string => {
  let start = 0
  while (start < text.length && signs.includes(text.charAt(start))) start++
  return text.slice(start)
}
