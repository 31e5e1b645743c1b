/** Items of Wikidata by their ids, many in one request. */
import { Effect } from "effect"
import type { SourceError } from "../../../ports/SourceError.ts"
import { isTooLarge, type WikidataCall } from "./WikidataCall.ts"
import { EntitiesAnswer, type Entity } from "./WikidataJson.ts"

/** As many as one request may name. */
export const mostIds = 50

/** What is asked of each item. */
export type Wanted = { readonly props: string } & Readonly<Record<string, string>>

/** The items by the ids asked. The statements of well-known films are long: what does not fit into one answer is asked in halves. */
export const fetched = (
  call: WikidataCall,
  ids: ReadonlyArray<string>,
  wanted: Wanted
): Effect.Effect<ReadonlyMap<string, Entity>, SourceError> =>
  ids.length === 0
    ? Effect.succeed(new Map())
    : call({ action: "wbgetentities", ids: ids.join("|"), ...wanted }, EntitiesAnswer).pipe(
        Effect.map(({ entities }) => entities),
        Effect.catchIf(
          (error) => isTooLarge(error) && ids.length > 1,
          () => {
            const middle = Math.ceil(ids.length / 2)
            return Effect.zipWith(
              fetched(call, ids.slice(0, middle), wanted),
              fetched(call, ids.slice(middle), wanted),
              (first, second) => new Map([...first, ...second])
            )
          }
        )
      )
