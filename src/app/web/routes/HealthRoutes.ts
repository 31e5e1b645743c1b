/** The routes that tell whether all is well. */
import { HttpServerRequest, HttpServerResponse } from "@effect/platform"
import { Effect, Layer, Schema } from "effect"
import { atHome, sentHome } from "../Admin.ts"
import { Gauges } from "../../observe/Gauges.ts"
import { readiness } from "../../observe/Health.ts"
import type { Operation } from "../openapi/Operations.ts"
import * as Prometheus from "../../observe/Prometheus.ts"
import { BriefReadiness, Health, Metrics, Readiness } from "../openapi/Shapes.ts"
import { version } from "../../Version.ts"
import { endpoint, json, resource } from "../Endpoint.ts"

const operation = (summary: string, replies: Operation["replies"]): Operation => ({ summary, tag: "Health", replies })

const alive = endpoint(
  operation("Whether the process runs", { 200: { description: "It does.", schema: Health } }),
  Effect.sync(() => json({ status: "ok", version }))
)

/** Under a host name of a stranger there is no more than the state. */
const reportOrBrief = Schema.Union(Readiness, BriefReadiness)

const ready = endpoint(
  operation("Whether it can do its work, and how its sources are", {
    200: { description: "It can; `degraded` when a source or the credentials are in trouble.", schema: reportOrBrief },
    503: { description: "The cache cannot be written.", schema: reportOrBrief }
  }),
  Effect.zipWith(readiness, sentHome, ({ ready, report }, home) =>
    json(home ? report : { status: report.status, version }, ready ? 200 : 503)
  )
)

const metrics = endpoint(
  operation("Figures for Prometheus, or as JSON for who accepts that", {
    200: { description: "All metrics.", schema: Metrics, otherType: "text/plain; version=0.0.4; charset=utf-8" }
  }),
  Effect.gen(function* () {
    yield* (yield* Gauges).refresh
    const request = yield* HttpServerRequest.HttpServerRequest
    return (request.headers["accept"] ?? "").includes("application/json")
      ? json(Prometheus.data())
      : HttpServerResponse.text(Prometheus.text(), { contentType: "text/plain; version=0.0.4; charset=utf-8" })
  })
)

export const layer = Layer.scopedDiscard(
  Effect.all(
    [
      resource("/health", { GET: alive }),
      resource("/health/live", { GET: alive }),
      resource("/health/ready", { GET: ready }),
      resource("/metrics", { GET: atHome(metrics) })
    ],
    { discard: true }
  )
)
