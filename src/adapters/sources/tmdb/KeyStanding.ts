/** The key for TMDB, and how TMDB takes it: one that it refuses counts as no key, until TMDB accepts it again or there is another one. */
import { Clock, Duration, Effect, Equivalence, Option, Redacted, Ref } from "effect"
import { ageOf } from "../../../domain/values/Elapsed.ts"

export type Key = Redacted.Redacted<string>

/** What all who use the key know of it together. */
export interface KeyStanding {
  /** The key as it is now. */
  readonly key: Effect.Effect<Option.Option<Key>>
  /** Why it is refused, and what to do; none while TMDB is not known to refuse it. */
  readonly refusal: Effect.Effect<Option.Option<string>>
  /** Why this key is not to be used now; a refused one is tried again by one request in `retryAfter`, and by no other. */
  readonly barred: (key: Key) => Effect.Effect<Option.Option<string>>
  /** TMDB refused this key. Only the first of these is a warning. */
  readonly refused: (key: Key, why: string) => Effect.Effect<void>
  /** TMDB answered to this key. */
  readonly accepted: (key: Key) => Effect.Effect<void>
}

/** Long enough to save requests that are in vain, and short enough to heal by itself what was a fault at TMDB's side. */
export const retryAfter = Duration.hours(1)

interface Refusal {
  readonly key: Key
  readonly why: string
  readonly triedAt: number
}

const isSameKey = Redacted.getEquivalence(Equivalence.string)

const usable = (key: Option.Option<Key>) => Option.filter(key, (key) => Redacted.value(key).trim() !== "")

/** A key of which nothing bad is known. It is asked for at each use, since it may be changed meanwhile. */
export const make = (current: Effect.Effect<Option.Option<Key>>): Effect.Effect<KeyStanding> =>
  Effect.map(Ref.make(Option.none<Refusal>()), (state): KeyStanding => {
    const key = Effect.map(current, usable)
    const refusalOf = (key: Key) => Option.filter<Refusal>((refusal) => isSameKey(refusal.key, key))
    return {
      key,
      refusal: Effect.map(Effect.all([key, Ref.get(state)]), ([now, refusal]) =>
        Option.flatMap(now, (key) => Option.map(refusalOf(key)(refusal), ({ why }) => why))
      ),
      barred: (key) =>
        Effect.flatMap(Clock.currentTimeMillis, (now) =>
          Ref.modify(state, (before) =>
            Option.match(refusalOf(key)(before), {
              onNone: () => [Option.none<string>(), before],
              onSome: (refusal) =>
                ageOf(refusal.triedAt, now) >= Duration.toMillis(retryAfter)
                  ? [Option.none<string>(), Option.some({ ...refusal, triedAt: now })]
                  : [Option.some(refusal.why), before]
            })
          )
        ),
      refused: (key, why) =>
        Effect.gen(function* () {
          const triedAt = yield* Clock.currentTimeMillis
          // What was asked with an earlier key says nothing of this one.
          if (!Option.exists(yield* current, (now) => isSameKey(now, key))) return
          const before = yield* Ref.getAndSet(state, Option.some({ key, why, triedAt }))
          if (Option.isNone(refusalOf(key)(before)))
            yield* Effect.logWarning(
              `${why}. Meanwhile it counts as no key, and is tried again every ${Duration.format(retryAfter)}`
            )
        }),
      accepted: (key) =>
        Effect.flatMap(
          Ref.modify(state, (before) =>
            Option.isSome(refusalOf(key)(before)) ? [true, Option.none<Refusal>()] : [false, before]
          ),
          (wasRefused) => (wasRefused ? Effect.logInfo("TMDB accepts the API key again") : Effect.void)
        )
    }
  })
