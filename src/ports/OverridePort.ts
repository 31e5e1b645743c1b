/** The owner's decisions which page of VPRO belongs to a title. They are no part of the cache: clearing that leaves them. */
import { Context, type Effect, type Option, Schema } from "effect"
import type { Hints } from "../domain/values/Hints.ts"
import type { Override } from "../domain/values/Override.ts"

/**
 * A decision could not be kept.
 * - `Unavailable`: it could not be read or written
 * - `Full`: there are as many as can be
 */
export class OverrideError extends Schema.TaggedError<OverrideError>()("OverrideError", {
  reason: Schema.Literal("Unavailable", "Full"),
  operation: Schema.Literal("keep", "remove", "add"),
  cause: Schema.optional(Schema.Defect)
}) {
  override get message() {
    return this.reason === "Full"
      ? "there are too many decisions already"
      : `the decision cannot be ${this.operation === "remove" ? "removed" : "kept"}: the cache folder refuses it`
  }
}

export class OverridePort extends Context.Tag("vpro-cinema-plex/ports/OverridePort")<
  OverridePort,
  {
    /** All of them, the last first. */
    readonly all: Effect.Effect<ReadonlyArray<Override>>
    /** The one about what is asked. Asked at every answer: it costs no reading as long as nothing has changed. */
    readonly find: (hints: Hints) => Effect.Effect<Option.Option<Override>>
    /** Keeps one, in the place of an earlier one about the same work; when this has succeeded it survives a crash. */
    readonly keep: (override: Override) => Effect.Effect<void, OverrideError>
    /** Forgets one by its name (`overrideId`); which it was. */
    readonly remove: (id: string) => Effect.Effect<Option.Option<Override>, OverrideError>
    /** Keeps many; of two about the same work the later stays. How many of them were not there yet. */
    readonly add: (overrides: ReadonlyArray<Override>) => Effect.Effect<number, OverrideError>
  }
>() {}
