/** How TMDB takes our key: one that it refuses counts as no key, until TMDB accepts it again. */
import { Clock, Duration, Effect, Option, Ref } from "effect"
import { ageOf } from "../../../domain/values/Elapsed.ts"

/** What all who use the key know of it together. */
export interface KeyStanding {
  /** Why it is refused, and what to do; none while TMDB is not known to refuse it. */
  readonly refusal: Effect.Effect<Option.Option<string>>
  /** Why it is not to be used now; a refused key is tried again by one request in `retryAfter`, and by no other. */
  readonly barred: Effect.Effect<Option.Option<string>>
  /** TMDB refused it. Only the first of these is a warning. */
  readonly refused: (why: string) => Effect.Effect<void>
  /** TMDB answered. */
  readonly accepted: Effect.Effect<void>
}

/** Long enough to save requests that are in vain, and short enough to heal by itself what was a fault at TMDB's side. */
export const retryAfter = Duration.hours(1)

interface Refusal {
  readonly why: string
  readonly triedAt: number
}

/** A key of which nothing bad is known. */
export const make: Effect.Effect<KeyStanding> = Effect.map(
  Ref.make<Refusal | undefined>(undefined),
  (state): KeyStanding => ({
    refusal: Effect.map(Ref.get(state), (refusal) => Option.map(Option.fromNullable(refusal), ({ why }) => why)),
    barred: Effect.flatMap(Clock.currentTimeMillis, (now) =>
      Ref.modify(state, (refusal) => {
        if (refusal === undefined) return [Option.none(), refusal]
        return ageOf(refusal.triedAt, now) >= Duration.toMillis(retryAfter)
          ? [Option.none(), { ...refusal, triedAt: now }]
          : [Option.some(refusal.why), refusal]
      })
    ),
    refused: (why) =>
      Effect.gen(function* () {
        const triedAt = yield* Clock.currentTimeMillis
        const before = yield* Ref.getAndSet(state, { why, triedAt })
        if (before === undefined)
          yield* Effect.logWarning(
            `${why}. Meanwhile it counts as no key, and is tried again every ${Duration.format(retryAfter)}`
          )
      }),
    accepted: Effect.flatMap(Ref.getAndSet(state, undefined), (before) =>
      before === undefined ? Effect.void : Effect.logInfo("TMDB accepts the API key again")
    )
  })
)
