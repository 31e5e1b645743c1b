/** Single flight: any number of simultaneous requests for one key make one look-up. */
import { Context, Deferred, Effect, Fiber, FiberId, type Scope } from "effect"
import type { CacheEntry } from "./CacheEntry.ts"
import type { Trace } from "./lookup/Trace.ts"

/** What a look-up came to: an entry, whether it was kept, and its story. */
export interface Settled {
  readonly entry: CacheEntry
  readonly kept: boolean
  readonly trace: Trace
}

export interface Flights {
  /** Runs the work, or joins the one that runs under this key already. */
  readonly share: <R>(key: string, work: Effect.Effect<Settled, never, R>) => Effect.Effect<Settled, never, R>
}

/** A reference: without one, every request looks up for itself. */
export class LookupFlights extends Context.Reference<LookupFlights>()("vpro-cinema-plex/domain/LookupFlights", {
  defaultValue: (): Flights => ({ share: (_, work) => work })
}) {}

interface Flight {
  readonly landed: Deferred.Deferred<Settled>
  fiber: Fiber.RuntimeFiber<void> | undefined
  waiting: number
}

/**
 * Flights that belong to a scope and not to the request that began them: when that one hangs up, the others still get
 * their answer. When nobody waits any more, the work stops.
 */
export const makeFlights: Effect.Effect<Flights, never, Scope.Scope> = Effect.map(Effect.scope, (scope) => {
  const running = new Map<string, Flight>()
  const leave = (key: string, flight: Flight) =>
    Effect.suspend(() => {
      flight.waiting--
      if (flight.waiting > 0) return Effect.void
      if (running.get(key) === flight) running.delete(key)
      return flight.fiber === undefined ? Effect.void : Fiber.interruptFork(flight.fiber)
    })
  const join = (key: string, flight: Flight, restore: <A>(effect: Effect.Effect<A>) => Effect.Effect<A>) => {
    flight.waiting++
    return Effect.ensuring(restore(Deferred.await(flight.landed)), leave(key, flight))
  }
  return {
    share: (key, work) =>
      Effect.uninterruptibleMask((restore) =>
        Effect.suspend(() => {
          const known = running.get(key)
          if (known !== undefined) return join(key, known, restore)
          const flight: Flight = { landed: Deferred.unsafeMake(FiberId.none), fiber: undefined, waiting: 0 }
          // Noted before anything can yield: a second caller must not take off as well.
          running.set(key, flight)
          const flown = Effect.interruptible(work).pipe(
            Effect.onExit((exit) =>
              Effect.suspend(() => {
                if (running.get(key) === flight) running.delete(key)
                return Deferred.done(flight.landed, exit)
              })
            ),
            Effect.asVoid
          )
          return Effect.flatMap(Effect.forkIn(flown, scope), (fiber) => {
            flight.fiber = fiber
            return join(key, flight, restore)
          })
        })
      )
  }
})
