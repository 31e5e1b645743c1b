/** All commands, and what becomes of each: an exit code, and at most one plain line on stderr. */
import { CliConfig, Command, HelpDoc, ValidationError } from "@effect/cli"
import { Cause, Effect, Logger, LogLevel } from "effect"
import { commandLine } from "../Settings.ts"
import { name, version } from "../Version.ts"
import { above, inOrder, type Ordered } from "./Arguments.ts"
import { completing, ofProgram } from "./BuiltIns.ts"
import * as Cache from "./CacheCommand.ts"
import * as CacheImport from "./CacheImport.ts"
import { coloursIf } from "./Colours.ts"
import * as Connect from "./ConnectCommand.ts"
import * as Config from "./ConfigCommand.ts"
import * as Credentials from "./CredentialsCommand.ts"
import { type ExitCode, exitCodes, CommandFailure, onOneLine, uncoloured } from "./CommandFailure.ts"
import * as Doctor from "./DoctorCommand.ts"
import { commandAt, helpText } from "./HelpText.ts"
import * as Library from "./LibraryCommand.ts"
import * as Lookup from "./LookupCommand.ts"
import { Output } from "./Output.ts"
import * as Override from "./OverrideCommand.ts"
import * as Rating from "./RatingCommand.ts"
import * as Register from "./RegisterCommand.ts"
import * as Serve from "./ServeCommand.ts"
import * as Sync from "./SyncCommand.ts"
import * as Warm from "./WarmCommand.ts"

const ofCache = [...Cache.commands, CacheImport.command] as const

const cache = Command.make("cache").pipe(
  Command.withSubcommands(ofCache),
  above("The cached answers, in CACHE_DIR or in the Redis of CACHE_URL.", ofCache)
)

const commands = [
  Serve.command,
  Lookup.command,
  Doctor.command,
  cache,
  Credentials.command,
  Config.command,
  Connect.command,
  Register.command,
  Warm.command,
  Library.command,
  Sync.command,
  Override.command,
  Rating.command
] as const

/** The program, and all commands below it. */
export const root = Command.make(name).pipe(
  Command.withSubcommands(commands),
  above(
    "Dutch descriptions by the critics of VPRO Cinema, with the Kijkwijzer age rating, for Plex. The settings come from the environment or a file .env, as for the service.",
    commands,
    ofProgram
  )
)

const parsed = Command.run(root, { name, version, executable: name })

/** What the library prints, on our streams; what it says about wrong usage comes as an error as well. */
const onOutput = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.flatMap(Output, ({ print }) =>
    Effect.consoleWith((console) =>
      Effect.withConsole(effect, {
        ...console,
        // Its console cannot fail; `ended` reads a defect as it does an error.
        log: (...parts) => Effect.orDie(print(completing(uncoloured(parts.join(" ")), name).trimEnd())),
        error: () => Effect.void
      })
    )
  )

const isHelp = ({ rest }: Ordered) =>
  rest.slice(0, rest.includes("--") ? rest.indexOf("--") : undefined).includes("--help")

const helped = Effect.fn("Program.help")(function* (path: ReadonlyArray<string>) {
  const { colours, printOwn, width } = yield* Output
  yield* printOwn(helpText(name, path, commandAt(root, path), { colours: coloursIf(colours), width: width() }))
})

const codeOf = (error: unknown): ExitCode =>
  error instanceof CommandFailure
    ? error.code
    : ValidationError.isValidationError(error)
      ? exitCodes.usage
      : exitCodes.failed

/** What the library says about options, said better; one that nobody knows does not come this far. */
const usageLine = (text: string): string => {
  const absent = [...text.matchAll(/Expected to find option: '(--[\w-]+)'/g)].map(([, option]) => option)
  if (absent.length > 0) return `${absent.join(" and ")} ${absent.length === 1 ? "is" : "are"} required`
  return text.replace(/Received unknown argument: '([^']*)'.*/s, 'an option is given more than once, see "$1"')
}

const lineOf = (error: unknown): string => {
  if (ValidationError.isValidationError(error)) return usageLine(uncoloured(HelpDoc.toAnsiText(error.error)))
  return error instanceof Error ? error.message : "something went wrong"
}

/** Being stopped stays being stopped; everything else becomes a line and a code. */
const ended = (cause: Cause.Cause<unknown>) =>
  Effect.gen(function* () {
    if (Cause.isInterruptedOnly(cause)) return yield* Effect.interrupt
    const error = Cause.squash(cause)
    const line = onOneLine(lineOf(error))
    const { remark } = yield* Output
    if (line !== "") yield* remark(`${name}: ${line}`)
    return codeOf(error)
  })

/** Runs a command line, given without the program itself; answers the exit code and never fails. */
export const run = Effect.fn("Program.run")(function* (words: ReadonlyArray<string>) {
  const level = yield* Effect.orElseSucceed(commandLine.logLevel, () => LogLevel.Warning)
  return yield* inOrder(root.tree, words).pipe(
    Effect.flatMap((ordered) =>
      isHelp(ordered) ? helped(ordered.path) : onOutput(parsed([name, name, ...ordered.path, ...ordered.rest]))
    ),
    Effect.as<ExitCode>(exitCodes.done),
    Logger.withMinimumLogLevel(level),
    Effect.catchAllCause(ended),
    Effect.provide(CliConfig.layer({ showBuiltIns: false }))
  )
})
