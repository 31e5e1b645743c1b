/** `RatedPort` in this process: for tests, and where nothing is to be on disk. */
import { Effect, Layer } from "effect"
import { mostLibrary } from "../../domain/text/Bounds.ts"
import * as BoundedMap from "../../domain/values/BoundedMap.ts"
import { type Rated, RatedPort } from "../../ports/RatedPort.ts"

export const make = Effect.sync(() => {
  const all = BoundedMap.make<string, Rated>({ entries: 2 * mostLibrary })
  return RatedPort.of({
    note: (item, rated) => Effect.sync(() => all.put(item, rated)),
    forget: (item) =>
      Effect.sync(() => {
        all.remove(item)
      }),
    all: Effect.sync(
      () =>
        new Map(
          [...all.keys()].flatMap((item) => {
            const one = all.get(item)
            return one === undefined ? [] : [[item, one] as const]
          })
        )
    )
  })
})

/** It lives as long as the layer. */
export const layer: Layer.Layer<RatedPort> = Layer.effect(RatedPort, make)
