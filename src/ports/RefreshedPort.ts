/** When Plex was asked to refresh an item, so that none is refreshed too often: also after a restart. */
import { Context, type Effect, type Option, Schema } from "effect"

/** It could not be read or written; without knowing, nothing may be refreshed. */
export class RefreshedError extends Schema.TaggedError<RefreshedError>()("RefreshedError", {
  operation: Schema.Literal("last", "note"),
  item: Schema.String,
  cause: Schema.Defect
}) {
  override get message() {
    return `when Plex item ${this.item} was refreshed could not be ${this.operation === "last" ? "read" : "written"}`
  }
}

/** The last time that Plex was asked to refresh an item. */
export const Refreshed = Schema.Struct({
  /** In milliseconds since 1970. */
  at: Schema.NonNegativeInt,
  /** The text that Plex was to show then, in short. */
  text: Schema.Int,
  /** How often it was asked for this very text. */
  times: Schema.Positive.pipe(Schema.int())
})
export type Refreshed = typeof Refreshed.Type

export class RefreshedPort extends Context.Tag("vpro-cinema-plex/ports/RefreshedPort")<
  RefreshedPort,
  {
    /** The last time for an item, by Plex's number of it; none where there was none in the last two months. */
    readonly last: (item: string) => Effect.Effect<Option.Option<Refreshed>, RefreshedError>
    /** Notes it, before Plex is asked: when this has succeeded it survives a crash. */
    readonly note: (item: string, refreshed: Refreshed) => Effect.Effect<void, RefreshedError>
  }
>() {}
