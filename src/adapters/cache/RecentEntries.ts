/** Entries that were read or written a moment ago: they are served without looking where they are kept. */
import { Effect, Option } from "effect"
import * as BoundedMap from "../../domain/values/BoundedMap.ts"
import type { CacheEntry } from "../../domain/values/CacheEntry.ts"
import { weightOf } from "../../domain/values/Weight.ts"
import type { CacheError } from "../../ports/CachePort.ts"

/** An entry, and the text that it was read from. */
export interface Held {
  /** Where it is kept: a file, or the key itself. */
  readonly place: string
  readonly text: string
  readonly entry: CacheEntry
}

type Get = (key: string) => Effect.Effect<Option.Option<CacheEntry>, CacheError>

export interface Recent {
  /**
   * Answers with what was last seen under a key, unless that is too long ago; then one caller goes to `look`, and all others are
   * given what was seen for another while. So a key that everybody wants is looked at by one.
   */
  readonly before: (look: (key: string, now: number) => ReturnType<Get>) => Get
  /** What a text was read as when it was last seen under a key: the same text stays the same object, by which hot answers hold. */
  readonly readAs: (key: string, text: string) => CacheEntry | undefined
  readonly put: (key: string, held: Held, now: number) => void
  readonly forget: (place: string) => void
}

/**
 * How long nothing is believed to have changed. Other processes write too, and people delete entries: what they do shows
 * after this time at the latest.
 */
const believed = 1000

/** An entry with its text takes some ten kilobytes. */
const bounds = { entries: 2000, bytes: 32 * 1024 * 1024 }

/** Nothing was seen yet. */
export const make = (): Recent => {
  const keys = new Map<string, string>()
  const all = BoundedMap.make<string, { readonly held: Held; at: number }>(bounds, (_, { held }) =>
    keys.delete(held.place)
  )

  const fresh = (key: string, now: number): CacheEntry | undefined => {
    const known = all.get(key)
    if (known === undefined) return undefined
    if (Math.abs(now - known.at) < believed) return known.held.entry
    known.at = now
    return undefined
  }

  return {
    before: (look) => (key) =>
      Effect.clockWith((clock) => {
        const now = clock.unsafeCurrentTimeMillis()
        const entry = fresh(key, now)
        // It was noted as used when it was looked at, a moment ago: near enough for an order of use.
        return entry === undefined ? look(key, now) : Effect.succeed(Option.some(entry))
      }),
    readAs: (key, text) => {
      const held = all.get(key)?.held
      return held?.text === text ? held.entry : undefined
    },
    put: (key, held, now) => {
      if (all.put(key, { held, at: now }, weightOf(held))) keys.set(held.place, key)
    },
    forget: (place) => {
      const key = keys.get(place)
      if (key !== undefined) all.remove(key)
    }
  }
}
