/** Where stories and the last calls of Plex outlive the program, as far as there is such a place. */
import { Context, Data, Effect, Layer, Option } from "effect"
import type { KeptTrace, PlexCalls } from "./KeptTrace.ts"

/** It could not be kept. */
export class StoryStoreError extends Data.TaggedError("StoryStoreError")<{ readonly message: string }> {}

export class StoryStore extends Context.Tag("vpro-cinema-plex/app/StoryStore")<
  StoryStore,
  {
    /** As many of the latest as there are up to this number, the latest first. */
    readonly last: (count: number) => Effect.Effect<ReadonlyArray<KeptTrace>>
    /** The latest story of a request. */
    readonly find: (requestId: string) => Effect.Effect<Option.Option<KeptTrace>>
    /** Adds stories, the oldest first; the oldest of all give way. */
    readonly add: (stories: ReadonlyArray<KeptTrace>) => Effect.Effect<void, StoryStoreError>
    readonly calls: Effect.Effect<PlexCalls>
    readonly keepCalls: (calls: PlexCalls) => Effect.Effect<void, StoryStoreError>
  }
>() {}

/** There is no such place: what is in memory is all. */
export const none = Layer.succeed(StoryStore, {
  last: () => Effect.succeed([]),
  find: () => Effect.succeed(Option.none()),
  add: () => Effect.void,
  calls: Effect.succeed({}),
  keepCalls: () => Effect.void
})
