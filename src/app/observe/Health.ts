/** Whether the service can do its work, and how its sources are. */
import { Effect, Either, Option } from "effect"
import { CachePort } from "../../ports/CachePort.ts"
import { CredentialPort } from "../../ports/CredentialPort.ts"
import { HttpPort } from "../../ports/HttpPort.ts"
import { WorkPort } from "../../ports/WorkPort.ts"
import { Problems } from "../check/Problems.ts"
import { selfTestReport, spokenProblem } from "../check/Report.ts"
import { Syncing } from "../library/Syncing.ts"
import { CacheProof } from "./CacheProof.ts"
import { logFigures } from "./LogWriter.ts"
import * as Prometheus from "./Prometheus.ts"
import { Settings, complaints } from "../Settings.ts"
import { Switches } from "../settings/Switches.ts"
import { version } from "../Version.ts"
import { openLookups } from "./OpenLookups.ts"

/**
 * Ready means that answers can be given and kept. A source that is down does not make the service unready: it answers
 * with what it knows, and the report says which source is missing.
 */
export const readiness = Effect.gen(function* () {
  const cache = yield* CachePort
  const proof = yield* CacheProof
  const credentials = yield* CredentialPort
  const http = yield* HttpPort
  const settings = yield* Settings
  const tmdb = (yield* (yield* WorkPort).references).find(({ reference }) => reference === "tmdb")
  const { features, tmdbKey } = yield* (yield* Switches).now
  const hasKey = Option.isSome(tmdbKey)
  const isRefused = tmdb?.state === "refused"
  const [written, figures, credentialState, sources] = yield* Effect.all(
    [Effect.either(proof.now), cache.stats, credentials.state, http.states],
    { concurrency: "unbounded" }
  )
  const writable = Either.isRight(written)
  const log = yield* logFigures
  const selfTest = yield* selfTestReport
  const problems = yield* (yield* Problems).now({
    cache: writable ? undefined : written.left.message,
    log: log.error
  })
  const troubled = sources.filter((source) => source.breaker !== "closed").map((source) => source.source)
  const report = {
    version,
    cache: { writable, ...(writable ? {} : { error: written.left.message }), ...figures },
    credentials: credentialState,
    tmdb: { configured: hasKey },
    sources,
    lookups: yield* openLookups,
    plex_sync: yield* syncReport,
    settings: complaints(settings),
    problems: problems.map(spokenProblem),
    log,
    metrics: Prometheus.data(),
    checks: {
      cache_writable: writable
        ? { status: "ok" as const }
        : { status: "error" as const, message: written.left.message },
      credentials: { status: credentialState.state === "ok" ? ("ok" as const) : ("degraded" as const) },
      tmdb: isRefused
        ? {
            status: "degraded" as const,
            configured: hasKey,
            ...(tmdb.detail === undefined ? {} : { message: tmdb.detail })
          }
        : { status: hasKey ? ("ok" as const) : ("disabled" as const), configured: hasKey },
      vpro_features: {
        summary: features.summary,
        content_rating: features.contentRating,
        images: features.images,
        rating: features.rating
      },
      self_test: selfTest
    },
    cache_stats: {
      total_entries: figures.entries,
      total_size_mb: inMb(figures.bytes),
      max_entries: figures.maxEntries,
      max_size_mb: inMb(figures.maxBytes)
    }
  }
  if (!writable) return { status: "unavailable" as const, ...report }
  const degraded =
    troubled.length > 0 ||
    isRefused ||
    credentialState.state !== "ok" ||
    figures.degraded !== undefined ||
    problems.some(({ id, level }) => level === "problem" && !id.startsWith("settings.")) ||
    !log.writable
  return { status: degraded ? ("degraded" as const) : ("ok" as const), ...report }
})

/** Whether Plex is kept up to date by itself, and how the last pass ended. */
const syncReport = Effect.map(
  Effect.flatMap(Syncing, ({ state }) => state),
  ({ last, on, problem }) => ({
    on,
    ...(last === undefined
      ? {}
      : {
          last: { at: last.at, titles: last.sums.titles, refreshed: last.sums.refreshes.asked, open: last.sums.open }
        }),
    ...(problem === undefined ? {} : { problem })
  })
)

/** In megabytes, to two decimals. */
const inMb = (bytes: number) => Math.round((bytes / 1024 / 1024) * 100) / 100
