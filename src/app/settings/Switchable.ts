/** The variables that may be chosen on the page as well, where they are not set: a choice is the text that the variable would have. */
import { Config, ConfigProvider, Effect, Option, Record, Schema, Struct } from "effect"
import { answers } from "./AnswerVariables.ts"
import { type Described, isGiven } from "./Variable.ts"
import { recommended } from "./Variables.ts"

const variables = {
  VPRO_RETURN_IMAGES: answers.returnImages,
  VPRO_RETURN_TITLE: answers.returnTitle,
  VPRO_RETURN_RATING: answers.returnRating,
  EXTRAS: answers.extras,
  TMDB_API_KEY: recommended.tmdbKey
} as const

export const switchNames = Struct.keys(variables)
export const SwitchName = Schema.Literal(...switchNames)
export type SwitchName = typeof SwitchName.Type

/** What each of them is, and what is told of it. */
export const switchable: Readonly<Record<SwitchName, Described>> = variables

/** No value of them is longer: a read access token of TMDB has some 250 letters. */
export const longestChoice = 1000
export const mostSigns = `a text of at most ${longestChoice} signs is expected`

/** What was chosen; what is not named was not. */
export type Choices = Readonly<Partial<Record<SwitchName, string>>>

export const noChoices: Choices = {}

/** What is wrong with a choice that was found; shows no secret. */
export interface ChoiceFault {
  readonly name: SwitchName
  readonly message: string
}

/** Choices, and what is wrong with others that were found there. */
export interface Chosen {
  readonly choices: Choices
  readonly faults: ReadonlyArray<ChoiceFault>
}

/** The same as somebody finds it who only tells of it. */
export interface ChosenNow extends Chosen {
  /** Why what was chosen cannot be told. */
  readonly unreadable: string | undefined
}

export const noneChosen: Chosen = { choices: noChoices, faults: [] }

const held = <A>(config: Config.Config<{ readonly value: A }>) => Config.map(config, ({ value }) => value)

/** What they come to; what cannot be used counts as not chosen. */
const values = Config.all({
  images: held(variables.VPRO_RETURN_IMAGES),
  title: held(variables.VPRO_RETURN_TITLE.forgiving),
  rating: held(variables.VPRO_RETURN_RATING),
  extras: held(variables.EXTRAS.forgiving),
  tmdbKey: held(variables.TMDB_API_KEY)
})
export type SwitchValues = Config.Config.Success<typeof values>

const within = <A>(choices: Choices, config: Config.Config<A>) =>
  Effect.orDie(
    Effect.withConfigProvider(config, ConfigProvider.fromMap(new Map(Record.toEntries<string, string>(choices))))
  )

/** What these choices come to. */
export const valuesOf = (choices: Choices): Effect.Effect<SwitchValues> => within(choices, values)

/** A choice as it may be shown: of a secret only that it is set. Empty for none. */
export const shownOf = (choices: Choices, name: SwitchName): Effect.Effect<string> =>
  Effect.map(within(choices, switchable[name].told), ({ value }) => value)

/** What is wrong with a choice; shows no secret. */
export const faultOf = (name: SwitchName, text: string): Effect.Effect<Option.Option<string>> =>
  text.length > longestChoice
    ? Effect.succeedSome(`${name} is not valid: ${mostSigns}`)
    : Effect.map(within({ [name]: text }, switchable[name].told), ({ fault }) => fault)

/** What a file holds, as choices: somebody may have written it by hand, with `true` in the place of `"true"` or with what cannot be. */
export const chosenIn = (given: Readonly<Record<string, unknown>>): Effect.Effect<Chosen> =>
  Effect.reduce(switchNames, noneChosen, ({ choices, faults }, name) => {
    const value = given[name]
    if (value === undefined) return Effect.succeed({ choices, faults })
    const text = typeof value === "boolean" ? String(value) : value
    if (typeof text !== "string")
      return Effect.succeed({ choices, faults: [...faults, { name, message: `${name}: a text is expected` }] })
    return Effect.map(
      faultOf(name, text),
      Option.match({
        onNone: (): Chosen => ({ faults, choices: { ...choices, [name]: text } }),
        onSome: (message): Chosen => ({ faults: [...faults, { name, message }], choices })
      })
    )
  })

/** Those that are set by a variable, which no choice changes. One whose value cannot be used counts as not set. */
export const setByVariable: Effect.Effect<ReadonlySet<SwitchName>> = Effect.map(
  Effect.filter(switchNames, (name) =>
    Effect.zipWith(
      isGiven(name),
      Effect.orElseSucceed(switchable[name].told, () => ({ fault: Option.some("") })),
      (given, { fault }) => given && Option.isNone(fault)
    )
  ),
  (names) => new Set(names)
)
