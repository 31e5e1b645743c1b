/** One line per event, for people or for machines. */
import { Cause, DateTime, Effect, Inspectable, Layer, Logger, LogLevel } from "effect"
import { AccessLog, isQuiet, throughLoggers } from "./AccessLog.ts"
import * as LogWriter from "./LogWriter.ts"
import { visible } from "../Visible.ts"

interface Event {
  /** Epoch milliseconds. */
  readonly at: number
  readonly level: LogLevel.LogLevel
  readonly message: string
  readonly fields: object
  readonly cause: string
}

type Line = (event: Event) => string

/** A moment in words, made once for all lines of a millisecond: on a busy service there are several. */
const clockFace = (format: (at: number) => string) => {
  let shown = { at: Number.NaN, text: "" }
  return (at: number): string => {
    if (at !== shown.at) shown = { at, text: format(at) }
    return shown.text
  }
}

/** For machines: ISO 8601 in UTC. */
const universal = (at: number) => DateTime.formatIso(DateTime.unsafeMake(at))

/** For people: the time of their clock, with how far that is from UTC. */
const local = (at: number) =>
  DateTime.formatIsoOffset(DateTime.setZone(DateTime.unsafeMake(at), DateTime.zoneMakeLocal()))
    .replace("T", " ")
    .replace(/(?=[+-]\d\d:\d\d$)/, " ")

/** Flat JSON: time, level, message, the annotations of the request, and the cause when there is one. */
const jsonLine = (): Line => {
  const time = clockFace(universal)
  return ({ at, cause, fields, level, message }) =>
    visible(
      JSON.stringify({
        time: time(at),
        level: level.label,
        message,
        ...fields,
        ...(cause === "" ? {} : { cause })
      })
    )
}

const valueOf = (value: unknown): string => {
  const text = typeof value === "string" ? value : Inspectable.toStringUnknown(value, 0)
  return /^[\w./:@%+,~-]+$/.test(text) ? text : visible(JSON.stringify(text))
}

const hues: Readonly<Record<string, number>> = { ERROR: 31, FATAL: 31, WARN: 33, INFO: 32, DEBUG: 36 }

/** Time, level, message and `name=value`; a cause follows in lines of its own, indented. */
const prettyLine = (coloured: boolean): Line => {
  const time = clockFace(local)
  const paint = (hue: number, text: string) => (coloured ? `\u001b[${hue}m${text}\u001b[0m` : text)
  return ({ at, cause, fields, level, message }) => {
    const shownFields = Object.entries(fields).filter(([, value]) => value !== undefined)
    const named = shownFields.map(([name, value]) => ` ${paint(2, `${visible(name)}=`)}${valueOf(value)}`).join("")
    const why =
      cause === ""
        ? ""
        : `\n${cause
            .split("\n")
            .map((line) => `    ${visible(line)}`)
            .join("\n")}`
    return `${paint(2, time(at))} ${paint(hues[level.label] ?? 0, level.label.padEnd(5))} ${visible(message)}${named}${why}`
  }
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
        at: date.getTime(),
        level: logLevel,
        message: words(message),
        // The same order in all lines: what holds them has none.
        fields: Object.fromEntries([...annotations].sort(([one], [other]) => (one < other ? -1 : 1))),
        cause: Cause.isEmpty(cause) ? "" : Cause.pretty(cause)
      })
    )
  )

/** The line of a request, without the detour through the loggers, which costs more than many an answer. */
const accessOf = (line: Line, write: (line: string) => void, level: LogLevel.LogLevel): AccessLog["Type"] => {
  const isWritten = (one: LogLevel.LogLevel) => LogLevel.lessThanEqual(level, one)
  if (!isWritten(LogLevel.Info)) return { write: () => Effect.void }
  return {
    write: ({ at, ...fields }) => {
      const own = isQuiet(fields) ? LogLevel.Debug : LogLevel.Info
      return isWritten(own)
        ? Effect.sync(() => write(line({ at, level: own, message: "request", fields, cause: "" })))
        : Effect.void
    }
  }
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
    Effect.suspend(() => {
      const line = format === "json" ? jsonLine() : prettyLine(process.stdout.isTTY && process.stdout.hasColors())
      const notice = (lost: number, at: number) =>
        line({ at, level: LogLevel.Warning, message: "lines of the log were lost", fields: { lost }, cause: "" })
      return Effect.map(LogWriter.make(writeBy(out), notice), ({ state, write }) =>
        Layer.mergeAll(
          Logger.replace(Logger.defaultLogger, loggerOf(line, write)),
          Logger.minimumLogLevel(level),
          Layer.succeed(LogWriter.LogState, state),
          shared ? throughLoggers : Layer.succeed(AccessLog, accessOf(line, write, level))
        )
      )
    })
  )

const writeBy = (out: LogOptions["out"]): LogWriter.Write =>
  out === undefined
    ? LogWriter.toStream(process.stdout)
    : (text) => Effect.try({ try: () => out(text), catch: (cause) => new LogWriter.LogError({ cause }) })
