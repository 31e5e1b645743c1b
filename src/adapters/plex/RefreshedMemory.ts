/** `RefreshedPort` in this process: for tests, and where nothing is to be on disk. */
import { Clock, Effect, Layer, Option } from "effect"
import { isRemembered } from "../../domain/library/RefreshDue.ts"
import { mostLibrary } from "../../domain/text/Bounds.ts"
import * as BoundedMap from "../../domain/values/BoundedMap.ts"
import { type Refreshed, RefreshedPort } from "../../ports/RefreshedPort.ts"

export const make = Effect.sync(() => {
  const times = BoundedMap.make<string, Refreshed>({ entries: mostLibrary })
  return RefreshedPort.of({
    last: (item) =>
      Effect.map(Clock.currentTimeMillis, (now) =>
        Option.filter(Option.fromNullable(times.get(item)), (last) => isRemembered(last, now))
      ),
    note: (item, refreshed) => Effect.sync(() => times.put(item, refreshed))
  })
})

/** It lives as long as the layer. */
export const layer: Layer.Layer<RefreshedPort> = Layer.effect(RefreshedPort, make)
