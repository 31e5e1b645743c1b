/** How two titles relate. */
import { Schema } from "effect"
import { sharedWords, slips } from "../titles/Comparison.ts"
import type { TitleForm } from "./TitleForm.ts"

/**
 * From close to far:
 * - `same`: written alike but for case, accents, punctuation and spacing
 * - `equivalent`: also but for articles, "and", and the way numbers are written
 * - `subtitle`: one has a subtitle that the other lacks
 * - `near`: a slip of the pen apart
 * - `similar`: enough words in common to be worth a second thought
 * - `different`
 */
export const TitleRelation = Schema.Literal("same", "equivalent", "subtitle", "near", "similar", "different")
export type TitleRelation = typeof TitleRelation.Type

const closeness: ReadonlyArray<TitleRelation> = TitleRelation.literals

/** Title similarity below which a candidate is not even considered. */
export const leastSimilarity = 0.3

/** One slip in a title of five letters, two in one of eleven: what a typist does, not what another film is called. */
const slipsAllowed = (length: number) => (length < 5 ? 0 : length < 11 ? 1 : 2)

/** Whether `short` is `long` without its subtitle, and that subtitle does not count a sequel. */
const isShortened = (long: TitleForm, short: TitleForm) => long.main === short.loose && long.subtitleMarks === ""

/** The relation of two titles; symmetric. Titles with different numbers are never near or subtitled: sequels differ. */
export const titleRelation = (a: TitleForm, b: TitleForm): TitleRelation => {
  if (a.strict === b.strict) return "same"
  if (a.loose === b.loose) return "equivalent"
  if (isShortened(a, b) || isShortened(b, a)) return "subtitle"
  if (a.numbers === b.numbers) {
    const allowed = slipsAllowed(Math.min(a.loose.length, b.loose.length))
    if (allowed > 0 && slips(a.loose, b.loose, allowed) <= allowed) return "near"
  }
  return sharedWords(a.words, b.words) >= leastSimilarity ? "similar" : "different"
}

/** Whether both titles are the same but for how they are written. */
export const isSameTitle = (relation: TitleRelation): boolean => relation === "same" || relation === "equivalent"

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
