/** The text that Plex gets for a key, as far as it is here. Asks no source. */
import { Effect, Option } from "effect"
import { features } from "../describe/Features.ts"
import { recall } from "../describe/Describe.ts"
import { onlyLooking } from "../describe/Kept.ts"
import { decodeRatingKey } from "../keys/RatingKey.ts"
import { summaryOf } from "../plex/Item.ts"

/** None where there is no text, or Plex is to get none. */
export const heldText = Effect.fn("HeldText.heldText")(function* (ratingKey: string) {
  const hints = decodeRatingKey(ratingKey)
  if (Option.isNone(hints)) return Option.none<string>()
  const { entry } = yield* recall(ratingKey, hints.value)
  return Option.fromNullable(summaryOf(entry, yield* features))
}, onlyLooking)
