/** The texts about the charts, in English. */

export const charts = {
  "chart.range": "Period",
  "chart.hour": "Last hour",
  "chart.hours": "Last six hours",
  "chart.answers": "Answers",
  "chart.answersText": (hits: number, stale: number, found: number, notFound: number, incomplete: number) =>
    `${hits} from the cache, ${stale} expired but served, ${found} found, ${notFound} not found, ${incomplete} failed`,
  "chart.times": "Time of a look-up",
  "chart.timesText": (p50: string, p95: string) => `median ${p50}, 95% within ${p95}`,
  "chart.quiet": "Nothing happened in this period.",
  "chart.table": "As a table",
  "chart.time": "Time",
  "chart.hits": "from the cache",
  "chart.stale": "expired but served",
  "chart.found": "found",
  "chart.notFound": "not found",
  "chart.incomplete": "failed",
  "chart.p50": "median",
  "chart.p95": "95% within"
}
