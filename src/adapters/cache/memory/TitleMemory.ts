/** Titles by rating key in this process; the oldest give way. */
import { Effect, Layer, Option } from "effect"
import { mostTitle } from "../../../domain/text/Bounds.ts"
import * as BoundedMap from "../../../domain/values/BoundedMap.ts"
import { TitleMemoryPort } from "../../../ports/TitleMemoryPort.ts"

/** At 10,000 titles of some 100 bytes this stays near a megabyte; longer ones than there may be are not remembered. */
export const make = (capacity = 10_000) =>
  Effect.sync(() => {
    const titles = BoundedMap.make<string, string>({ entries: capacity })
    return TitleMemoryPort.of({
      remember: (key, title) =>
        Effect.sync(() => {
          if (title.length > mostTitle) return
          // A copy, unless it is known: a title that is part of a longer text would keep that in memory.
          titles.put(key, titles.get(key) === title ? title : structuredClone(title))
        }),
      recall: (key) => Effect.sync(() => Option.fromNullable(titles.get(key)))
    })
  })

export const layer = Layer.effect(TitleMemoryPort, make())
