/** Names of people by their ids. In a library the same makers come back, and their names do not change: they are remembered. */
import { Array, type Context, Duration, Effect, Option } from "effect"
import * as BoundedMap from "../../../domain/values/BoundedMap.ts"
import type { MemoryPort } from "../../../ports/MemoryPort.ts"
import type { SourceError } from "../../../ports/SourceError.ts"
import { memoryKey } from "../works/Remembering.ts"
import type { WikidataCall } from "./WikidataCall.ts"
import * as WikidataEntities from "./WikidataEntities.ts"
import type { Entity } from "./WikidataJson.ts"
import { prefix } from "./WikidataWork.ts"

/** Makers of a library of ten thousand films. */
const mostNames = 10_000

/** How long a name is believed, and that there is none. */
const lives = { named: Duration.days(365), nameless: Duration.days(7) }

/** The names of these people, in this order; whoever is not there, or has no name that can be read here, is left out. */
export type WikidataNames = (ids: ReadonlyArray<string>) => Effect.Effect<ReadonlyArray<string>, SourceError>

/** Names of people, as they were remembered or else as they are told. In the memory an empty text stands for no name. */
export const make = (call: WikidataCall, memory: Context.Tag.Service<typeof MemoryPort>): WikidataNames => {
  const known = BoundedMap.make<string, string>({ entries: mostNames })

  const recalled = Effect.fnUntraced(function* (id: string) {
    const name = known.use(id) ?? Option.getOrUndefined(yield* memory.recall(keyOf(id)))
    if (name === undefined) return Option.none()
    known.put(id, name)
    return Option.some([id, name] as const)
  })

  return Effect.fn("WikidataNames.names")(function* (ids: ReadonlyArray<string>) {
    const names = new Map(Array.getSomes(yield* Effect.forEach(ids, recalled, { concurrency: "unbounded" })))
    const unknown = ids.filter((id) => !names.has(id))
    const answers = yield* Effect.forEach(Array.chunksOf(unknown, WikidataEntities.mostIds), (some) =>
      WikidataEntities.fetched(call, some, { props: "labels", languages: languages.join("|") })
    )
    for (const id of unknown) {
      // Under the id asked, even when it leads to another after a merger.
      const name = nameOf(answers.map((answer) => answer.get(id)).find((entity) => entity !== undefined)) ?? ""
      names.set(id, name)
      known.put(id, name)
      yield* memory.remember(keyOf(id), name, name === "" ? lives.nameless : lives.named)
    }
    return ids.flatMap((id) => names.get(id) || [])
  })
}

const keyOf = (id: string): string => memoryKey(prefix, "name", id)

/** Best first. Names that are the same in every language often stand under `mul` alone. */
const languages = "nl|mul|en|fr|de|es|it|pt|sv|da|nb|fi|pl|cs|hu".split("|")

const nameOf = (person: Entity | undefined): string | undefined => {
  const labels = new Map(person?.labels.map(({ language, value }) => [language, value.trim()]))
  return languages.map((language) => labels.get(language)).find((name) => name !== undefined && name !== "")
}
