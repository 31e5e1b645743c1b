/** The other keys under which the answer to a question may lie already, and when what lies there answers it. */
import { Option } from "effect"
import type { CacheEntry } from "../values/CacheEntry.ts"
import { hasIdOfWork, type Hints, workIds } from "../values/Hints.ts"
import { decodeRatingKey, encodeRatingKey, type KeyStyle, oldRatingKey } from "./RatingKey.ts"

export interface OtherKey {
  readonly key: string
  /** Whether what is kept under it answers the question as well. */
  readonly serves: (entry: CacheEntry) => boolean
}

/** Whether an answer is about the work with these ids: what it does not know of them it does not agree with. */
const hasIdsOf = (asked: Hints, entry: Pick<CacheEntry, (typeof workIds)[number]>, known: Partial<Hints> = {}) =>
  workIds.every((id) => asked[id] === undefined || asked[id] === known[id] || asked[id] === entry[id])

/**
 * - the key with `-m`, when a film's key was issued without it: the same question
 * - the plain key of the older system, and the one without any id: lesser questions. A text that was found by one serves when it is about
 *   the ids that are asked for now; that one came to nothing says nothing.
 *
 * A page that a person chose is looked for under its own key alone; so is what Plex itself calls a work, since no answer tells whether it is
 * about that.
 */
export const otherKeys = (ratingKey: string, hints: Hints, style: KeyStyle): ReadonlyArray<OtherKey> => {
  const suffixed = /-(?:tt\d+|none)$/.test(ratingKey) ? [{ key: `${ratingKey}-m`, serves: () => true }] : []
  if (hints.vpro !== undefined || hints.plex !== undefined) return suffixed
  const bare: Hints = { ...hints, imdb: undefined, tmdb: undefined, tvdb: undefined }
  const lesser = [
    ...Option.toArray(oldRatingKey(hints)),
    ...(hasIdOfWork(hints) ? [...Option.toArray(oldRatingKey(bare)), encodeRatingKey(bare, style)] : [])
  ].map((key): OtherKey => {
    const known = Option.getOrElse(decodeRatingKey(key), () => bare)
    return { key, serves: (entry) => entry.status === "found" && hasIdsOf(hints, entry, known) }
  })
  const all = [...suffixed, ...lesser].filter(({ key }) => key !== ratingKey)
  return all.filter(({ key }, at) => all.findIndex((other) => other.key === key) === at)
}

/**
 * Whether somebody who brings a key asks with an id that the key lacks, and that what was answered under it does not have: a tag in the
 * name of a file that was added later, most likely, because the answer was wrong. The choice of a person stands.
 */
export const asksForAnother = (key: Hints, asked: Hints, answered: CacheEntry | undefined): boolean =>
  key.vpro === undefined && !hasIdsOf(asked, answered?.status === "found" ? answered : {}, key)
