/** Keys whose look-up a failing source left open: they are looked up again, what was asked last first, each after waits of its own. */
import { Clock, Context, Duration, Effect, Layer } from "effect"
import type { SourceName } from "../../ports/SourceError.ts"
import * as BoundedMap from "../values/BoundedMap.ts"
import { ageOf } from "../values/Elapsed.ts"

/** Which of the keys may be looked up now. */
export interface Choice {
  /** Whether a key that these sources left open may be; none are named when the time was over before one had failed. */
  readonly may?: ((sources: ReadonlyArray<SourceName>) => boolean) | undefined
  /**
   * It is tried whether a source is well again: a failure then says nothing of the key, and does not count as one of its own. It
   * still waits, so that the next trial is with another key.
   */
  readonly trial?: boolean
}

/** What is open. */
export interface OpenKeys {
  readonly count: number
  /** When the one that is open longest was left open, in epoch milliseconds; none without any. */
  readonly since: number | undefined
}

export interface UnsettledKeys {
  /** Somebody asked for this key, and these sources left it open. From now on it is the one that was asked last. */
  readonly note: (ratingKey: string, sources?: ReadonlyArray<SourceName>) => Effect.Effect<void>
  /**
   * It was looked up again, unasked, and these left it open. It keeps its place and its wait. When they are fewer than before, it begins
   * anew: sources come back one after the other, and a key that needs them all has not failed because of that.
   */
  readonly stays: (ratingKey: string, sources?: ReadonlyArray<SourceName>) => Effect.Effect<void>
  /** The keys that waited long enough, what was asked last first. They stay open, and have their next wait before them. */
  readonly take: (count: number, choice?: Choice) => Effect.Effect<ReadonlyArray<string>>
  /** This key is open no longer. */
  readonly settled: (ratingKey: string) => Effect.Effect<void>
  readonly open: Effect.Effect<OpenKeys>
  /** Whether this key is open. */
  readonly isOpen: (ratingKey: string) => Effect.Effect<boolean>
  /** Waits until there is a key. */
  readonly some: Effect.Effect<void>
}

/** The promise that a look-up which a failing source left open is made again. */
export class Unsettled extends Context.Tag("vpro-cinema-plex/domain/Unsettled")<Unsettled, UnsettledKeys>() {}

/**
 * How long a key waits: after it was left open, and after each time that it was looked up again and was left open once more. The last one
 * holds for all further times. The first is short, since it says more of a source than of the key: a source that fails is left alone,
 * and its breaker tells when it is well.
 */
export const waits = [
  Duration.seconds(5),
  Duration.minutes(1),
  Duration.minutes(5),
  Duration.minutes(30),
  Duration.minutes(120)
] as const

interface Waiting {
  /** When it was left open first. */
  readonly since: number
  readonly sources: ReadonlyArray<SourceName>
  /** How often it was looked up again and was left open once more. */
  readonly failures: number
  /** When its wait began, and how long that is. */
  readonly from: number
  readonly wait: number
}

const waitAfter = (failures: number) => Duration.toMillis(waits[Math.min(failures, waits.length - 1)] ?? waits[0])

const isOver = ({ from, wait }: Waiting, now: number) => ageOf(from, now) >= wait

/** A key that these sources left open just now. */
const begun = (sources: ReadonlyArray<SourceName>, since: number, now: number): Waiting => ({
  since,
  sources,
  failures: 0,
  from: now,
  wait: waitAfter(0)
})

/** Whether some of the sources before are left, and no other. Where none is named it may be any, which is not less. */
const areFewer = (sources: ReadonlyArray<SourceName>, before: ReadonlyArray<SourceName>) =>
  sources.length > 0 && sources.length < before.length && sources.every((source) => before.includes(source))

/** A key that was taken has its next wait before it, whatever comes of it. */
const taken = (waiting: Waiting, now: number, trial: boolean): Waiting => {
  const failures = trial ? waiting.failures : waiting.failures + 1
  return { ...waiting, failures, from: now, wait: waitAfter(Math.max(1, failures)) }
}

/** Keys that are remembered. One of 50 characters takes 0.3 kB, so that all of them take some 3 MB. */
const most = 10_000

/** A list in memory of at most `capacity` keys; beyond it those that were asked longest ago are forgotten. */
export const makeUnsettled = (capacity = most): Effect.Effect<UnsettledKeys> =>
  Effect.map(Effect.makeLatch(), (some) => {
    const keys = BoundedMap.make<string, Waiting>({ entries: capacity })
    const waitingOf = (key: string) => {
      const waiting = keys.get(key)
      return waiting === undefined ? [] : [{ key, waiting }]
    }
    return {
      note: (key, sources = []) =>
        Effect.flatMap(Clock.currentTimeMillis, (now) => {
          const known = keys.get(key)
          const again = known !== undefined && isOver(known, now) ? { ...known, from: now, wait: waitAfter(0) } : known
          // A copy: a key that is a part of an address would keep that in memory.
          keys.put(structuredClone(key), again === undefined ? begun(sources, now, now) : { ...again, sources })
          return some.open
        }),
      stays: (key, sources = []) =>
        Effect.map(Clock.currentTimeMillis, (now) => {
          const known = keys.get(key)
          if (known === undefined) return
          keys.replace(key, areFewer(sources, known.sources) ? begun(sources, known.since, now) : { ...known, sources })
        }),
      take: (count, { may = () => true, trial = false } = {}) =>
        Effect.map(Clock.currentTimeMillis, (now) => {
          const due: Array<string> = []
          for (const key of [...keys.keys()].toReversed()) {
            if (due.length >= count) break
            const waiting = keys.get(key)
            if (waiting === undefined || !isOver(waiting, now) || !may(waiting.sources)) continue
            keys.replace(key, taken(waiting, now, trial))
            due.push(key)
          }
          return due
        }),
      settled: (key) =>
        Effect.suspend(() => {
          keys.remove(key)
          return keys.size() === 0 ? some.close : Effect.void
        }),
      open: Effect.sync(() => {
        const all = [...keys.keys()].flatMap(waitingOf)
        return {
          count: all.length,
          since: all.reduce<number | undefined>(
            (oldest, { waiting: { since } }) => (oldest === undefined || since < oldest ? since : oldest),
            undefined
          )
        }
      }),
      isOpen: (key) => Effect.sync(() => keys.has(key)),
      some: some.await
    }
  })

/** A list that somebody works off, such as the service in the background. */
export const unsettledInMemory = Layer.effect(Unsettled, makeUnsettled())
