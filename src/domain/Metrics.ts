/** What the domain counts. Labels are few and fixed: titles and ids never become labels. */
import { Metric, MetricBoundaries } from "effect"

/** Answers about a rating key by where they came from: hit, stale, found, bare, not_found, incomplete. */
export const descriptions = Metric.counter("descriptions_total", {
  description: "Answers about a rating key, by kind and by where they came from",
  incremental: true
})

export const lookups = Metric.counter("lookups_total", {
  description: "Finished look-ups, by kind, outcome and the step that decided",
  incremental: true
})

export const lookupSeconds = Metric.histogram(
  "lookup_duration_seconds",
  MetricBoundaries.fromIterable([0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25]),
  "Time of a look-up in seconds, waiting for rate limits included"
)

export const lookupsUnderWay = Metric.gauge("lookups_under_way", { description: "Look-ups under way" })

export const lookupsLimit = Metric.gauge("lookups_limit", {
  description: "Look-ups under way beyond which the next are put off"
})

export const cacheFailures = Metric.counter("cache_failures_total", {
  description: "Cache operations that failed, by operation",
  incremental: true
})
