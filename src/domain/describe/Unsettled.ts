/** Keys whose look-up a failing source left open: they are looked up again once the source is back. */
import { Context, Effect, Layer } from "effect"
import * as BoundedMap from "../values/BoundedMap.ts"

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
    const keys = BoundedMap.make<string, true>({ entries: capacity })
    return {
      note: (key) => Effect.sync(() => void keys.put(key, true)),
      take: (count) =>
        Effect.sync(() => {
          const taken = [...keys.keys()].slice(0, count)
          for (const key of taken) keys.remove(key)
          return taken
        })
    }
  })

/** A list that somebody works off, such as the service in the background. */
export const unsettledInMemory = Layer.effect(Unsettled, makeUnsettled())
