/** Entries that were read or written a moment ago: they are served without looking where they are kept. */
import type { CacheEntry } from "../../domain/values/CacheEntry.ts"
import * as BoundedMap from "../../domain/values/BoundedMap.ts"
import { weightOf } from "../../domain/values/Weight.ts"

export interface Recent<Known> {
  /**
   * What was last seen under a key, unless that is too long ago. Who is then told nothing is to look again: all others are told what
   * was seen, for another while, so that a key that everybody wants is looked at by one. The same entry is the same object.
   */
  readonly get: (key: string, now: number) => Known | undefined
  /** The same, however long ago. */
  readonly last: (key: string) => Known | undefined
  readonly put: (key: string, known: Known, now: number) => void
  /** By where it is kept. */
  readonly forget: (place: string) => void
}

/**
 * How long nothing is believed to have changed. Other processes write too, and people delete entries: what they do shows
 * after this time at the latest.
 */
const believed = 1000

/** An entry with its text takes some ten kilobytes. */
const bounds = { entries: 2000, bytes: 32 * 1024 * 1024 }

/** `placeOf` tells where an entry is kept: a file, or the key itself. */
export const make = <Known extends { readonly entry: CacheEntry }>(
  placeOf: (key: string, known: Known) => string
): Recent<Known> => {
  const keys = new Map<string, string>()
  const seen = BoundedMap.make<string, { readonly known: Known; at: number }>(bounds, (key, { known }) =>
    keys.delete(placeOf(key, known))
  )

  return {
    get: (key, now) => {
      const found = seen.get(key)
      if (found === undefined) return undefined
      if (Math.abs(now - found.at) < believed) return found.known
      found.at = now
      return undefined
    },
    last: (key) => seen.get(key)?.known,
    put: (key, known, now) => {
      if (seen.put(key, { known, at: now }, weightOf(known))) keys.set(placeOf(key, known), key)
    },
    forget: (place) => {
      const key = keys.get(place)
      if (key !== undefined) seen.remove(key)
    }
  }
}
