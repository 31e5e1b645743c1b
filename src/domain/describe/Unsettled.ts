/** Keys whose look-up a failing source left open: they are looked up again, each after a wait that grows as it stays open. */
import { Clock, Context, Duration, Effect, Layer } from "effect"
import * as BoundedMap from "../values/BoundedMap.ts"

export interface UnsettledKeys {
  /** A look-up left this key open. While it waits for its turn, further notes change nothing. */
  readonly note: (ratingKey: string) => Effect.Effect<void>
  /** The keys that waited long enough, the longest due first. They stay open, and have their next wait before them. */
  readonly take: (count: number) => Effect.Effect<ReadonlyArray<string>>
  /** This key is open no longer. */
  readonly settled: (ratingKey: string) => Effect.Effect<void>
}

/** The promise that a look-up which a failing source left open is made again. */
export class Unsettled extends Context.Tag("vpro-cinema-plex/domain/Unsettled")<Unsettled, UnsettledKeys>() {}

/** How long a key waits before it is looked up again: the first time, the second, and so on. The last one holds for all further times. */
export const waits = [Duration.minutes(1), Duration.minutes(5), Duration.minutes(30), Duration.minutes(120)] as const

interface Waiting {
  /** How many waits it had before this one. */
  readonly before: number
  /** When this one is over. */
  readonly due: number
}

const waiting = (before: number, now: number): Waiting => ({
  before,
  due: now + Duration.toMillis(waits[Math.min(before, waits.length - 1)] ?? waits[0])
})

/** A list in memory of at most `capacity` keys; beyond it the oldest are forgotten. */
export const makeUnsettled = (capacity = 1000): Effect.Effect<UnsettledKeys> =>
  Effect.sync(() => {
    const keys = BoundedMap.make<string, Waiting>({ entries: capacity })
    return {
      note: (key) =>
        Effect.map(Clock.currentTimeMillis, (now) => {
          const known = keys.get(key)
          if (known === undefined || known.due <= now)
            keys.put(key, waiting(known === undefined ? 0 : known.before + 1, now))
        }),
      take: (count) =>
        Effect.map(Clock.currentTimeMillis, (now) => {
          const due = [...keys.keys()].flatMap((key) => {
            const known = keys.get(key)
            return known === undefined || known.due > now ? [] : [{ key, ...known }]
          })
          const taken = due.sort((a, b) => a.due - b.due).slice(0, count)
          for (const { before, key } of taken) keys.put(key, waiting(before + 1, now))
          return taken.map(({ key }) => key)
        }),
      settled: (key) => Effect.sync(() => void keys.remove(key))
    }
  })

/** A list that somebody works off, such as the service in the background. */
export const unsettledInMemory = Layer.effect(Unsettled, makeUnsettled())
