/** A request, prepared to be compared with many candidates. */
import { titleDigest } from "../titles/Comparison.ts"
import { type Joint, namesOf } from "../titles/Names.ts"
import type { Hints } from "../values/Hints.ts"
import type { Work } from "../values/Work.ts"
import { type TitleForm, titleForm } from "./TitleForm.ts"

/** A title with its form. */
export interface Named {
  readonly title: string
  readonly form: TitleForm
  /** Of one name among the two of a title: how the two are joined. */
  readonly joint?: Joint | undefined
}

/**
 * What a reference of works had to say: it was not there to be asked, or knows too few works for its silence to say anything; it could
 * not tell which work was meant; it knows no work of that title at all; or it knows the work.
 */
export type Reference = "absent" | "undecided" | "unheard" | "known"

/** A request prepared for comparison with many candidates: what Plex said and, when it is known, which work that is. */
export interface Asked {
  readonly hints: Hints
  readonly work: Work | undefined
  readonly reference: Reference
  readonly titles: ReadonlyArray<Named>
  /** The names that the title asked is made of, where there are two. */
  readonly names: ReadonlyArray<Named>
  /** The titles that say which part of a series is meant: the one asked, and the work's own. */
  readonly own: ReadonlyArray<TitleForm>
}

export const named = (title: string): Named => ({ title, form: titleForm(title) })

/** The names that a title is made of. */
export const namesIn = (title: string): ReadonlyArray<Named> =>
  namesOf(title).map((name) => ({ ...named(name.title), joint: name.joint }))

const ownTitles = (hints: Hints, work: Work | undefined): ReadonlyArray<TitleForm> =>
  [hints.title, ...(work === undefined ? [] : [work.title, work.originalTitle])].map(titleForm)

/** Prepares a request. The titles of the work count as much as the title that was asked. */
export const asked = (hints: Hints, work?: Work, reference: Reference = "absent"): Asked => ({
  hints,
  work,
  reference,
  titles: [hints.title, ...(work?.titles.map((known) => known.title) ?? [])].filter((title) => title !== "").map(named),
  names: namesIn(hints.title),
  own: ownTitles(hints, work)
})

/** A title cut at some forty characters is still long enough to tell works apart. */
const telling = 24

/** Whether this is the whole of a title that reached us cut: by its digest, or, without one, by its beginning. */
export const isWholeOf = (hints: Hints, title: string): boolean => {
  if (hints.titleCut !== true) return false
  if (hints.digest !== undefined) return titleDigest(title) === hints.digest
  const start = titleForm(hints.title).strict
  return start.length >= telling && titleForm(title).strict.startsWith(start)
}
