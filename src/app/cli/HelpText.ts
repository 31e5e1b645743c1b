/** The help of a command, for a terminal of any width: what it does, two columns for what it takes, and examples. Pure. */
import { Record } from "effect"
import type { Colours } from "./Colours.ts"
import { examples } from "./Examples.ts"
import { exitCodeMeanings, exitCodes } from "./CommandFailure.ts"
import type { Told } from "./Help.ts"
import { filled, hung, wrapped } from "./Lines.ts"

/** A command, as far as help tells it. */
export interface Helped {
  readonly word: string
  readonly about: string
  readonly options: ReadonlyArray<Told>
  readonly words: ReadonlyArray<Told>
  readonly below: ReadonlyArray<Helped>
}

/** A row of two columns. */
type Row = readonly [name: string, meaning: string]

const indent = "  "
const gap = "  "
/** A name that is longer has a line of its own. */
const widestName = 28

const rowLines = ([name, meaning]: Row, column: number, width: number): ReadonlyArray<string> => {
  const before = `${indent}${name.padEnd(column)}${gap}`
  return name.length <= column
    ? hung(before, meaning, width)
    : [`${indent}${name}`, ...hung(" ".repeat(indent.length + column + gap.length), meaning, width)]
}

const table = (rows: ReadonlyArray<Row>, width: number): ReadonlyArray<string> => {
  const most = Math.min(widestName, Math.floor(width / 3))
  const column = Math.max(...rows.map(([name]) => (name.length <= most ? name.length : 0)))
  return rows.flatMap((row) => rowLines(row, column, width))
}

const isLetter = (name: string) => /^-[^-]$/.test(name)

/** Letters first, so that the others stand below each other: `-y, --year YEAR`. */
const nameOf = ({ names, value }: Told): string => {
  const letters = names.filter(isLetter)
  const all = [...letters, ...names.filter((name) => !isLetter(name))].join(", ")
  return `${letters.length === 0 && all.startsWith("--") ? "    " : ""}${all}${value === undefined ? "" : ` ${value}`}`
}

const meaningOf = ({ fallback, meaning, required, variable }: Told): string =>
  [
    meaning,
    ...(required ? ["Required."] : []),
    ...(fallback === undefined ? [] : [`Default: ${fallback}.`]),
    ...(variable === undefined ? [] : [`Variable: ${variable}.`])
  ].join(" ")

const rowOf = (told: Told): Row => [nameOf(told), meaningOf(told)]

/** The first sentence says what it is for. */
const summary = (about: string) => about.replace(/^(.*?\.)\s.*$/s, "$1")

/** Every command that does something, by all its words. */
const commandRows = (below: ReadonlyArray<Helped>, path: string): ReadonlyArray<Row> =>
  below.flatMap((one) =>
    one.below.length === 0
      ? [[`${path}${one.word}`, summary(one.about)] as const]
      : commandRows(one.below, `${path}${one.word} `)
  )

const exitRows: ReadonlyArray<Row> = Record.toEntries(exitCodeMeanings).map(([name, meaning]) => [
  String(exitCodes[name]),
  meaning
])

/** What a shell reads as one line. */
const typed = (line: string, width: number): ReadonlyArray<string> => {
  const before = `${indent}${indent}`
  // What stands in quotes stays together; a sign at the end of a line says that it goes on.
  const lines = filled(line.match(/(?:"[^"]*"|[^\s"])+/g) ?? [], width - before.length - indent.length - " \\".length)
  return lines.map((part, at) => `${before}${at === 0 ? "" : indent}${part}${at === lines.length - 1 ? "" : " \\"}`)
}

const exampleLines = (name: string, path: ReadonlyArray<string>, width: number): ReadonlyArray<string> =>
  (examples[path.join(" ")] ?? []).flatMap(({ does, more, variables = "" }) => [
    ...(does === "" ? [] : hung(indent, does, width)),
    ...typed([variables, name, ...path, more].filter((part) => part !== "").join(" "), width)
  ])

const usageOf = (name: string, path: ReadonlyArray<string>, { below, options, words }: Helped) => [
  name,
  ...path,
  ...(below.length === 0 ? [] : ["COMMAND"]),
  ...(options.length === 0 ? [] : ["[OPTIONS]"]),
  ...words.map(({ names, required }) => (required ? names.join("") : `[${names.join("")}]`))
]

/** The help of the command at the end of a path. */
export const helpText = (
  name: string,
  path: ReadonlyArray<string>,
  command: Helped,
  { colours, width }: { readonly colours: Colours; readonly width: number }
): string => {
  const part = (heading: string, lines: ReadonlyArray<string>) =>
    lines.length === 0 ? [] : ["", colours.heading(heading), ...lines]
  const rows = (some: ReadonlyArray<Row>) => (some.length === 0 ? [] : table(some, width))
  return [
    ...wrapped(command.about, width),
    ...part("USAGE", hung(indent, usageOf(name, path, command).join(" "), width)),
    ...part("COMMANDS", rows(commandRows(command.below, ""))),
    ...part("ARGUMENTS", rows(command.words.map(rowOf))),
    ...part("OPTIONS", rows(command.options.map(rowOf))),
    ...part("EXAMPLES", exampleLines(name, path, width)),
    ...(path.length === 0 ? part("EXIT CODES", rows(exitRows)) : []),
    ...(command.below.length === 0
      ? []
      : ["", ...wrapped(`${[name, ...path].join(" ")} COMMAND --help tells all about a command.`, width)])
  ].join("\n")
}

/** The command at the end of a path. */
export const commandAt = (root: Helped, path: ReadonlyArray<string>): Helped =>
  path.reduce<Helped>((at, word) => at.below.find((one) => one.word === word) ?? at, root)
