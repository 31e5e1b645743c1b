/** Figures that nothing announces: they are read when somebody wants the metrics. */
import { Clock, Context, Effect, Layer, Metric } from "effect"
import { readdir } from "node:fs/promises"
import { monitorEventLoopDelay } from "node:perf_hooks"
import { Unsettled } from "../../domain/describe/Unsettled.ts"
import { counter } from "../../domain/values/Metrics.ts"
import { CachePort, type CacheStats, evictedFirst } from "../../ports/CachePort.ts"
import { CredentialHealth, CredentialPort } from "../../ports/CredentialPort.ts"
import { version } from "../Version.ts"

const gauge = (name: string, description: string) => Metric.gauge(name, { description })

/** What the cache says of itself. */
const ofCacheStats: ReadonlyArray<readonly [Metric.Metric.Gauge<number>, (stats: CacheStats) => number]> = [
  [gauge("cache_entries", "Answers in the cache"), ({ entries }) => entries],
  [gauge("cache_size_bytes", "Size of the cache: answers, and what references of works told"), ({ bytes }) => bytes],
  [
    gauge("cache_limit_entries", `Number of answers above which ${evictedFirst} tenth is evicted`),
    ({ maxEntries }) => maxEntries
  ],
  [
    gauge(
      "cache_limit_bytes",
      `Most bytes of the cache; above three quarters of it ${evictedFirst} tenth of the answers is evicted`
    ),
    ({ maxBytes }) => maxBytes
  ],
  [
    gauge("cache_state", "Where answers are kept: 0 where they should be, 1 in a place of second choice"),
    ({ degraded }) => (degraded === undefined ? 0 : 1)
  ]
]
const credentialsState = gauge(
  "credentials_state",
  "Credentials for POMS: 1 for the state they are in, 0 for the others"
)
const lookupsOpen = gauge("lookups_open", "Look-ups that a failing source left open, which are to be done again")
const lookupsOpenOldest = gauge(
  "lookups_open_oldest_seconds",
  "How long the look-up that is open longest has been open, 0 without any"
)
const info = gauge("vpro_cinema_plex_info", "Always 1; the labels tell the versions of the service and of Node")
const started = gauge("process_start_time_seconds", "Start of the process in seconds since 1970")
const resident = gauge("process_resident_memory_bytes", "Memory of the process")
const openFiles = gauge("process_open_fds", "Open file descriptors, on systems that report them")
const heapUsed = gauge("nodejs_heap_size_used_bytes", "Used part of the heap")
const heapTotal = gauge("nodejs_heap_size_total_bytes", "Size of the heap")
const lag = gauge("nodejs_eventloop_lag_seconds", "Longest delay of the event loop since the last reading")
const cpuSeconds = counter("process_cpu_seconds_total", "Processor time of the process", [{}])

/** Sets all gauges to what they are now. */
export class Gauges extends Context.Tag("vpro-cinema-plex/app/Gauges")<
  Gauges,
  { readonly refresh: Effect.Effect<void> }
>() {}

const fileDescriptors = Effect.tryPromise(() => readdir("/proc/self/fd")).pipe(
  Effect.flatMap((names) => Metric.set(openFiles, names.length)),
  // Only Linux tells.
  Effect.ignore
)

export const layer = Layer.scoped(
  Gauges,
  Effect.gen(function* () {
    const cache = yield* CachePort
    const credentials = yield* CredentialPort
    const unsettled = yield* Unsettled
    const delay = yield* Effect.acquireRelease(
      Effect.sync(() => {
        const histogram = monitorEventLoopDelay({ resolution: 20 })
        histogram.enable()
        return histogram
      }),
      (histogram) => Effect.sync(() => histogram.disable())
    )
    let used = { user: 0, system: 0 }
    yield* Metric.set(info.pipe(Metric.tagged("version", version), Metric.tagged("node", process.version)), 1)
    yield* Metric.set(started, Math.round((yield* Clock.currentTimeMillis) / 1000 - process.uptime()))

    const ofProcess = Effect.suspend(() => {
      const { heapTotal: total, heapUsed: heap, rss } = process.memoryUsage()
      const spent = process.cpuUsage(used)
      used = { user: used.user + spent.user, system: used.system + spent.system }
      const slowest = Math.max(0, delay.max / 1e9 - 0.02)
      delay.reset()
      return Effect.all(
        [
          Metric.set(resident, rss),
          Metric.set(heapUsed, heap),
          Metric.set(heapTotal, total),
          Metric.incrementBy(cpuSeconds, (spent.user + spent.system) / 1e6),
          Metric.set(lag, Number.isFinite(slowest) ? slowest : 0)
        ],
        { discard: true }
      )
    })
    const ofCache = Effect.flatMap(cache.stats, (stats) =>
      Effect.forEach(ofCacheStats, ([figure, read]) => Metric.set(figure, read(stats)), { discard: true })
    )
    const ofCredentials = Effect.flatMap(credentials.state, ({ state: current }) =>
      Effect.forEach(
        CredentialHealth.literals,
        (state) => Metric.set(Metric.tagged(credentialsState, "state", state), state === current ? 1 : 0),
        { discard: true }
      )
    )
    const ofLookups = Effect.flatMap(Effect.all([unsettled.open, Clock.currentTimeMillis]), ([{ count, since }, now]) =>
      Effect.zipRight(
        Metric.set(lookupsOpen, count),
        Metric.set(lookupsOpenOldest, since === undefined ? 0 : Math.max(0, now - since) / 1000)
      )
    )
    return Gauges.of({
      refresh: Effect.all([ofProcess, ofCache, ofCredentials, ofLookups, fileDescriptors], { discard: true })
    })
  })
)
