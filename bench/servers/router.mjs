/** The framework's ceiling: a bare `HttpLayerRouter` without tracing and without a logger of requests. */
import { HttpLayerRouter, HttpMiddleware, HttpServerRequest, HttpServerResponse } from "@effect/platform"
import { NodeHttpServer, NodeRuntime } from "@effect/platform-node"
import { Effect, Layer } from "effect"
import { createServer } from "node:http"
import { answers, listening } from "./shared.mjs"

/** Who gets a body reads it. */
const handler = (path, response) =>
  path.endsWith("/matches")
    ? Effect.flatMap(HttpServerRequest.HttpServerRequest, (request) => Effect.as(request.text, response))
    : Effect.succeed(response)

const routes = HttpLayerRouter.addAll(
  Object.entries(answers).map(([path, body]) =>
    HttpLayerRouter.route(
      path.endsWith("/matches") ? "POST" : "GET",
      path,
      handler(path, HttpServerResponse.uint8Array(body, { contentType: "application/json" }))
    )
  )
)

const server = createServer()
listening(server)
HttpLayerRouter.serve(routes, { disableLogger: true, disableListenLog: true }).pipe(
  Layer.provide(NodeHttpServer.layer(() => server, { port: 0, host: "127.0.0.1" })),
  HttpMiddleware.withTracerDisabledWhen(() => true),
  Layer.launch,
  Effect.withTracerEnabled(false),
  NodeRuntime.runMain
)
