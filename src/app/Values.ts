/** Kinds of values of environment variables, each with a sentence about what is allowed. An empty variable counts as unset. */
import { type ConfigError, Duration, Either, LogLevel, Option, Redacted } from "effect"
import { withoutEnd } from "../domain/text/Flat.ts"
import { type Description, type Kind, variable } from "./settings/Variable.ts"

const check = <A>(valid: boolean, result: A, wanted: string): Either.Either<A, string> =>
  valid ? Either.right(result) : Either.left(wanted)

const asItIs = (text: string) => text

/** Any text. */
export const text = (name: string, about: Description, fallback: string) =>
  variable(name, about, fallback, { takes: "text", parse: Either.right, write: asItIs })

/** A whole number of something between two bounds. */
export const whole = (
  name: string,
  about: Description,
  fallback: number,
  bounds: { readonly least: number; readonly most: number; readonly of: string }
) =>
  variable(name, about, fallback, {
    takes: bounds.of,
    parse: (given) => {
      const number = Number(given)
      const wanted = `a whole number from ${bounds.least} to ${bounds.most} is expected`
      return check(/^\d+$/.test(given) && number >= bounds.least && number <= bounds.most, number, wanted)
    },
    write: String
  })

/** Requests per second; 0 is no limit. */
export const rate = (name: string, about: Description, fallback: number) =>
  variable(name, about, fallback, {
    takes: "requests per second",
    parse: (given) => {
      const number = Number(given)
      return check(
        Number.isFinite(number) && number >= 0 && number <= 1000,
        number,
        "a number of requests per second from 0 (no limit) to 1000 is expected"
      )
    },
    write: String
  })

const yes = new Set(["true", "1", "yes", "on"])
const no = new Set(["false", "0", "no", "off"])

const switchedBy = (on: string, off: string): Kind<boolean> => ({
  takes: `\`${on}\` or \`${off}\``,
  parse: (given) => {
    const word = given.toLowerCase()
    return check(yes.has(word) || no.has(word), yes.has(word), "true or false is expected")
  },
  write: (value) => (value ? on : off)
})

/** A yes or no, written as true or false. */
export const flag = (name: string, about: Description, fallback: boolean) =>
  variable(name, about, fallback, switchedBy("true", "false"))

/** The same for what is switched on or off. */
export const onOff = (name: string, about: Description, fallback: boolean) =>
  variable(name, about, fallback, switchedBy("on", "off"))

/** One of a few words, in any case. */
export const oneOf = <const A extends string>(
  name: string,
  about: Description,
  fallback: A,
  allowed: ReadonlyArray<A>
) =>
  variable<A>(name, about, fallback, {
    takes: allowed
      .filter((word) => word !== fallback || about.otherwise === undefined)
      .map((word) => `\`${word}\``)
      .join(" or "),
    parse: (given) =>
      Either.fromNullable(
        allowed.find((word) => word === given.toLowerCase()),
        () => `${allowed.join(" or ")} is expected`
      ),
    write: asItIs
  })

/** Labels of letters, digits and hyphens with dots between them. */
const hostName = /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_][a-z0-9_-]{0,62})*$/

/** Host names, separated by commas, in small letters. */
export const hostNames = (name: string, about: Description) =>
  variable<ReadonlyArray<string>>(name, about, [], {
    takes: "names, separated by commas",
    parse: (given) => {
      const names = given
        .toLowerCase()
        .split(",")
        .map((one) => one.trim())
        .filter((one) => one !== "")
      return check(
        names.every((one) => hostName.test(one)),
        names,
        "host names without scheme and port, such as films.example.org, separated by commas are expected"
      )
    },
    write: (names) => names.join(",")
  })

const units: Readonly<Record<string, number>> = { "": 1, s: 1, m: 60, h: 3600, d: 86_400 }

/** A time in the largest unit that it is a whole number of. */
const inUnits = (time: Duration.Duration): string => {
  const seconds = Duration.toSeconds(time)
  const [word, length] =
    [["day", 86_400] as const, ["hour", 3600] as const].find(([, length]) => seconds > 0 && seconds % length === 0) ??
    []
  if (word === undefined || length === undefined) return `${seconds} s`
  return `${seconds / length} ${word}${seconds === length ? "" : "s"}`
}

/** A time: seconds, or a number with a unit ("25", "25 s", "1h", "30 days"). */
export const duration = (
  name: string,
  about: Description,
  fallback: Duration.DurationInput,
  least: Duration.DurationInput
) =>
  variable(name, about, Duration.decode(fallback), {
    takes: "time",
    parse: (given) => {
      const parts = /^(\d+(?:\.\d+)?)\s*(?:(s|m|h|d)|(second|minute|hour|day)s?)?$/i.exec(given)
      const unit = (parts?.[2] ?? parts?.[3] ?? "").toLowerCase().slice(0, 1)
      const time = Duration.seconds(Number(parts?.[1] ?? 0) * (units[unit] ?? 1))
      return check(
        parts !== null && Duration.greaterThanOrEqualTo(time, least),
        time,
        `seconds or a time such as "90 s", "15 m", "1 h" or "30 days" is expected, at least ${Duration.format(least)}`
      )
    },
    write: inUnits
  })

/** Reads an http(s) address without query and user name, and takes off the slash at its end. */
export const parseBaseUrl = (given: string): Either.Either<string, string> => {
  const url = URL.canParse(given) ? new URL(given) : undefined
  return check(
    url !== undefined &&
      /^https?:$/.test(url.protocol) &&
      url.username === "" &&
      url.password === "" &&
      url.search === "" &&
      url.hash === "",
    withoutEnd(given, "/"),
    "an address that begins with http:// or https:// is expected, without query or user name"
  )
}

/** An http(s) address, without the slash at its end. */
export const baseUrl = (name: string, about: Description, fallback: string) =>
  variable(name, about, fallback, { takes: "http(s) address", parse: parseBaseUrl, write: asItIs })

/** Printable ASCII without what would end the place of an address among the words of a User-Agent. */
const ofAddress = /^[!-'*-~]{3,200}$/

const isAddress = (given: string): boolean => {
  if (!ofAddress.test(given)) return false
  if (/^https?:/i.test(given)) return Either.isRight(parseBaseUrl(given))
  const [user = "", host = "", ...more] = given.split("@")
  return user !== "" && hostName.test(host.toLowerCase()) && more.length === 0
}

/** An e-mail address, or an http(s) address without query and user name; empty is none. */
export const contact = (name: string, about: Description) =>
  variable(name, about, "", {
    takes: "e-mail or http(s) address",
    parse: (given) =>
      check(
        isAddress(given),
        given,
        "an e-mail address or an http(s) address, without spaces or brackets, is expected"
      ),
    write: asItIs
  })

/** How a secret is told of: that there is one. */
export const secretGiven = "set"

/** Where answers are kept: in files, in memory, or on a Redis server at an address that may hold a password. */
export const cacheUrl = (name: string, about: Description) =>
  variable<"files" | "memory" | Redacted.Redacted<string>>(name, about, "files", {
    takes: "`memory:` or address of a Redis",
    parse: (given) => {
      if (given === "memory:") return Either.right("memory")
      const url = URL.canParse(given) ? new URL(given) : undefined
      return check(
        url !== undefined &&
          /^rediss?:$/.test(url.protocol) &&
          url.hostname !== "" &&
          /^\/?\d*$/.test(url.pathname) &&
          Either.isRight(Either.try(() => decodeURIComponent(url.username + url.password))),
        Redacted.make(given),
        'leave it empty for files; what is special in a password is percent-encoded; "memory:" or an address such as "redis://localhost:6379/0" is expected'
      )
    },
    write: (value) => (value === "files" ? "" : value === "memory" ? "memory:" : secretGiven),
    secret: "partly"
  })

/** A secret, checked by a pattern and never shown. */
export const secret = (name: string, about: Description, pattern: RegExp, wanted: string) =>
  variable<Option.Option<Redacted.Redacted<string>>>(name, about, Option.none(), {
    takes: "text",
    parse: (text) => check(pattern.test(text), Option.some(Redacted.make(text)), wanted),
    write: Option.match({ onNone: () => "", onSome: () => secretGiven }),
    secret: "wholly"
  })

const levels: Readonly<Record<string, LogLevel.LogLevel>> = {
  TRACE: LogLevel.Trace,
  DEBUG: LogLevel.Debug,
  INFO: LogLevel.Info,
  WARNING: LogLevel.Warning,
  WARN: LogLevel.Warning,
  ERROR: LogLevel.Error,
  CRITICAL: LogLevel.Fatal,
  FATAL: LogLevel.Fatal,
  NONE: LogLevel.None
}

/** A level of logging by the names that Python and Effect use, in any case. */
export const logLevel = (name: string, about: Description, fallback: LogLevel.LogLevel) =>
  variable(name, about, fallback, {
    takes: "`DEBUG`, `INFO`, `WARNING` or `ERROR`",
    parse: (given) =>
      Either.fromNullable(levels[given.toUpperCase()], () => "DEBUG, INFO, WARNING or ERROR is expected"),
    write: (level) => Object.entries(levels).find(([, one]) => one === level)?.[0] ?? level.label
  })

/** The sentences of all faults, joined: one line that says everything that is wrong. */
export const faults = (error: ConfigError.ConfigError): string => {
  switch (error._op) {
    case "And":
    case "Or":
      return `${faults(error.left)}; ${faults(error.right)}`
    default:
      return error.message
  }
}
