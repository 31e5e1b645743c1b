/** Variables that the Python system had too: a value that cannot be used is told, and does not stop the start. */
import { Config, Option, Schema } from "effect"
import type { Described, Variable } from "./Variable.ts"

/**
 * The variables that the Python system had too, but for those that take any text. It started whatever they held, and its manual
 * told people to leave a placeholder in one of them: here as well, a value that cannot be used is told, and counts as not set.
 */
export const OlderVariable = Schema.Literal(
  "PORT",
  "LOG_LEVEL",
  "STRUCTURED_LOGGING",
  "TMDB_API_KEY",
  "VPRO_RETURN_SUMMARY",
  "VPRO_RETURN_CONTENT_RATING",
  "VPRO_RETURN_IMAGES",
  "VPRO_RETURN_RATING"
)
export type OlderVariable = typeof OlderVariable.Type

/** A variable whose value cannot be used, and a sentence about it, which shows no secret. */
export interface Unusable {
  readonly variable: OlderVariable
  readonly message: string
}

/** What such a variable came to. */
export interface Taken<A> {
  readonly value: A
  readonly unusable: Option.Option<Unusable>
}

/** Makes such a variable. */
export const older = <Name extends OlderVariable, A>(
  name: Name,
  make: (name: Name) => Variable<A>
): Config.Config<Taken<A>> & Described => {
  const { about, forgiving, told } = make(name)
  const said = (fault: string) => `${fault}; it counts as not set`
  return Object.assign(
    Config.map(forgiving, ({ fault, value }) => ({
      value,
      unusable: Option.map(fault, (fault): Unusable => ({ variable: name, message: said(fault) }))
    })),
    { about, told: Config.map(told, ({ fault, value }) => ({ value, fault: Option.map(fault, said) })) }
  )
}

/** Whether a variable with such a fault lets the service start. */
export const isOlder = Schema.is(OlderVariable)
