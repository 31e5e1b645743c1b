/**
 * Schemas for the JSON of others: null is absent, a value of another type is absent, and a bad item does not cost the rest
 * of its list.
 */
import { Option, ParseResult, Schema } from "effect"
import { isEpisodeNumber, isSeasonNumber } from "../../../domain/values/Show.ts"
import {
  mostAddress,
  mostDescription,
  mostListed,
  mostLookedAt,
  mostMinutes,
  mostTitle
} from "../../../domain/text/Bounds.ts"
import { cutAt } from "../../../domain/text/Flat.ts"

/** A value, or `undefined` for whatever else stands there. */
export const tolerant = <A, I>(schema: Schema.Schema<A, I>) => {
  const decode = Schema.decodeUnknownOption(schema)
  return Schema.transform(Schema.Unknown, Schema.UndefinedOr(Schema.typeSchema(schema)), {
    strict: true,
    decode: (value) => Option.getOrUndefined(decode(value)),
    encode: (value) => value
  })
}

/** A member that may be missing, null or of another type. */
export const maybe = <A, I>(schema: Schema.Schema<A, I>) => Schema.optional(tolerant(schema))

/** The first of an array that must be there, all of which must be right. */
export const firstOf = <A, I>(item: Schema.Schema<A, I>, most = mostListed) =>
  Schema.compose(
    Schema.transform(Raw, Schema.Array(Schema.Unknown), {
      strict: true,
      decode: (values) => values.slice(0, most),
      encode: (values) => values
    }),
    Schema.Array(item),
    { strict: false }
  )

/** An array that must be there. */
export const items = <A, I>(item: Schema.Schema<A, I>, most = mostListed) => {
  const read = reader(item, most)
  return Schema.transform(Raw, Schema.Array(Schema.typeSchema(item)), {
    strict: true,
    decode: read,
    encode: (values) => values
  })
}

/** As `items`, but a list that is not empty and holds nothing that can be read is not the list that was asked for. */
export const someItems = <A, I>(item: Schema.Schema<A, I>, most = mostListed) => {
  const read = reader(item, most)
  return Schema.transformOrFail(Raw, Schema.Array(Schema.typeSchema(item)), {
    strict: true,
    decode: (values, _, ast) => {
      const found = read(values)
      return values.length > 0 && found.length === 0
        ? ParseResult.fail(new ParseResult.Type(ast, [], "nothing in the list can be read"))
        : ParseResult.succeed(found)
    },
    encode: (values) => ParseResult.succeed(values)
  })
}

/** An array that is empty when it is not there, or is no array. */
export const list = <A, I>(item: Schema.Schema<A, I>, most = mostListed) => {
  const read = reader(item, most)
  return Schema.optionalWith(
    Schema.transform(Schema.Unknown, Schema.Array(Schema.typeSchema(item)), {
      strict: true,
      decode: (value) => (Array.isArray(value) ? read(value) : []),
      encode: (values) => values
    }),
    { default: () => [] }
  )
}

/** The first `most` that can be read, among so many that all of them can be looked at. */
const reader = <A, I>(item: Schema.Schema<A, I>, most: number) => {
  const decode = Schema.decodeUnknownOption(item)
  return (values: ReadonlyArray<unknown>): ReadonlyArray<A> =>
    values
      .slice(0, Math.max(most, mostLookedAt))
      .flatMap((value) => Option.toArray(decode(value)))
      .slice(0, most)
}

const Raw = Schema.declare((value): value is ReadonlyArray<unknown> => Array.isArray(value))

const cut = (most: number) =>
  Schema.transform(Schema.String, Schema.String, {
    strict: true,
    decode: (text) => cutAt(text, most),
    encode: (text) => text
  })

/** A title, a name, anything of one line. */
export const Line = cut(mostTitle)

/** A line that may be missing. */
export const Text = maybe(Line)

/** A longer text, still with its markup, that may be missing. */
export const Prose = maybe(cut(2 * mostDescription))

/** An address; half of one would be another. */
export const Address = Schema.String.pipe(Schema.maxLength(mostAddress))

/** The number of a season. */
export const SeasonNumber = Schema.Number.pipe(Schema.filter(isSeasonNumber))
/** The number of an episode within its season. */
export const EpisodeNumber = Schema.Number.pipe(Schema.filter(isEpisodeNumber))

/** Whole minutes of an episode; what is none, or longer than a week, is no length. */
export const minutesOf = (runtime: number | undefined): number | undefined =>
  runtime !== undefined && runtime >= 1 && runtime <= mostMinutes ? Math.round(runtime) : undefined
