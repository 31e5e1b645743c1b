/** A title taken apart into what identifies a work: its words, its numbers, its subtitle. */
import { fold } from "../titles/Comparison.ts"
import { asDigits, isRoman } from "./Numbers.ts"

export interface TitleForm {
  /** Written alike but for case, accents, punctuation and spacing. */
  readonly strict: string
  /** Alike but also for articles, "and", and the way numbers are written. */
  readonly loose: string
  /** The words of `loose`. */
  readonly words: ReadonlyArray<string>
  /** The numbers in it, sorted; the number of a sequel is part of its identity. */
  readonly numbers: string
  /** Those of them in digits or Roman numerals, as sequels are counted. */
  readonly marks: string
  /** What stands before the first colon, dash or bracket, when something does and something follows: its loose form. */
  readonly main?: string | undefined
  /** The marks in what follows. */
  readonly subtitleMarks?: string | undefined
}

const articles = new Set(
  "de het een the a an le la les l un une des der die das den dem ein eine el los las lo il gli i uno una o os as um uma en ett".split(
    " "
  )
)
const conjunctions = new Set(["and", "en", "und", "et", "&", "+", "y", "och", "og"])
const parts = new Set(["part", "deel", "teil", "partie", "parte", "vol", "volume", "chapter", "hoofdstuk", "pt"])
const tokens = (text: string): Array<string> => fold(text).match(/[\p{L}\p{M}\p{N}]+|[&+]/gu) ?? []

const loosen = (given: ReadonlyArray<string>): Array<string> => {
  const out: Array<string> = []
  given.forEach((token, index) => {
    const before = given[index - 1]
    const after = given[index + 1]
    if (parts.has(token) && after !== undefined && (asDigits(after) !== undefined || after === "i")) return
    const numbered = before !== undefined && parts.has(before)
    if (token === "i") out.push(numbered || (index > 0 && after === undefined) ? "1" : token)
    else if (conjunctions.has(token) && index > 0 && after !== undefined) out.push("&")
    else out.push(asDigits(token) ?? token)
  })
  return out
}

const withoutArticles = (given: ReadonlyArray<string>): ReadonlyArray<string> => {
  const first = given[0]
  return given.length > 1 && first !== undefined && articles.has(first) ? given.slice(1) : given
}

/** "Matrix, The" and "Matrix (The)" are The Matrix. */
const articleInFront = (title: string): string => {
  const whole = title.trim()
  const behind = /(?:,\s*|\()(\p{L}{1,3}['’]?)\)?$/u.exec(whole)
  const article = behind?.[1]
  if (behind === null || behind.index === 0 || article === undefined) return title
  return articles.has(fold(article).replace(/['’]/g, "")) ? `${article} ${whole.slice(0, behind.index)}` : title
}

const looseWords = (title: string) => withoutArticles(loosen(tokens(title)))
const separator = /[:：;([]|\s[-–—]/u

const sorted = (list: ReadonlyArray<string>): string => [...list].sort().join(" ")
const isNumber = (word: string) => /^\d+$/.test(word)

/** A spelled number counts only behind a word like "part": "vier" is a word of many titles. */
const marksOf = (title: string): string => {
  const given = tokens(title)
  return sorted(
    given.flatMap((token, index) => {
      const counted = parts.has(given[index - 1] ?? "")
      const value = counted && token === "i" ? "1" : asDigits(token)
      return value !== undefined && (counted || isNumber(token) || isRoman(token)) ? [value] : []
    })
  )
}

/** Takes a title apart. Pure and total; the form is the same for every Unicode form of the same title. */
export const titleForm = (given: string): TitleForm => {
  const title = articleInFront(given.normalize("NFKC"))
  const all = tokens(title)
  const loose = looseWords(title)
  const cut = separator.exec(title)
  const main = cut === null || cut.index === 0 ? [] : looseWords(title.slice(0, cut.index))
  const rest = cut === null ? "" : title.slice(cut.index + cut[0].length)
  const parted = main.length > 0 && tokens(rest).length > 0
  return {
    strict: all.join("") || fold(title).replace(/\s+/gu, ""),
    loose: loose.join("") || fold(title).replace(/\s+/gu, ""),
    words: loose,
    numbers: sorted(loose.filter(isNumber)),
    marks: marksOf(title),
    ...(parted ? { main: main.join(""), subtitleMarks: marksOf(rest) } : {})
  }
}
