/** Too much to do: nothing was tried, and trying again in a while may help. */
import { Schema } from "effect"

export class Overloaded extends Schema.TaggedError<Overloaded>()("Overloaded", {
  underWay: Schema.Int,
  /** Seconds after which it is worth asking again. */
  retryAfter: Schema.Int
}) {
  override get message() {
    return `${this.underWay} look-ups are under way already; try again in ${this.retryAfter} s`
  }
}
