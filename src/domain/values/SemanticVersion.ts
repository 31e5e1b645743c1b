/** Versions by semver.org: which of two is the later one. */
import { Array as Arr, Order } from "effect"

export interface SemanticVersion {
  /** Major, minor and patch. */
  readonly numbers: readonly [number, number, number]
  /** What makes it a trial version, such as `rc` and `1`; empty for one that is meant for everybody. */
  readonly trial: ReadonlyArray<string>
}

/** Longer ones are of somebody who plays. */
const longest = 100
const form =
  /^v?(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})(?:-([\da-z-]+(?:\.[\da-z-]+)*))?(?:\+[\da-z.-]+)?$/i

/** Reads a version, also with a `v` in front; what was built it of does not count. */
export const versionOf = (text: string): SemanticVersion | undefined => {
  const parts = text.length > longest ? null : form.exec(text)
  if (parts === null) return undefined
  const [, major, minor, patch, trial] = parts
  return {
    numbers: [Number(major), Number(minor), Number(patch)],
    trial: trial === undefined ? [] : trial.split(".")
  }
}

export const inText = ({ numbers, trial }: SemanticVersion): string =>
  `${numbers.join(".")}${trial.length === 0 ? "" : `-${trial.join(".")}`}`

const isNumber = (part: string) => /^\d+$/.test(part)

/** Numbers by their value and before words; words by their letters. */
const byPart: Order.Order<string> = (one, other) => {
  if (isNumber(one) !== isNumber(other)) return isNumber(one) ? -1 : 1
  return isNumber(one) ? Order.number(Number(one), Number(other)) : Order.string(one, other)
}

/** A trial version comes before the version that it is a trial of; more parts come after fewer. */
const byTrial: Order.Order<SemanticVersion> = ({ trial: one }, { trial: other }) =>
  one.length === 0 || other.length === 0
    ? Order.number(Number(one.length === 0), Number(other.length === 0))
    : Arr.getOrder(byPart)(one, other)

/** The earlier one first. */
export const byAge: Order.Order<SemanticVersion> = Order.combine(
  Order.mapInput(Order.tuple(Order.number, Order.number, Order.number), ({ numbers }: SemanticVersion) => numbers),
  byTrial
)
