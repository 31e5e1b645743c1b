/** What every cache counts. */
import { Effect, Metric } from "effect"

export const evicted = Metric.counter("cache_evictions_total", {
  description: "Answers that went because the cache was full",
  incremental: true
})

export const damagedFiles = Metric.counter("cache_damaged_total", {
  description: "Files in the cache that could not be read, and were moved aside",
  incremental: true
})

/** Counters that were never counted are not shown, and what is not shown cannot be seen to rise. */
export const begin = Effect.zipRight(Metric.incrementBy(evicted, 0), Metric.incrementBy(damagedFiles, 0))
