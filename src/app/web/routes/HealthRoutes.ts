/** The routes that tell whether all is well. */
import { HttpApiEndpoint, HttpServerRequest } from "@effect/platform"
import { Effect, Layer } from "effect"
import { movies } from "../../../domain/plex/Provider.ts"
import { anybody, atHome, sentHome, strangeHost } from "../Admin.ts"
import { Gauges } from "../../observe/Gauges.ts"
import { readiness } from "../../observe/Health.ts"
import { about, textOf } from "../openapi/About.ts"
import * as Prometheus from "../../observe/Prometheus.ts"
import {
  BriefReadiness,
  BriefUnreadiness,
  Health,
  Liveness,
  Metrics,
  Readiness,
  Unreadiness
} from "../openapi/Shapes.ts"
import { version } from "../../Version.ts"
import { served } from "../Served.ts"

const runs = about({ tag: "Health", summary: "Whether the process is running", answers: { 200: "It is." } })

const health = HttpApiEndpoint.get("health", "/health").addSuccess(Health).annotateContext(runs)
const live = HttpApiEndpoint.get("live", "/health/live").addSuccess(Liveness).annotateContext(runs)

const up = () => Effect.succeed({ status: "healthy", version, identifier: movies.identifier } as const)
const alive = () => Effect.succeed({ status: "alive", version } as const)

/** Under a host name of a stranger there is no more than the state. */
const ready = HttpApiEndpoint.get("ready", "/health/ready")
  .addSuccess(Readiness)
  .addSuccess(BriefReadiness)
  .addSuccess(Unreadiness)
  .addSuccess(BriefUnreadiness)
  .annotateContext(
    about({
      tag: "Health",
      summary: "Whether the service can do its work, and the state of its sources",
      answers: {
        200: "It can; `degraded` when there is a problem with a source or the credentials.",
        503: "The cache cannot be written."
      }
    })
  )

const readyOrBrief = Effect.zipWith(readiness, sentHome, (report, home) => {
  if (home) return report
  // Each of the two has a shape of its own, by which the status of the answer goes.
  return report.status === "unavailable" ? { status: report.status, version } : { status: report.status, version }
})

const metrics = HttpApiEndpoint.get("metrics", "/metrics")
  .addSuccess(Metrics)
  .addSuccess(textOf("text/plain; version=0.0.4; charset=utf-8"))
  .addError(strangeHost)
  .annotateContext(
    about({
      tag: "Health",
      summary: "Metrics for Prometheus, or in JSON for clients that accept it",
      answers: { 200: "All metrics." }
    })
  )

export const layer = Layer.scopedDiscard(
  Effect.all(
    [
      served(health, anybody, up),
      served(live, anybody, alive),
      served(ready, anybody, () => readyOrBrief),
      served(metrics, atHome, () =>
        Effect.gen(function* () {
          yield* (yield* Gauges).refresh
          const { headers } = yield* HttpServerRequest.HttpServerRequest
          return (headers["accept"] ?? "").includes("application/json") ? Prometheus.data() : Prometheus.text()
        })
      )
    ],
    { discard: true }
  )
)
