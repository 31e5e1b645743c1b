/** What the domain counts. Labels are few and fixed: titles and ids never become labels. */
import { Metric, MetricBoundaries, MetricKey, MetricLabel } from "effect"
import type { MediaKind } from "../values/Media.ts"

/** Answers about a rating key by where they came from (see `Origin`). */
const descriptionsKey = MetricKey.counter("descriptions_total", {
  description: "Answers about a rating key, by kind and by where they came from",
  incremental: true
})
export const descriptions = Metric.fromMetricKey(descriptionsKey)

const hitsOf = (kind: MediaKind) =>
  Metric.fromMetricKey(
    MetricKey.taggedWithLabels(descriptionsKey, [MetricLabel.make("kind", kind), MetricLabel.make("from", "hit")])
  )

/** `descriptions` for what is asked most; `Metric.tagged` puts its labels on anew at every update. */
export const hits: Readonly<Record<MediaKind, Metric.Metric.Counter<number>>> = {
  film: hitsOf("film"),
  series: hitsOf("series")
}

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
  description: "Number of look-ups in progress above which new ones are refused for the moment"
})

export const cacheFailures = Metric.counter("cache_failures_total", {
  description: "Cache operations that failed, by operation",
  incremental: true
})
