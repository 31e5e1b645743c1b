/** The answers in JSON that are not Plex's, as their readers see them. */
import { HttpApiSchema } from "@effect/platform"
import { Schema } from "effect"
import { Ended, Trace, TraceQuestion } from "../../../domain/lookup/Trace.ts"
import { CacheEntry } from "../../../domain/values/CacheEntry.ts"
import { CatalogueItem } from "../../../domain/values/Catalogue.ts"
import { origins } from "../../../domain/describe/Witness.ts"
import { described } from "../../../domain/values/Described.ts"
import { Work } from "../../../domain/values/Work.ts"
import { evictedFirst } from "../../../ports/CachePort.ts"
import { CredentialHealth } from "../../../ports/CredentialPort.ts"
import { HttpError } from "../../../ports/HttpPort.ts"
import { SourceError, SourceName } from "../../../ports/SourceError.ts"
import { Level } from "../../../domain/check/Problems.ts"
import { olderChecks, olderFound, olderNotFound, olderUnknown, selfTest } from "./OlderShapes.ts"

const { Struct, String, Boolean, Int, Number, Literal, optional, Array: List, Record } = Schema

/** Says what a member is. */
const moment = (what: string) => described(`${what}, in milliseconds since 1970.`, Number)
const lasted = described("How long it took, in milliseconds.", Number)

const named = <A, I, R>(identifier: string, schema: Schema.Schema<A, I, R>) => schema.annotations({ identifier })

/** The words are those of the Python system, which monitors look for. */
export const Health = named(
  "Health",
  Struct({
    status: Literal("healthy"),
    version: String,
    identifier: described("The identifier of the provider of films.", String)
  })
)
export const Liveness = named("Liveness", Struct({ status: Literal("alive"), version: String }))

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
  kind: described("Where the cache is stored.", Literal("files", "memory", "redis")),
  entries: described("How many answers are cached.", Int),
  bytes: described("The size of the cache in bytes, with what references of works told.", Int),
  maxEntries: described(`Above this number of answers, ${evictedFirst} are evicted.`, Int),
  maxBytes: described(
    `The most bytes it may have; three quarters are for answers, of which ${evictedFirst} are evicted.`,
    Int
  ),
  evictions: described("How many answers were evicted since the start.", Int),
  damaged: described("How many answers could not be read since the start.", Int),
  degraded: optional(described("Why answers are cached in a fallback place; present only while they are.", String))
}

export const SourceState = named(
  "SourceState",
  Struct({
    source: SourceName,
    breaker: described(
      "The circuit breaker. `closed`: the source is asked. `open`: it failed too often and is left alone for a while. `half-open`: one request tests it.",
      Literal("closed", "open", "half-open")
    ),
    requests: described("Attempts since the start.", Int),
    failures: described("Attempts that failed since the start.", Int),
    lastSuccess: optional(moment("When it last answered")),
    lastFailure: optional(moment("When it last failed")),
    lastError: optional(described("What went wrong at the last failure.", String)),
    lastReason: optional(described("The kind of fault.", HttpError.fields.reason)),
    lastErrorStatus: optional(described("The HTTP status of the last failure, if there was an answer.", Int)),
    lastStatus: optional(described("The HTTP status of the last answer, failed or not.", Int)),
    ratePerSecond: described("The maximum number of requests per second; 0 means no limit.", Number),
    waiting: described("Requests that wait for the rate limit.", Int),
    recent: described("How long the last attempts took, in milliseconds, latest last.", List(Number))
  })
)

/** The log as health tells of it. */
export const LogFigures = Struct({
  writable: described("Whether the last lines could be written.", Boolean),
  lost: described("How many lines could not be written since the start.", Int),
  error: optional(described("Why the last lines could not be written.", String))
})

/** Look-ups that wait to be done again, as health tells of them. */
export const OpenLookups = Struct({
  open: described("Look-ups that a failing source left open; they are done again as soon as the source is well.", Int),
  openSince: optional(moment("When the one that is open longest was left open"))
})

const stateOf = <State extends "ok" | "degraded" | "unavailable">(...states: ReadonlyArray<State>) => ({
  status: described(
    "`degraded`: the service works, but a source, the credentials, the key for TMDB or the log has a problem. `unavailable`: answers cannot be cached.",
    Literal(...states)
  ),
  version: String
})
const able = stateOf("ok", "degraded")
const unable = stateOf("unavailable")

/** A problem as health tells of it, in English. */
const OpenProblem = named(
  "OpenProblem",
  Struct({
    id: described("That of the check that found it.", String),
    level: described("`problem`: something does not work. `hint`: something could work better.", Level),
    about: described("What it is about.", String),
    cause: String,
    advice: optional(described("What to do.", String)),
    since: moment("When it was first seen"),
    link: described("Where more is said about it.", String)
  })
)

const report = {
  cache: Struct({ writable: Boolean, error: optional(described("Why it cannot be written.", String)), ...figures }),
  credentials: Struct({
    source: described("Where the key and secret for POMS came from.", String),
    state: described(
      "`refused`: POMS refuses the pair, and another is being looked for. `page-gone`, `refresh-failed`: no other pair could be found.",
      CredentialHealth
    ),
    lastRefresh: optional(moment("When another pair was last looked for")),
    detail: optional(String)
  }),
  tmdb: Struct({ configured: described("Whether there is a key.", Boolean) }),
  sources: List(SourceState),
  lookups: OpenLookups,
  plex_sync: described(
    "Whether Plex is kept up to date by itself.",
    Struct({
      on: Boolean,
      last: optional(
        described(
          "The last pass over its libraries that came to its end.",
          Struct({
            at: described("In milliseconds since 1970.", Number),
            titles: Int,
            refreshed: described("Titles that Plex was asked to refresh.", Int),
            open: described("Titles that a failing source left open.", Int)
          })
        )
      ),
      problem: optional(described("Why the last pass did not come to its end.", String))
    })
  ),
  settings: described(
    "Variables whose value cannot be used, so that they count as not set, and variables that nobody reads.",
    List(Struct({ variable: String, message: described("What is wrong, in one sentence.", String) }))
  ),
  problems: described("What is wrong now, and what to do about it. Empty when all is well.", List(OpenProblem)),
  log: LogFigures,
  metrics: Metrics,
  ...olderChecks
}

/** What anybody may know, under whatever name the service is asked. */
export const BriefReadiness = named("BriefReadiness", Struct(able))
export const Readiness = named("Readiness", Struct({ ...able, ...report }))

/** The same while answers cannot be kept. */
const whileUnable = <A, I, R>(identifier: string, schema: Schema.Schema<A, I, R>) =>
  schema.annotations({ ...HttpApiSchema.annotations<A>({ status: 503 }), identifier })
export const BriefUnreadiness = whileUnable("BriefUnreadiness", Struct(unable))
export const Unreadiness = whileUnable("Unreadiness", Struct({ ...unable, ...report }))

const isoTime = (what: string) =>
  Schema.DateTimeUtc.annotations({ jsonSchema: { type: "string", format: "date-time", description: `${what}.` } })
const times = { fetchedAt: isoTime("When it was looked up"), lastAccessed: isoTime("When it was last asked for") }

/** An answer that is kept, with its key. */
export const Kept = named("Kept", Struct({ key: described("The rating key.", String), ...CacheEntry.fields, ...times }))

export const CacheOverview = named(
  "CacheOverview",
  Struct({ ...figures, listed: described("Up to a hundred answers, most recently used first.", List(Kept)) })
)

const removed = described("How many answers were removed.", Int)
export const Cleared = named("Cleared", Struct({ removed, cleared: described("The same number.", Int) }))
export const Removed = named(
  "Removed",
  Struct({
    removed,
    deleted: described("Their rating keys.", List(String)),
    count: described("How many keys those are.", Int)
  })
)

export const LookedUpAnew = named(
  "LookedUpAnew",
  Struct({
    key: described("Its rating key.", String),
    from: described(
      "`lookup`: looked up, and kept. `stale`, `incomplete`: a source did not answer; what was kept before stays. `hit`: another replica has just looked it up.",
      Literal(...origins)
    ),
    story: optional(described("Under which id of `/traces` its story is.", String))
  })
)

export const StoryLines = named(
  "StoryLines",
  Struct({
    traces: List(
      Struct({
        requestId: described("Its story is at `/traces/{requestId}`.", String),
        at: described("When it was done, as ISO 8601.", String),
        asked: TraceQuestion,
        outcome: Ended,
        decision: described("How it ended, in one sentence.", String),
        steps: described("How many steps it took.", Int),
        ms: lasted
      })
    )
  })
)

const Item = named("CatalogueItem", CatalogueItem)

const KnownWork = named("Work", Work)

const trial = {
  at: moment("When it was done"),
  results: List(
    Struct({
      outcome: Schema.Union(
        named("Found", Struct({ _tag: Literal("Found"), item: Item, work: optional(KnownWork), method: String })),
        named("Bare", Struct({ _tag: Literal("Bare"), work: KnownWork })),
        named("NotFound", Struct({ _tag: Literal("NotFound") })),
        named(
          "Incomplete",
          Struct({
            _tag: Literal("Incomplete"),
            item: optional(Item),
            work: optional(KnownWork),
            failures: List(Struct({ source: SourceName, reason: SourceError.fields.reason, tried: String })),
            timedOut: Boolean
          })
        )
      ),
      trace: Trace
    })
  )
}

/** No more than our own. As it holds less than the others, it comes after them where an answer may be any. */
export const TriedStory = named("TriedStory", Struct(trial))
export const TriedFound = named("TriedFound", Struct({ ...olderFound, ...trial }))
export const TriedUnknown = named("TriedUnknown", Struct({ ...olderUnknown, ...trial }))
const NotFound = Struct({ ...olderNotFound, ...trial })
export const TriedNotFound = NotFound.annotations({
  ...HttpApiSchema.annotations<typeof NotFound.Type>({ status: 404 }),
  identifier: "TriedNotFound"
})

/** What a self-test found, as the one who asked for it is told. */
export const SelfTested = named("SelfTested", selfTest)
