/** Single flight: any number of simultaneous callers with one key share one run of the work. */
import { Deferred, Effect, Fiber, FiberId, type Scope } from "effect"

/** Work that has `landed` completed by itself answers its callers by that, and is then done to its end, whoever waits for it. */
export type SingleFlight<A, E> = <R>(
  key: string,
  work: Effect.Effect<A, E, R>,
  landed?: Deferred.Deferred<A, E>
) => Effect.Effect<A, E, R>

interface Flight<A, E> {
  readonly landed: Deferred.Deferred<A, E>
  fiber: Fiber.RuntimeFiber<void> | undefined
  waiting: number
}

/**
 * A run belongs to the scope and not to the caller that happened to be first: whoever hangs up leaves the others
 * undisturbed. When nobody waits any more the work stops, or, with `unattended: "goes on"`, is done for the next time.
 */
export const make = <A, E = never>(options: {
  readonly unattended: "stops" | "goes on"
  /** Runs at the same time; one more ends in `full`. No bound when left out. */
  readonly capacity?: { readonly most: number; readonly full: (running: number) => Effect.Effect<never, E> }
}): Effect.Effect<SingleFlight<A, E>, never, Scope.Scope> =>
  Effect.map(Effect.scope, (scope) => {
    const running = new Map<string, Flight<A, E>>()
    const land = (key: string, flight: Flight<A, E>) => {
      if (running.get(key) === flight) running.delete(key)
    }
    const leave = (key: string, flight: Flight<A, E>) =>
      Effect.suspend(() => {
        flight.waiting--
        if (flight.waiting > 0 || options.unattended === "goes on") return Effect.void
        return Effect.flatMap(Deferred.isDone(flight.landed), (landed) => {
          if (landed || flight.waiting > 0) return Effect.void
          land(key, flight)
          return flight.fiber === undefined ? Effect.void : Fiber.interruptFork(flight.fiber)
        })
      })
    const join = (
      key: string,
      flight: Flight<A, E>,
      restore: (effect: Effect.Effect<A, E>) => Effect.Effect<A, E>
    ): Effect.Effect<A, E> => {
      flight.waiting++
      return Effect.ensuring(restore(Deferred.await(flight.landed)), leave(key, flight))
    }
    return (key, work, landed) =>
      Effect.uninterruptibleMask((restore) =>
        Effect.suspend(() => {
          const known = running.get(key)
          if (known !== undefined) return join(key, known, restore)
          if (options.capacity !== undefined && running.size >= options.capacity.most)
            return restore(options.capacity.full(running.size))
          const flight: Flight<A, E> = {
            landed: landed ?? Deferred.unsafeMake(FiberId.none),
            fiber: undefined,
            waiting: 0
          }
          // Noted before anything can yield: a second caller must not take off as well.
          running.set(key, flight)
          const flown = Effect.interruptible(work).pipe(
            Effect.onExit((exit) =>
              Effect.suspend(() => {
                land(key, flight)
                return Deferred.done(flight.landed, exit)
              })
            ),
            Effect.exit,
            Effect.asVoid
          )
          return Effect.flatMap(Effect.forkIn(flown, scope), (fiber) => {
            flight.fiber = fiber
            return join(key, flight, restore)
          })
        })
      )
  })
