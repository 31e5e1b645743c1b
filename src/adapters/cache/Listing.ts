/** Lines of a listing. */
import { DateTime } from "effect"
import type { CacheEntry } from "../../domain/values/CacheEntry.ts"
import type { CacheListing } from "../../ports/CachePort.ts"

/** An entry as it is listed. A cache notes the last use beside an entry: what that says of itself may be older. */
export const listingOf = (key: string, entry: CacheEntry, lastUsed: number): CacheListing => ({
  key,
  entry: { ...entry, lastAccessed: DateTime.max(entry.lastAccessed, DateTime.unsafeMake(lastUsed)) }
})
