/** What speaks for and against a candidate, and what follows from it. */
import { Schema } from "effect"
import type { CatalogueItem } from "../values/Catalogue.ts"
import type { Joint } from "../titles/Names.ts"
import { TitleRelation } from "./TitleRelation.ts"

const { String, Literal, Number, optional } = Schema

export const EvidenceName = Literal("id", "kind", "title", "year", "director", "country")
export type EvidenceName = typeof EvidenceName.Type

/** `asked` and `found` are what was asked for and what the candidate says; absent when it is not known. */
export const Evidence = Schema.Struct({
  name: EvidenceName.annotations({ description: "What was compared." }),
  speaks: Literal("for", "against", "neither").annotations({ description: "Whether it speaks for the candidate." }),
  /** What follows is the same as data. */
  detail: String.annotations({ description: "The comparison in words." }),
  asked: optional(String),
  found: optional(String),
  relation: optional(TitleRelation.annotations({ description: "How alike the titles are." })),
  apart: optional(Number.annotations({ description: "Years between them." }))
}).annotations({ identifier: "Evidence" })
export type Evidence = typeof Evidence.Type

/**
 * - `certain`: an id agrees
 * - `sure`: everything known agrees, and enough is known
 * - `plausible`: nothing contradicts, but another work could bear this title
 * - `refused`: something contradicts, or too little agrees
 */
export const Verdict = Literal("certain", "sure", "plausible", "refused")
export type Verdict = typeof Verdict.Type

export interface Decision {
  readonly candidate: CatalogueItem
  readonly verdict: Verdict
  readonly relation: TitleRelation
  /** Years between what was asked and the candidate, when both are known. */
  readonly yearsApart?: number | undefined
  readonly director: "agree" | "differ" | "unknown"
  /** Set when the titles agree in one of two names only (see `Names.ts`). */
  readonly joint?: Joint | undefined
  /** Refused for its maker alone, under the very title. */
  readonly onlyItsMaker: boolean
  readonly evidence: ReadonlyArray<Evidence>
}
