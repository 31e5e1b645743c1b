/**
 * How large entries are, in which order they were used, and which of them go when there are too many. By name: the key of an entry,
 * or its file. Nothing else is kept of one here: there may be a hundred thousand.
 */

/** One entry. */
export interface Slot {
  readonly bytes: number
  /** Milliseconds. */
  readonly lastUsed: number
  /** When the text in it was looked up, in milliseconds: never (infinity) for what has none. Left out while it was not read. */
  readonly since?: number
}

export interface LeastRecentlyUsed {
  /** Notes an entry as the one used last, now. */
  readonly put: (name: string, slot: Slot) => void
  /** Notes an entry that was not known yet, used some time ago; `sort` puts it in its place. */
  readonly add: (name: string, slot: Slot) => void
  /** Notes when the text in an entry was looked up, if the entry is known. */
  readonly learn: (name: string, since: number) => void
  /** Up to so many entries of which that is not known, of those that were used last. */
  readonly unread: (count: number) => ReadonlyArray<string>
  /** Those of before a time that were used so many milliseconds later, the oldest first. */
  readonly aged: (before: number, usedAfter: number) => ReadonlyArray<{ readonly name: string; readonly since: number }>
  readonly forget: (name: string) => void
  readonly get: (name: string) => Slot | undefined
  /** Puts the entries in the order of their last use, after some were put in another. None was used later than now. */
  readonly sort: (now: number) => void
  /** All of them, the least recently used first. */
  readonly names: () => ReadonlyArray<string>
  readonly size: () => number
  readonly bytes: () => number
  /** Drops and answers the least recently used part, repeatedly, until both bounds hold. The one used last stays. */
  readonly takeExcess: (maxEntries: number, maxBytes: number) => ReadonlyArray<string>
}

/**
 * A cache that is full loses one part in this many at a time: the tenth that was least recently used. The books of Redis go by it
 * too.
 */
export const evictionParts = 10

/** Minutes fit into four bytes. */
const minute = 60_000
const unread = 0
const never = 2 ** 32 - 1
const minutesOf = (since: number | undefined): number =>
  since === undefined ? unread : Math.min(never, Math.max(unread + 1, Math.floor(since / minute)))

/** Slots in three columns: a hundred thousand objects would take six times the memory. */
const columns = () => {
  let bytes = new Uint32Array(1024)
  let lastUsed = new Float64Array(1024)
  let since = new Uint32Array(1024)
  const free: Array<number> = []
  let used = 0

  const grow = () => {
    const [smallBytes, smallUsed, smallSince] = [bytes, lastUsed, since]
    bytes = new Uint32Array(smallBytes.length * 2)
    lastUsed = new Float64Array(smallUsed.length * 2)
    since = new Uint32Array(smallSince.length * 2)
    bytes.set(smallBytes)
    lastUsed.set(smallUsed)
    since.set(smallSince)
  }

  return {
    /** Where the slot is now. */
    add: (slot: Slot): number => {
      if (free.length === 0 && used === bytes.length) grow()
      const row = free.pop() ?? used++
      bytes[row] = slot.bytes
      lastUsed[row] = slot.lastUsed
      since[row] = minutesOf(slot.since)
      return row
    },
    lastUsed: (row: number): number => lastUsed[row] ?? 0,
    learn: (row: number, millis: number) => void (since[row] = minutesOf(millis)),
    isUnread: (row: number): boolean => since[row] === unread,
    /** In milliseconds; never for what was not read, too. */
    since: (row: number): number => {
      const minutes = since[row] ?? never
      return minutes === unread || minutes === never ? Number.POSITIVE_INFINITY : minutes * minute
    },
    /** Nothing was used later than then. */
    noneLater: (now: number) => {
      for (let row = 0; row < used; row++) lastUsed[row] = Math.min(lastUsed[row] ?? 0, now)
    },
    get: (row: number): Slot => ({ bytes: bytes[row] ?? 0, lastUsed: lastUsed[row] ?? 0 }),
    free: (row: number) => void free.push(row)
  }
}

/** Nothing is kept yet. A `Map` remembers the order of insertion, which is here the order of use. */
export const make = (): LeastRecentlyUsed => {
  const rows = new Map<string, number>()
  const slots = columns()
  let total = 0
  let latest = 0

  const get = (name: string) => {
    const row = rows.get(name)
    return row === undefined ? undefined : slots.get(row)
  }

  const forget = (name: string) => {
    const row = rows.get(name)
    if (row === undefined) return
    total -= slots.get(row).bytes
    slots.free(row)
    rows.delete(name)
  }

  const place = (name: string, slot: Slot) => {
    rows.set(name, slots.add(slot))
    total += slot.bytes
  }

  /** Those that are evicted next. The order of eviction stands here, and for Redis in `firstToGo` of `redis/Scripts.ts`. */
  const firstToGo = (count: number): ReadonlyArray<string> => [...rows.keys()].slice(0, count)

  const exceeds = (maxEntries: number, maxBytes: number) => rows.size > maxEntries || total > maxBytes

  return {
    put: (name, slot) => {
      // The clock was set back: what was used before then would count as used last, for as long as it was ahead.
      if (slot.lastUsed < latest) slots.noneLater(slot.lastUsed)
      latest = slot.lastUsed
      forget(name)
      place(name, slot)
    },
    add: (name, slot) => {
      if (!rows.has(name)) place(name, slot)
    },
    learn: (name, since) => {
      const row = rows.get(name)
      if (row !== undefined) slots.learn(row, since)
    },
    unread: (count) => {
      const found: Array<string> = []
      for (const [name, row] of rows) if (slots.isUnread(row)) found.push(name)
      return found.slice(-count)
    },
    aged: (before, usedAfter) => {
      const found: Array<{ readonly name: string; readonly since: number }> = []
      for (const [name, row] of rows) {
        const since = slots.since(row)
        if (since < before && slots.lastUsed(row) - since >= usedAfter) found.push({ name, since })
      }
      return found.sort((a, b) => a.since - b.since)
    },
    forget,
    get,
    sort: (now) => {
      const sorted = [...rows].sort(([, a], [, b]) => slots.lastUsed(a) - slots.lastUsed(b))
      rows.clear()
      for (const [name, row] of sorted) rows.set(name, row)
      slots.noneLater(now)
    },
    names: () => firstToGo(rows.size),
    size: () => rows.size,
    bytes: () => total,
    takeExcess: (maxEntries, maxBytes) => {
      const taken: Array<string> = []
      // The last one is what was written just now: it stays, however large.
      while (rows.size > 1 && exceeds(maxEntries, maxBytes)) {
        const names = firstToGo(Math.max(1, Math.floor(rows.size / evictionParts)))
        names.forEach((name) => forget(name))
        taken.push(...names)
      }
      return taken
    }
  }
}
