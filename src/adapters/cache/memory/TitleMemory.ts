/** Titles by rating key in this process; the oldest give way. */
import { Effect, Layer, Option } from "effect"
import { mostTitle } from "../../../domain/text/Bounds.ts"
import { TitleMemoryPort } from "../../../ports/TitleMemoryPort.ts"

/** At 10,000 titles of some 100 bytes this stays near a megabyte; longer ones than there may be are not remembered. */
export const make = (capacity = 10_000) =>
  Effect.sync(() => {
    const titles = new Map<string, string>()
    return TitleMemoryPort.of({
      remember: (key, title) =>
        Effect.sync(() => {
          if (title.length > mostTitle) return
          // A copy, unless it is known: a title that is part of a longer text would keep that in memory.
          const own = titles.get(key) === title ? title : structuredClone(title)
          titles.delete(key)
          titles.set(key, own)
          const oldest = titles.keys().next()
          if (titles.size > capacity && oldest.done === false) titles.delete(oldest.value)
        }),
      recall: (key) => Effect.sync(() => Option.fromNullable(titles.get(key)))
    })
  })

export const layer = Layer.effect(TitleMemoryPort, make())
