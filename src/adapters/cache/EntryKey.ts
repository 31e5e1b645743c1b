/** The keys of entries: rating keys, and nothing else. */
import { Effect } from "effect"
import { ratingKeyPattern } from "../../domain/keys/RatingKey.ts"
import type { MediaKind } from "../../domain/values/Media.ts"
import { CacheError } from "../../ports/CachePort.ts"

/** Whether a cache takes a key. There is no dot, slash or NUL in one, so that a path made of it never leaves the folder. */
export const isKey = (key: string): boolean => ratingKeyPattern.test(key)

/** Refuses what is no key. */
export const checked = (operation: CacheError["operation"], key: string): Effect.Effect<void, CacheError> =>
  isKey(key) ? Effect.void : new CacheError({ operation, reason: "BadKey", key, cause: "not a cache key" })

/** What an entry is of when it does not say so itself, as those of the older system: the end of a key tells films from series. */
export const kindOf = (key: string): MediaKind => (key.endsWith("-s") ? "series" : "film")
