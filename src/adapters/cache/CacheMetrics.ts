/** What every cache counts. */
import { Metric } from "effect"
import { beginAtZero } from "../../domain/values/Metrics.ts"

export const evicted = Metric.counter("cache_evictions_total", {
  description: "Answers that went because the cache was full",
  incremental: true
})

export const damagedFiles = Metric.counter("cache_damaged_total", {
  description: "Files in the cache that could not be read, and were moved aside",
  incremental: true
})

export const begin = beginAtZero(evicted, damagedFiles)
