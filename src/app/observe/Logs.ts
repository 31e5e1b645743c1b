/** One line per event, for people or for machines. */
import { Cause, DateTime, Effect, Inspectable, Layer, Logger, LogLevel } from "effect"
import { AccessLog, throughLoggers } from "./AccessLog.ts"
import * as LogWriter from "./LogWriter.ts"
import { visible } from "../Visible.ts"

interface Event {
  /** ISO 8601. */
  readonly time: string
  readonly level: LogLevel.LogLevel
  readonly message: string
  readonly fields: object
  readonly cause: string
}

type Line = (event: Event) => string

/** Flat JSON: time, level, message, the annotations of the request, and the cause when there is one. */
const jsonLine: Line = ({ cause, fields, level, message, time }) =>
  visible(
    JSON.stringify({
      time,
      level: level.label,
      message,
      ...fields,
      ...(cause === "" ? {} : { cause })
    })
  )

const valueOf = (value: unknown): string => {
  const text = typeof value === "string" ? value : Inspectable.toStringUnknown(value, 0)
  return /^[\w./:@%+,~-]+$/.test(text) ? text : visible(JSON.stringify(text))
}

const hues: Readonly<Record<string, number>> = { ERROR: 31, FATAL: 31, WARN: 33, INFO: 32, DEBUG: 36 }

/** Time, level, message and `name=value`; a cause follows in lines of its own, indented. */
const prettyLine =
  (coloured: boolean): Line =>
  ({ cause, fields, level, message, time }) => {
    const paint = (hue: number, text: string) => (coloured ? `\u001b[${hue}m${text}\u001b[0m` : text)
    const shown = time.replace("T", " ").replace("Z", "")
    const shownFields = Object.entries(fields).filter(([, value]) => value !== undefined)
    const named = shownFields.map(([name, value]) => ` ${paint(2, `${visible(name)}=`)}${valueOf(value)}`).join("")
    const why =
      cause === ""
        ? ""
        : `\n${cause
            .split("\n")
            .map((line) => `    ${visible(line)}`)
            .join("\n")}`
    return `${paint(2, shown)} ${paint(hues[level.label] ?? 0, level.label.padEnd(5))} ${visible(message)}${named}${why}`
  }

/** A message in words. */
export const words = (message: unknown): string =>
  (Array.isArray(message) ? message : [message])
    .map((part) => (typeof part === "string" ? part : Inspectable.toStringUnknown(part, 0)))
    .join(" ")

const loggerOf = (line: Line, write: (line: string) => void) =>
  Logger.make<unknown, void>(({ annotations, cause, date, logLevel, message }) =>
    write(
      line({
        time: date.toISOString(),
        level: logLevel,
        message: words(message),
        fields: Object.fromEntries(annotations),
        cause: Cause.isEmpty(cause) ? "" : Cause.pretty(cause)
      })
    )
  )

/** ISO 8601; on a busy service several requests end in one millisecond. */
const clockFace = () => {
  let shown = { at: Number.NaN, text: "" }
  return (at: number): string => {
    if (at !== shown.at) shown = { at, text: DateTime.formatIso(DateTime.unsafeMake(at)) }
    return shown.text
  }
}

/** The line of a request, without the detour through the loggers, which costs more than many an answer. */
const accessOf = (line: Line, write: (line: string) => void, level: LogLevel.LogLevel): AccessLog["Type"] => {
  const time = clockFace()
  return LogLevel.lessThanEqual(level, LogLevel.Info)
    ? {
        write: ({ at, ...fields }) =>
          Effect.sync(() =>
            write(line({ time: time(at), level: LogLevel.Info, message: "request", fields, cause: "" }))
          )
      }
    : { write: () => Effect.void }
}

export interface LogOptions {
  readonly format: "pretty" | "json"
  /** Lines below it are not written. */
  readonly level: LogLevel.LogLevel
  /** Whether others want the lines too: then those of requests go through all loggers. */
  readonly shared?: boolean
  /** Standard output unless said otherwise; what it throws is lost. */
  readonly out?: (text: string) => void
}

/** The logger of the process. */
export const layer = ({ format, level, out, shared = false }: LogOptions) =>
  Layer.unwrapScoped(
    Effect.map(LogWriter.make(writeBy(out)), ({ state, write }) => {
      const line = format === "json" ? jsonLine : prettyLine(process.stdout.isTTY && process.stdout.hasColors())
      return Layer.mergeAll(
        Logger.replace(Logger.defaultLogger, loggerOf(line, write)),
        Logger.minimumLogLevel(level),
        Layer.succeed(LogWriter.LogState, state),
        shared ? throughLoggers : Layer.succeed(AccessLog, accessOf(line, write, level))
      )
    })
  )

const writeBy = (out: LogOptions["out"]): LogWriter.Write =>
  out === undefined
    ? LogWriter.toStream(process.stdout)
    : (text) => Effect.try({ try: () => out(text), catch: (cause) => new LogWriter.LogError({ cause }) })
