/** What speaks for and against a candidate, and what follows from it. */
import type { CatalogueItem } from "../values/Catalogue.ts"
import type { TitleRelation } from "./TitleRelation.ts"

export type EvidenceName = "id" | "kind" | "title" | "year" | "director" | "country"

export interface Evidence {
  readonly name: EvidenceName
  readonly speaks: "for" | "against" | "neither"
  /** In a sentence; what follows is the same as data. */
  readonly detail: string
  /** What was asked for, and what the candidate says; absent when it is not known. */
  readonly asked?: string | undefined
  readonly found?: string | undefined
  /** How the two titles relate. */
  readonly relation?: TitleRelation | undefined
  /** Years between the two. */
  readonly apart?: number | undefined
}

/**
 * - `certain`: an id agrees
 * - `sure`: everything known agrees, and enough is known
 * - `plausible`: nothing contradicts, but another work could bear this title
 * - `refused`: something contradicts, or too little agrees
 */
export type Verdict = "certain" | "sure" | "plausible" | "refused"

export interface Decision {
  readonly candidate: CatalogueItem
  readonly verdict: Verdict
  readonly relation: TitleRelation
  /** Years between what was asked and the candidate, when both are known. */
  readonly yearsApart?: number | undefined
  readonly director: "agree" | "differ" | "unknown"
  readonly evidence: ReadonlyArray<Evidence>
}
