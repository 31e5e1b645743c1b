/** The ways in which two titles relate. No more than their names: the page tells them too. */

/**
 * From close to far:
 * - `same`: written alike but for case, accents, punctuation and spacing
 * - `equivalent`: also but for articles, "and", and the way numbers are written
 * - `subtitle`: one has a subtitle that the other lacks
 * - `near`: a slip of the pen apart
 * - `similar`: enough words in common to be worth a second thought
 * - `different`
 */
export const relations = ["same", "equivalent", "subtitle", "near", "similar", "different"] as const

/** Whether both titles are the same but for how they are written. */
export const isSameTitle = (relation: (typeof relations)[number]): boolean =>
  relation === "same" || relation === "equivalent"
