/** Values of environment variables, each with a sentence about what is allowed. An empty variable counts as unset. */
import { Config, ConfigError, Duration, Either, LogLevel, Option, Redacted } from "effect"
import { withoutEnd } from "../domain/text/Flat.ts"

const trimmed = (name: string) => Config.option(Config.nonEmptyString(name).pipe(Config.map((text) => text.trim())))

/**
 * Where a password may be: before an "@", behind a colon that no port follows, or in a query by its name. A key that landed in the
 * wrong variable is known by its form.
 */
const secretive =
  /@|%40|:(?!\/\/|\d{1,5}(?:[/?#]|$))|\/\/:|[?&#][^=&?#]*(?:pass|pw|secret|token|key|auth|user)|[0-9a-f]{32}|eyJ[\w-]{5}/i

/** A value as it may stand in a line: without line breaks, and only when it cannot hold a password. */
const shown = (text: string) => (secretive.test(text) ? "" : `="${text.replace(/\s+/g, " ")}"`)

/** What a variable came to: a value that cannot be used counts as not set, and `fault` says so. */
export interface Forgiven<A> {
  readonly value: A
  readonly fault: Option.Option<string>
}

/** A variable. Read as it is, a value that cannot be used is an error; `forgiving` takes the default then. */
export interface Variable<A> extends Config.Config<A> {
  readonly forgiving: Config.Config<Forgiven<A>>
}

/** A variable with a default, read by `parse`, which answers what is expected instead when it cannot. */
const value = <A>(
  name: string,
  fallback: A,
  parse: (text: string) => Either.Either<A, string>,
  secret = false
): Variable<A> => {
  const read = (given: string): Either.Either<A, string> =>
    given === ""
      ? Either.right(fallback)
      : Either.mapLeft(parse(given), (wanted) => `${name}${secret ? "" : shown(given)} is not valid: ${wanted}`)
  const parsed = Config.map(trimmed(name), (given) => read(Option.getOrElse(given, () => "")))
  const strict = Config.mapOrFail(parsed, (either) =>
    Either.mapLeft(either, (fault) => ConfigError.InvalidData([name], fault))
  )
  const forgiving = Config.map(parsed, (either): Forgiven<A> => ({
    value: Either.getOrElse(either, () => fallback),
    fault: Either.getLeft(either)
  }))
  return Object.assign(strict, { forgiving })
}

const check = <A>(valid: boolean, result: A, wanted: string): Either.Either<A, string> =>
  valid ? Either.right(result) : Either.left(wanted)

/** Any text. */
export const text = (name: string, fallback: string) => value(name, fallback, Either.right)

/** A whole number between two bounds. */
export const whole = (name: string, fallback: number, least: number, most: number) =>
  value(name, fallback, (given) => {
    const number = Number(given)
    const wanted = `a whole number from ${least} to ${most} is expected`
    return check(/^\d+$/.test(given) && number >= least && number <= most, number, wanted)
  })

/** Requests per second; 0 is no limit. */
export const rate = (name: string, fallback: number) =>
  value(name, fallback, (given) => {
    const number = Number(given)
    return check(
      Number.isFinite(number) && number >= 0 && number <= 1000,
      number,
      "a number of requests per second from 0 (no limit) to 1000 is expected"
    )
  })

const yes = new Set(["true", "1", "yes", "on"])
const no = new Set(["false", "0", "no", "off"])

/** A switch. */
export const flag = (name: string, fallback: boolean) =>
  value(name, fallback, (given) => {
    const word = given.toLowerCase()
    return check(yes.has(word) || no.has(word), yes.has(word), "true or false is expected")
  })

/** One of a few words, in any case. */
export const oneOf = <const A extends string>(name: string, fallback: A, allowed: ReadonlyArray<A>) =>
  value<A>(name, fallback, (given) =>
    Either.fromNullable(
      allowed.find((word) => word === given.toLowerCase()),
      () => `${allowed.join(" or ")} is expected`
    )
  )

/** Labels of letters, digits and hyphens with dots between them. */
const hostName = /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_][a-z0-9_-]{0,62})*$/

/** Host names, separated by commas, in small letters. */
export const hostNames = (name: string) =>
  value<ReadonlyArray<string>>(name, [], (given) => {
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
  })

const units: Readonly<Record<string, number>> = { "": 1, s: 1, m: 60, h: 3600, d: 86_400 }

/** A time: seconds, or a number with a unit ("25", "25 s", "1h", "30 days"). */
export const duration = (name: string, fallback: Duration.DurationInput, least: Duration.DurationInput) =>
  value(name, Duration.decode(fallback), (given) => {
    const parts = /^(\d+(?:\.\d+)?)\s*(?:(s|m|h|d)|(second|minute|hour|day)s?)?$/i.exec(given)
    const unit = (parts?.[2] ?? parts?.[3] ?? "").toLowerCase().slice(0, 1)
    const time = Duration.seconds(Number(parts?.[1] ?? 0) * (units[unit] ?? 1))
    return check(
      parts !== null && Duration.greaterThanOrEqualTo(time, least),
      time,
      `seconds or a time such as "90 s", "15 m", "1 h" or "30 days" is expected, at least ${Duration.format(least)}`
    )
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
export const baseUrl = (name: string, fallback: string) => value(name, fallback, parseBaseUrl)

/** Printable ASCII without what would end the place of an address among the words of a User-Agent. */
const ofAddress = /^[!-'*-~]{3,200}$/

const isAddress = (given: string): boolean => {
  if (!ofAddress.test(given)) return false
  if (/^https?:/i.test(given)) return Either.isRight(parseBaseUrl(given))
  const [user = "", host = "", ...more] = given.split("@")
  return user !== "" && hostName.test(host.toLowerCase()) && more.length === 0
}

/** An e-mail address, or an http(s) address without query and user name; empty is none. */
export const contact = (name: string) =>
  value(name, "", (given) =>
    check(isAddress(given), given, "an e-mail address or an http(s) address, without spaces or brackets, is expected")
  )

/** Where answers are kept: in files, in memory, or on a Redis server at an address that may hold a password. */
export const cacheUrl = (name: string) =>
  value<"files" | "memory" | Redacted.Redacted<string>>(name, "files", (given) => {
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
  })

/** A secret, checked by a pattern and never shown. */
export const secret = (name: string, pattern: RegExp, wanted: string) =>
  value<Option.Option<Redacted.Redacted<string>>>(
    name,
    Option.none(),
    (given) => check(pattern.test(given), Option.some(Redacted.make(given)), wanted),
    true
  )

const levels: Readonly<Record<string, LogLevel.LogLevel>> = {
  TRACE: LogLevel.Trace,
  DEBUG: LogLevel.Debug,
  INFO: LogLevel.Info,
  WARN: LogLevel.Warning,
  WARNING: LogLevel.Warning,
  ERROR: LogLevel.Error,
  CRITICAL: LogLevel.Fatal,
  FATAL: LogLevel.Fatal,
  NONE: LogLevel.None
}

/** A level of logging by the names that Python and Effect use, in any case. */
export const logLevel = (name: string, fallback: LogLevel.LogLevel = LogLevel.Info) =>
  value(name, fallback, (given) =>
    Either.fromNullable(levels[given.toUpperCase()], () => "DEBUG, INFO, WARNING or ERROR is expected")
  )

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
