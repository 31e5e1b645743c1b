/** Which ratings in Plex are ours, and what stood there before, so that they can be taken back: also after a restart. */
import { Context, type Effect, Schema } from "effect"

/** It could not be read or written; without knowing, no rating is changed. */
export class RatedError extends Schema.TaggedError<RatedError>()("RatedError", {
  operation: Schema.Literal("note", "forget", "all"),
  cause: Schema.Defect
}) {
  override get message() {
    return `which ratings in Plex are ours could not be ${this.operation === "all" ? "read" : "written"}`
  }
}

/** A rating as Plex has it, from 0 to 10. */
export const Rating = Schema.Number.pipe(Schema.between(0, 10))

/** A rating of ours. */
export const Rated = Schema.Struct({
  ours: Rating,
  /** The mark that was ours before this one: Plex shows it until it has taken the new one. */
  before: Schema.optionalWith(Rating, { exact: true }),
  /** That somebody has changed it since: it is left as it is. */
  left: Schema.optionalWith(Schema.Literal(true), { exact: true }),
  /** What stood there before; none where nothing did. */
  former: Schema.optionalWith(Rating, { exact: true })
})
export type Rated = typeof Rated.Type

export class RatedPort extends Context.Tag("vpro-cinema-plex/ports/RatedPort")<
  RatedPort,
  {
    /** Notes it, by Plex's number of the item, before Plex is asked: when this has succeeded it survives a crash. */
    readonly note: (item: string, rated: Rated) => Effect.Effect<void, RatedError>
    readonly forget: (item: string) => Effect.Effect<void, RatedError>
    /** All that is noted, by Plex's numbers. */
    readonly all: Effect.Effect<ReadonlyMap<string, Rated>, RatedError>
  }
>() {}
