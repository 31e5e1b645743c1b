/** `config show|set|unset`: what holds of every variable, and the choices that the page offers too. */
import { Args, Command, Options } from "@effect/cli"
import { Effect, Option } from "effect"
import * as NamedFile from "../report/NamedFile.ts"
import { type Report, type Reported, report } from "../settings/Report.ts"
import { type SwitchError, Switches } from "../settings/Switches.ts"
import { switchable, type SwitchName, switchNames } from "../settings/Switchable.ts"
import { chosenNow } from "../SwitchesFile.ts"
import { visible } from "../Visible.ts"
import { above, commandOf, oneWord } from "./Arguments.ts"
import { failed, misused } from "./CommandFailure.ts"
import { cut, usualWidth as width, wrapped } from "./Lines.ts"
import { Output } from "./Output.ts"
import { preparedToChoose } from "./Prepared.ts"

const valueOf = ({ problem, value }: Reported) =>
  Option.match(problem, {
    onNone: () => (value === "" ? "none" : value),
    onSome: ({ effect }) => (effect === "stops" ? "not valid" : value === "" ? "none" : value)
  })

/** The table, then what is wrong. */
const inWords = ({ problems, variables }: Report): string => {
  const ofName = Math.max(...variables.map(({ about }) => about.name.length))
  const ofOrigin = "environment".length
  const ofValue = width - ofName - ofOrigin - "! ".length - 2 * "  ".length
  const row = (mark: string, name: string, value: string, origin: string) =>
    `${mark.padEnd(2)}${name.padEnd(ofName)}  ${cut(value, ofValue).padEnd(ofValue)}  ${origin}`.trimEnd()
  const rows = variables.map((one) =>
    row(Option.isSome(one.problem) ? "!" : "", one.about.name, visible(valueOf(one)), one.origin)
  )
  const wrong = problems.flatMap(({ effect, message }) =>
    wrapped(`${visible(message)}${effect === "stops" ? "; the service does not start" : ""}`, width - 2).map(
      (line, at) => `${at === 0 ? "! " : "  "}${line}`
    )
  )
  const end = problems.length === 0 ? ["All settings can be used."] : wrong
  return [row("", "variable", "value", "from"), ...rows, "", ...end].join("\n")
}

/** The same for machines. */
const inJson = ({ problems, unknown, variables }: Report): string =>
  JSON.stringify(
    {
      variables: variables.map(({ about, group, origin, problem, value }) => ({
        name: about.name,
        group,
        value: value === "" ? null : value,
        origin,
        default: about.fallback === "" ? null : about.fallback,
        takes: about.takes,
        secret: about.secret,
        since: about.since,
        problem: Option.getOrNull(Option.map(problem, ({ message }) => message))
      })),
      unknown: unknown.map(({ meant, variable }) => ({ name: variable, meant: Option.getOrNull(meant) })),
      problems
    },
    null,
    2
  )

const show = commandOf(
  "show",
  "Show every variable: its value (of a secret only that it is set), where that comes from, and what is wrong with it. Exit code 1 when something is.",
  { json: Options.boolean("json").pipe(Options.withDescription("Answer in JSON.")) },
  ({ json }) =>
    Effect.gen(function* () {
      const { print } = yield* Output
      const told = yield* Effect.flatMap(chosenNow, report)
      yield* print(json ? inJson(told) : inWords(told))
      // The result has said it all.
      if (told.problems.length > 0) return yield* failed("")
    })
)

const variable = oneWord("VARIABLE", switchNames)

const notChosen = ({ message, reason }: SwitchError) => (reason === "NotValid" ? misused(message) : failed(message))

/** Chooses, and says what holds now. */
const choose = (name: SwitchName, text: Option.Option<string>) =>
  Effect.gen(function* () {
    const switches = yield* Switches
    yield* Effect.mapError(switches.choose(name, text), notChosen)
    const now = (yield* switches.told).find((one) => one.name === name)
    return yield* (yield* Output).print(`${name}=${now?.value === "" ? "none" : (now?.value ?? "")}`)
  })

/** What is written on standard input. */
const onInput = Effect.gen(function* () {
  const { given, interactive, remark } = yield* Output
  if (interactive) yield* remark("Write the value, and end with Ctrl-D:")
  const text = yield* given
  return text.trim() === "" ? yield* misused("nothing came in on standard input") : text
})

/** The value, from where it is given; a secret is not taken from the command line, which others on the machine can see. */
const given = (name: SwitchName, value: Option.Option<string>, file: Option.Option<string>) =>
  Effect.gen(function* () {
    if (Option.isSome(value) && Option.isNone(file)) {
      const { secret } = switchable[name].about
      return secret
        ? yield* misused(`${name} is a secret: give --file FILE, or --file - and write it there`)
        : value.value
    }
    if (Option.isNone(file) || Option.isSome(value)) return yield* misused("give either VALUE or --file")
    return file.value === "-"
      ? yield* onInput
      : yield* Effect.mapError(NamedFile.read(file.value), ({ message }) => failed(`${file.value}: ${message}`))
  })

const set = commandOf(
  "set",
  "Choose a setting, as the page does: it lies in the cache folder, and a running service has it within a second. A variable that is set goes before it.",
  {
    file: Options.text("file").pipe(
      Options.withPseudoName("FILE"),
      Options.withDescription(
        "Take the value from this file, or from standard input (-): so it stands in no list of processes."
      ),
      Options.optional
    ),
    variable,
    value: Args.text({ name: "VALUE" }).pipe(
      Args.withDescription("As the variable would have it; not for a secret."),
      Args.optional
    )
  },
  ({ file, value, variable }) =>
    Effect.gen(function* () {
      const text = yield* given(variable, value, file)
      if (text.trim() === "") return yield* misused("a value is expected; `config unset` takes a choice back")
      return yield* choose(variable, Option.some(text.trim()))
    }).pipe(preparedToChoose)
)

const unset = commandOf("unset", "Take such a choice back: the default holds again.", { variable }, ({ variable }) =>
  preparedToChoose(choose(variable, Option.none()))
)

const commands = [show, set, unset] as const

export const command = Command.make("config").pipe(
  Command.withSubcommands(commands),
  above(
    "The settings: environment variables, the file .env in the working folder, and what was chosen on the page.",
    commands
  )
)
