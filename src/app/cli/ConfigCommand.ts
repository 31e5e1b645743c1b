/** `config show`: every variable with what holds, where it comes from, and what is wrong with it. Works whatever they hold. */
import { Command, Options } from "@effect/cli"
import { Effect, Option } from "effect"
import { type Report, type Reported, report } from "../settings/Report.ts"
import { visible } from "../Visible.ts"
import { above, commandOf } from "./Arguments.ts"
import { failed } from "./CommandFailure.ts"
import { cut, usualWidth as width, wrapped } from "./Lines.ts"
import { Output } from "./Output.ts"

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
      const told = yield* report
      yield* print(json ? inJson(told) : inWords(told))
      // The result has said it all.
      if (told.problems.length > 0) return yield* failed("")
    })
)

const commands = [show] as const

export const command = Command.make("config").pipe(
  Command.withSubcommands(commands),
  above("The settings: environment variables, and the file .env in the working folder.", commands)
)
