/** A map that holds so much and no more. Whatever is kept in memory for as long as the service runs is kept in one. */

/** What a map may hold together. */
export interface Bounds {
  readonly entries: number
  /** Only for maps whose entries are put with their weight. */
  readonly bytes?: number
}

export interface BoundedMap<K, V> {
  /** Does not change the order. */
  readonly get: (key: K) => V | undefined
  readonly has: (key: K) => boolean
  /** The same as `get`, and makes the entry the newest. */
  readonly use: (key: K) => V | undefined
  /** Keeps an entry as the newest; whether it did. What weighs more than all together may is not kept. */
  readonly put: (key: K, value: V, weight?: number) => boolean
  /** Changes an entry, which keeps its place and its weight; whether there was one. */
  readonly replace: (key: K, value: V) => boolean
  /** Whether there was one. */
  readonly remove: (key: K) => boolean
  /** The oldest first. */
  readonly keys: () => IterableIterator<K>
  readonly size: () => number
  /** What the entries weigh together. */
  readonly weight: () => number
}

/** An empty map. Beyond its bounds the oldest entries give way; `dropped` is told of every entry that is kept no longer. */
export const make = <K, V>(
  { bytes: most = Number.POSITIVE_INFINITY, entries }: Bounds,
  dropped: (key: K, value: V) => void = () => {}
): BoundedMap<K, V> => {
  // A `Map` remembers the order of insertion.
  const kept = new Map<K, { readonly value: V; readonly weight: number }>()
  let total = 0

  const remove = (key: K) => {
    const one = kept.get(key)
    if (one === undefined) return false
    kept.delete(key)
    total -= one.weight
    dropped(key, one.value)
    return true
  }

  return {
    get: (key) => kept.get(key)?.value,
    has: (key) => kept.has(key),
    use: (key) => {
      const one = kept.get(key)
      if (one === undefined) return undefined
      kept.delete(key)
      kept.set(key, one)
      return one.value
    },
    put: (key, value, weight = 0) => {
      remove(key)
      if (weight > most) return false
      kept.set(key, { value, weight })
      total += weight
      for (const oldest of kept.keys()) {
        if (kept.size <= entries && total <= most) break
        remove(oldest)
      }
      return kept.has(key)
    },
    replace: (key, value) => {
      const one = kept.get(key)
      if (one !== undefined) kept.set(key, { ...one, value })
      return one !== undefined
    },
    remove,
    keys: () => kept.keys(),
    size: () => kept.size,
    weight: () => total
  }
}
