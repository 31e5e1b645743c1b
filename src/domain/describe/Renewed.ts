/** What an entry becomes when the catalogue is asked for its page again. */
import { DateTime, Effect, Option } from "effect"
import { type CacheEntry, entryOf, isSameEntry } from "../values/CacheEntry.ts"
import type { CatalogueItem } from "../values/Catalogue.ts"
import { completed } from "../values/Pictures.ts"

/**
 * The entry with what its page says now: in the catalogue's own words first, and in what the catalogue leaves out as it was, for that came
 * from the public page. Ids, date and pictures of references stay. A text that the catalogue does not have came from the public page,
 * too: it stays while the catalogue says that the page is as it was. `None` when only a look-up can tell.
 */
export const renewed = Effect.fn("Renewed.renewed")(function* (entry: CacheEntry, item: CatalogueItem) {
  const now = yield* DateTime.now
  if (item.text === undefined)
    return entry.modified !== undefined && entry.modified === item.modified
      ? Option.some<CacheEntry>({ ...entry, fetchedAt: now, lastAccessed: now })
      : Option.none<CacheEntry>()
  const told = yield* entryOf(item, entry)
  const whole: CacheEntry = {
    ...told,
    year: told.year ?? entry.year,
    url: entry.url ?? told.url,
    kijkwijzer: told.kijkwijzer ?? entry.kijkwijzer,
    appreciation: told.appreciation ?? entry.appreciation,
    genres: told.genres.length > 0 ? told.genres : entry.genres,
    directors: told.directors.length > 0 ? told.directors : entry.directors,
    pictures: completed(entry.pictures, item.pictures)
  }
  return Option.some(whole)
})

/** Whether a renewed entry tells anything new. */
export const hasChanged = (before: CacheEntry, after: CacheEntry): boolean =>
  !isSameEntry(before, { ...after, fetchedAt: before.fetchedAt, modified: before.modified })
