/** A title and a year out of the name of a file, a folder or a release. */
import { type Year, yearOf } from "../values/Media.ts"
import { withoutEnd, withoutStart } from "../text/Flat.ts"
import { editionOfName } from "./Edition.ts"
import { hasSite, hasYearInFront, withoutFront, withoutRecording, yearInFront } from "./NameFront.ts"
import { editionTag, withoutDanglingBracket, withoutTags } from "./NameTags.ts"
import { strangersIn, strongAt, withoutWeakTail } from "./ReleaseTokens.ts"

export interface Parsed {
  readonly title: string
  readonly year?: Year | undefined
  /** The year stood without brackets on this side of the title, so that it can be part of it (Wonder Woman 1984). */
  readonly bare?: "before" | "behind" | undefined
  readonly edition?: string | undefined
}

/** A release name holds a token that titles do not, or is written with dots up to its year, or names a site. */
export const looksReleased = (title: string): boolean =>
  strongAt(spaced(title).text) > 0 ||
  /^[^\s._]+([._]+[^\s._]+)+[._](19|20)\d\d(-\w+)?$/.test(title) ||
  hasSite(title) ||
  hasYearInFront(title)

/** Reads a name; in a row of films a number in front is that of the film in the row. */
export const parseName = (name: string, row = false): Parsed => {
  const front = withoutRecording(withoutFront(withoutTags(name), row)).replace(/(?<=\S)(?: |-)(?:part|pt)\d$/, "")
  const { text, dotted } = spaced(front)
  const found = aroundYear(text, dotted) ?? beforeToken(text, dotted)
  const clean = editionOfName(trimmed(found.title))
  const edition = editionTag(name) ?? clean.edition
  const title = dotted ? withoutSecondName(clean.title) : clean.title
  const first = found.year === undefined ? yearInFront(front) : undefined
  if (first !== undefined) return { ...parseName(first.rest), year: yearOf(first.year), bare: "before" }
  return { title, year: yearOf(found.year), bare: found.bare, edition }
}

/** Release names give a second title between brackets; "Birdman or (…)" is one title, and (US) tells shows apart. */
export const withoutSecondName = (title: string): string =>
  title.replace(/(?<=\S)(?<!(?<![\p{L}\p{N}])(?:or|of|aka))\s+\((?!\p{Lu}{2,3}\))[^()]*\)\s*$/iu, "")

const isDotted = (name: string): boolean => {
  const spaces = name.split(" ").length - 1
  const dots = name.match(/[._](?=\S)/g)?.length ?? 0
  return dots > 0 && (spaces === 0 || (dots >= 3 && dots > 2 * spaces))
}

interface Spaced {
  readonly text: string
  readonly dotted: boolean
}

/** A name with spaces between its words, wherever it was written with dots or underscores: all of it, or what follows the title. */
const spaced = (name: string): Spaced => {
  if (isDotted(name)) return { text: undotted(name), dotted: true }
  const end = titleEnd(name)
  const [head, rest] = [name.slice(0, end), name.slice(end)]
  const dotted = isDotted(head) || (!/[\s._]/.test(head) && /^[._]/.test(rest))
  if (end === name.length) return { text: name.replace(/_+/g, " "), dotted: false }
  if (dotted) return { text: undotted(name), dotted: true }
  return /^[._]/.test(rest)
    ? { text: head.replace(/_+/g, " ") + undotted(rest), dotted: false }
    : { text: name.replace(/_+/g, " "), dotted: false }
}

/** Where a bare year or a token of the release follows the title. */
const titleEnd = (name: string): number => {
  const flat = name.replace(/[._]/g, " ")
  const year = flat.search(/(?<=\S)\s(?:18[89]\d|19\d\d|20[0-3]\d)(?=\s|$)/)
  const token = strongAt(flat)
  const ends = [year, token > 0 && flat.charAt(token - 1) === " " ? token - 1 : -1].filter((at) => at > 0)
  return Math.min(name.length, ...ends)
}

/** Underscores and dots as spaces; initials and decimals keep their dots. */
const undotted = (name: string): string =>
  name
    .replace(/_+/g, " ")
    .split(/(?<![\d.])(\d{1,2}\.\d{1,2})(?!\d|\.\d(?!\d{3}))/)
    .map((part, at) => (at % 2 === 1 ? part : part.replace(/\.+/g, " ")))
    .join("")
    .replace(/(?<=^|\s)\p{Lu}(?: \p{Lu})+(?=\s|$)/gu, (initials) => `${initials.replaceAll(" ", ".")}.`)

interface Split {
  readonly title: string
  readonly year?: string | undefined
  readonly bare?: "behind" | undefined
}

/** A year between brackets, alone or behind a maker's name: (1967), (Alain Cavalier, 1967). */
const aloneInBrackets = /[([](18[89]\d|19\d\d|20\d\d|2100)[)\]]/g
const behindMaker =
  /\((?:[^()\d]{1,60}, ?|\p{Lu}[\p{L}\p{M}.'’-]{1,20}(?: \p{Lu}[\p{L}\p{M}.'’-]{0,20}){1,2} )(18[89]\d|19\d\d|20[0-3]\d)\)/gu

/** Before the last year between brackets, or behind it when nothing comes before. */
const aroundYear = (text: string, dotted: boolean): Split | undefined => {
  const found = [...text.matchAll(aloneInBrackets)].at(-1) ?? [...text.matchAll(behindMaker)].at(-1)
  if (found === undefined) return undefined
  const behind = text.slice(found.index + found[0].length)
  const sides = [text.slice(0, found.index), behind].map((side, at) => {
    const plain = withoutGroups(side)
    const cut = tokenAt(plain)
    const head = trimmed(cut > 0 ? plain.slice(0, cut) : plain)
    return at === 0 ? withoutWeakTail(head, dotted, behind) : head
  })
  const title = sides.find((side) => side !== "")
  return title === undefined ? undefined : { title, year: found[1] }
}

/** Where the release begins: at its first token, or at the bracket that this stands in. */
const tokenAt = (text: string): number => {
  const token = strongAt(text)
  const open = Math.max(text.lastIndexOf("(", token), text.lastIndexOf("[", token))
  const isOpen = open > 0 && !/[)\]]/.test(text.slice(open, token))
  return token > 0 && isOpen ? open : token
}

const beforeToken = (text: string, dotted: boolean): Split => {
  const plain = withoutGroups(text)
  const cut = tokenAt(plain)
  const head = cut > 0 ? plain.slice(0, cut) : plain
  const behind = cut > 0 ? plain.slice(cut) : ""
  const isRelease = cut > 0 || dotted || yearBeforeGroup.test(text)
  const split = isRelease ? bareYear(head, dotted, behind) : undefined
  if (split !== undefined) return split
  return { title: cut > 0 ? withoutWeakTail(withoutVersion(head, behind), dotted, behind) : head }
}

const yearBeforeGroup = /(?<=\S\s)(?:18[89]\d|19\d\d|20[0-3]\d)\.?\s*\[/

/** Groups that subtitle count their versions before the brackets of the release: "v2 (1080p". */
const withoutVersion = (head: string, behind: string): string =>
  /^[([]/.test(behind) ? head.replace(/(?<=\S)\sv\d\s*$/, "") : head

/** "Class of 1999", "De zomer van 1945": with another word before it, "of" or "van" may end the title. */
const leadsYear =
  /(?<![\p{L}\p{N}])(?:since|anno|sinds|(?:class|legend|goddess|revue|follies|scandals|summer|winter|spring|autumn|fall|years?|nights?|men|girls|boys|diggers|melody|broadcast|revolution|war|crisis|crash|battle|flood|generation|zomer|herfst|lente|jaar|klas|nacht|oorlog|hongerwinter|sommer|jahr|klasse|été|hiver|année) (?:of|from|van|uit|von|de)|(?:born|made|lost|back|set|summer|winter|geboren) in)$/iu

/**
 * The last year of a release name, which nothing follows but other tokens. Without brackets a number of the far future
 * is part of a title (Blade Runner 2049), and so is one that "of" or "in" leads in (Class of 1999).
 */
const bareYear = (head: string, dotted: boolean, behind: string): Split | undefined => {
  const found = [...head.matchAll(/(?<=\s)(18[89]\d|19\d\d|20[0-3]\d)(?=[\s-]|\.(?:\s|$)|$)/g)].at(-1)
  if (found === undefined) return undefined
  const after = head.slice(found.index + 4)
  const title = withoutWeakTail(trimmed(head.slice(0, found.index)), dotted, `${after} ${behind}`)
  if (title === "" || strangersIn(after) > 2 || leadsYear.test(trimmed(head.slice(0, found.index)))) return undefined
  // A name whose words end with dots has one behind its title, too.
  return { title: after.startsWith(".") ? withoutEnd(title, ".") : title, year: found[1], bare: "behind" }
}

/** Without what stands between square brackets, unless that is the title: [REC], [Safe]. */
const withoutGroups = (text: string): string => {
  const left = text.replace(/\[(?!\W?rec\])[^[\]]*\]|【[^【】]*】/gi, " ")
  return trimmed(left) === "" ? text : left
}

/** Without separators at the ends and without the number of a split file. */
const trimmed = (title: string): string => {
  const line = title.replace(/(?<=^|\s)\(\s*\)(?=\s|$)/g, " ").replace(/\s+/g, " ")
  const bare = withoutEnd(withoutStart(line, " _-"), " _–-").replace(
    /(?:\s-)?\s(?:cd|dvd|dis[ck])\d$|\s-\s(?:part|pt)\d$/i,
    ""
  )
  return withoutDanglingBracket(bare)
}
