/** The rate limit of a source for all replicas together, kept on the server. */
import { Duration, Effect, Ref, Schema } from "effect"
import { remaining } from "../../../ports/Deadline.ts"
import type { SourceName } from "../../../ports/SourceError.ts"
import * as Limiter from "../../resilience/Limiter.ts"
import { Redis } from "./Redis.ts"
import * as Scripts from "./Scripts.ts"

const decodeBooking = Schema.decodeUnknownSync(Schema.Tuple(Schema.Number, Schema.String))

/** Longer than anybody waits; Redis knows no infinity. */
const forever = Duration.toMillis("1 day")

/**
 * Turns are booked at the server, in the order of asking. While it is out of reach every replica goes on with its part of the
 * limit: `replicas` is how many there are.
 *
 * Effect's own limiter for Redis (`@effect/experimental/RateLimiter`) does not serve here: it takes the turn before it knows how
 * long the wait is, goes by the clock of each replica, and loses the turn of who gave up.
 */
export const make = Effect.fn("LimiterRedis.make")(function* (
  source: SourceName,
  rate: Limiter.Rate,
  replicas: number
) {
  const redis = yield* Redis
  const local = yield* Limiter.make({
    ratePerSecond: rate.ratePerSecond / replicas,
    burst: Math.max(1, rate.burst / replicas)
  })
  if (rate.ratePerSecond <= 0) return local
  const interval = Math.ceil(1000 / rate.ratePerSecond)
  const burst = Math.max(1, Math.floor(rate.burst))
  const waiting = yield* Ref.make(0)

  const keys = [redis.name("limit", source), redis.name("turns", source), redis.name("booked", source)]

  const book = (longest: number) =>
    redis
      .run("limit", (client) => Scripts.run(client, Scripts.book, keys, [interval, burst, Math.min(longest, forever)]))
      .pipe(Effect.map(decodeBooking))
  const giveBack = (turn: string) =>
    Effect.ignore(redis.run("limit", (client) => Scripts.run(client, Scripts.giveBack, keys, [turn, interval, burst])))

  const limiter: Limiter.Limiter = {
    waiting: Effect.zipWith(Ref.get(waiting), local.waiting, (here, fallback) => here + fallback),
    take: <E>(overloaded: Effect.Effect<never, E>) =>
      Effect.uninterruptibleMask((restore) =>
        Effect.matchEffect(Effect.flatMap(remaining, book), {
          onFailure: () => restore(local.take(overloaded)),
          onSuccess: ([wait, turn]): Effect.Effect<void, E> =>
            wait < 0
              ? restore(overloaded)
              : Effect.acquireUseRelease(
                  Ref.update(waiting, (count) => count + 1),
                  () => Effect.onInterrupt(restore(Effect.sleep(wait)), () => giveBack(turn)),
                  () => Ref.update(waiting, (count) => count - 1)
                )
        })
      )
  }
  return limiter
})
