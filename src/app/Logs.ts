/** One line per event, for people or for machines. */
import { Cause, Duration, Effect, HashMap, Inspectable, Layer, Logger, type LogLevel, Schedule } from "effect"

const words = (message: unknown): string =>
  (Array.isArray(message) ? message : [message])
    .map((part) => (typeof part === "string" ? part : Inspectable.toStringUnknown(part, 0)))
    .join(" ")

/** Flat JSON: time, level, message, the annotations of the request, and the cause when there is one. */
const jsonLogger = Logger.make<unknown, string>(({ annotations, cause, date, logLevel, message }) =>
  Inspectable.stringifyCircular({
    time: date.toISOString(),
    level: logLevel.label,
    message: words(message),
    ...Object.fromEntries(HashMap.toEntries(annotations)),
    ...(Cause.isEmpty(cause) ? {} : { cause: Cause.pretty(cause) })
  })
)

/** How long lines wait for company: writing each by itself costs more than making it. */
const patience = Duration.millis(50)

/** Lines to standard output, together; the last ones when the program ends, whatever ends it. */
const writer = Effect.gen(function* () {
  let lines: Array<string> = []
  const flush = () => {
    if (lines.length === 0) return
    const text = `${lines.join("\n")}\n`
    lines = []
    process.stdout.write(text)
  }
  yield* Effect.acquireRelease(
    Effect.sync(() => process.on("exit", flush)),
    () => Effect.sync(() => void process.off("exit", flush))
  )
  yield* Effect.addFinalizer(() => Effect.sync(flush))
  yield* Effect.forkScoped(Effect.repeat(Effect.sync(flush), Schedule.spaced(patience)))
  return (line: string): void => void lines.push(line)
})

/** The logger of the process, in the format and from the level that the settings name. */
export const layer = (format: "pretty" | "json", level: LogLevel.LogLevel) =>
  Layer.merge(
    format === "json"
      ? Logger.replaceScoped(
          Logger.defaultLogger,
          Effect.map(writer, (write) => Logger.map(jsonLogger, write))
        )
      : Logger.replace(Logger.defaultLogger, Logger.prettyLogger({ colors: "auto", mode: "tty" })),
    Logger.minimumLogLevel(level)
  )
