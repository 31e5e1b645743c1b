/** The rate limit of one source: a burst, then one start per 1/rate second. */
import { Clock, Context, Duration, Effect, Layer, RateLimiter, Ref, type Scope } from "effect"
import { remaining } from "../../ports/Deadline.ts"
import type { SourceName } from "../../ports/SourceError.ts"

export interface Limiter {
  /**
   * Waits for a turn. Is `overloaded` at once when the turn would come after the deadline; an interrupted waiter gives its
   * place to the next.
   */
  readonly take: <E>(overloaded: Effect.Effect<never, E>) => Effect.Effect<void, E>
  /** How many wait for a turn. */
  readonly waiting: Effect.Effect<number>
}

export interface Rate {
  /** Steady rate; 0 is no limit. */
  readonly ratePerSecond: number
  /** Requests that may start at once after a rest. */
  readonly burst: number
}

/** The promise that no source is asked more often than its rate allows: how every source gets its limit. */
export class Limiters extends Context.Tag("vpro-cinema-plex/adapters/Limiters")<
  Limiters,
  (source: SourceName, rate: Rate) => Effect.Effect<Limiter, never, Scope.Scope>
>() {}

/** A mirror of the bucket, which itself does not tell how long a newcomer would wait. */
interface Bucket {
  readonly level: number
  /** When `level` was right: the start of the refill under way. */
  readonly at: number
  readonly waiting: number
}

export const make: (policy: Rate) => Effect.Effect<Limiter, never, Scope.Scope> = Effect.fn("Limiter.make")(function* (
  policy: Rate
) {
  if (policy.ratePerSecond <= 0) return unlimited
  const burst = Math.max(1, Math.floor(policy.burst))
  const interval = Math.ceil(1000 / policy.ratePerSecond)
  const limit = yield* RateLimiter.make({ limit: burst, interval: Duration.millis(interval * burst) })
  const bucket = yield* Ref.make<Bucket>({ level: burst, at: yield* Clock.currentTimeMillis, waiting: 0 })

  const refilled = (state: Bucket, now: number): Bucket => {
    // The clock was set back: what it said then is no measure of time any more.
    if (now < state.at) return { ...state, at: now }
    const tokens = Math.floor((now - state.at) / interval)
    return state.level + tokens >= burst
      ? { ...state, level: burst, at: now }
      : { ...state, level: state.level + tokens, at: state.at + tokens * interval }
  }
  const wait = (state: Bucket, now: number) =>
    state.waiting < state.level ? 0 : state.at + interval * (state.waiting - state.level + 1) - now

  /** Joins the queue when the turn comes in time: whether it has. */
  const join = (left: number) =>
    Effect.flatMap(Clock.currentTimeMillis, (now) =>
      Ref.modify(bucket, (state): [boolean, Bucket] => {
        const current = refilled(state, now)
        return wait(current, now) > left ? [false, current] : [true, { ...current, waiting: current.waiting + 1 }]
      })
    )
  const leave = (taken: number) =>
    Effect.flatMap(Clock.currentTimeMillis, (now) =>
      Ref.update(bucket, (state) => {
        const current = refilled(state, now)
        return { ...current, level: Math.max(0, current.level - taken), waiting: current.waiting - 1 }
      })
    )

  const limiter: Limiter = {
    waiting: Effect.map(Ref.get(bucket), (state) => state.waiting),
    take: (overloaded) =>
      Effect.flatMap(remaining, (left) =>
        Effect.acquireUseRelease(
          Effect.filterOrElse(
            join(left),
            (joined) => joined,
            () => overloaded
          ),
          () =>
            Number.isFinite(left)
              ? Effect.flatten(
                  Effect.timeoutTo(limit(Effect.void), {
                    duration: Duration.millis(left),
                    onSuccess: () => Effect.void,
                    onTimeout: () => overloaded
                  })
                )
              : limit(Effect.void),
          (_, exit) => leave(exit._tag === "Success" ? 1 : 0)
        )
      )
  }
  return limiter
})

/** Limits of this process alone. */
export const layer = Layer.succeed(Limiters, (_, rate) => make(rate))

const unlimited: Limiter = { take: () => Effect.void, waiting: Effect.succeed(0) }
