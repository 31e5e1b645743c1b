/** One run of an effect for all who ask for the same thing at the same time. */
import { Deferred, Effect, FiberId, type Scope } from "effect"

/**
 * Shares one run of `work` among the callers with the same key. The run belongs to the scope, not to the caller that
 * happened to be first: whoever hangs up leaves the others undisturbed.
 */
export const make = <K, A, E>(): Effect.Effect<
  (key: K, work: Effect.Effect<A, E>) => Effect.Effect<A, E>,
  never,
  Scope.Scope
> =>
  Effect.map(Effect.scope, (scope) => {
    const running = new Map<K, Deferred.Deferred<A, E>>()
    return (key, work) =>
      Effect.uninterruptibleMask((restore) =>
        Effect.suspend(() => {
          const existing = running.get(key)
          if (existing !== undefined) return restore(Deferred.await(existing))
          const result = Deferred.unsafeMake<A, E>(FiberId.none)
          running.set(key, result)
          return Effect.interruptible(work).pipe(
            Effect.ensuring(Effect.sync(() => running.delete(key))),
            Effect.intoDeferred(result),
            Effect.forkIn(scope),
            Effect.zipRight(restore(Deferred.await(result)))
          )
        })
      )
  })
