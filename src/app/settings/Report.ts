/** How the settings are: for every variable what holds, where it comes from, and what is wrong with it. */
import { Effect, Option, Schema } from "effect"
import { type Origin, FromFile } from "./Given.ts"
import { groups } from "./Groups.ts"
import { isOlder } from "./Older.ts"
import { type UnknownVariable, unknownVariables } from "./Unknown.ts"
import { type Choices, type ChosenNow, noneChosen, setByVariable, shownOf, SwitchName } from "./Switchable.ts"
import { type About, type Described, isGiven } from "./Variable.ts"
import { belongTogether, lookups } from "./Variables.ts"

/** What is wrong with a setting. */
export interface Problem {
  /** The variable that it is about. */
  readonly variable: string
  /** One sentence, which shows no secret. */
  readonly message: string
  /** `stops`: the service does not start with it; `ignored`: it starts all the same, as if the variable were not set. */
  readonly effect: "stops" | "ignored"
}

/** One variable. */
export interface Reported {
  /** What is said of it: name, meaning, default, and whether it is secret. */
  readonly about: About
  /** The heading that it has in the documents. */
  readonly group: string
  /** What holds, as it would be written; a secret is "set". Empty when there is nothing: no value, and no default. */
  readonly value: string
  readonly origin: Origin
  readonly problem: Option.Option<Problem>
}

/** All of it. */
export interface Report {
  /** Every variable, in the order of the documents. */
  readonly variables: ReadonlyArray<Reported>
  /** Variables that look like ours, and are none. */
  readonly unknown: ReadonlyArray<UnknownVariable>
  /** Everything that is wrong: of variables first, in their order, then the unknown ones. */
  readonly problems: ReadonlyArray<Problem>
}

const reported = (group: string, { about, told }: Described) =>
  Effect.gen(function* () {
    const { name } = about
    const given = yield* isGiven(name)
    // A variable that cannot even be read counts as not set.
    const { fault, value } = yield* Effect.orElseSucceed(told, () => ({ value: about.fallback, fault: Option.none() }))
    const origin: Origin = !given ? "default" : (yield* FromFile).has(name) ? ".env" : "environment"
    const effect = isOlder(name) ? "ignored" : "stops"
    const problem = Option.map(fault, (message): Problem => ({ variable: name, message, effect }))
    return { about, group, value, origin, problem } satisfies Reported
  })

/** What holds where a default follows from another variable. */
const followed = (variables: ReadonlyArray<Reported>): ReadonlyArray<Reported> =>
  variables.map((one) => {
    const { otherwise } = one.about
    const from = variables.find(({ about }) => about.name === otherwise?.from.about.name)
    if (otherwise === undefined || from === undefined || one.origin !== "default") return one
    return { ...one, value: otherwise.value(from.value) }
  })

/** With one half of the pair for POMS alone, the half that is missing has a problem. */
const withPair = (variables: ReadonlyArray<Reported>): ReadonlyArray<Reported> => {
  const names = new Set([lookups.pomsKey.about.name, lookups.pomsSecret.about.name])
  const halves = variables.filter(({ about }) => names.has(about.name))
  const [missing, ...others] = halves.filter(({ value }) => value === "")
  if (missing === undefined || others.length > 0 || halves.some(({ problem }) => Option.isSome(problem)))
    return variables
  const problem: Problem = { variable: missing.about.name, message: belongTogether, effect: "stops" }
  return variables.map((one) => (one === missing ? { ...one, problem: Option.some(problem) } : one))
}

const isSwitch = Schema.is(SwitchName)

/** What was chosen holds where the variable does not. */
const chosen = (choices: Choices, set: ReadonlySet<SwitchName>) =>
  Effect.fnUntraced(function* (one: Reported) {
    const { name } = one.about
    if (!isSwitch(name) || choices[name] === undefined || set.has(name)) return one
    return { ...one, value: yield* shownOf(choices, name), origin: "page" } satisfies Reported
  })

/** Reads them all, with what was chosen on the page; nothing that is wrong with one makes it fail. */
export const report = Effect.fn("Report.report")(function* (given: Partial<ChosenNow> = {}) {
  const { choices, faults, unreadable } = { ...noneChosen, unreadable: undefined, ...given }
  const set = yield* setByVariable
  const read = yield* Effect.forEach(groups, ({ title, variables }) =>
    Effect.forEach(variables, (variable) => Effect.flatMap(reported(title, variable), chosen(choices, set)))
  )
  const variables = withPair(followed(read.flat()))
  const unknown = yield* unknownVariables
  return {
    variables,
    unknown,
    problems: [
      ...variables.flatMap(({ problem }) => Option.toArray(problem)),
      ...unknown.map(({ message, variable }): Problem => ({ variable, message, effect: "ignored" })),
      ...faults
        .filter(({ name }) => !set.has(name))
        .map(({ message, name }): Problem => ({
          variable: name,
          message: `switches.json: ${message}`,
          effect: "ignored"
        })),
      ...(unreadable === undefined
        ? []
        : [{ variable: "CACHE_DIR", message: unreadable, effect: "ignored" } satisfies Problem])
    ]
  } satisfies Report
})
