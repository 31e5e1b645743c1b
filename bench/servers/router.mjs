/** The framework's ceiling: a bare `HttpLayerRouter` without tracing and without a logger of requests. */
import { HttpLayerRouter, HttpServerResponse } from "@effect/platform"
import { NodeHttpServer, NodeRuntime } from "@effect/platform-node"
import { Effect, Layer } from "effect"
import { createServer } from "node:http"
import { answers, listening } from "./shared.mjs"

const routes = HttpLayerRouter.addAll(
  Object.entries(answers).map(([path, body]) =>
    HttpLayerRouter.route(
      path.endsWith("/matches") ? "POST" : "GET",
      path,
      Effect.succeed(HttpServerResponse.uint8Array(body, { contentType: "application/json" }))
    )
  )
)

const server = createServer()
listening(server)
HttpLayerRouter.serve(routes, { disableLogger: true, disableListenLog: true }).pipe(
  Layer.provide(NodeHttpServer.layer(() => server, { port: 0, host: "127.0.0.1" })),
  Layer.launch,
  Effect.withTracerEnabled(false),
  NodeRuntime.runMain
)
