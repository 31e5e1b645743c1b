/** Which of the shows that a search brings is the one that was asked for. */
import type { Year } from "../../../domain/values/Media.ts"
import type { Show, ShowAsk } from "../../../domain/values/Show.ts"
import { mostYears, yearsBetween } from "../../../domain/values/Years.ts"
import { comparisonForm } from "../../../domain/titles/Comparison.ts"

/** A line of a search. */
export interface ShowHit {
  readonly names: ReadonlyArray<string | undefined>
  readonly year?: Year | undefined
}

/**
 * The hit that bears the very title; of several the one nearest in year, then the first. When a year is asked, it must not be
 * too far from it.
 */
export const chosen = <A extends ShowHit>(hits: ReadonlyArray<A>, { title, year }: ShowAsk): A | undefined => {
  const form = comparisonForm(title)
  const same = hits.filter(({ names }) => names.some((name) => name !== undefined && comparisonForm(name) === form))
  if (year === undefined) return same[0]
  const distance = (hit: A) => yearsBetween(hit.year, year) ?? Number.POSITIVE_INFINITY
  return same.filter((hit) => distance(hit) <= mostYears.show).sort((a, b) => distance(a) - distance(b))[0]
}

/** The ids of a show, as far as they are known. */
export type ShowIds = Pick<Show, "imdb" | "tmdb" | "tvdb">

const kinds = ["imdb", "tmdb", "tvdb"] as const

/** Whether both have an id of one kind, and not the same: then they are two shows, whatever their titles. */
export const contradict = (a: ShowIds, b: ShowIds): boolean =>
  kinds.some((kind) => a[kind] !== undefined && b[kind] !== undefined && a[kind] !== b[kind])

/** Whether both have an id in common: then they are one show, whatever their titles. */
export const agree = (a: ShowIds, b: ShowIds): boolean =>
  kinds.some((kind) => a[kind] !== undefined && a[kind] === b[kind])
