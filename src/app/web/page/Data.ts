/** What the status page shows of the service: `GET /ui/data`. */
import { Clock, Duration, Effect, Option, Schema } from "effect"
import { HistoryPoint, type LibraryHistory } from "../../../domain/library/LibraryHistory.ts"
import { Policy } from "../../../domain/describe/Policy.ts"
import { ReferenceState } from "../../../domain/values/ReferenceState.ts"
import { Check } from "../../../domain/check/Check.ts"
import { Problem } from "../../../domain/check/Problems.ts"
import { CachePort } from "../../../ports/CachePort.ts"
import { CredentialHealth, CredentialPort } from "../../../ports/CredentialPort.ts"
import { HttpPort } from "../../../ports/HttpPort.ts"
import { WorkPort } from "../../../ports/WorkPort.ts"
import { Problems } from "../../check/Problems.ts"
import { linkOf } from "../../check/Report.ts"
import { SelfTest } from "../../check/SelfTest.ts"
import { Activity, Minute } from "../../observe/Activity.ts"
import { type KeptTrace, PlexCall } from "../../observe/KeptTrace.ts"
import { CacheProof } from "../../observe/CacheProof.ts"
import { LibraryView } from "../../library/LibraryView.ts"
import { Connected } from "../../plex/Connected.ts"
import { OlderVariable, Settings } from "../../Settings.ts"
import { logFigures } from "../../observe/LogWriter.ts"
import { openLookups } from "../../observe/OpenLookups.ts"
import { LogFigures, OpenLookups, SourceState } from "../openapi/Shapes.ts"
import { Traces } from "../../observe/Traces.ts"
import { version } from "../../Version.ts"

const { Struct, String, Boolean, Int, Number, Literal, optional, Array: List } = Schema

/** A look-up in a line; its story is at `/traces/{id}`. */
const Lookup = Struct({
  id: String,
  /** ISO 8601. */
  at: String,
  kind: String,
  title: String,
  year: optional(Int),
  ratingKey: optional(String),
  /** The page that was found. */
  found: optional(Struct({ title: String, year: optional(Int) })),
  outcome: Literal("found", "bare", "not_found", "incomplete", "listed"),
  /** Whether the page that was found has a text. */
  text: optional(Boolean),
  ms: Number,
  /** Nobody waited for it: a source that had failed was back. */
  background: Boolean
})

const LibraryFigures = HistoryPoint.pick("titles", "shown", "waiting")

/** A library that is gone from Plex has no figures of the day on which the others were compared last. */
const ofLastDay = (points: ReadonlyArray<typeof HistoryPoint.Type>) => {
  const last = points.reduce((day, point) => (point.day > day ? point.day : day), "")
  return points.filter(({ day }) => day === last)
}

/** The last figures of all libraries; none before they were ever compared. */
const figuresOf = (history: LibraryHistory["libraries"]): typeof LibraryFigures.Type | undefined =>
  ofLastDay(history.flatMap(({ points }) => points.slice(-1))).reduce<typeof LibraryFigures.Type | undefined>(
    (sum, { shown, titles, waiting }) => ({
      titles: (sum?.titles ?? 0) + titles,
      shown: (sum?.shown ?? 0) + shown,
      waiting: (sum?.waiting ?? 0) + waiting
    }),
    undefined
  )

/** Times are milliseconds since 1970, but for those that are said to be otherwise. */
export const UiData = Struct({
  version: String,
  now: Number,
  startedAt: Number,
  /** Whether changing something asks for the admin token. */
  guarded: Boolean,
  plex: Struct({ film: optional(PlexCall), series: optional(PlexCall) }),
  /** Whether a Plex server is connected. */
  connected: Boolean,
  /** The figures of its libraries together, when they were last compared. */
  library: optional(LibraryFigures),
  cache: Struct({
    writable: Boolean,
    kind: Literal("files", "memory", "redis"),
    entries: Int,
    bytes: Number,
    maxEntries: Number,
    maxBytes: Number,
    evictions: Int,
    damaged: Int,
    /** Why answers are kept in a place of second choice, while they are. */
    degraded: optional(String),
    /** Seconds that answers are kept. */
    foundFor: Number,
    notFoundFor: Number
  }),
  credentials: CredentialHealth,
  references: List(ReferenceState),
  webSearch: Boolean,
  /** Variables that look like ours and are none, with the name that was probably meant. */
  unknown: List(Struct({ variable: String, meant: optional(String) })),
  sources: List(SourceState),
  /** Variables whose value cannot be used. */
  unusable: List(OlderVariable),
  /** What is wrong, the worst first, each with the address where more is said about it. */
  problems: List(Struct({ ...Problem.fields, link: String })),
  /** What the last self-test found; none before the first. */
  selfTest: optional(Struct({ at: Number, checks: List(Check) })),
  log: LogFigures,
  minutes: List(Minute),
  lookups: List(Lookup),
  unsettled: OpenLookups
})
export type UiData = typeof UiData.Type

const lookupOf = ({ requestId, at, ratingKey, trace }: KeptTrace): typeof Lookup.Type => ({
  id: requestId,
  at,
  kind: trace.asked.kind,
  title: trace.asked.title,
  year: trace.asked.year,
  ratingKey,
  ...(trace.ending.title === undefined ? {} : { found: { title: trace.ending.title, year: trace.ending.year } }),
  outcome: trace.ending.outcome,
  text: trace.ending.text,
  ms: trace.ms,
  background: requestId.startsWith("afterwards:")
})

/** Reads it all. */
export const read = Effect.gen(function* () {
  const activity = yield* Activity
  const cache = yield* CachePort
  const proof = yield* CacheProof
  const traces = yield* Traces
  const { ttl } = yield* Policy
  const settings = yield* Settings
  const writable = yield* proof.lately
  const log = yield* logFigures
  const problems = yield* (yield* Problems).now({
    // Why it cannot, health says: this is asked for every few seconds.
    cache: writable ? undefined : "no entry could be written",
    log: log.error
  })
  const data: UiData = {
    version,
    now: yield* Clock.currentTimeMillis,
    startedAt: activity.startedAt,
    guarded: Option.isSome(settings.adminToken),
    plex: yield* activity.plex,
    connected: Option.isSome(Option.flatten(yield* Effect.option((yield* Connected).server))),
    library: figuresOf(yield* (yield* LibraryView).history),
    cache: {
      ...(yield* cache.stats),
      writable,
      foundFor: Duration.toSeconds(ttl.found),
      notFoundFor: Duration.toSeconds(ttl.notFound)
    },
    credentials: (yield* (yield* CredentialPort).state).state,
    references: yield* (yield* WorkPort).references,
    webSearch: settings.webSearch,
    unknown: settings.unknown.map(({ meant, variable }) => ({ variable, meant: Option.getOrUndefined(meant) })),
    sources: yield* (yield* HttpPort).states,
    unusable: settings.unusable.map(({ variable }) => variable),
    problems: problems.map((problem) => ({ ...problem, link: linkOf(problem) })),
    selfTest: Option.getOrUndefined(yield* (yield* SelfTest).last),
    log,
    minutes: yield* activity.minutes,
    lookups: (yield* traces.all).map(lookupOf),
    unsettled: yield* openLookups
  }
  return data
})
