/** Simultaneous requests for one key make one look-up. */
import { Context, Effect, Metric } from "effect"
import type { CacheEntry } from "./CacheEntry.ts"
import type { Trace } from "./lookup/Trace.ts"
import { lookupsLimit, lookupsUnderWay } from "./Metrics.ts"
import { Overloaded } from "./Overloaded.ts"
import * as SingleFlight from "./SingleFlight.ts"

/** What a look-up came to: an entry, whether it was kept, and its story. */
export interface Settled {
  readonly entry: CacheEntry
  readonly kept: boolean
  readonly trace: Trace
}

/** A reference: without one, every request looks up for itself. */
export class LookupFlights extends Context.Reference<LookupFlights>()("vpro-cinema-plex/domain/LookupFlights", {
  defaultValue: (): SingleFlight.SingleFlight<Settled, Overloaded> => (_, work) => work
}) {}

/** Beyond these a look-up could not be done in time: the sources' rate limits let some five through in a second. */
const defaultMost = 200
const retryAfter = 10

/** Flights that stop when nobody waits for them any more, of which there are never more than `most`. */
export const makeFlights = (most = defaultMost) =>
  SingleFlight.make<Settled, Overloaded>({
    unattended: "stops",
    capacity: { most, full: (underWay) => new Overloaded({ underWay, retryAfter }) }
  }).pipe(
    Effect.map(
      (share): SingleFlight.SingleFlight<Settled, Overloaded> =>
        (key, work) =>
          share(key, counted(work))
    ),
    Effect.tap(Effect.zipRight(Metric.set(lookupsUnderWay, 0), Metric.set(lookupsLimit, most)))
  )

const counted = <A, E, R>(work: Effect.Effect<A, E, R>) =>
  Effect.acquireUseRelease(
    Metric.incrementBy(lookupsUnderWay, 1),
    () => work,
    () => Metric.incrementBy(lookupsUnderWay, -1)
  )
