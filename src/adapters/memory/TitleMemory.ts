/** Titles by rating key in this process; the oldest give way. */
import { Effect, Layer, Option } from "effect"
import { TitleMemoryPort } from "../../ports/TitleMemoryPort.ts"

/** At 10,000 titles of some 100 bytes this stays near a megabyte. */
export const make = (capacity = 10_000) =>
  Effect.sync(() => {
    const titles = new Map<string, string>()
    return TitleMemoryPort.of({
      remember: (key, title) =>
        Effect.sync(() => {
          titles.delete(key)
          titles.set(key, title)
          const oldest = titles.keys().next()
          if (titles.size > capacity && oldest.done === false) titles.delete(oldest.value)
        }),
      recall: (key) => Effect.sync(() => Option.fromNullable(titles.get(key)))
    })
  })

export const layer = Layer.effect(TitleMemoryPort, make())
