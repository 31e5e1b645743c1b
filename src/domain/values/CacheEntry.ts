/** An answer worth keeping: what a look-up found, or that nothing is to be found. */
import { Clock, DateTime, Duration, Effect, Equivalence, Schema } from "effect"
import { ageOf } from "./Elapsed.ts"
import type { Complete } from "./Complete.ts"
import { type CatalogueItem, Mark, Picture } from "./Catalogue.ts"
import { completed } from "./Pictures.ts"
import { Kijkwijzer } from "./Kijkwijzer.ts"
import { ImdbId, IsoDate, MediaKind, TmdbId, TvdbId, VproId, Year } from "./Media.ts"
import type { Work } from "./Work.ts"

/**
 * By what a page was found: its title or another title of the work at POMS, an id, the search of cinema.nl, a search engine, the
 * likeliest of several, or the choice of a person.
 */
export type LookupMethod = (typeof lookupMethods)[number]
export const lookupMethods = ["poms", "tmdb_alt", "imdb", "cinema", "web", "plausible", "vpro_id"] as const

/** More of them would not make an answer live longer: an hour that doubles so often is longer than anybody waits. */
export const mostConfirmations = 50
const Confirmations = Schema.Int.pipe(Schema.between(1, mostConfirmations))
const isConfirmations = Schema.is(Confirmations)

/** Reads a number of confirmations; anything else is none. */
export const confirmationsOf = (value: unknown): number | undefined => (isConfirmations(value) ? value : undefined)

/**
 * `found` is a page of VPRO, nearly always with a `description`; `not_found` says that every source was asked and VPRO
 * has no page (bare facts such as ids and a date may still be known). A failure is never an entry.
 */
export const CacheEntry = Schema.Struct({
  status: Schema.Literal("found", "not_found"),
  kind: MediaKind,
  title: Schema.String,
  year: Schema.optional(Year),
  description: Schema.optional(Schema.String),
  url: Schema.optional(Schema.String),
  imdb: Schema.optional(ImdbId),
  tmdb: Schema.optional(TmdbId),
  tvdb: Schema.optional(TvdbId),
  vpro: Schema.optional(VproId),
  released: Schema.optional(IsoDate),
  kijkwijzer: Schema.optional(Kijkwijzer),
  appreciation: Schema.optional(Mark),
  pictures: Schema.Array(Picture),
  genres: Schema.Array(Schema.String),
  directors: Schema.Array(Schema.String),
  /** A `LookupMethod`; what older versions wrote stays what it was. */
  method: Schema.optional(Schema.String),
  /** How many later look-ups, one after another, came to the same: that there is no text. */
  confirmed: Schema.optional(Confirmations),
  /** When the catalogue had changed the page last, in milliseconds. */
  modified: Schema.optional(Schema.NonNegativeInt),
  fetchedAt: Schema.DateTimeUtcFromSelf,
  lastAccessed: Schema.DateTimeUtcFromSelf
})
export type CacheEntry = typeof CacheEntry.Type

/** How long answers stay good. */
export interface TimesToLive {
  readonly found: Duration.Duration
  /** "Not found", the first time. */
  readonly notFound: Duration.Duration
  /** "Not found" at most, however often it was confirmed; what is shorter than `notFound` changes nothing. */
  readonly notFoundMax: Duration.Duration
}

/** 30 days for a text. One hour for "not found": the older 7 days kept new films from being added. */
export const defaultTimesToLive: TimesToLive = {
  found: Duration.days(30),
  notFound: Duration.hours(1),
  notFoundMax: Duration.days(30)
}

/** Whether there is a text to give. */
export const hasText = ({ description, status }: CacheEntry): boolean => status === "found" && description !== undefined

/**
 * When a text was looked up that the catalogue can be asked for again by the number of its page, in milliseconds; infinity for what it
 * cannot be asked for, which is never old enough.
 */
export const renewableSince = (entry: CacheEntry): number =>
  hasText(entry) && entry.vpro !== undefined ? DateTime.toEpochMillis(entry.fetchedAt) : Number.POSITIVE_INFINITY

/** Of this year, in UTC, of the last, or still to come: VPRO may write about it any day. */
const isRecent = (year: Year | undefined, now: number): boolean =>
  year !== undefined && year >= DateTime.getPartUtc(DateTime.unsafeMake(now), "year") - 1

/**
 * How long an entry is good. A page without a text lives as short as "not found": the text may come any day. Both live twice as long
 * each time that is confirmed, but for recent works.
 */
export const lifeOf = (entry: CacheEntry, ttl: TimesToLive, now: number): Duration.Duration => {
  if (hasText(entry)) return ttl.found
  if (entry.confirmed === undefined || isRecent(entry.year, now)) return ttl.notFound
  return Duration.min(Duration.times(ttl.notFound, 2 ** entry.confirmed), Duration.max(ttl.notFound, ttl.notFoundMax))
}

const millisLeft = (entry: CacheEntry, ttl: TimesToLive, now: number): number => {
  const age = ageOf(DateTime.toEpochMillis(entry.fetchedAt), now)
  return age === Number.POSITIVE_INFINITY ? 0 : Math.max(0, Duration.toMillis(lifeOf(entry, ttl, now)) - age)
}

/** How long an entry is still good from the time of the Clock; no time for one that is not. It may turn out to be longer, never shorter. */
export const lifeLeft = (entry: CacheEntry, ttl: TimesToLive): Effect.Effect<Duration.Duration> =>
  Effect.clockWith((clock) => Effect.succeed(Duration.millis(millisLeft(entry, ttl, clock.unsafeCurrentTimeMillis()))))

/**
 * Whether an entry is still good at the time of the Clock. One of the future is not (see `ageOf`): it is looked up again, and
 * serves as an expired one until then.
 */
export const isFresh = (entry: CacheEntry, ttl: TimesToLive): Effect.Effect<boolean> =>
  Effect.clockWith((clock) => Effect.succeed(millisLeft(entry, ttl, clock.unsafeCurrentTimeMillis()) > 0))

/**
 * Whether two entries say the same, whenever they were last used. A cache that gives the same object for what has not changed
 * spares the comparison.
 */
export const isSameEntry: Equivalence.Equivalence<CacheEntry> = Equivalence.mapInput(
  Schema.equivalence(CacheEntry),
  (entry: CacheEntry): CacheEntry => ({ ...entry, lastAccessed: entry.fetchedAt })
)

/** Whether `one` was looked up after `other`; at the time of the Clock, since one of the future gives way to any other. */
export const isNewer = (one: DateTime.Utc, other: DateTime.Utc): Effect.Effect<boolean> =>
  Effect.map(Clock.currentTimeMillis, (now) => {
    const age = ageOf(DateTime.toEpochMillis(one), now)
    const otherAge = ageOf(DateTime.toEpochMillis(other), now)
    // Of two that cannot be believed, the order can.
    return age === otherAge ? age === Number.POSITIVE_INFINITY && DateTime.greaterThan(one, other) : age < otherAge
  })

/** What an entry takes over from a work: all that both have, except what VPRO's page or the request says. */
export type WorkFacts = Pick<
  CacheEntry,
  Exclude<keyof CacheEntry & keyof Work, "kind" | "title" | "year" | "directors">
>

/** An entry of what VPRO told, at the time of the Clock. */
export const entryOf = (
  item: CatalogueItem,
  known: Partial<WorkFacts & Pick<CacheEntry, "method">>
): Effect.Effect<CacheEntry> =>
  Effect.map(DateTime.now, (now): Complete<CacheEntry> => ({
    status: "found",
    kind: item.kind,
    title: item.title,
    year: item.year,
    description: item.text,
    url: item.url,
    imdb: known.imdb ?? item.imdb,
    tmdb: known.tmdb,
    tvdb: known.tvdb,
    vpro: item.id,
    released: known.released,
    kijkwijzer: item.kijkwijzer,
    appreciation: item.appreciation,
    pictures: completed(item.pictures, known.pictures ?? []),
    genres: item.genres,
    directors: item.directors,
    method: known.method,
    confirmed: undefined,
    modified: item.modified,
    fetchedAt: now,
    lastAccessed: now
  }))

/** A copy: entries are kept, and a text that is part of a page would keep that page in memory. */
export const copyOf = ({ fetchedAt, lastAccessed, ...rest }: CacheEntry): CacheEntry => ({
  ...structuredClone(rest),
  fetchedAt,
  lastAccessed
})
