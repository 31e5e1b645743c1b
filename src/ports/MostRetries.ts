/** How often a request may be made again after it failed, where less is wanted than its source allows. */
import { Context } from "effect"

/**
 * Infinity, where nobody set one: then the source's own number holds. Has a default, so that ports stay free of requirements. No promise rides on
 * it: who wants fewer sets it for the work it starts, and no layer provides it, as with `Deadline`.
 */
export class MostRetries extends Context.Reference<MostRetries>()("vpro-cinema-plex/ports/MostRetries", {
  defaultValue: () => Number.POSITIVE_INFINITY
}) {}
