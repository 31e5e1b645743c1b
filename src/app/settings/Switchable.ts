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

/** What was chosen; what is not named was not. */
export const Choices = Schema.partialWith(
  Schema.Record({ key: SwitchName, value: Schema.String.pipe(Schema.maxLength(longestChoice)) }),
  { exact: true }
)
export type Choices = typeof Choices.Type

export const noChoices: Choices = {}

/** Choices, and what is wrong with others that were found there. */
export interface Chosen {
  readonly choices: Choices
  readonly faults: ReadonlyArray<string>
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
  Effect.map(within({ [name]: text }, switchable[name].told), ({ fault }) => fault)

/** Choices without those that cannot be, and what is wrong with these: somebody may have written the file by hand. */
export const usableOf = (given: Choices): Effect.Effect<Chosen> =>
  Effect.reduce(switchNames, noneChosen, ({ choices, faults }, name) => {
    const text = given[name]
    if (text === undefined) return Effect.succeed({ choices, faults })
    return Effect.map(
      faultOf(name, text),
      Option.match({
        onNone: (): Chosen => ({ faults, choices: { ...choices, [name]: text } }),
        onSome: (fault): Chosen => ({ faults: [...faults, fault], choices })
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
