/** How much memory plain data takes, about: stores that keep what others wrote are bounded by it, however many entries that is. */

const ofText = 16
const ofMember = 16

/** Bytes; of text two for each character, as when it is not all of Western Europe. Data without circles. */
export const weightOf = (value: unknown): number => {
  const left = [value]
  let bytes = 0
  while (left.length > 0) {
    const one = left.pop()
    bytes += ofMember
    if (typeof one === "string") bytes += ofText + 2 * one.length
    else if (one instanceof Map) for (const [key, member] of one) left.push(key, member)
    else if (typeof one === "object" && one !== null) for (const member of Object.values(one)) left.push(member)
  }
  return bytes
}

/** What a store may hold together. */
export interface Bounds {
  readonly entries: number
  readonly bytes: number
}

/** A `Map` of what weighs something; it remembers the order of insertion, and the oldest give way. */
export const weighed = <V>({ bytes: most, entries }: Bounds, dropped: (key: string, value: V) => void = () => {}) => {
  const kept = new Map<string, { readonly value: V; readonly weight: number }>()
  let total = 0

  const remove = (key: string) => {
    const one = kept.get(key)
    if (one === undefined) return
    kept.delete(key)
    total -= one.weight
    dropped(key, one.value)
  }

  return {
    get: (key: string): V | undefined => kept.get(key)?.value,
    remove,
    /** Keeps it as the newest; what weighs more than all may is not kept. */
    put: (key: string, value: V, weight: number): void => {
      remove(key)
      if (weight > most) return
      kept.set(key, { value, weight })
      total += weight
      for (const oldest of kept.keys()) {
        if (kept.size <= entries && total <= most) break
        remove(oldest)
      }
    }
  }
}
