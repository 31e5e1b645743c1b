/** The words by which a release name tells itself from a title. */

/** Tokens that only a release name holds, wherever they stand. */
const strong =
  /(?<=[\s([+-])(?:(?:480|540|576|720|1080|1440|2160)[pi]|4k|uhd|blu-?ray|b[dr]-?rip|bdremux|remux|hd-?dvd|web-?dl|web-?rip|hdtv(?:rip)?|pdtv|dsr(?:ip)?|dvd-?rip|dvd-?scr|dvd-?r|dvd[59]|hd-?rip|hdcam|vhs-?rip|[xh][ .]?26[456]|hevc|av1|xvid|divx|e?-?ac-?3|aac|dts(?:-?hd)?|true-?hd|atmos|ddp?(?:\+|\d[ .]\d)|flac|mp3|10bit|hdr10)(?=[\s)\]+,.-]|\d[ .]\d|$)/i

/** Tokens that are words of titles in any other case ("Charlotte's Web"). */
const capital = /(?<=\s)(?:WEB|DVD|BD)(?=[\s-]|$)/

/** Where the first token of a release stands, or -1. */
export const strongAt = (name: string): number => {
  const found = strong.exec(name)?.index ?? -1
  const other = /\p{Ll}/u.test(name) ? (capital.exec(name)?.index ?? -1) : -1
  return found === -1 || (other !== -1 && other < found) ? other : found
}

const languages =
  "dutch|flemish|nederlands|french|german|english|italian|spanish|castellano|swedish|norwegian|danish|finnish|nordic|polish|czech|hungarian|russian|turkish|portuguese|japanese|korean|chinese|mandarin|cantonese|hindi"

/** Words of release names that titles hold too: they count behind a year, and before a year or a token in an odd case. */
const weak = new RegExp(
  `^(?:${languages}|proper|repack|rerip|limited|internal|extended|unrated|uncut|dc|se|ee|directors|cut|remastered|criterion|festival|retail|custom|complete|multi\\d?|dual|dl|subbed|dubbed|nlsubs?|nlsubbed|subs?|nl|truefrench|subfrench|vostfr|vff|eng|ita|ger|hdr|sdr|dv|imax|amzn|nf|dsnp|hmax|atvp|hybrid|read|nfo|real|ws|fs|final|theatrical|ultimate|edition|collection|open|matte|int|pal|ntsc)$`,
  "i"
)

/** LIMITED, LiMiTED and iNTERNAL are of the release; The Darjeeling Limited is a film. */
const isOdd = (word: string): boolean => /\p{Lu}[^]*\p{Lu}|^\p{Ll}[^]*\p{Lu}/u.test(word)

const language = new RegExp(`^(?:${languages})$`, "i")

/** What releases say of a language that was added: then the word before it is no part of the title. */
const addedLanguage = /(?<![\p{L}\p{N}])(?:DL|ML|PAL|AC3[LM]?D|[LM]D|MULTi|dubbed|subbed)(?![\p{L}\p{N}])/iu

/** The Good German, Kiss Me in Italian: the language is a word of the title. */
const phrase =
  /(?<![\p{L}\p{N}])(?:the|an?|my|your|our|his|her|in|of|to|for|me|we|i|you|and|good|young|pardon|speak|speaking|learning)(?![\p{L}\p{N}])/iu

/** Live from DC, The Mole Song - FINAL: what follows is of the title. */
const leads = /(?:^|\s)(?:from|in|to|of|the|an?|washington|[-–])$/iu

/** Without words of the release at the end, in whatever stands before a year or a token; `behind` is what follows it. */
export const withoutWeakTail = (head: string, dotted: boolean, behind = ""): string => {
  const words = head.trim().split(" ")
  const before = (): string => words.slice(0, -1).join(" ")
  const last = (): string => words.at(-1) ?? ""
  const isOfRelease = (): boolean =>
    words.length > 1 &&
    weak.test(last()) &&
    isOdd(last()) &&
    (/\p{Ll}/u.test(before()) || !/\p{Lu}/u.test(before())) &&
    (language.test(last()) || !leads.test(before()))
  while (isOfRelease()) words.pop()
  const isLanguage = dotted && words.length > 1 && /^\p{Lu}\p{Ll}/u.test(last()) && language.test(last())
  if (isLanguage && (addedLanguage.test(behind) || (words.length > 2 && !phrase.test(before())))) words.pop()
  return withoutEditionPhrase(words.join(" "))
}

/** Ultimate Rekall Edition, Special Collectors Edition; The Christmas Edition is a film. */
const withoutEditionPhrase = (head: string): string =>
  head.replace(
    /(?<=\S) (?:ultimate|special|limited|deluxe|extended|collector['’]?s)(?: [^\s]{1,20}){1,2} (?:edition|cut)$/i,
    ""
  )

/** How many words behind a year are those of a title, rather than of a release or of an edition. */
export const strangersIn = (text: string): number => {
  const words = text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  const edition = words.slice(0, 4).findIndex((word) => /^(?:edition|cut)$/i.test(word))
  return words.slice(edition + 1).filter((word) => !weak.test(word) && !isOdd(word)).length
}
