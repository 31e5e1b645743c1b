/** Variables that look like ours and are none: most of them are ours, mistyped. */
import { Array, Config, type ConfigProvider, Effect, HashSet, Option, Order } from "effect"
import { all, ofCompose } from "./Groups.ts"

/** A variable that nobody reads, what was probably meant, and a sentence about it. */
export interface UnknownVariable {
  readonly variable: string
  readonly meant: Option.Option<string>
  readonly message: string
}

const known = new Set([...all.map(({ about }) => about.name), ...Object.keys(ofCompose)])

/** A name without what people get wrong most easily. */
const bare = (name: string) => name.replaceAll("_", "").toUpperCase()

const wordsOf = (name: string) => name.toUpperCase().split("_")

/** The first two words of a name, as a beginning. */
const beginning = (name: string) => `${wordsOf(name).slice(0, 2).join("_")}_`

/** Beginnings that are ours: three variables or more have them. The other names of OpenTelemetry are its own. */
const beginnings: ReadonlyArray<string> = Object.entries(Array.groupBy([...known], beginning)).flatMap(
  ([begins, { length }]) => (length >= 3 && !begins.startsWith("OTEL_") ? [begins] : [])
)

/** The longest name that is looked at, so that the time for one does not grow with its length. */
const longest = 64

/** How many of them are told of. */
const most = 20

/** How many letters of a name may be wrong: of a short one none, since PORT and SORT are both good names. */
const tolerance = ({ length }: string) => (length < 6 ? 0 : length < 10 ? 1 : 2)

/** How many letters were left out, added, changed or swapped with the next. */
export const distance = (one: string, other: string): number => {
  let before: ReadonlyArray<number> = []
  let row: ReadonlyArray<number> = Array.makeBy(other.length + 1, (column) => column)
  for (let at = 1; at <= one.length; at++) {
    const next = [at]
    for (let column = 1; column <= other.length; column++) {
      const same = one[at - 1] === other[column - 1]
      const swapped = one[at - 1] === other[column - 2] && one[at - 2] === other[column - 1]
      next.push(
        Math.min(
          (next[column - 1] ?? 0) + 1,
          (row[column] ?? 0) + 1,
          (row[column - 1] ?? 0) + (same ? 0 : 1),
          swapped && at > 1 && column > 1 ? (before[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY
        )
      )
    }
    before = row
    row = next
  }
  return row[other.length] ?? 0
}

/** Our names with what they are compared by. Those of OpenTelemetry have neighbours that are good names too. */
const targets = [...known]
  .filter((name) => !name.startsWith("OTEL_"))
  .map((name) => ({ name, bare: bare(name), words: wordsOf(name), allowed: tolerance(bare(name)) }))

/** The name that differs least, when it differs little. */
const mistyped = (name: string): Option.Option<string> => {
  const given = bare(name)
  const near = targets.flatMap((target) => {
    if (Math.abs(target.bare.length - given.length) > target.allowed) return []
    const far = distance(given, target.bare)
    return far <= target.allowed && target.allowed > 0 ? [{ name: target.name, far }] : []
  })
  return Option.map(Array.head(Array.sortWith(near, ({ far }) => far, Order.number)), ({ name }) => name)
}

/** The one name of ours of which only a word was left out, as in TMDB_KEY. */
const shortened = (name: string): Option.Option<string> => {
  const given = wordsOf(name)
  if (given.length < 2) return Option.none()
  const longer = targets.filter(
    ({ words }) =>
      words.length === given.length + 1 && words[0] === given[0] && given.every((word) => words.includes(word))
  )
  return longer.length === 1 ? Option.map(Array.head(longer), ({ name }) => name) : Option.none()
}

/** What is said of a name: nothing when it is ours, or does not look like ours. */
export const judged = (name: string): Option.Option<UnknownVariable> => {
  if (known.has(name) || name.length > longest || !/^[a-z]\w*$/i.test(name)) return Option.none()
  const meant = Option.orElse(mistyped(name), () => shortened(name))
  const ours = beginnings.some((begins) => name.toUpperCase().startsWith(begins))
  if (Option.isNone(meant) && !ours) return Option.none()
  const question = Option.match(meant, { onNone: () => "", onSome: (name) => `: did you mean ${name}?` })
  return Option.some({ variable: name, meant, message: `${name} is not known${question}` })
}

const among = (provider: ConfigProvider.ConfigProvider) =>
  Effect.gen(function* () {
    const names = yield* Effect.orElseSucceed(provider.flattened.enumerateChildren([]), () => HashSet.empty<string>())
    const judgements = Array.filterMap(Array.sort(names, Order.string), judged)
    // Some providers give no more than the first word of a name.
    const set = yield* Effect.filter(judgements, ({ variable }) =>
      Effect.isSuccess(provider.load(Config.string(variable)))
    )
    return set.slice(0, most)
  })

/** Those among all variables that are set. */
export const unknownVariables: Effect.Effect<ReadonlyArray<UnknownVariable>> = Effect.configProviderWith(among)
