/**
 * What is known of the files without looking: sizes and the order of use. Nothing else is kept of a file: there may be a
 * hundred thousand, and its name tells the rest.
 */

/** One file. */
export interface Slot {
  readonly bytes: number
  /** Milliseconds. */
  readonly lastUsed: number
}

export interface Index {
  /** Notes a file as the one used last. */
  readonly put: (path: string, slot: Slot) => void
  readonly forget: (path: string) => void
  readonly get: (path: string) => Slot | undefined
  /** Puts the files in the order of their last use, after some were put in another. */
  readonly sort: () => void
  /** All files, the least recently used first. */
  readonly paths: () => ReadonlyArray<string>
  readonly size: () => number
  readonly bytes: () => number
  /** Drops and answers the least recently used tenth, repeatedly, until both bounds hold. */
  readonly takeExcess: (maxEntries: number, maxBytes: number) => ReadonlyArray<string>
}

/** An empty index. A `Map` remembers the order of insertion, which is here the order of use. */
export const make = (): Index => {
  const slots = new Map<string, Slot>()
  let total = 0

  const forget = (path: string) => {
    total -= slots.get(path)?.bytes ?? 0
    slots.delete(path)
  }

  const exceeds = (maxEntries: number, maxBytes: number) => slots.size > maxEntries || total > maxBytes

  return {
    put: (path, slot) => {
      forget(path)
      slots.set(path, slot)
      total += slot.bytes
    },
    forget,
    get: (path) => slots.get(path),
    sort: () => {
      const sorted = [...slots].sort(([, a], [, b]) => a.lastUsed - b.lastUsed)
      slots.clear()
      for (const [path, slot] of sorted) slots.set(path, slot)
    },
    paths: () => [...slots.keys()],
    size: () => slots.size,
    bytes: () => total,
    takeExcess: (maxEntries, maxBytes) => {
      const taken: Array<string> = []
      // The last one is what was written just now: it stays, however large.
      while (slots.size > 1 && exceeds(maxEntries, maxBytes)) {
        const tenth = Math.max(1, Math.floor(slots.size / 10))
        const paths = [...slots.keys()].slice(0, tenth)
        paths.forEach((path) => forget(path))
        taken.push(...paths)
      }
      return taken
    }
  }
}
