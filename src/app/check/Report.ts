/** Checks and problems as health, page and command line tell them. */
import { Effect, Option } from "effect"
import { isWell, spoken } from "../../domain/check/Check.ts"
import type { Problem } from "../../domain/check/Problems.ts"
import { inEnglish, words } from "../../domain/check/Words.ts"
import { documentation } from "../Version.ts"
import { SelfTest } from "./SelfTest.ts"

/** Headings of the guide about the doctor; those of all sources share one. */
const headings: Partial<Record<Problem["subject"], string>> = {
  settings: "settings",
  cache: "cache",
  redis: "cache",
  log: "log",
  clock: "clock",
  plex: "plex",
  github: "newer-version"
}

/** Where more is said about a problem. */
export const linkOf = ({ subject }: Problem): string =>
  documentation(`how-to/doctor.md#${headings[subject] ?? "sources"}`)

/** A problem in English. */
export const spokenProblem = (problem: Problem) => ({
  id: problem.id,
  level: problem.level,
  about: inEnglish(words(`check.subject.${problem.subject}`)),
  cause: inEnglish(problem.cause),
  ...(problem.advice === undefined ? {} : { advice: inEnglish(problem.advice) }),
  since: problem.since,
  link: linkOf(problem)
})

/** The last self-test in English. */
export const selfTestReport = Effect.flatMap(SelfTest, ({ last }) =>
  Effect.map(
    last,
    Option.match({
      onNone: () => ({ status: "not_checked" as const, checks: [] }),
      onSome: ({ at, checks }) => ({
        status: isWell(checks) ? ("ok" as const) : ("degraded" as const),
        at,
        checks: checks.map(spoken)
      })
    })
  )
)
