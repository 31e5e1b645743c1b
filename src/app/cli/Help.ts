/** What help tells of options and words: read from how they are made, so that an option cannot be without it. */
import { Args, HelpDoc, Options, type Usage } from "@effect/cli"
import { Option } from "effect"
import { uncoloured } from "./CommandFailure.ts"

/** An option or a word of a command line, as help tells it. */
export interface Told {
  /** Its name, and after that its other names. */
  readonly names: ReadonlyArray<string>
  /** What its value is called; none when it takes none. */
  readonly value: string | undefined
  readonly required: boolean
  readonly meaning: string
  /** What holds when it is not given. */
  readonly fallback: string | undefined
  /** The environment variable that may take its place. */
  readonly variable: string | undefined
}

/** What is told of an option besides its meaning, as paragraphs: the library keeps them, whatever is made of the option. */
const facts = { fallback: "Default: ", variable: "Variable: " } as const

const withFact =
  (fact: keyof typeof facts, value: string) =>
  <A>(option: Options.Options<A>): Options.Options<A> =>
    Options.withDescription(option, `${facts[fact]}${value}`)

/** Tells what holds when an option is not given. */
export const holding = (value: string) => withFact("fallback", value)

/** An option that may be left out: then it has this value. The library would tell only the former. */
export const defaulting =
  <const B extends string | number>(value: B) =>
  <A>(option: Options.Options<A>): Options.Options<A | B> =>
    option.pipe(holding(String(value)), Options.withDefault(value))

/** Tells which environment variable may take the place of an option. */
export const orVariable = (name: string) => withFact("variable", name)

const wordsOf = (doc: HelpDoc.HelpDoc) => uncoloured(HelpDoc.toAnsiText(doc)).trim()

/** The pieces of a description, one after the other. */
const pieces = (doc: HelpDoc.HelpDoc): ReadonlyArray<HelpDoc.HelpDoc> =>
  HelpDoc.isSequence(doc) ? [...pieces(doc.left), ...pieces(doc.right)] : HelpDoc.isEmpty(doc) ? [] : [doc]

/** What was said of it: the first paragraph is the library's, about the type; its others come after ours. */
const saidOf = (doc: HelpDoc.HelpDoc) => {
  const all = HelpDoc.isDescriptionList(doc) ? doc.definitions.flatMap(([, said]) => pieces(said)).map(wordsOf) : []
  const told = (fact: string) => all.find((text) => text.startsWith(fact))?.slice(fact.length)
  return { meaning: all[1] ?? "", fallback: told(facts.fallback), variable: told(facts.variable) }
}

interface Named {
  readonly names: ReadonlyArray<string>
  readonly value: string | undefined
  readonly required: boolean
}

const namedIn = (usage: Usage.Usage): Named => {
  switch (usage._tag) {
    case "Named":
      return { names: usage.names, value: Option.getOrUndefined(usage.acceptedValues), required: true }
    case "Optional":
      return { ...namedIn(usage.usage), required: false }
    case "Repeated": {
      const { value, ...rest } = namedIn(usage.usage)
      return { ...rest, value: value === undefined ? value : `${value}…`, required: false }
    }
    default:
      return { names: [], value: undefined, required: false }
  }
}

/** All names of an option, its own before the others. */
export const namesOf = (option: Options.Options<unknown>): ReadonlyArray<string> => {
  const { names } = namedIn(Options.getUsage(option))
  const own = Option.getOrUndefined(Options.getIdentifier(option))
  return own === undefined ? names : [own, ...names.filter((name) => name !== own)]
}

/** What help tells of an option. */
export const ofOption = (option: Options.Options<unknown>): Told => {
  const { required, value } = namedIn(Options.getUsage(option))
  return {
    names: namesOf(option),
    value: Options.isBool(option) ? undefined : value?.replaceAll(" | ", "|"),
    required: required && !Options.isBool(option),
    ...saidOf(Options.getHelp(option))
  }
}

/** What help tells of a word. */
export const ofWord = (word: Args.Args<unknown>): Told => ({
  names: Option.toArray(Args.getIdentifier(word)).map((name) => name.replace(/^<(.*)>$/, "$1")),
  value: undefined,
  required: Args.getMinSize(word) > 0,
  ...saidOf(Args.getHelp(word))
})
