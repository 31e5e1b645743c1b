/** Counting the requests that a piece of work makes to sources. */
import { Context, Effect } from "effect"

/**
 * Is run for each attempt at a request. Has a default, so that ports stay free of requirements. No promise rides on it: who wants to know sets one for the work it
 * starts, and no layer provides it, as with `Deadline`.
 */
export class RequestCount extends Context.Reference<RequestCount>()("vpro-cinema-plex/ports/RequestCount", {
  defaultValue: (): Effect.Effect<void> => Effect.void
}) {}
