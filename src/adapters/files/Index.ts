/** What is known of the files without looking: sizes and the order of use. */

/** One file. `key` is unknown as long as only a shortened file name has been seen. */
export interface Slot {
  readonly key: string | undefined
  /** The key, or as much of it as the file name tells. */
  readonly start: string
  readonly bytes: number
  readonly lastUsed: number
}

export interface Index {
  /** Notes a file as the one used last. */
  readonly put: (path: string, slot: Slot) => void
  /** Drops a file; given a slot, only when that is still the one known. */
  readonly forget: (path: string, slot?: Slot) => void
  readonly has: (path: string) => boolean
  /** All files, the least recently used first. */
  readonly entries: () => ReadonlyArray<readonly [path: string, slot: Slot]>
  readonly size: () => number
  readonly bytes: () => number
  /** Drops and answers the least recently used tenth, repeatedly, until both bounds hold. */
  readonly takeExcess: (maxEntries: number, maxBytes: number) => ReadonlyArray<string>
}

/** An empty index. A `Map` remembers the order of insertion, which is here the order of use. */
export const make = (): Index => {
  const slots = new Map<string, Slot>()
  let bytes = 0

  const forget: Index["forget"] = (path, slot) => {
    const known = slots.get(path)
    if (known === undefined || (slot !== undefined && slot !== known)) return
    bytes -= known.bytes
    slots.delete(path)
  }

  const exceeds = (maxEntries: number, maxBytes: number) => slots.size > maxEntries || bytes > maxBytes

  return {
    put: (path, slot) => {
      forget(path)
      slots.set(path, slot)
      bytes += slot.bytes
    },
    forget,
    has: (path) => slots.has(path),
    entries: () => [...slots],
    size: () => slots.size,
    bytes: () => bytes,
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
