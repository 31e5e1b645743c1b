/** Where answers are kept between requests. */
import { Context, type Duration, type Effect, type Option, Schema } from "effect"
import type { CacheEntry } from "../domain/values/CacheEntry.ts"

/** The cache could not do what was asked. A damaged or foreign entry is not an error but a miss. */
export class CacheError extends Schema.TaggedError<CacheError>()("CacheError", {
  reason: Schema.Literal("Unavailable", "Full", "BadKey"),
  operation: Schema.Literal("get", "set", "remove", "list", "clear", "stats", "probe"),
  key: Schema.optional(Schema.String),
  /** What the system calls it, such as ENOSPC or EROFS. */
  code: Schema.optional(Schema.String),
  /** Whether the cache has said so in the log itself. */
  logged: Schema.optional(Schema.Boolean),
  cause: Schema.Defect
}) {
  override get message() {
    const why = this.code === undefined ? this.reason : `${this.reason}, ${this.code}`
    return `cache ${this.operation} failed (${why})${this.key === undefined ? "" : ` for "${this.key}"`}`
  }
}

/** The state of a cache, for health and metrics. `evictions` and `damaged` count since the start of the process. */
export interface CacheStats {
  readonly kind: "files" | "memory" | "redis"
  readonly entries: number
  readonly bytes: number
  readonly maxEntries: number
  readonly maxBytes: number
  readonly evictions: number
  readonly damaged: number
  /** Why answers are kept in a place of second choice; none when all is well. */
  readonly degraded?: string
}

/** What a cache that is full evicts, in the words of every text about it. */
export const evictedFirst = "the least recently used"

/** One line of a listing. */
export interface CacheListing {
  readonly key: string
  readonly entry: CacheEntry
}

/** A text that may soon be too old. */
export interface Aged {
  readonly key: string
  /** When it was looked up or renewed, in milliseconds, to the minute. */
  readonly since: number
}

export class CachePort extends Context.Tag("vpro-cinema-plex/ports/CachePort")<
  CachePort,
  {
    /**
     * The entry under exactly this key, however old; absent, damaged and foreign ones are `None`. Marks it as used. What is read
     * again while nothing else was kept under the key is the same object as before, as far as the cache remembers it: by that an
     * answer that was given before is known to hold. Another object is never wrong, and costs the making of the answer.
     */
    readonly get: (key: string) => Effect.Effect<Option.Option<CacheEntry>, CacheError>
    /** The same as it lies there now, without marking it as used. */
    readonly peek: (key: string) => Effect.Effect<Option.Option<CacheEntry>, CacheError>
    /**
     * Tells of any key, without reading, whether there may be an entry under it: what is not there now is mostly known not to be. For
     * who goes over many keys that were never asked for.
     */
    readonly mayHold: Effect.Effect<(key: string) => boolean>
    /**
     * Texts that were looked up before a time in milliseconds (`renewableSince`) and used so long after that or later, the oldest first.
     * Told from what the cache knows without reading them. One that does not know all of them, as after a start, leaves some out,
     * and gets to know more at each call.
     */
    readonly aged: (options: {
      readonly before: number
      readonly usedAfter: Duration.Duration
    }) => Effect.Effect<ReadonlyArray<Aged>, CacheError>
    /** Keeps an entry; when this has succeeded the entry survives a crash. May evict the least recently used ones. */
    readonly set: (key: string, entry: CacheEntry) => Effect.Effect<void, CacheError>
    /** Forgets one entry; whether there was one. */
    readonly remove: (key: string) => Effect.Effect<boolean, CacheError>
    /** Forgets every entry whose key holds `part` ("" for all); how many. Never touches credentials or foreign files. */
    readonly removeMatching: (part: string) => Effect.Effect<number, CacheError>
    /** Up to `limit` entries whose key holds `part`, the most recently used first. */
    readonly list: (options: {
      readonly part: string
      readonly limit: number
    }) => Effect.Effect<ReadonlyArray<CacheListing>, CacheError>
    /** Figures; cheap enough for every request. */
    readonly stats: Effect.Effect<CacheStats>
    /** Proves that an entry could be written now. */
    readonly probe: Effect.Effect<void, CacheError>
  }
>() {}
