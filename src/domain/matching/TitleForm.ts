/**
 * A title taken apart into what identifies a work: its words, its numbers, its subtitle. A rating key is only as short as loses none of it
 * (see `RatingKey.ts`).
 */
import { fold } from "../titles/Comparison.ts"
import { asOneLetter, hasLetterOfTwo, transliterated } from "../titles/Romanised.ts"
import { type Article, articleInFront, articleOf, spokenOut } from "./Articles.ts"
import { asDigits, asOnlyNumber, asOrdinal, isRoman } from "./Numbers.ts"

export interface TitleForm {
  /** Written alike but for case, accents, punctuation and spacing. */
  readonly strict: string
  /** Alike but also for an article in front, "and", and the way numbers are written. */
  readonly loose: string
  /** Alike but for "and" and the way numbers are written: `loose` with the article. */
  readonly whole: string
  /** The words of `whole`. */
  readonly wholeWords: ReadonlyArray<string>
  readonly article: Article
  /** The words of `loose`. */
  readonly words: ReadonlyArray<string>
  /** The numbers in it, sorted; the number of a sequel is part of its identity. */
  readonly numbers: string
  /** Those of them in digits or Roman numerals, as sequels are counted. */
  readonly marks: string
  /** What the title is without its number, where that may count a sequel: at an end, or in front of a subtitle. With that number. */
  readonly series: ReadonlyMap<string, string>
  /** What stands before the first colon, dash or bracket, when something does and something follows: its loose form. */
  readonly main?: string | undefined
  /** What follows, and the marks in it. */
  readonly subtitle?: string | undefined
  readonly subtitleMarks?: string | undefined
  /** `loose` with letters that may be written as two as one letter; and whether there is such a letter. */
  readonly oneLetter: string
  readonly hasLetterOfTwo: boolean
  /** `loose` as it sounds, however it was romanised. */
  readonly sound: string
}

const conjunctions = new Set(["and", "en", "und", "et", "&", "+", "y", "och", "og", "e", "n"])
const parts = new Set("part deel teil partie parte vol volume chapter hoofdstuk pt episode n no nr".split(" "))

/** A number that is glued to the end of a word: "Spider-Man2", "D3". One within a word is a letter: "Se7en". */
const glued = /(?<=\p{L})(?=\d+(?![\p{L}\p{N}]))/gu

const tokens = (text: string): Array<string> =>
  fold(text)
    .replace(glued, " ")
    .match(/[\p{L}\p{M}\p{N}]+|[&+]/gu) ?? []

/** The number that a token stands for; words of other languages than English and Dutch only where sequels are counted. */
const numberAt = (given: ReadonlyArray<string>, index: number): string | undefined => {
  const token = given[index] ?? ""
  const counted = parts.has(given[index - 1] ?? "")
  if (token === "i") return counted || (index > 0 && index === given.length - 1) ? "1" : undefined
  if (given.length === 1) return asOnlyNumber(token)
  const last = index > 0 && index === given.length - 1
  return asDigits(token, counted || last) ?? asOrdinal(token)
}

const loosen = (given: ReadonlyArray<string>): Array<string> => {
  const out: Array<string> = []
  given.forEach((token, index) => {
    // Between single letters a sign is a name: "X + Y".
    const within = [given[index - 1], given[index + 1]].every((side) => side !== undefined && side.length > 1)
    if (parts.has(token) && numberAt(given, index + 1) !== undefined) return
    if (conjunctions.has(token) && within) return
    out.push(numberAt(given, index) ?? token)
  })
  return out
}

/** The words without an article in front, and which one that was. */
const looseWords = (
  title: string
): { readonly words: ReadonlyArray<string>; readonly whole: ReadonlyArray<string> } => {
  const whole = loosen(tokens(title))
  return { whole, words: articleOf(title) !== "none" && whole.length > 1 ? whole.slice(1) : whole }
}

const separator = /[:：;([]|\s[-–—]/u

const sorted = (list: ReadonlyArray<string>): string => [...list].sort().join(" ")
const isNumber = (word: string) => /^\d+e?$/.test(word)

/** A spelled number counts only behind a word like "part": "vier" is a word of many titles. */
const marksOf = (title: string): string => {
  const given = tokens(title)
  return sorted(
    given.flatMap((token, index) => {
      const counted = parts.has(given[index - 1] ?? "")
      const value = numberAt(given, index)
      return value !== undefined && (counted || /^\d+$/.test(token) || (given.length > 1 && isRoman(token)))
        ? [value]
        : []
    })
  )
}

const withoutNumbers = (words: ReadonlyArray<string>): string => words.filter((word) => !isNumber(word)).join("")

/** "D3: The Mighty Ducks", "2: Judgment Day": what stands before the colon only counts. */
const isMark = (main: ReadonlyArray<string>) => main.some(isNumber) && withoutNumbers(main).length <= 2

const numbersIn = (words: ReadonlyArray<string>): string => sorted(words.filter(isNumber))

const seriesOf = (words: ReadonlyArray<string>): ReadonlyMap<string, string> => {
  const atEnd = isNumber(words[0] ?? "") || isNumber(words.at(-1) ?? "") || !words.some(isNumber)
  const name = withoutNumbers(words)
  return new Map(atEnd && name !== "" ? [[name, numbersIn(words)]] : [])
}

/** With a subtitle, which may do the counting: "Kill Bill: Vol. 2". */
const seriesOfParted = (
  main: ReadonlyArray<string>,
  subtitle: ReadonlyArray<string>,
  marks: string
): ReadonlyMap<string, string> => {
  const name = withoutNumbers(isMark(main) ? subtitle : main)
  const count = [numbersIn(main), marks].filter((numbers) => numbers !== "").join(" ")
  return new Map(name === "" ? [] : [[name, count]])
}

/** Halves as people write them: "2.5" and "2½" are one. */
const halves = (title: string): string => title.replace(/½/g, " 1/2").replace(/(?<=\d)[.,]5(?!\d)/g, " 1/2")

/** Takes a title apart. Pure and total; the form is the same for every Unicode form of the same title. */
export const titleForm = (given: string): TitleForm => {
  const title = articleInFront(spokenOut(halves(given.normalize("NFC")).normalize("NFKC")))
  const strict = tokens(title).join("") || fold(title).replace(/\s+/gu, "")
  const { whole, words } = looseWords(title)
  const cut = separator.exec(title)
  const rest = cut === null ? "" : title.slice(cut.index + cut[0].length)
  const main = cut === null || cut.index === 0 ? [] : looseWords(title.slice(0, cut.index)).words
  const parted = main.length > 0 && tokens(rest).length > 0
  const subtitle = parted ? looseWords(rest).words : []
  const subtitleMarks = marksOf(rest)
  const loose = words.join("") || strict
  return {
    strict,
    loose,
    whole: whole.join("") || strict,
    wholeWords: whole,
    article: words.length === whole.length ? "none" : articleOf(title),
    words,
    numbers: numbersIn(words),
    marks: marksOf(title),
    series: parted ? new Map([...seriesOf(words), ...seriesOfParted(main, subtitle, subtitleMarks)]) : seriesOf(words),
    ...(parted ? { main: main.join(""), subtitle: subtitle.join(""), subtitleMarks } : {}),
    oneLetter: words.map(asOneLetter).join(""),
    hasLetterOfTwo: hasLetterOfTwo(given),
    sound: transliterated(loose)
  }
}
