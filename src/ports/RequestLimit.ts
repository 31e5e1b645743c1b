/** How many requests a piece of work may still make to sources. */
import { Context, Effect } from "effect"

/**
 * Is asked before each request, also one that a redirect asks for, and says whether it may be made. Always, where nobody set a limit. Has a
 * default, so that ports stay free of requirements. No promise rides on it: who promises few requests sets one for the work it starts, and no layer provides it, as with
 * `Deadline`.
 */
export class RequestLimit extends Context.Reference<RequestLimit>()("vpro-cinema-plex/ports/RequestLimit", {
  defaultValue: (): Effect.Effect<boolean> => Effect.succeed(true)
}) {}
