/** Telling once in the log that a folder cannot be used, however often that shows, and when it can again. */
import { Effect, Ref } from "effect"

export interface Trouble {
  /** It went wrong: a warning the first time, and for those who look closer each time after that. */
  readonly wrong: (notes: Readonly<Record<string, unknown>>) => Effect.Effect<void>
  /** It went well, which makes the next time a first one. */
  readonly well: Effect.Effect<void>
}

/** `over` is said when it goes well again, if anything is. */
export const make = (what: string, over?: string): Effect.Effect<Trouble> =>
  Effect.map(Ref.make(false), (told) => ({
    wrong: (notes) =>
      Effect.flatMap(Ref.getAndSet(told, true), (known) =>
        Effect.annotateLogs(known ? Effect.logDebug(what) : Effect.logWarning(what), notes)
      ),
    well: Effect.flatMap(Ref.getAndSet(told, false), (known) =>
      known && over !== undefined ? Effect.logInfo(over) : Effect.void
    )
  }))
