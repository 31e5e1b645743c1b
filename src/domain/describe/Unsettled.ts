/** Keys whose look-up a failing source left open: they are looked up again once the source is back. */
import { Context, Effect, Layer } from "effect"

export interface UnsettledKeys {
  readonly note: (ratingKey: string) => Effect.Effect<void>
  /** Takes the oldest ones off the list. */
  readonly take: (count: number) => Effect.Effect<ReadonlyArray<string>>
}

/** The promise that a look-up which a failing source left open is made again. */
export class Unsettled extends Context.Tag("vpro-cinema-plex/domain/Unsettled")<Unsettled, UnsettledKeys>() {}

/** A list in memory of at most `capacity` keys; beyond it the oldest are forgotten. */
export const makeUnsettled = (capacity = 1000): Effect.Effect<UnsettledKeys> =>
  Effect.sync(() => {
    const keys = new Set<string>()
    return {
      note: (key) =>
        Effect.sync(() => {
          keys.delete(key)
          keys.add(key)
          const oldest = keys.values().next()
          if (keys.size > capacity && oldest.done === false) keys.delete(oldest.value)
        }),
      take: (count) =>
        Effect.sync(() => {
          const taken = [...keys].slice(0, count)
          for (const key of taken) keys.delete(key)
          return taken
        })
    }
  })

/** A list that somebody works off, such as the service in the background. */
export const unsettledInMemory = Layer.effect(Unsettled, makeUnsettled())
