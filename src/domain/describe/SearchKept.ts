/** Finding answers that are kept, by what a person would type: a title, or a part of a key. */
import { Effect } from "effect"
import { type CacheError, type CacheListing, CachePort } from "../../ports/CachePort.ts"
import { words } from "../titles/Comparison.ts"

/** Titles stand in the answers themselves, so that those must be read: no more than these, which were used last. */
const mostRead = 2000

/** A part of a key as a person types it: keys are in small letters, what people type need not be. */
export const partOfKey = (text: string): string => text.toLowerCase()

/** A text as it is compared: without accents, capitals and punctuation, in whatever form of Unicode. */
const plain = (text: string): string => words(text).join(" ")

/**
 * Up to `limit` answers, the most recently used first: those whose key holds the text, and of the 2,000 used last those whose title does. An
 * empty text finds all.
 */
export const searchKept = Effect.fn("SearchKept.searchKept")(function* (
  text: string,
  limit: number
): Effect.fn.Return<ReadonlyArray<CacheListing>, CacheError, CachePort> {
  const { list } = yield* CachePort
  const byKey = yield* list({ part: partOfKey(text.trim()), limit })
  const wanted = plain(text)
  if (wanted === "" || byKey.length >= limit) return byKey
  const read = yield* list({ part: "", limit: mostRead })
  const known = new Set(byKey.map(({ key }) => key))
  const byTitle = read.filter(({ entry, key }) => !known.has(key) && plain(entry.title).includes(wanted))
  return [...byKey, ...byTitle]
    .toSorted((a, b) => b.entry.lastAccessed.epochMillis - a.entry.lastAccessed.epochMillis)
    .slice(0, limit)
})
