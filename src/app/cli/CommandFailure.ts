/** How a command ends when it does not end well. */
import { Data } from "effect"

/** The codes that a command ends with; `unread` is that of any Unix tool whose reader has left. */
export const exitCodes = { done: 0, failed: 1, usage: 2, notFound: 3, stopped: 130, unread: 141 } as const

/** What help tells of them. */
export const exitCodeMeanings: Readonly<Record<keyof typeof exitCodes, string>> = {
  done: "done",
  failed: "it failed, or was not done",
  usage: "wrong usage: an unknown option, a missing value",
  notFound: "not found (lookup, cache show)",
  stopped: "stopped by Ctrl-C or a signal",
  unread: "nobody reads the output"
}

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** One plain line for stderr, and the code. An empty line says nothing: the result has said it all. */
export class CommandFailure extends Data.TaggedError("CommandFailure")<{
  readonly message: string
  readonly code: ExitCode
}> {}

/** It was tried, and failed. */
export const failed = (message: string) => new CommandFailure({ message, code: exitCodes.failed })

/** It was asked in a way that makes no sense. */
export const misused = (message: string) => new CommandFailure({ message, code: exitCodes.usage })

/** It is not there. */
export const missing = (message: string) => new CommandFailure({ message, code: exitCodes.notFound })

/** Nobody reads the result any more (`… | head`): no failure, and nothing to say. */
export const unread = new CommandFailure({ message: "", code: exitCodes.unread })

/** Text without the colours of a terminal. */
export const uncoloured = (text: string): string =>
  // oxlint-disable-next-line no-control-regex
  text.replace(/\u001b\[[0-9;]*m/g, "")

/** Signs of a line that says why; what an argument of megabytes adds helps nobody. */
const longestLine = 2000

/** Text on one line. */
export const onOneLine = (text: string): string => {
  const line = uncoloured(text).replace(/\s+/g, " ").trim()
  return line.length <= longestLine ? line : `${line.slice(0, longestLine)}…`
}
