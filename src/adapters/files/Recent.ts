/** Entries that were read or written a moment ago: they are served without looking at the disk. */
import type { CacheEntry } from "../../domain/CacheEntry.ts"

export interface Known {
  readonly entry: CacheEntry
  readonly path: string
  readonly bytes: number
}

export interface Recent {
  /** What was last seen under a key, unless that is too long ago. The same entry is the same object. */
  readonly get: (key: string, now: number) => Known | undefined
  readonly put: (key: string, known: Known, now: number) => void
  readonly forget: (path: string) => void
}

/**
 * How long the disk is believed not to have changed. Other processes may write to the folder, and people delete files: what
 * they do shows after this time at the latest.
 */
const believed = 1000

/** An entry takes some three kilobytes. */
const capacity = 2000

export const make = (): Recent => {
  const seen = new Map<string, { readonly known: Known; readonly at: number }>()
  const keys = new Map<string, string>()

  const drop = (key: string) => {
    const path = seen.get(key)?.known.path
    if (path !== undefined) keys.delete(path)
    seen.delete(key)
  }

  return {
    get: (key, now) => {
      const found = seen.get(key)
      return found !== undefined && Math.abs(now - found.at) < believed ? found.known : undefined
    },
    put: (key, known, now) => {
      drop(key)
      const oldest = seen.keys().next()
      if (seen.size >= capacity && oldest.done === false) drop(oldest.value)
      seen.set(key, { known, at: now })
      keys.set(known.path, key)
    },
    forget: (path) => {
      const key = keys.get(path)
      if (key !== undefined) drop(key)
    }
  }
}
