/** Options that the library adds to commands, described as ours are. Its wizard, which would wait for ever where nobody sits, is left out. */
import { Options } from "@effect/cli"
import { holding, orVariable } from "./Help.ts"

const logLevels = ["all", "trace", "debug", "info", "warning", "error", "fatal", "none"]
const shells = ["sh", "bash", "fish", "zsh"]

/** Words in a sentence: "a, b or c". */
export const oneOf = (names: ReadonlyArray<string>) =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`

/** The values that these options take: the library's own words about another one are of no use. */
export const choices: ReadonlyMap<string, ReadonlyArray<string>> = new Map([
  ["--log-level", logLevels],
  ["--completions", shells]
])

/** Those of every command. */
export const everywhere = {
  help: Options.boolean("help").pipe(Options.withAlias("h"), Options.withDescription("Show this help.")),
  version: Options.boolean("version").pipe(Options.withAlias("V"), Options.withDescription("Show the version.")),
  "log-level": Options.text("log-level").pipe(
    Options.withPseudoName("LEVEL"),
    Options.withDescription(`What of the log is shown on stderr, from this level up: ${oneOf(logLevels)}.`),
    holding("warning"),
    orVariable("LOG_LEVEL"),
    Options.optional
  )
}

/** Those of the program itself. */
export const ofProgram = {
  ...everywhere,
  completions: Options.text("completions").pipe(
    Options.withPseudoName("SHELL"),
    Options.withDescription(`Print what lets a shell complete commands and options by Tab: ${oneOf(shells)}.`),
    Options.optional
  )
}

/**
 * What the library makes for a shell, without what is not offered, or not behind every command. For bash it calls a program with a
 * dash in its name, and a command below a command, in two ways, so that their options would not be found.
 */
export const completing = (script: string, name: string): string => {
  const label = name.replaceAll("-", "__")
  return script
    .split("\n")
    .filter((line) => !/^\s*'--(?:wizard|completions)\[|-l (?:wizard|completions) /.test(line))
    .map((line) =>
      line
        .replaceAll(/ --(?:wizard|completions)\b/g, "")
        .replace(`cmd="${name}"`, `cmd="${label}"`)
        .replace(/^(\s*\w+),(\w+),(\w+)\)$/, "$1__$2,$3)")
    )
    .map((line) => (line.trim() === `${name})` ? line.replace(name, label) : line))
    .join("\n")
}
