/** The answers in JSON that are not Plex's, as their readers see them. */
import { Schema } from "effect"
import { Ended, Trace, TraceQuestion } from "../../../domain/lookup/Trace.ts"
import { CacheEntry } from "../../../domain/values/CacheEntry.ts"
import { CatalogueItem, Picture } from "../../../domain/values/Catalogue.ts"
import { Kijkwijzer } from "../../../domain/values/Kijkwijzer.ts"
import { ImdbId, IsoDate, MediaKind, TmdbId, TvdbId, Year } from "../../../domain/values/Media.ts"
import { HttpError } from "../../../ports/HttpPort.ts"
import { SourceError, SourceName } from "../../../ports/SourceError.ts"

const { Struct, String, Boolean, Int, Number, Literal, optional, Array: List, Record } = Schema

/** Says what a member is. */
const told = <A, I, R>(description: string, schema: Schema.Schema<A, I, R>) => schema.annotations({ description })
const moment = (what: string) => told(`${what}, in milliseconds since 1970.`, Number)
const lasted = told("How long it took, in milliseconds.", Number)

const named = <A, I, R>(identifier: string, schema: Schema.Schema<A, I, R>) => schema.annotations({ identifier })

export const Problem = named(
  "Problem",
  Struct({
    error: Struct({
      status: told("The status of the answer once more.", Int),
      message: told("What is wrong, in a sentence.", String)
    })
  })
)

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
  kind: told("What it is kept in.", Literal("files", "memory", "redis")),
  entries: told("How many answers are kept.", Int),
  bytes: told("How large they are together, in bytes.", Int),
  maxEntries: told("Above this many answers the least used ones go.", Int),
  maxBytes: told("Above this many bytes the least used ones go.", Int),
  evictions: told("How many answers went to make room, since the start.", Int),
  damaged: told("How many answers could not be read, since the start.", Int),
  degraded: optional(told("Why answers are kept in a place of second choice, while they are.", String))
}

export const SourceState = named(
  "SourceState",
  Struct({
    source: SourceName,
    breaker: told(
      "`closed`: it is asked. `open`: it failed too often and is left alone. `half-open`: one request goes to see.",
      Literal("closed", "open", "half-open")
    ),
    requests: told("Attempts since the start.", Int),
    failures: told("Attempts that failed since the start.", Int),
    lastSuccess: optional(moment("When it last answered")),
    lastFailure: optional(moment("When it last failed")),
    lastError: optional(told("What went wrong then.", String)),
    lastReason: optional(told("The kind of fault.", HttpError.fields.reason)),
    lastErrorStatus: optional(told("The status of that answer, when it had one.", Int)),
    lastStatus: optional(told("The status of the last answer of all.", Int)),
    ratePerSecond: told("Requests per second at most; 0 is no limit.", Number),
    waiting: told("Requests that wait for their turn.", Int),
    recent: told("How long the last attempts took, in milliseconds, the latest last.", List(Number))
  })
)

/** The log as health tells of it. */
export const LogFigures = Struct({
  writable: told("Whether the last lines could be written.", Boolean),
  lost: told("How many lines could not be written, since the start.", Int),
  error: optional(told("Why the last ones could not.", String))
})

const state = {
  status: told(
    "`degraded`: it serves, but a source, the credentials or the log is in trouble. `unavailable`: it cannot keep answers.",
    Literal("ok", "degraded", "unavailable")
  ),
  version: String
}

/** What anybody may know, under whatever name the service is asked. */
export const BriefReadiness = named("BriefReadiness", Struct(state))

export const Readiness = named(
  "Readiness",
  Struct({
    ...state,
    cache: Struct({ writable: Boolean, error: optional(told("Why it cannot be written.", String)), ...figures }),
    credentials: Struct({
      source: told("Where the pair for POMS came from.", String),
      state: told(
        "`refused`: POMS refuses it and another is sought. `page-gone`, `refresh-failed`: none could be found.",
        Literal("ok", "refused", "page-gone", "refresh-failed")
      ),
      lastRefresh: optional(moment("When another pair was last sought")),
      detail: optional(String)
    }),
    tmdb: Struct({ configured: told("Whether there is a key.", Boolean) }),
    sources: List(SourceState),
    log: LogFigures,
    metrics: Metrics
  })
)

const isoTime = (what: string) =>
  Schema.DateTimeUtc.annotations({ jsonSchema: { type: "string", format: "date-time", description: `${what}.` } })
const times = { fetchedAt: isoTime("When it was looked up"), lastAccessed: isoTime("When it was last asked for") }

/** An answer that is kept, with its key. */
export const Kept = named("Kept", Struct({ key: told("The rating key.", String), ...CacheEntry.fields, ...times }))

export const CacheOverview = named(
  "CacheOverview",
  Struct({ ...figures, listed: told("Up to a hundred, the most recently used first.", List(Kept)) })
)

export const Removed = named("Removed", Struct({ removed: told("How many answers went.", Int) }))

export const StoryLines = named(
  "StoryLines",
  Struct({
    traces: List(
      Struct({
        requestId: told("Its story is at `/traces/{requestId}`.", String),
        at: told("When, as ISO 8601.", String),
        asked: TraceQuestion,
        outcome: Ended,
        decision: told("The ending in a sentence.", String),
        steps: told("How many steps it took.", Int),
        ms: lasted
      })
    )
  })
)

const Item = named("CatalogueItem", CatalogueItem)

const Work = named(
  "Work",
  Struct({
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
)

export const Tried = named(
  "Tried",
  Struct({
    at: moment("When"),
    results: List(
      Struct({
        outcome: Schema.Union(
          named("Found", Struct({ _tag: Literal("Found"), item: Item, work: optional(Work), method: String })),
          named("Bare", Struct({ _tag: Literal("Bare"), work: Work })),
          named("NotFound", Struct({ _tag: Literal("NotFound") })),
          named(
            "Incomplete",
            Struct({
              _tag: Literal("Incomplete"),
              item: optional(Item),
              work: optional(Work),
              failures: List(Struct({ source: SourceName, reason: SourceError.fields.reason, tried: String })),
              timedOut: Boolean
            })
          )
        ),
        trace: Trace
      })
    )
  })
)
