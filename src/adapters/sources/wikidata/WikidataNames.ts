/** Names of people by their ids. In a library the same makers come back, so they are remembered for as long as the service runs. */
import { Array, Effect } from "effect"
import * as BoundedMap from "../../../domain/values/BoundedMap.ts"
import type { SourceError } from "../../../ports/SourceError.ts"
import type { WikidataCall } from "./WikidataCall.ts"
import * as WikidataEntities from "./WikidataEntities.ts"
import type { Entity } from "./WikidataJson.ts"

/** Makers of a library of ten thousand films. */
const mostNames = 10_000

/** The names of these people, in this order; whoever is not there, or has no name that can be read here, is left out. */
export type WikidataNames = (ids: ReadonlyArray<string>) => Effect.Effect<ReadonlyArray<string>, SourceError>

export const make = (call: WikidataCall): WikidataNames => {
  const known = BoundedMap.make<string, string | undefined>({ entries: mostNames })
  return Effect.fn("WikidataNames.names")(function* (ids: ReadonlyArray<string>) {
    const names = new Map(ids.filter((id) => known.has(id)).map((id) => [id, known.use(id)]))
    const unknown = ids.filter((id) => !names.has(id))
    const answers = yield* Effect.forEach(Array.chunksOf(unknown, WikidataEntities.mostIds), (some) =>
      WikidataEntities.fetched(call, some, { props: "labels", languages: languages.join("|") })
    )
    for (const id of unknown) {
      // Under the id asked, even when it leads to another after a merger.
      const name = nameOf(answers.map((answer) => answer.get(id)).find((entity) => entity !== undefined))
      names.set(id, name)
      known.put(id, name)
    }
    return ids.flatMap((id) => names.get(id) ?? [])
  })
}

/** Best first. Names that are the same in every language often stand under `mul` alone. */
const languages = "nl|mul|en|fr|de|es|it|pt|sv|da|nb|fi|pl|cs|hu".split("|")

const nameOf = (person: Entity | undefined): string | undefined => {
  const labels = new Map(person?.labels.map(({ language, value }) => [language, value.trim()]))
  return languages.map((language) => labels.get(language)).find((name) => name !== undefined && name !== "")
}
