/** How often a request may be made again after it failed, where less is wanted than its source allows. */
import { Context } from "effect"

/** None sets a bound of its own where nobody set one. Has a default, so that ports stay free of requirements, as with `Deadline`. */
export class MostRetries extends Context.Reference<MostRetries>()("vpro-cinema-plex/ports/MostRetries", {
  defaultValue: () => Number.POSITIVE_INFINITY
}) {}
