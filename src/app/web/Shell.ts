/** The outer shell of every request that the router gets: its id, its line in the log, its span. */
import {
  HttpLayerRouter,
  HttpMiddleware,
  HttpServer,
  HttpServerRequest,
  HttpServerResponse,
  HttpTraceContext
} from "@effect/platform"
import { Context, Effect, FiberRef, Layer, Option } from "effect"
import { AccessLog, lineOf } from "../observe/AccessLog.ts"
import { pathOf } from "../observe/RequestPath.ts"
import { idOf, tidyPath } from "./Incoming.ts"
import { measured, noRoute } from "../observe/RequestMetrics.ts"
import { failures, type Handler, labelOf, unsniffed } from "./Endpoint.ts"
import { RequestId } from "../observe/RequestId.ts"

/** A span for the request where somebody collects spans; it goes on with the trace of who asked. Queries may hold secrets. */
const spanned = <E, R>(request: HttpServerRequest.HttpServerRequest, id: string, app: Handler<E, R>) =>
  Effect.flatMap(FiberRef.get(FiberRef.currentTracerEnabled), (enabled) =>
    enabled
      ? Effect.tap(app, ({ status }) => Effect.annotateCurrentSpan("http.response.status_code", status)).pipe(
          Effect.withSpan(`http.server ${request.method}`, {
            kind: "server",
            captureStackTrace: false,
            parent: Option.getOrUndefined(HttpTraceContext.fromHeaders(request.headers)),
            attributes: {
              "http.request.method": request.method,
              "url.path": pathOf(request.url),
              "request.id": id
            }
          })
        )
      : app
  )

/** Around every request: its id, its line in the log, its span. */
const observed = <E, R>(app: Handler<E, R>): Handler<E, R | AccessLog | HttpServerRequest.HttpServerRequest> =>
  Effect.contextWithEffect((context: Context.Context<R | AccessLog | HttpServerRequest.HttpServerRequest>) =>
    Effect.clockWith((clock) => {
      const start = clock.unsafeCurrentTimeNanos()
      const request = Context.get(context, HttpServerRequest.HttpServerRequest)
      const accessLog = Context.get(context, AccessLog)
      const id = idOf(request.headers["x-request-id"])
      const url = tidyPath(request.url)
      const named = HttpServerResponse.setHeader("x-request-id", id)

      const written = (status: number, cache: string | undefined) =>
        accessLog.write(lineOf(clock, start, { id, method: request.method, url: request.url }, status, cache))

      return spanned(
        request,
        id,
        Effect.mapInputContext(app, (context: Context.Context<R | AccessLog | HttpServerRequest.HttpServerRequest>) =>
          Context.add(
            url === request.url
              ? context
              : Context.add(context, HttpServerRequest.HttpServerRequest, request.modify({ url })),
            RequestId,
            id
          )
        )
      ).pipe(
        Effect.annotateLogs("requestId", id),
        Effect.map((response) => named(unsniffed(response))),
        Effect.onExit((exit) =>
          exit._tag === "Success" ? written(exit.value.status, exit.value.headers["x-cache"]) : written(499, undefined)
        )
      )
    })
  )

/** What no route took, counted as such. */
const unrouted = <E, R>(app: Handler<E, R>): Handler<never, R | HttpServerRequest.HttpServerRequest> =>
  Effect.catchAllCause(app, (cause) =>
    Effect.flatMap(HttpServerRequest.HttpServerRequest, ({ method }) =>
      measured(labelOf(method), noRoute, failures(Effect.failCause(cause)))
    )
  )

/** Serves the routes that a layer registers. Provide the server itself before anything that the routes use. */
export const serve = <A, E, R>(routes: Layer.Layer<A, E, R>) =>
  Layer.unwrapScoped(
    Effect.map(HttpLayerRouter.toHttpEffect(routes), (app) => HttpServer.serve(observed(unrouted(app))))
  ).pipe(
    Layer.provide(routerConfig),
    HttpMiddleware.withTracerDisabledWhen(() => true)
  )

/** A rating key is up to 200 characters; the router would answer 404 beyond 100. */
const routerConfig = Layer.succeed(HttpLayerRouter.RouterConfig, { maxParamLength: 1000 })
