/** The answers in JSON that are not Plex's, as their readers see them. */
import { Schema } from "effect"
import { CacheEntry } from "../domain/CacheEntry.ts"
import { CatalogueItem, Picture } from "../domain/Catalogue.ts"
import { Kijkwijzer } from "../domain/Kijkwijzer.ts"
import { ImdbId, IsoDate, MediaKind, TmdbId, TvdbId, Year } from "../domain/Media.ts"
import { HttpError } from "../ports/HttpPort.ts"
import { SourceError, SourceName } from "../ports/SourceError.ts"

const { Struct, String, Boolean, Int, Number, Literal, optional, Array: List, Record } = Schema

const named = <A, I, R>(identifier: string, schema: Schema.Schema<A, I, R>) => schema.annotations({ identifier })

export const Problem = named("Problem", Struct({ error: Struct({ status: Int, message: String }) }))

export const Health = named("Health", Struct({ status: Literal("ok"), version: String }))

export const Metrics = named(
  "Metrics",
  Record({
    key: String,
    value: List(
      Struct({ part: optional(String), labels: Record({ key: String, value: String }), value: Schema.NullOr(Number) })
    )
  })
)

const figures = {
  kind: Literal("files", "memory", "redis"),
  entries: Int,
  bytes: Int,
  maxEntries: Int,
  maxBytes: Int,
  evictions: Int,
  damaged: Int,
  degraded: optional(String)
}

/** Times are milliseconds since 1970; durations are milliseconds. */
export const SourceState = named(
  "SourceState",
  Struct({
    source: SourceName,
    breaker: Literal("closed", "open", "half-open"),
    requests: Int,
    failures: Int,
    lastSuccess: optional(Number),
    lastFailure: optional(Number),
    lastError: optional(String),
    lastReason: optional(HttpError.fields.reason),
    lastErrorStatus: optional(Int),
    lastStatus: optional(Int),
    ratePerSecond: Number,
    waiting: Int,
    recent: List(Number)
  })
)

export const Readiness = named(
  "Readiness",
  Struct({
    status: Literal("ok", "degraded", "unavailable"),
    version: String,
    cache: Struct({ writable: Boolean, error: optional(String), ...figures }),
    credentials: Struct({
      source: String,
      state: Literal("ok", "refused", "page-gone", "refresh-failed"),
      lastRefresh: optional(Number),
      detail: optional(String)
    }),
    tmdb: Struct({ configured: Boolean }),
    sources: List(SourceState),
    metrics: Metrics
  })
)

const times = { fetchedAt: Schema.DateTimeUtc, lastAccessed: Schema.DateTimeUtc }

/** An answer that is kept, with its key. */
export const Kept = named("Kept", Struct({ key: String, ...CacheEntry.fields, ...times }))

export const CacheOverview = named("CacheOverview", Struct({ ...figures, listed: List(Kept) }))

export const Removed = named("Removed", Struct({ removed: Int }))

const Failure = Struct({ source: SourceName, reason: SourceError.fields.reason })

const Evidence = Struct({
  name: Literal("id", "kind", "title", "year", "director", "country"),
  speaks: Literal("for", "against", "neither"),
  detail: String,
  asked: optional(String),
  found: optional(String),
  relation: optional(String),
  apart: optional(Number)
})

const Candidate = Struct({
  id: Int,
  title: String,
  year: optional(Int),
  source: String,
  verdict: Literal("certain", "sure", "plausible", "refused"),
  evidence: List(Evidence)
})

const Step = Struct({
  step: Literal("vpro-id", "poms", "tmdb", "poms-other-titles", "poms-fuzzy", "cinema", "cinema-page", "web"),
  query: String,
  outcome: Literal("answered", "nothing", "failed", "skipped"),
  ms: Number,
  detail: optional(String),
  failure: optional(Failure),
  work: optional(
    Struct({ tmdb: Int, title: String, originalTitle: String, year: optional(Int), directors: List(String) })
  ),
  candidates: List(Candidate)
})

const Asked = Struct({
  kind: String,
  title: String,
  year: optional(Int),
  imdb: optional(String),
  tmdb: optional(Int),
  tvdb: optional(Int),
  vpro: optional(Int)
})

const endings = Literal("found", "bare", "not_found", "incomplete", "listed")

export const Story = named(
  "Story",
  Struct({
    asked: Asked,
    steps: List(Step),
    ending: Struct({
      outcome: endings,
      page: optional(Int),
      title: optional(String),
      method: optional(String),
      text: optional(Boolean),
      timedOut: optional(Boolean),
      failures: List(Failure)
    }),
    decision: String,
    ms: Number
  })
)

export const StoryLines = named(
  "StoryLines",
  Struct({
    traces: List(
      Struct({
        requestId: String,
        at: String,
        asked: Asked,
        outcome: endings,
        decision: String,
        steps: Int,
        ms: Number
      })
    )
  })
)

export const KeptStory = named(
  "KeptStory",
  Struct({ requestId: String, at: String, ratingKey: optional(String), trace: Story, sharedBy: List(String) })
)

const Work = Struct({
  kind: MediaKind,
  tmdb: TmdbId,
  imdb: optional(ImdbId),
  tvdb: optional(TvdbId),
  title: String,
  originalTitle: String,
  originalLanguage: optional(String),
  titles: List(Struct({ title: String, country: optional(String), language: optional(String) })),
  year: optional(Year),
  released: optional(IsoDate),
  directors: List(String),
  countries: List(String),
  kijkwijzer: optional(Kijkwijzer),
  pictures: List(Picture)
})

export const Tried = named(
  "Tried",
  Struct({
    at: Number,
    results: List(
      Struct({
        outcome: Schema.Union(
          Struct({ _tag: Literal("Found"), item: CatalogueItem, work: optional(Work), method: String }),
          Struct({ _tag: Literal("Bare"), work: Work }),
          Struct({ _tag: Literal("NotFound") }),
          Struct({
            _tag: Literal("Incomplete"),
            item: optional(CatalogueItem),
            work: optional(Work),
            failures: List(Struct({ source: SourceName, reason: SourceError.fields.reason, tried: String })),
            timedOut: Boolean
          })
        ),
        trace: Story
      })
    )
  })
)
