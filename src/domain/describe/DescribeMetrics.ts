/** What the domain counts. */
import { Array as Arr, Metric, MetricBoundaries } from "effect"
import { lookupMethods } from "../values/CacheEntry.ts"
import { MediaKind } from "../values/Media.ts"
import { counter } from "../values/Metrics.ts"
import { origins } from "./Witness.ts"

const kinds = MediaKind.literals

/** Answers about a rating key by where they came from (see `Origin`). */
export const descriptions = counter(
  "descriptions_total",
  "Answers about a rating key, by kind and by where they came from",
  Arr.flatMap(kinds, (kind) => Arr.map(origins, (from) => ({ kind, from })))
)

/** `descriptions` for what is asked most. */
export const hits: Readonly<Record<MediaKind, Metric.Metric.Counter<number>>> = {
  film: descriptions.of({ kind: "film", from: "hit" }),
  series: descriptions.of({ kind: "series", from: "hit" })
}

export const lookups = counter(
  "lookups_total",
  "Finished look-ups, by kind, outcome and the step that decided",
  Arr.flatMap(kinds, (kind) => [
    ...Arr.map(lookupMethods, (step) => ({ kind, outcome: "found", step })),
    ...["bare", "notfound", "incomplete"].map((outcome) => ({ kind, outcome, step: "none" }))
  ])
)

export const lookupSeconds = Metric.histogram(
  "lookup_duration_seconds",
  MetricBoundaries.fromIterable([0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25]),
  "Time of a look-up in seconds, waiting for rate limits included"
)

export const lookupsUnderWay = Metric.gauge("lookups_under_way", { description: "Look-ups under way" })

export const lookupsLimit = Metric.gauge("lookups_limit", {
  description: "Number of look-ups in progress above which new ones are refused for the moment"
})

export const cacheFailures = counter("cache_failures_total", "Cache operations that failed, by operation", [
  { operation: "get" },
  { operation: "set" }
])

/**
 * What the renewal of an entry came to: `unchanged` and `changed` texts, a page that is `gone` from the catalogue, one that was `left` to a
 * look-up, since the catalogue alone cannot tell its text, and `failed`, which is tried again.
 */
export type RenewalOutcome = (typeof renewalOutcomes)[number]
const renewalOutcomes = ["unchanged", "changed", "gone", "left", "failed"] as const

export const renewals = counter(
  "renewals_total",
  "Texts that were asked for again before they were too old, by outcome",
  Arr.map(renewalOutcomes, (outcome) => ({ outcome }))
)
