/** How long requests take, by route. */
import { Clock, Effect, Metric, MetricBoundaries } from "effect"
import type { HttpServerResponse } from "@effect/platform"

const requestSeconds = Metric.histogram(
  "http_request_duration_seconds",
  MetricBoundaries.fromIterable([0.001, 0.005, 0.025, 0.1, 0.5, 1, 5, 25]),
  "Time to answer a request in seconds, by method, route and status"
)

/** The route of a request that no route took. */
export const noRoute = "none"

/** Labels are few, and making a labelled metric costs more than updating one: each is made once. */
const labelled = () => {
  const made = new Map<string, typeof requestSeconds>()
  return (method: string, route: string, status: number) => {
    const key = `${method} ${route} ${status}`
    const known = made.get(key)
    if (known !== undefined) return known
    const metric = requestSeconds.pipe(
      Metric.tagged("method", method),
      Metric.tagged("route", route),
      Metric.tagged("status", String(status))
    )
    made.set(key, metric)
    return metric
  }
}

const metricOf = labelled()

/** Counts an answer, and the time since its request came, which `start` says in nanoseconds. */
export const count = (method: string, route: string, status: number, start: bigint) =>
  Effect.flatMap(Clock.currentTimeNanos, (end) =>
    Metric.update(metricOf(method, route, status), Number(end - start) / 1e9)
  )

/** The same for whatever a handler comes to. Whoever hangs up gets no status; 499 is what proxies write. */
export const measured = <E, R>(
  method: string,
  route: string,
  handler: Effect.Effect<HttpServerResponse.HttpServerResponse, E, R>
) =>
  Effect.flatMap(Clock.currentTimeNanos, (start) =>
    Effect.onExit(handler, (exit) => count(method, route, exit._tag === "Success" ? exit.value.status : 499, start))
  )
