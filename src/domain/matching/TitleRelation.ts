/** How two titles relate. */
import { Schema } from "effect"
import { sharedWords, slips } from "../titles/Comparison.ts"
import { isSameTitle, relations } from "./Relations.ts"
import { type TitleForm, titleForm } from "./TitleForm.ts"

/** One of `relations`. */
export const TitleRelation = Schema.Literal(...relations)
export type TitleRelation = typeof TitleRelation.Type

const closeness: ReadonlyArray<TitleRelation> = relations

/** Title similarity below which a candidate is not even considered. */
export const leastSimilarity = 0.3

/** One slip in a title of five letters, two in one of eleven: what a typist does, not what another film is called. */
const slipsAllowed = (length: number) => (length < 5 ? 0 : length < 11 ? 1 : 2)

/** Whether `short` is `long` without its subtitle, and that subtitle does not count a sequel. */
const isShortened = (long: TitleForm, short: TitleForm) => long.main === short.loose && long.subtitleMarks === ""

/**
 * Whether both bear the name of one series and another number: "Alien" and "Alien 3", "D2: The Mighty Ducks" and "The Mighty
 * Ducks". A first part that is counted as such is not another film: "Dune" and "Dune: Part One".
 */
export const isOtherPart = (a: TitleForm, b: TitleForm): boolean => {
  if (a.subtitle !== undefined && a.subtitle === b.subtitle) return false
  const counts = [...a.series].flatMap(([name, count]) => {
    const other = b.series.get(name)
    return other === undefined ? [] : [count === other || (isFirst(count) && isFirst(other))]
  })
  return counts.length > 0 && !counts.includes(true)
}

const isFirst = (count: string) => count === "" || count === "1" || count === "1e"

/** Equal but for an article; a word that is one only in some language is left out by nobody who leaves out the article. */
const isSameButArticle = (a: TitleForm, b: TitleForm): boolean => {
  if (a.whole === b.whole) return true
  if (a.article === "certain" && a.loose === b.whole) return true
  if (b.article === "certain" && b.loose === a.whole) return true
  return a.loose === b.loose && a.article !== "none" && b.article !== "none"
}

/** Whether one is the other with a word more or less, which is no slip of the pen. */
const isWordMore = (a: ReadonlyArray<string>, b: ReadonlyArray<string>): boolean => {
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  if (long.length !== short.length + 1) return false
  const at = long.findIndex((word, index) => word !== short[index])
  return short.slice(at).every((word, index) => word === long[at + 1 + index])
}

/** A slip of the pen, in the article too ("Teh Matrix"), or the same sounds in another romanisation. */
const isNear = (a: TitleForm, b: TitleForm): boolean => {
  if (a.numbers !== b.numbers || a.loose === b.loose || isWordMore(a.wholeWords, b.wholeWords)) return false
  const allowed = slipsAllowed(Math.min(a.loose.length, b.loose.length))
  // The first letter is the one that nobody gets wrong: "Tromeo" is not Romeo.
  const isSlip = (left: string, right: string) =>
    allowed > 0 && left.codePointAt(0) === right.codePointAt(0) && slips(left, right, allowed) <= allowed
  return isSlip(a.loose, b.loose) || isSlip(a.whole, b.whole) || (a.sound.length >= 5 && a.sound === b.sound)
}

/** The relation of two titles; symmetric. Titles with different numbers are never near or subtitled: sequels differ. */
export const titleRelation = (a: TitleForm, b: TitleForm): TitleRelation => {
  if (a.strict === b.strict) return "same"
  if (isSameButArticle(a, b)) return "equivalent"
  if ((a.hasLetterOfTwo || b.hasLetterOfTwo) && a.oneLetter === b.oneLetter) return "equivalent"
  if (isOtherPart(a, b)) return sharedWords(a.words, b.words) >= leastSimilarity ? "similar" : "different"
  if (isShortened(a, b) || isShortened(b, a)) return "subtitle"
  if (isNear(a, b)) return "near"
  return sharedWords(a.words, b.words) >= leastSimilarity ? "similar" : "different"
}

/** Whether not even an article tells the two apart: only how letters, numbers and "and" are written. */
export const isSameWithArticle = (a: TitleForm, b: TitleForm): boolean =>
  a.whole === b.whole || (a.article === b.article && isSameTitle(titleRelation(a, b)))

/** The same of two titles as they are written. */
export const areSameTitle = (a: string, b: string): boolean => isSameTitle(titleRelation(titleForm(a), titleForm(b)))

/** Whether `a` is a closer relation than `b`. */
export const isCloser = (a: TitleRelation, b: TitleRelation): boolean => closeness.indexOf(a) < closeness.indexOf(b)

/** The closest relation between any of some titles and any of others, with the pair that shows it. */
export const closest = <A extends { readonly form: TitleForm }, B extends { readonly form: TitleForm }>(
  asked: ReadonlyArray<A>,
  known: ReadonlyArray<B>
): { readonly relation: TitleRelation; readonly asked?: A; readonly known?: B } => {
  let best: { readonly relation: TitleRelation; readonly asked?: A; readonly known?: B } = { relation: "different" }
  for (const a of asked)
    for (const b of known) {
      const relation = titleRelation(a.form, b.form)
      if (isCloser(relation, best.relation)) best = { relation, asked: a, known: b }
    }
  return best
}
