/** Checks as lines of a terminal: what was asked, what came, and, where it is not well, what that means and what to do. */
import { type Check, type CheckState, isWell } from "../../domain/check/Check.ts"
import { inEnglish, type Words, words } from "../../domain/check/Words.ts"
import { visible } from "../Visible.ts"
import { hung } from "./Lines.ts"

const marks: Readonly<Record<CheckState, string>> = { well: "ok", warning: "hint", failing: "FAIL", notChecked: "-" }

const named = (name: string, text: Words | undefined, width: number): ReadonlyArray<string> =>
  text === undefined ? [] : hung(`       ${name.padEnd(8)}`, visible(inEnglish(text)), width)

const linesOf =
  (width: number) =>
  ({ advice, asked, came, meaning, state }: Check): ReadonlyArray<string> => [
    ...hung(`  ${marks[state].padEnd(5)}`, visible(inEnglish(asked)), width),
    ...named("came", came, width),
    ...named("means", meaning, width),
    ...named("do", advice, width)
  ]

const summary = (checks: ReadonlyArray<Check>): string => {
  const count = (wanted: CheckState) => checks.filter(({ state }) => state === wanted).length
  const [failing, hints, unknown] = [count("failing"), count("warning"), count("notChecked")]
  return [
    isWell(checks) ? "Nothing fails." : `${failing} of ${checks.length} fail.`,
    ...(hints === 0 ? [] : [`${hints} could be better.`]),
    ...(unknown === 0 ? [] : [`${unknown} not checked.`])
  ].join(" ")
}

/** All checks under the names of what they are about, and what they come to, for a terminal of so many columns. */
export const inText = (checks: ReadonlyArray<Check>, width: number): string => {
  const subjects = [...new Set(checks.map(({ subject }) => subject))]
  return [
    ...subjects.flatMap((subject) => [
      inEnglish(words(`check.subject.${subject}`)),
      ...checks.filter((check) => check.subject === subject).flatMap(linesOf(width)),
      ""
    ]),
    summary(checks)
  ].join("\n")
}
