/** Simultaneous requests for one key make one look-up. */
import { Context } from "effect"
import type { CacheEntry } from "./CacheEntry.ts"
import type { Trace } from "./lookup/Trace.ts"
import * as SingleFlight from "./SingleFlight.ts"

/** What a look-up came to: an entry, whether it was kept, and its story. */
export interface Settled {
  readonly entry: CacheEntry
  readonly kept: boolean
  readonly trace: Trace
}

/** A reference: without one, every request looks up for itself. */
export class LookupFlights extends Context.Reference<LookupFlights>()("vpro-cinema-plex/domain/LookupFlights", {
  defaultValue: (): SingleFlight.SingleFlight<Settled, never> => (_, work) => work
}) {}

/** Flights that stop when nobody waits for them any more. */
export const makeFlights = SingleFlight.make<Settled>("stops")
