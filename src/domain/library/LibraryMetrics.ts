/** What is counted of the work that keeps Plex up to date. */
import { Array as Arr, Metric } from "effect"
import { counter } from "../values/Metrics.ts"
import { refreshOutcomes } from "./RefreshOutcome.ts"

/** Titles that were to be refreshed in Plex, by what became of them. */
export const refreshes = counter(
  "plex_refreshes_total",
  "Titles that were to be refreshed in Plex, by what became of them",
  Arr.map(refreshOutcomes, (outcome) => ({ outcome }))
)

export const syncState = Metric.gauge("plex_sync_state", {
  description: "Whether Plex is kept up to date by itself: 0 off, 1 on, 2 on, and the last pass did not come to its end"
})

export const syncTime = Metric.gauge("plex_sync_time_seconds", {
  description:
    "When the last pass over the libraries of Plex came to its end, in seconds since 1970; 0 before the first"
})
