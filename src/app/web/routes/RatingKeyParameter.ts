/** A rating key in the query of an address. */
import { Option, Schema } from "effect"
import { decodeRatingKey, ratingKeyPattern } from "../../../domain/keys/RatingKey.ts"

export const notAKey = "not a rating key"

export const RatingKey = Schema.String.pipe(
  Schema.filter((key) => Option.isSome(decodeRatingKey(key)), {
    message: () => notAKey,
    jsonSchema: { pattern: ratingKeyPattern.source }
  })
)
