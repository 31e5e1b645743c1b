/** What there is to tell of an item cannot be told: a failing source left it open, and nothing is known of it already. */
import { Schema } from "effect"

/** Seconds after which it is worth asking again: by then it has been looked up again, if the source is well. */
const retryAfter = 60

export class Untold extends Schema.TaggedError<Untold>()("Untold", {
  retryAfter: Schema.optionalWith(Schema.Int, { default: () => retryAfter })
}) {
  override get message() {
    return "a source could not be asked, so that there may be more to tell: keep what you have, and ask again later"
  }
}
