/** Words of a command line, put in an order that cannot be misread, and options that read their own values. */
import { Args, Command, HelpDoc, Options, ValidationError } from "@effect/cli"
import { Array as Arr, Effect, Either, type Types } from "effect"
import { choices, everywhere, oneOf } from "./BuiltIns.ts"
import { misused, type CommandFailure } from "./CommandFailure.ts"
import { namesOf, ofOption, ofWord, type Told } from "./Help.ts"

/** What a command line may say at one place: the options that are known there, and the commands below it. */
export interface CommandTree {
  /** Options without a value. */
  readonly flags: ReadonlySet<string>
  /** Options with a value. */
  readonly values: ReadonlySet<string>
  /** Those whose value may hold a secret: it is not said again, not even in a complaint. */
  readonly secrets: ReadonlySet<string>
  /** How many words there may be besides. */
  readonly words: number
  readonly children?: Readonly<Record<string, CommandTree>>
  /** Other names of its options, such as a letter. */
  readonly aliases: ReadonlyMap<string, string>
}

/** A command, with the word that it is asked for by, what it takes, and what help tells of it: the library keeps these to itself. */
export interface Known {
  readonly word: string
  readonly about: string
  readonly tree: CommandTree
  readonly options: ReadonlyArray<Told>
  readonly words: ReadonlyArray<Told>
  /** The commands below it. */
  readonly below: ReadonlyArray<Known>
}

const isSecret = Symbol("secret")

/** Marks an option whose value may hold a secret; the last thing to do to an option, since a change of it has no mark. */
export const secret = <A>(option: Options.Options<A>): Options.Options<A> => Object.assign(option, { [isSecret]: true })

/** One of a few words. */
export const oneWord = <const A extends string>(name: string, words: ReadonlyArray<A>) =>
  Args.text({ name }).pipe(
    Args.withDescription(`${words.slice(0, -1).join(", ")} or ${words.at(-1)}.`),
    Args.mapEffect((given) => {
      const word = words.find((one) => one === given)
      return word === undefined
        ? Effect.fail(HelpDoc.p(`${name}: one of ${words.join(", ")} is expected`))
        : Effect.succeed(word)
    })
  )

/** What a command takes: options, and the arguments that are words. */
type Takes = Readonly<Record<string, Options.Options<unknown> | Args.Args<unknown>>>

const optionsOnly = (takes: Takes) => Object.values(takes).filter(Options.isOptions)
const wordsOnly = (takes: Takes) => Object.values(takes).filter(Args.isArgs)

const treeOf = (takes: Takes, builtIns: Takes = everywhere): CommandTree => {
  const own = optionsOnly(takes)
  const options = [...own, ...optionsOnly(builtIns)]
  const [flags, values] = Arr.partition(options, (option) => !Options.isBool(option))
  const firstNames = (some: ReadonlyArray<Options.Options<unknown>>) => some.flatMap((one) => namesOf(one).slice(0, 1))
  return {
    flags: new Set(firstNames(flags)),
    values: new Set(firstNames(values)),
    secrets: new Set(firstNames(own.filter((option) => isSecret in option))),
    words: wordsOnly(takes).reduce((sum, args) => sum + Args.getMaxSize(args), 0),
    aliases: new Map(
      options.flatMap((option) => {
        const [first = "", ...others] = namesOf(option)
        return others.map((other) => [other, first] as const)
      })
    )
  }
}

const toldOf = (takes: Takes, builtIns: Takes = everywhere) => ({
  options: [...optionsOnly(takes), ...optionsOnly(builtIns)].map(ofOption),
  words: wordsOnly(takes).map(ofWord)
})

/** A command that does something. What it takes is said here only, so that no option can be forgotten. */
export const commandOf = <Name extends string, const T extends Takes, R, E>(
  name: Name,
  about: string,
  takes: T,
  run: (given: Types.Simplify<Command.Command.ParseConfig<T>>) => Effect.Effect<void, E, R>
) =>
  Object.assign(Command.make(name, takes, run).pipe(Command.withDescription(about)), {
    word: name,
    about,
    tree: treeOf(takes),
    ...toldOf(takes),
    below: none
  })

const none: ReadonlyArray<Known> = []

/** Says of a command what it is about, and that these are below it, by whose words they are found. */
export const above =
  (about: string, below: ReadonlyArray<Known>, builtIns: Takes = everywhere) =>
  <Name extends string, R, E, A>(command: Command.Command<Name, R, E, A>) => {
    const [word = ""] = Command.getNames(command)
    const children = Object.fromEntries(below.map(({ tree, word }) => [word, tree]))
    return Object.assign(Command.withDescription(command, about), {
      word,
      about,
      tree: { ...treeOf({}, builtIns), children },
      ...toldOf({}, builtIns),
      below
    })
  }

/** A command, and what it is given. */
export interface Ordered {
  readonly path: ReadonlyArray<string>
  readonly rest: ReadonlyArray<string>
}

/** An option by its own name, where an alias was given; a value may stick to a letter, as in `-y1988`. */
const unaliased = ({ aliases, values }: CommandTree, word: string): string => {
  const [name = ""] = word.split("=", 1)
  const own = aliases.get(name)
  if (own !== undefined) return own + word.slice(name.length)
  const letter = aliases.get(word.slice(0, 2))
  return letter === undefined || !values.has(letter) ? word : `${letter}=${word.slice(2)}`
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
    const { flags, secrets, values } = tree
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
      if (secrets.has(name) && options.includes(name)) return Either.left(misused(`${name} is given more than once`))
      const choice = choices.get(name)
      if (choice !== undefined && !choice.includes(value))
        return Either.left(misused(`${name}: ${oneOf(choice)} is expected`))
      options.push(name, value)
    } else if (/^-./.test(word))
      return Either.left(misused(`there is no option ${name} here; --help lists the options`))
    else if (tree.children !== undefined)
      return Either.left(misused(`there is no command "${word}"; ${oneOf(Object.keys(tree.children))} is expected`))
    else words.push(word)
  }
  const most = tree.words
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
