/**
 * Where a command writes: results to stdout, everything else to stderr, and a question to whoever sits there. Much of it comes from
 * others, so that nothing goes out that could steer a terminal, except what is our own.
 */
import * as NodeStream from "@effect/platform-node/NodeStream"
import { Context, Effect, Layer, Stream } from "effect"
import { createInterface } from "node:readline"
import { commandLine } from "../Settings.ts"
import { visible, visibleLines } from "../Visible.ts"
import { type CommandFailure, failed, unread } from "./CommandFailure.ts"
import { usualWidth, widthOf } from "./Lines.ts"
import { isFile, wholly } from "./StandardStreams.ts"

export class Output extends Context.Tag("vpro-cinema-plex/app/cli/Output")<
  Output,
  {
    /** A part of the result; done when it is written. */
    readonly print: (text: string) => Effect.Effect<void, CommandFailure>
    /** The same with its colours, for a text that is all our own. */
    readonly printOwn: (text: string) => Effect.Effect<void, CommandFailure>
    /** A remark or an error. */
    readonly remark: (text: string) => Effect.Effect<void>
    /** The same for callers outside of an effect, such as a logger. */
    readonly unsafeRemark: (text: string) => void
    /** How things are, in the place of how they were; "" clears it. Only where `live`. */
    readonly status: (line: string) => Effect.Effect<void>
    /** Whether somebody looks on. */
    readonly live: boolean
    /** Whether there is somebody to answer. */
    readonly interactive: boolean
    readonly ask: (question: string) => Effect.Effect<string>
    /** What comes in on standard input, to its end; of a long text the beginning. */
    readonly given: Effect.Effect<string>
    /** Whether results may be coloured. */
    readonly colours: boolean
    /** The columns that results are written for. */
    readonly width: () => number
  }
>() {}

/** The two streams, and what is known about them. */
export interface Streams {
  readonly out: (text: string, done: (error?: Error | null) => void) => void
  readonly err: (text: string) => void
  readonly live: boolean
  /** Signs that a line of the terminal of remarks holds. */
  readonly columns: () => number
  readonly interactive: boolean
  readonly ask: (question: string) => Effect.Effect<string>
  readonly given: Effect.Effect<string>
  readonly colours: boolean
  /** The same of the terminal of results, or what is usual. */
  readonly width: () => number
}

const clearLine = "\r\u001b[2K"

/** Output on any streams. A status line gives way to whatever else is written. */
export const make = ({ ask, columns, out, err, ...rest }: Streams): Output["Type"] => {
  let status = ""
  const show = (line: string) => {
    // What goes on in a second line would stay there.
    if (rest.live && line !== status) err(`${clearLine}${line.slice(0, Math.max(1, columns() - 1))}`)
    status = line
  }
  const unsafeRemark = (text: string) => {
    const before = status
    show("")
    err(`${visibleLines(text)}\n`)
    show(before)
  }
  const written = (text: string) =>
    Effect.async<void, CommandFailure>((resume) =>
      out(text, (error) => resume(error === null || error === undefined ? Effect.void : notWritten(error)))
    )
  return Output.of({
    ...rest,
    print: (text) => written(`${visibleLines(text)}\n`),
    printOwn: (text) => written(`${text}\n`),
    remark: (text) => Effect.sync(() => unsafeRemark(text)),
    unsafeRemark,
    status: (line) => Effect.sync(() => show(visible(line))),
    ask: (question) => ask(visible(question))
  })
}

const notWritten = (error: Error): CommandFailure =>
  "code" in error && error.code === "EPIPE" ? unread : failed(`the result cannot be written: ${error.message}`)

/** The end of the input at a question means no; Ctrl-C stops the program. */
const ask = (question: string) =>
  Effect.async<string>((resume) => {
    const lines = createInterface({ input: process.stdin, output: process.stderr })
    lines.on("SIGINT", () => resume(Effect.interrupt))
    lines.on("close", () => resume(Effect.succeed("")))
    lines.question(question, (answer) => resume(Effect.succeed(answer)))
    return Effect.sync(() => lines.close())
  })

/** No value that is given so is longer. */
const mostGiven = 64 * 1024

const given = NodeStream.stdin.pipe(
  Stream.decodeText(),
  Stream.runFoldWhile(
    "",
    (text) => text.length < mostGiven,
    (text, part) => text + part
  ),
  Effect.orElseSucceed(() => "")
)

/** The streams of this process. */
export const layer = Layer.effect(
  Output,
  Effect.gen(function* () {
    const plain = yield* Effect.orElseSucceed(commandLine.plain, () => false)
    const said = yield* Effect.orElseSucceed(commandLine.columns, () => undefined)
    const { stdin, stdout, stderr } = process
    // What becomes of a result, `print` says; of a remark that cannot be written there is nobody to tell.
    for (const stream of [stdout, stderr]) stream.on("error", () => {})
    return make({
      out: isFile(stdout) ? wholly(stdout) : (text, done) => void stdout.write(text, done),
      err: isFile(stderr) ? (text) => wholly(stderr)(text, () => {}) : (text) => void stderr.write(text),
      live: stderr.isTTY === true,
      // A terminal that does not tell its width says 0.
      columns: () => stderr.columns || usualWidth,
      interactive: stdin.isTTY === true && stderr.isTTY === true,
      ask,
      given,
      colours: stdout.isTTY === true && !plain,
      width: () => widthOf(stdout.columns, said)
    })
  })
)
