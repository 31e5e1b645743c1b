/**
 * Schemas for the JSON of others: null is absent, a value of another type is absent, and a bad item does not cost the rest
 * of its list.
 */
import { Option, ParseResult, Schema } from "effect"
import { isEpisodeNumber, isSeasonNumber } from "../../domain/Show.ts"

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

/** An array that must be there. */
export const items = <A, I>(item: Schema.Schema<A, I>) => {
  const decode = Schema.decodeUnknownOption(item)
  return Schema.transform(Schema.Array(Schema.Unknown), Schema.Array(Schema.typeSchema(item)), {
    strict: true,
    decode: (values) => values.flatMap((value) => Option.toArray(decode(value))),
    encode: (values) => values
  })
}

/** As `items`, but a list that is not empty and holds nothing that can be read is not the list that was asked for. */
export const someItems = <A, I>(item: Schema.Schema<A, I>) => {
  const decode = Schema.decodeUnknownOption(item)
  return Schema.transformOrFail(Schema.Array(Schema.Unknown), Schema.Array(Schema.typeSchema(item)), {
    strict: true,
    decode: (values, _, ast) => {
      const read = values.flatMap((value) => Option.toArray(decode(value)))
      return values.length > 0 && read.length === 0
        ? ParseResult.fail(new ParseResult.Type(ast, values, "nothing in the list can be read"))
        : ParseResult.succeed(read)
    },
    encode: (values) => ParseResult.succeed(values)
  })
}

/** An array that is empty when it is not there, or is no array. */
export const list = <A, I>(item: Schema.Schema<A, I>) => {
  const decode = Schema.decodeUnknownOption(items(item))
  return Schema.optionalWith(
    Schema.transform(Schema.Unknown, Schema.Array(Schema.typeSchema(item)), {
      strict: true,
      decode: (value) => Option.getOrElse(decode(value), () => []),
      encode: (values) => values
    }),
    { default: () => [] }
  )
}

/** A text that may be missing. */
export const Text = maybe(Schema.String)

/** The number of a season. */
export const SeasonNumber = Schema.Number.pipe(Schema.filter(isSeasonNumber))
/** The number of an episode within its season. */
export const EpisodeNumber = Schema.Number.pipe(Schema.filter(isEpisodeNumber))
