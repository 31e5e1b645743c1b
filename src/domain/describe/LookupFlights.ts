/** Simultaneous requests for one key make one look-up. */
import { Context, Effect, Layer, Metric } from "effect"
import type { CacheEntry } from "../values/CacheEntry.ts"
import { beginAtZero } from "../values/Metrics.ts"
import type { Trace } from "../lookup/Trace.ts"
import { lookupsLimit, lookupsUnderWay } from "./DescribeMetrics.ts"
import { Overloaded } from "./Overloaded.ts"
import * as SingleFlight from "./SingleFlight.ts"

/** What a look-up came to: an entry, whether it was kept, and its story, which is told only where the look-up was made. */
export interface Settled {
  readonly entry: CacheEntry
  readonly kept: boolean
  readonly trace: Trace | undefined
}

type Flights = SingleFlight.SingleFlight<Settled, Overloaded>

/** The promise that simultaneous requests for one key make one look-up, and that there are never too many. */
export class LookupFlights extends Context.Tag("vpro-cinema-plex/domain/LookupFlights")<LookupFlights, Flights>() {}

const alone: Flights = (_, work) => work

export interface FlightOptions {
  readonly most?: number
  readonly across?: Flights
}

/** Beyond these a look-up could not be done in time: the sources' rate limits let some five through in a second. */
const defaultMost = 200
const retryAfter = 10

/**
 * Flights that stop when nobody waits for them any more, of which there are never more than `most`; `across` shares each of
 * them with other processes.
 */
export const makeFlights = ({ most = defaultMost, across = alone }: FlightOptions = {}) =>
  SingleFlight.make<Settled, Overloaded>({
    unattended: "stops",
    capacity: { most, full: (underWay) => new Overloaded({ underWay, retryAfter }) }
  }).pipe(
    Effect.map(
      (share): Flights =>
        (key, work, landed) =>
          share(key, counted(across(key, work, landed)), landed)
    ),
    Effect.tap(Effect.zipRight(beginAtZero(lookupsUnderWay), Metric.set(lookupsLimit, most)))
  )

/** Flights of this process alone. */
export const flightsAlone = Layer.scoped(LookupFlights, makeFlights())

const counted = <A, E, R>(work: Effect.Effect<A, E, R>) =>
  Effect.acquireUseRelease(
    Metric.incrementBy(lookupsUnderWay, 1),
    () => work,
    () => Metric.incrementBy(lookupsUnderWay, -1)
  )
