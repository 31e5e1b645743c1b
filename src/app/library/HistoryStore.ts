/** Where the figures of the libraries outlive the program. */
import { Context, Data, Effect, Layer, Ref } from "effect"
import { type LibraryHistory, noHistory } from "../../domain/library/LibraryHistory.ts"

export class HistoryStoreError extends Data.TaggedError("HistoryStoreError")<{ readonly message: string }> {}

export class HistoryStore extends Context.Tag("vpro-cinema-plex/app/library/HistoryStore")<
  HistoryStore,
  {
    /** What was kept last; none where there is nothing, or nothing that can be read. */
    readonly read: Effect.Effect<LibraryHistory>
    readonly keep: (history: LibraryHistory) => Effect.Effect<void, HistoryStoreError>
  }
>() {}

/** For as long as the program runs. */
export const inMemory: Layer.Layer<HistoryStore> = Layer.effect(
  HistoryStore,
  Effect.map(Ref.make(noHistory), (kept) => ({ read: Ref.get(kept), keep: (history) => Ref.set(kept, history) }))
)
