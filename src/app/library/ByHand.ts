/** One title that a person wants refreshed in Plex, from the page or the command line. */
import { Effect, Option } from "effect"
import { heldText } from "../../domain/library/HeldText.ts"
import type { Searchable } from "../../domain/library/LibraryTitle.ts"
import { refreshed, type Wanted } from "../../domain/library/Refreshing.ts"
import { type RefreshOutcome, refreshOutcomes } from "../../domain/library/RefreshOutcome.ts"

/** What became of a title; `nothing` is one of which there is no text here. */
export type Outcome = RefreshOutcome | "nothing"
export const outcomes = [...refreshOutcomes, "nothing"] as const

/** Has Plex refresh a title by the text that is here for it: what became of it, and what Plex was to show. */
export const refreshedByHand = Effect.fnUntraced(function* ({
  key: item,
  ratingKey
}: Pick<Searchable, "key" | "ratingKey">) {
  const text = ratingKey === undefined ? Option.none() : yield* heldText(ratingKey)
  if (item === undefined || Option.isNone(text)) return { outcome: "nothing" as const, wanted: undefined }
  const wanted: Wanted = { item, text: text.value }
  return { outcome: yield* refreshed(wanted, { byHand: true }), wanted }
})
