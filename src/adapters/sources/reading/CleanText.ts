/** Film texts as one clean line. */
import { decodeEntities } from "./Entities.ts"

/**
 * The text as one line of plain prose in NFC: references decoded and tags removed until nothing changes, block elements
 * and control characters as one space, invisible characters gone. What only looks like markup ("BMI < 18", an address
 * between angle brackets) stays. Takes time in proportion to the length; never throws.
 */
export const cleanText = (raw: string): string => {
  let text = raw
  for (let round = 0; round < mostRounds; round++) {
    const next = tidy(decodeEntities(stripTags(text)))
    if (next === text || !/[&<]/.test(next)) return next
    text = next
  }
  return text
}

/** Text that is escaped more often than this was made to keep us busy. */
const mostRounds = 12

const tidy = (text: string): string =>
  text
    .replace(joiner, "")
    .replace(invisible, "")
    .replace(/[\p{Cc}\p{Z}]+/gu, " ")
    .replace(stackedMarks, "")
    .trim()
    .normalize("NFC")

/** No letter of any language has so many; sorting a longer stack takes the square of its height. */
const stackedMarks = /(?<=\p{M}{30})\p{M}/gu

/** Soft hyphens, zero-width spaces, marks of direction, lone surrogates; all that is seen only by what it breaks. */
const invisible = /\p{Cs}|(?![\u200C\u200D])\p{Cf}/gu

const joining =
  "\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Devanagari}\\p{Script=Bengali}\\p{Script=Gurmukhi}" +
  "\\p{Script=Gujarati}\\p{Script=Oriya}\\p{Script=Tamil}\\p{Script=Telugu}\\p{Script=Kannada}" +
  "\\p{Script=Malayalam}\\p{Script=Sinhala}\\p{Script=Khmer}\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\uFE0F"

/** Joiners have a meaning only between letters of the scripts that join, and in composed emoji. */
const joiner = new RegExp(`(?<![${joining}])[\\u200C\\u200D]|[\\u200C\\u200D](?![${joining}])`, "gu")

/** One pass over the text; every character is looked at a bounded number of times. */
const stripTags = (text: string): string => {
  if (!text.includes("<")) return text
  const pieces: Array<string> = []
  let kept = 0
  let open = text.indexOf("<")
  while (open !== -1) {
    const tag = tagAt(text, open)
    if (tag === undefined) {
      open = text.indexOf("<", open + 1)
      continue
    }
    pieces.push(text.slice(kept, open), tag.becomes)
    kept = tag.end
    open = text.indexOf("<", kept)
  }
  pieces.push(text.slice(kept))
  return pieces.join("")
}

interface Tag {
  readonly end: number
  readonly becomes: "" | " "
}

/** The tag, comment or dropped element that begins at `open`; undefined when it is a mere `<`. */
const tagAt = (text: string, open: number): Tag | undefined => {
  const next = text.charAt(open + 1)
  if (next === "!" && text.startsWith("<!--", open)) {
    const end = text.indexOf("-->", open + 4)
    // A comment that is never closed hides the rest, in browsers too.
    return { end: end === -1 ? text.length : end + 3, becomes: "" }
  }
  if (next === "!" || next === "?") {
    const end = tagEnd(text, open + 2)
    return end === -1 || !/[a-z]/i.test(text.charAt(open + 2)) ? undefined : { end, becomes: "" }
  }
  const name = nameAt(text, next === "/" ? open + 2 : open + 1)
  const block = blocks.has(name)
  const drop = dropped.has(name)
  if (!block && !drop && !inlines.has(name)) return undefined
  const end = tagEnd(text, open + 1 + name.length)
  if (end === -1) return undefined
  if (!drop || next === "/") return { end, becomes: block ? " " : "" }
  return { end: elementEnd(text, name, end), becomes: "" }
}

/** The lower-case name of a tag, "" when what stands there is none. */
const nameAt = (text: string, start: number): string => {
  const found = /^([a-z][a-z0-9:]*)(?:[\s/>\p{Cc}]|$)/iu.exec(text.slice(start, start + longestName + 1))
  return found?.[1]?.toLowerCase() ?? ""
}

const longestName = 12

/**
 * The index after the `>` that closes a tag, -1 when there is none. A `>` between quotes does not close, unless the
 * quotes are broken. A tag never reaches over the next `<`: that keeps the search short, and prose out of it.
 */
const tagEnd = (text: string, start: number): number => {
  const next = text.indexOf("<", start)
  const inside = text.slice(start, next === -1 ? text.length : next)
  let at = 0
  while (at < inside.length) {
    const char = inside.charAt(at)
    if (char === ">") return start + at + 1
    if (char === '"' || char === "'") {
      const closing = inside.indexOf(char, at + 1)
      if (closing === -1) break
      at = closing
    }
    at++
  }
  const plain = inside.indexOf(">")
  return plain === -1 ? -1 : start + plain + 1
}

/** Where a dropped element ends; one that is never closed takes the rest with it. */
const elementEnd = (text: string, name: string, start: number): number => {
  const closing = new RegExp(`</${name}[\\s/>]`, "gi")
  closing.lastIndex = start
  const found = closing.exec(text)
  if (found === null) return text.length
  const end = tagEnd(text, found.index + 2)
  return end === -1 ? text.length : end
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "))

const dropped = words("script style noscript template iframe svg")

const blocks = words(
  "address article aside blockquote body br button caption center col colgroup dd details dialog dir div dl dt fieldset " +
    "figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav " +
    "ol optgroup option p pre search section select summary table tbody td textarea tfoot th thead title tr ul"
)

/** `o:p` is what word processors leave behind. */
const inlines = words(
  "a abbr acronym area audio b base bdi bdo big canvas cite code data datalist del dfn em embed font i img input ins " +
    "kbd label link map mark meta meter nobr noframes o:p object output param picture progress q rb rp rt rtc ruby s " +
    "samp slot small source span strike strong sub sup time track tt u var video wbr"
)
