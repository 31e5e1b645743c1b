/** What is told of look-ups that a failing source left open. */
import { Effect } from "effect"
import { Unsettled } from "../../domain/describe/Unsettled.ts"

/** How many there are, and since when (epoch milliseconds) the one that is open longest. */
export const openLookups = Effect.flatMap(Unsettled, ({ open }) =>
  Effect.map(open, ({ count, since }) => ({ open: count, ...(since === undefined ? {} : { openSince: since }) }))
)
