/** Checks as lines of a terminal: what was asked, what came, and, where it is not well, what that means and what to do. */
import { type Check, type CheckState, isWell } from "../../domain/check/Check.ts"
import { inEnglish, type Words, words } from "../../domain/check/Words.ts"
import { visible } from "../Visible.ts"

/** The width of a terminal that nobody has made wider. */
const width = 80

const marks: Readonly<Record<CheckState, string>> = { well: "ok", warning: "hint", failing: "FAIL", notChecked: "-" }

/** Words on lines that are no wider than the terminal; a word that is wider has a line of its own. */
export const wrapped = (text: string, indent: string): ReadonlyArray<string> => {
  const lines: Array<string> = []
  let line = ""
  for (const word of text.split(" ")) {
    if (line !== "" && indent.length + line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line = line === "" ? word : `${line} ${word}`
  }
  return [...lines, line]
}

const named = (name: string, text: Words | undefined): ReadonlyArray<string> => {
  if (text === undefined) return []
  const indent = " ".repeat(15)
  return wrapped(visible(inEnglish(text)), indent).map(
    (line, at) => `${at === 0 ? `       ${name.padEnd(8)}` : indent}${line}`
  )
}

const linesOf = ({ advice, asked, came, meaning, state }: Check): ReadonlyArray<string> => [
  ...wrapped(visible(inEnglish(asked)), " ".repeat(7)).map((line, at) =>
    at === 0 ? `  ${marks[state].padEnd(5)}${line}` : `       ${line}`
  ),
  ...named("came", came),
  ...named("means", meaning),
  ...named("do", advice)
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

/** All checks under the names of what they are about, and what they come to. */
export const inText = (checks: ReadonlyArray<Check>): string => {
  const subjects = [...new Set(checks.map(({ subject }) => subject))]
  return [
    ...subjects.flatMap((subject) => [
      inEnglish(words(`check.subject.${subject}`)),
      ...checks.filter((check) => check.subject === subject).flatMap(linesOf),
      ""
    ]),
    summary(checks)
  ].join("\n")
}
