/** Words of a command line, put in an order that cannot be misread, and options that read their own values. */
import { Command, HelpDoc, Options, ValidationError } from "@effect/cli"
import { Effect, Either, Option } from "effect"
import { misused, type CommandFailure } from "./CommandFailure.ts"

/** Something that is asked for by words: its options, and the commands below it. */
export interface CommandTree {
  readonly options?: Readonly<Record<string, Options.Options<unknown>>>
  readonly children?: Readonly<Record<string, CommandTree>>
  /** Other names of its options, such as a letter. */
  readonly aliases?: ReadonlyMap<string, string>
  /** How many words it takes besides. */
  readonly words?: number
}

/** A command, with the word that it is asked for by and what it takes: the library keeps these to itself. */
export interface Known {
  readonly word: string
  readonly tree: CommandTree
}

/** Says of a command what it takes. */
export const known =
  (tree: CommandTree = {}) =>
  <Name extends string, R, E, A>(command: Command.Command<Name, R, E, A>) => {
    const [word = ""] = Command.getNames(command)
    return Object.assign(command, { word, tree })
  }

/** The commands below another, by their words. */
export const childrenOf = (commands: ReadonlyArray<Known>): Readonly<Record<string, CommandTree>> =>
  Object.fromEntries(commands.map(({ tree, word }) => [word, tree]))

/** A command, and what it is given. */
export interface Ordered {
  readonly path: ReadonlyArray<string>
  readonly rest: ReadonlyArray<string>
}

/** Those of the library that make sense here; its wizard would wait for ever where nobody sits. */
const builtInFlags = ["--help", "-h", "--version"]
const builtInValues = ["--completions", "--log-level"]
/** What they are given may hold a secret: it is not said again, not even in a complaint. */
const secretive = new Set(["--token", "--plex-url"])
const logLevels = ["all", "trace", "debug", "info", "warning", "error", "fatal", "none"]

const namesOf = (tree: CommandTree) => {
  const flags = new Set(builtInFlags)
  const values = new Set(builtInValues)
  for (const option of Object.values(tree.options ?? {}))
    for (const name of Option.toArray(Options.getIdentifier(option)))
      (Options.isBool(option) ? flags : values).add(name)
  return { flags, values }
}

const oneOf = (names: ReadonlyArray<string>) =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`

/** An option by its own name, where an alias was given; a value may stick to a letter, as in `-y1988`. */
const unaliased = ({ aliases }: CommandTree, word: string): string => {
  const [name = ""] = word.split("=", 1)
  const own = aliases?.get(name)
  if (own !== undefined) return own + word.slice(name.length)
  const letter = aliases?.get(word.slice(0, 2))
  return letter === undefined || word.startsWith("--") ? word : `${letter}=${word.slice(2)}`
}

/**
 * The same command line with the options first and everything else behind `--`: so a title may be called "No" or "1", which
 * would be taken for the value of a flag, and an option that nobody knows is told apart from a title.
 */
export const inOrder = (root: CommandTree, given: ReadonlyArray<string>): Either.Either<Ordered, CommandFailure> => {
  const path: Array<string> = []
  const options: Array<string> = []
  const words: Array<string> = []
  let tree = root
  for (let at = 0; at < given.length; at++) {
    const word = unaliased(tree, given[at] ?? "")
    const child = tree.children?.[word]
    const name = word.split("=")[0] ?? ""
    const { flags, values } = namesOf(tree)
    if (word === "--") {
      for (const last of given.slice(at + 1)) words.push(last)
      break
    } else if (child !== undefined) {
      path.push(word)
      tree = child
    } else if (flags.has(word)) options.push(word)
    else if (values.has(name)) {
      const value = word === name ? given[++at] : word.slice(name.length + 1)
      if (value === undefined) return Either.left(misused(`${name} needs a value`))
      if (secretive.has(name) && options.includes(name)) return Either.left(misused(`${name} is given more than once`))
      if (name === "--log-level" && !logLevels.includes(value))
        return Either.left(misused(`--log-level: ${oneOf(logLevels)} is expected`))
      options.push(name, value)
    } else if (/^-./.test(word))
      return Either.left(misused(`there is no option ${name} here; --help lists the options`))
    else if (tree.children !== undefined)
      return Either.left(misused(`there is no command "${word}"; ${oneOf(Object.keys(tree.children))} is expected`))
    else words.push(word)
  }
  const most = tree.words ?? 0
  if (words.length > most)
    return Either.left(
      misused(
        most === 0
          ? "this takes no arguments, only options; --help lists them"
          : `one argument is expected, not ${words.length}; put quotes around a text with spaces`
      )
    )
  return Either.right({ path, rest: [...options, ...(words.length === 0 ? [] : ["--", ...words])] })
}

/** An option whose value is read by `read`, which says what is expected when it cannot. */
export const reading = <A>(name: string, read: (text: string) => Either.Either<A, string>): Options.Options<A> =>
  Options.mapEffect(Options.text(name), (text) =>
    Effect.mapError(read(text), (wanted) => ValidationError.invalidValue(HelpDoc.p(`--${name}: ${wanted}`)))
  )
