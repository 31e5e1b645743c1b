/** One line per event, for people or for machines. */
import { Cause, HashMap, Inspectable, Layer, Logger, type LogLevel } from "effect"

/** A message in words. */
export const words = (message: unknown): string =>
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

/** The logger of the process, in the format and from the level that the settings name. */
export const layer = (format: "pretty" | "json", level: LogLevel.LogLevel) =>
  Layer.merge(
    format === "json"
      ? Logger.replace(Logger.defaultLogger, Logger.withLeveledConsole(jsonLogger))
      : Logger.replace(Logger.defaultLogger, Logger.prettyLogger({ colors: "auto", mode: "tty" })),
    Logger.minimumLogLevel(level)
  )
