/** What a variable is: how it is read, together with what is said of it. None can be read without being described. */
import { Config, ConfigError, Effect, Either, Option } from "effect"

/** What people are told of a variable. */
export interface Description {
  /** What it does: one sentence that begins with a small letter and has no full stop; code stands between backticks. */
  readonly means: string
  /** The version that brought it; those of the Python system were there before. */
  readonly since: "Python" | "5.0.0"
  /** Where more is told: a page in `docs`, or an address. */
  readonly see?: string
  /** A value that somebody could give it, where the default shows no form. */
  readonly example?: string
  /** The older way to say the same. */
  readonly was?: string
  /** Among the dozen that people need: it stands in the README as well. */
  readonly common?: true
  /** What holds when it is not set, where that follows from what another variable comes to. */
  readonly otherwise?: Following
}

/** A default that follows from another variable. */
export interface Following {
  readonly from: Described
  readonly value: (of: string) => string
}

/** A description with what follows from how the variable is read. */
export interface About extends Description {
  readonly name: string
  /** What a value is, in a few words: its unit, or the words that are allowed. */
  readonly takes: string
  /** The default as it would be written; empty is none. */
  readonly fallback: string
  /** The value is a secret, or may hold one: it is never shown. */
  readonly secret: boolean
}

/** What a variable came to: a value that cannot be used counts as not set, and `fault` says so. */
export interface Forgiven<A> {
  readonly value: A
  readonly fault: Option.Option<string>
}

/** A variable whatever its type: what is said of it, and what it was given. */
export interface Described {
  readonly about: About
  /** The value that holds as it would be written, empty for none, and what is wrong with what was given. */
  readonly told: Config.Config<Forgiven<string>>
}

/** A variable. Read as it is, a value that cannot be used is an error; `forgiving` takes the default then. */
export interface Variable<A> extends Config.Config<A>, Described {
  readonly forgiving: Config.Config<Forgiven<A>>
}

/** How values of a kind are read and written. */
export interface Kind<A> {
  /** What a value is, in a few words. */
  readonly takes: string
  /** Answers what is expected instead when it cannot read the text. */
  readonly parse: (text: string) => Either.Either<A, string>
  /** The value as it would be written; empty is none. */
  readonly write: (value: A) => string
  /** Whether a value is a secret, or an address and the like that may hold one. */
  readonly secret?: "wholly" | "partly"
}

const trimmed = (name: string) => Config.option(Config.nonEmptyString(name).pipe(Config.map((text) => text.trim())))

/** Whether a variable holds more than nothing. */
export const isGiven = (name: string): Effect.Effect<boolean> =>
  Effect.match(Config.nonEmptyString(name), { onFailure: () => false, onSuccess: (text) => text.trim() !== "" })

/**
 * Where a password may be: before an "@", behind a colon that no port follows, or in a query by its name. A key that landed in the
 * wrong variable is known by its form.
 */
const secretive =
  /@|%40|:(?!\/\/|\d{1,5}(?:[/?#]|$))|\/\/:|[?&#][^=&?#]*(?:pass|pw|secret|token|key|auth|user)|[0-9a-f]{32}|eyJ[\w-]{5}/i

/** A value as it may stand in a line: without line breaks, and only when it cannot hold a password. */
const shown = (text: string) => (secretive.test(text) ? "" : `="${text.replace(/\s+/g, " ")}"`)

/** A key, a token or a user's address with a password, in a variable that is not made for one. */
const misplaced = /[0-9a-f]{32}|eyJ[\w-]{5}|:\/\/[^/]{0,200}@/i

/** A value as it may be shown. */
const showable = (text: string) => (misplaced.test(text) ? "set" : text)

/** A variable of a kind, with its default. */
export const variable = <A>(
  name: string,
  description: Description,
  fallback: A,
  { parse, secret, takes, write }: Kind<A>
): Variable<A> => {
  const read = (given: string): Either.Either<A, string> =>
    given === ""
      ? Either.right(fallback)
      : Either.mapLeft(
          parse(given),
          (wanted) => `${name}${secret === "wholly" ? "" : shown(given)} is not valid: ${wanted}`
        )
  const parsed = Config.map(trimmed(name), (given) => read(Option.getOrElse(given, () => "")))
  const strict = Config.mapOrFail(parsed, (either) =>
    Either.mapLeft(either, (fault) => ConfigError.InvalidData([name], fault))
  )
  const forgiving = Config.map(parsed, (either): Forgiven<A> => ({
    value: Either.getOrElse(either, () => fallback),
    fault: Either.getLeft(either)
  }))
  const { otherwise } = description
  const about = {
    ...description,
    name,
    takes,
    fallback: otherwise === undefined ? write(fallback) : otherwise.value(otherwise.from.about.fallback),
    secret: secret !== undefined
  }
  const told = Config.map(forgiving, ({ fault, value }) => ({
    fault,
    value: value === fallback ? about.fallback : showable(write(value))
  }))
  return Object.assign(strict, { forgiving, about, told })
}
