/** How the description of a variable is written in the files that tell of it. */
import type { Described } from "../../src/app/settings/Variable.ts"
import { all } from "../../src/app/settings/Groups.ts"

export type About = Described["about"]

/** A variable by its name, which must be one of ours. */
export const aboutOf = (name: string): About => {
  const found = all.find(({ about }) => about.name === name)
  if (found === undefined) throw new Error(`${name} is no variable`)
  return found.about
}

/** The variables that most people need. */
export const common: ReadonlyArray<About> = all.flatMap(({ about }) => (about.common === true ? [about] : []))

/** What it does as a sentence of plain text. */
export const sentence = ({ means }: About): string => {
  const plain = means.replaceAll("`", "")
  // A word that is a value keeps its letters.
  return `${means.startsWith("`") ? plain : `${plain.slice(0, 1).toUpperCase()}${plain.slice(1)}`}.`
}

/** A text in lines of no more than `width` signs, as far as its words allow. */
export const wrapped = (text: string, width: number): ReadonlyArray<string> => {
  const lines: Array<string> = []
  for (const word of text.split(" ")) {
    const last = lines.at(-1)
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  return lines
}

/** A table as prettier would format it. */
export const table = (rows: ReadonlyArray<ReadonlyArray<string>>): string => {
  const [head = [], ...body] = rows.map((row) => row.map((cell) => cell.replaceAll("|", "\\|")))
  const widths = head.map((_, column) => Math.max(3, ...[head, ...body].map((row) => (row[column] ?? "").length)))
  const line = (row: ReadonlyArray<string>) => `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ")} |`
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...body.map(line)].join("\n")
}

/** Puts a text in the place of what stands between two marks, which stay. */
export const between =
  (begin: string, end: string) =>
  (text: string, inner: string): string => {
    const from = text.indexOf(begin)
    const to = text.indexOf(end, from + begin.length)
    if (from < 0 || to < 0) throw new Error(`there are no marks ${begin} and ${end}`)
    return `${text.slice(0, from + begin.length)}${inner}${text.slice(to)}`
  }
