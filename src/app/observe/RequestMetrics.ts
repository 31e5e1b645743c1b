/** How long requests take, by route. */
import { Clock, Effect, Metric, MetricBoundaries, MetricKey, MetricLabel } from "effect"
import type { HttpServerResponse } from "@effect/platform"

const requestSeconds = MetricKey.histogram(
  "http_request_duration_seconds",
  MetricBoundaries.fromIterable([0.001, 0.005, 0.025, 0.1, 0.5, 1, 5, 25]),
  "Time to answer a request in seconds, by method, route and status"
)

/** The route of a request that no route took. */
export const noRoute = "none"

/** Labels are few: each metric is made once, since `Metric.tagged` puts its labels on anew at every update. */
const labelled = () => {
  const made = new Map<string, Metric.Metric.Histogram<number>>()
  return (method: string, route: string, status: number) => {
    const key = `${method} ${route} ${status}`
    const known = made.get(key)
    if (known !== undefined) return known
    const metric = Metric.fromMetricKey(
      MetricKey.taggedWithLabels(requestSeconds, [
        MetricLabel.make("method", method),
        MetricLabel.make("route", route),
        MetricLabel.make("status", String(status))
      ])
    )
    made.set(key, metric)
    return metric
  }
}

const metricOf = labelled()

/** Counts an answer, and the time it took. */
export const count = (method: string, route: string, status: number, seconds: number) =>
  Metric.update(metricOf(method, route, status), seconds)

/** Seconds since a moment, both in nanoseconds. */
export const secondsSince = (start: bigint, now: bigint): number => Number(now - start) / 1e9

/** The same for whatever a handler comes to. A caller that hangs up gets no status; 499 is what proxies write in its place. */
export const measured = <E, R>(
  method: string,
  route: string,
  handler: Effect.Effect<HttpServerResponse.HttpServerResponse, E, R>
) =>
  Effect.flatMap(Clock.currentTimeNanos, (start) =>
    Effect.onExit(handler, (exit) =>
      Effect.flatMap(Clock.currentTimeNanos, (end) =>
        count(method, route, exit._tag === "Success" ? exit.value.status : 499, secondsSince(start, end))
      )
    )
  )
