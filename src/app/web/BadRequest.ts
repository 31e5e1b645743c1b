/** A request that cannot be served as it is. */
import { Schema } from "effect"

/** A request that was refused: what is wrong, in words for the sender. */
export class BadRequest extends Schema.TaggedError<BadRequest>()("BadRequest", {
  status: Schema.Literal(400, 401, 403, 413, 421),
  reason: Schema.String
}) {
  override get message() {
    return this.reason
  }
}
