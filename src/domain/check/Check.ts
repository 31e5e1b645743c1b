/** One thing that was looked at, and how it is. */
import { Schema } from "effect"
import { SourceName } from "../../ports/SourceError.ts"
import { inEnglish, Words } from "./Words.ts"

/** Whom a check is about. */
export const Subject = Schema.Literal("settings", "cache", "redis", "log", "clock", ...SourceName.literals, "plex")
export type Subject = typeof Subject.Type

/**
 * - `well`: as it should be
 * - `warning`: it works, and could work better
 * - `failing`: it does not work
 * - `notChecked`: nothing is known, which is neither good nor bad
 */
export const CheckState = Schema.Literal("well", "warning", "failing", "notChecked")
export type CheckState = typeof CheckState.Type

/** What is always examined, wherever answers are kept: by these names it can be watched before it was done. */
export const alwaysExamined = [
  "cache.write",
  "clock",
  "poms.page",
  "poms.search",
  "poms.pair",
  "cinema.search",
  "cinema.page",
  "tmdb.find",
  "wikidata.item",
  "tvmaze.show"
] as const

/** What was asked and what came, and, where it is not well, what that means and what to do about it. */
export const Check = Schema.Struct({
  /** Stays the same for the same question, such as `poms.page`. */
  id: Schema.String,
  subject: Subject,
  state: CheckState,
  asked: Words,
  came: Words,
  meaning: Schema.optionalWith(Words, { exact: true }),
  advice: Schema.optionalWith(Words, { exact: true })
})
export type Check = typeof Check.Type

/** A check in English, for those who read no names of sentences. */
export const SpokenCheck = Schema.Struct({
  id: Schema.String,
  subject: Subject,
  state: CheckState,
  asked: Schema.String,
  came: Schema.String,
  meaning: Schema.optionalWith(Schema.String, { exact: true }),
  advice: Schema.optionalWith(Schema.String, { exact: true })
})
export type SpokenCheck = typeof SpokenCheck.Type

export const spoken = ({ advice, asked, came, id, meaning, state, subject }: Check): SpokenCheck => ({
  id,
  subject,
  state,
  asked: inEnglish(asked),
  came: inEnglish(came),
  ...(meaning === undefined ? {} : { meaning: inEnglish(meaning) }),
  ...(advice === undefined ? {} : { advice: inEnglish(advice) })
})

/** Whether nothing of it fails; warnings are no failures. */
export const isWell = (checks: ReadonlyArray<Check>): boolean => checks.every(({ state }) => state !== "failing")
