/** What is wrong now, for people: each cause once, with what to do. Pure. */
import { Schema } from "effect"
import type { SourceState } from "../../ports/HttpPort.ts"
import { type Check, Subject } from "./Check.ts"
import type { WordsId } from "./Sentences.ts"
import { Words } from "./Words.ts"

/** A `problem` keeps something from working; a `hint` says what could work better. */
export const Level = Schema.Literal("problem", "hint")

export const Problem = Schema.Struct({
  /** That of the check that found it. */
  id: Schema.String,
  subject: Subject,
  level: Level,
  cause: Words,
  advice: Schema.optionalWith(Words, { exact: true }),
  /** When it was first seen, in milliseconds since 1970. */
  since: Schema.Number
})
export type Problem = typeof Problem.Type

/** Why a source could not be asked: an answer that came later shows that this is over. */
const passing: ReadonlySet<WordsId> = new Set([
  "check.came.unreachable",
  "check.came.late",
  "check.came.suspended",
  "check.came.overloaded"
])

/** What was found at a time, and still holds by what is known of the sources now. */
const stillHolds =
  (at: number, sources: ReadonlyArray<SourceState>) =>
  ({ came, subject }: Check): boolean => {
    if (!passing.has(came.id)) return true
    const state = sources.find(({ source }) => source === subject)
    return state === undefined || state.breaker !== "closed" || (state.lastSuccess ?? 0) <= at
  }

/** What is known at this moment, and what a test found a while ago. */
export interface Known {
  readonly now: ReadonlyArray<Check>
  readonly tested: { readonly at: number; readonly checks: ReadonlyArray<Check> } | undefined
  readonly sources: ReadonlyArray<SourceState>
}

/** Checks that are not well, those of this moment first; what is the same in other words is said once. */
export const unwell = ({ now, sources, tested }: Known): ReadonlyArray<Check> => {
  const holds = stillHolds(tested?.at ?? 0, sources)
  const before = (tested?.checks ?? []).filter((check) => holds(check) && !now.some(({ id }) => id === check.id))
  const all = [...now, ...before].filter(({ state }) => state === "failing" || state === "warning")
  const kept: Array<Check> = []
  for (const check of all) {
    const isSaid = kept.some(
      (one) =>
        one.subject === check.subject &&
        (one.meaning?.id === check.meaning?.id || (passing.has(check.came.id) && one.state === "failing")) &&
        check.subject !== "settings" &&
        check.subject !== "plex"
    )
    if (!isSaid) kept.push(check)
  }
  return kept
}

/** The same as problems; `since` tells when each was first seen. */
export const problemsOf = (checks: ReadonlyArray<Check>, since: (id: string) => number): ReadonlyArray<Problem> =>
  checks
    .map(({ advice, came, id, meaning, state, subject }): Problem => ({
      id,
      subject,
      level: state === "failing" ? "problem" : "hint",
      cause: meaning ?? came,
      ...(advice === undefined ? {} : { advice }),
      since: since(id)
    }))
    .toSorted((a, b) => Number(a.level === "hint") - Number(b.level === "hint"))
