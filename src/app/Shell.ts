/** The outer shell of every request: its id, its line in the log, its span; and what is hot is served from here. */
import {
  HttpLayerRouter,
  HttpMiddleware,
  HttpServer,
  HttpServerRequest,
  HttpServerResponse,
  HttpTraceContext
} from "@effect/platform"
import { Context, Effect, FiberRef, Layer, Option } from "effect"
import { randomUUID } from "node:crypto"
import { AccessLog } from "./AccessLog.ts"
import { HotAnswers } from "./HotAnswers.ts"
import { count, measured, noRoute, secondsSince } from "./RequestMetrics.ts"
import { failures, type Handler, labelOf, RequestId, unsniffed } from "./Web.ts"

/** Clients append keys to whatever root was registered: a doubled or a closing slash is the same address. */
const tidyPath = (url: string): string => {
  const query = url.indexOf("?")
  const path = (query < 0 ? url : url.slice(0, query)).replace(/\/{2,}/g, "/").replace(/(?<=.)\/$/, "")
  return query < 0 ? path : path + url.slice(query)
}

const idOf = (given: string | undefined) =>
  given !== undefined && /^[\w.:-]{1,128}$/.test(given) ? given : randomUUID()

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

const pathOf = (url: string) => url.split("?", 1)[0] ?? ""

/** Pages for people have addresses of answers to Plex. */
const wantsHot = ({ headers, method }: HttpServerRequest.HttpServerRequest) =>
  method === "GET" && !(headers["accept"] ?? "").includes("text/html")

/** Around every request: its id, its line in the log, its span. What is hot is answered without the router. */
const observed = <E, R>(app: Handler<E, R>): Handler<E, R | HttpServerRequest.HttpServerRequest> =>
  Effect.contextWithEffect((context: Context.Context<R | HttpServerRequest.HttpServerRequest>) =>
    Effect.clockWith((clock) => {
      const start = clock.unsafeCurrentTimeNanos()
      const request = Context.get(context, HttpServerRequest.HttpServerRequest)
      const accessLog = Context.get(context, AccessLog)
      const id = idOf(request.headers["x-request-id"])
      const url = tidyPath(request.url)
      const named = HttpServerResponse.setHeader("x-request-id", id)

      /** The line of this request as of now. */
      const written = (status: number, cache: string | undefined) =>
        accessLog.write({
          at: clock.unsafeCurrentTimeMillis(),
          requestId: id,
          method: request.method,
          path: pathOf(request.url),
          status,
          ms: Math.round(secondsSince(start, clock.unsafeCurrentTimeNanos()) * 1000),
          cache
        })

      const routed = Effect.suspend(() =>
        spanned(
          request,
          id,
          Effect.mapInputContext(app, (context: Context.Context<R | HttpServerRequest.HttpServerRequest>) =>
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
            exit._tag === "Success"
              ? written(exit.value.status, exit.value.headers["x-cache"])
              : written(499, undefined)
          )
        )
      )

      const hot = wantsHot(request) ? Context.get(context, HotAnswers).find(url) : undefined
      if (hot === undefined) return routed
      const { response, route } = hot
      return Effect.flatMap(hot.holds(request), (holds) =>
        holds
          ? Effect.zipRight(
              count(request.method, route, response.status, secondsSince(start, clock.unsafeCurrentTimeNanos())),
              Effect.as(written(response.status, response.headers["x-cache"]), named(response))
            )
          : routed
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
