/** The entry that a look-up leaves behind. */
import { DateTime, Effect, Option } from "effect"
import { Outcome } from "../lookup/Outcome.ts"
import { isSameWork } from "../matching/SameWork.ts"
import { type CacheEntry, entryOf, hasText, mostConfirmations, type WorkFacts } from "../values/CacheEntry.ts"
import type { CatalogueItem } from "../values/Catalogue.ts"
import type { Complete } from "../values/Complete.ts"
import type { Hints } from "../values/Hints.ts"
import { completed } from "../values/Pictures.ts"
import type { Work } from "../values/Work.ts"

/** The ids that were asked, the page's own, and what is known of the work, if the page shows itself to be about it. */
const factsOf = (hints: Hints, work: Work | undefined, page?: CatalogueItem): Complete<WorkFacts> => {
  const known = work !== undefined && (page === undefined || isSameWork(page, work)) ? work : undefined
  return {
    imdb: hints.imdb ?? page?.imdb ?? known?.imdb,
    tmdb: hints.tmdb ?? known?.tmdb,
    tvdb: hints.tvdb ?? known?.tvdb,
    released: known?.released,
    pictures: known?.pictures ?? []
  }
}

const withoutText = (hints: Hints, work: Work | undefined) =>
  Effect.map(DateTime.now, (now): Complete<CacheEntry> => ({
    status: "not_found",
    kind: hints.kind,
    title: hints.title,
    year: hints.year ?? work?.year,
    ...factsOf(hints, work),
    description: undefined,
    url: undefined,
    vpro: undefined,
    kijkwijzer: undefined,
    appreciation: undefined,
    genres: [],
    directors: [],
    method: undefined,
    confirmed: undefined,
    modified: undefined,
    fetchedAt: now,
    lastAccessed: now
  }))

/** The entry that an outcome leaves behind, and whether it may be kept. A failure is never kept. */
export const entryFor = (hints: Hints, outcome: Outcome): Effect.Effect<readonly [CacheEntry, boolean]> =>
  Outcome.$match(outcome, {
    Found: ({ item, work, method }) =>
      Effect.map(entryOf(item, { ...factsOf(hints, work, item), method }), (entry) => [entry, true] as const),
    Bare: ({ work }) => Effect.map(withoutText(hints, work), (entry) => [entry, true] as const),
    NotFound: () => Effect.map(withoutText(hints, undefined), (entry) => [entry, true] as const),
    Incomplete: ({ item, work }) =>
      Effect.map(
        item === undefined ? withoutText(hints, work) : entryOf(item, factsOf(hints, work, item)),
        (entry) => [entry, false] as const
      )
  })

/** The pictures of an earlier answer about the same page, where a new one has none: its page or the reference may have failed this once. */
export const withFormerPictures = (entry: CacheEntry, former: Option.Option<CacheEntry>): CacheEntry =>
  Option.match(
    Option.filter(former, ({ vpro }) => vpro !== undefined && vpro === entry.vpro),
    { onNone: () => entry, onSome: ({ pictures }) => ({ ...entry, pictures: completed(entry.pictures, pictures) }) }
  )

/** Whether two entries say the same of a text: that nobody has one, or that this page has none. */
const areWithoutText = (one: CacheEntry, other: CacheEntry): boolean =>
  !hasText(one) && !hasText(other) && one.status === other.status && one.vpro === other.vpro

/**
 * An entry without a text, with how often that was confirmed by now: once more than the former entry says, if `confirms`. A text ends
 * the count, and so does a page where there was none.
 */
export const withConfirmations = (
  entry: CacheEntry,
  former: Option.Option<CacheEntry>,
  confirms: boolean
): CacheEntry =>
  Option.match(
    Option.filter(former, (known) => areWithoutText(entry, known)),
    {
      onNone: () => entry,
      onSome: ({ confirmed }) => ({
        ...entry,
        confirmed: confirms ? Math.min((confirmed ?? 0) + 1, mostConfirmations) : confirmed
      })
    }
  )
