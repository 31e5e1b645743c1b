/** Until when a request may wait for a source that is left alone for a while, instead of taking that as the answer. */
import { Context } from "effect"

/**
 * Epoch milliseconds; zero, where nobody set one: not at all. Has a default, so that ports stay free of requirements. No promise rides on
 * the default: it is what a look-up sets for its own requests, and no layer provides it, as with `Deadline`.
 */
export class Patience extends Context.Reference<Patience>()("vpro-cinema-plex/ports/Patience", {
  defaultValue: () => 0
}) {}

/** For what can be done without: it never waits. */
export const impatient = 0
