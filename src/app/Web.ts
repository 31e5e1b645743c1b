/** The outer shell of every request: id, access log, limits, and JSON for every failure. */
import {
  HttpLayerRouter,
  HttpMiddleware,
  HttpServer,
  HttpServerError,
  HttpServerRequest,
  HttpServerResponse,
  HttpTraceContext
} from "@effect/platform"
import { Cause, Clock, Context, Effect, FiberRef, Layer, Option, Schema, Stream } from "effect"
import { randomUUID } from "node:crypto"
import { CacheError } from "../ports/CachePort.ts"
import { AccessLog } from "./AccessLog.ts"
import { measured, noRoute, statusOf } from "./RequestMetrics.ts"

/** The id of the request being answered. */
export class RequestId extends Context.Reference<RequestId>()("vpro-cinema-plex/app/RequestId", {
  defaultValue: () => "-"
}) {}

type Response = HttpServerResponse.HttpServerResponse
export type Handler<E, R> = Effect.Effect<Response, E, R>
type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS"
const methods: ReadonlyArray<Method> = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
/** A method as a label: strangers may send any word. */
const labelOf = (method: string) => (method === "HEAD" || methods.some((one) => one === method) ? method : "other")

/** Messages may quote what was sent, which may be long. */
const maxMessage = 300

/** The one shape of every answer that is not what was asked for. */
export const problem = (status: number, message: string, headers: Record<string, string> = {}): Response =>
  HttpServerResponse.unsafeJson({ error: { status, message: message.slice(0, maxMessage) } }, { status, headers })

/** An answer in JSON. */
export const json = (body: unknown, status = 200): Response => HttpServerResponse.unsafeJson(body, { status })

/** The query of the request; unknown parameters are nobody's concern. */
export const query = Effect.map(
  HttpServerRequest.HttpServerRequest,
  (request) => new URL(request.url, "http://localhost").searchParams
)

/** Routes for one path. A method it does not have answers 405 with `Allow`; OPTIONS tells the methods. */
export const resource = <E = never, R = never>(
  path: HttpLayerRouter.PathInput,
  handlers: Partial<Record<"GET" | "POST", Handler<E, R>>>
) => {
  const allow = ["GET", "POST"].filter((method) => method in handlers).join(", ")
  const refused = HttpServerRequest.HttpServerRequest.pipe(
    Effect.map((request) =>
      request.method === "OPTIONS"
        ? HttpServerResponse.empty({ status: 204, headers: { allow } })
        : problem(405, "this address does not take that method", { allow })
    )
  )
  const handlerFor = (method: Method): Handler<E, R | HttpServerRequest.HttpServerRequest> =>
    (method === "GET" || method === "POST" ? handlers[method] : undefined) ?? refused
  return HttpLayerRouter.addAll(
    methods.map((method) =>
      HttpLayerRouter.route(
        method,
        path,
        Effect.zipRight(
          Effect.annotateCurrentSpan("http.route", path),
          measured(method, path, failures(handlerFor(method)))
        )
      )
    )
  )
}

/** A request that was refused: what is wrong, in words for the sender. */
export class BadRequest extends Schema.TaggedError<BadRequest>()("BadRequest", {
  status: Schema.Literal(400, 401, 403, 413),
  reason: Schema.String
}) {
  override get message() {
    return this.reason
  }
}

/** Plex's bodies are of a few hundred bytes. */
const maxBody = 64 * 1024
/** What is read and thrown away of a body that is too large, so that its sender gets to see the answer. */
const maxDrained = 32 * 1024 * 1024

/** The body as text. One that is too large is read to its end, within reason, before it is refused. */
export const bodyText: Effect.Effect<string, BadRequest, HttpServerRequest.HttpServerRequest> = Effect.gen(
  function* () {
    const request = yield* HttpServerRequest.HttpServerRequest
    const chunks: Array<Uint8Array> = []
    let size = 0
    yield* request.stream.pipe(
      Stream.takeWhile(() => size <= maxDrained),
      Stream.runForEach((chunk) =>
        Effect.sync(() => {
          size += chunk.length
          if (size <= maxBody) chunks.push(chunk)
        })
      ),
      Effect.mapError(() => new BadRequest({ status: 400, reason: "the body could not be read" }))
    )
    if (size > maxBody)
      return yield* new BadRequest({ status: 413, reason: `the body is larger than ${maxBody} bytes` })
    return Buffer.concat(chunks).toString("utf8")
  }
)

/** The one table of typed failures and what they are over HTTP. */
const known = (error: unknown): Option.Option<Response> => {
  if (error instanceof BadRequest) return Option.some(problem(error.status, error.message))
  if (error instanceof CacheError) return Option.some(problem(error.reason === "BadKey" ? 400 : 503, error.message))
  if (error instanceof HttpServerError.RouteNotFound) return Option.some(problem(404, "no such address"))
  if (error instanceof HttpServerError.RequestError) return Option.some(problem(400, "the request could not be read"))
  return Option.none()
}

const failures = <E, R>(app: Handler<E, R>): Handler<never, R> =>
  Effect.catchAllCause(app, (cause) =>
    Option.match(Option.flatMap(Cause.failureOption(cause), known), {
      onSome: Effect.succeed,
      onNone: () =>
        Cause.isInterruptedOnly(cause)
          ? Effect.interrupt
          : Effect.as(Effect.logError("request failed", cause), problem(500, "internal error"))
    })
  )

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

/** Around every request: its id, its line in the log, its span. */
const observed = <E, R>(app: Handler<E, R>): Handler<E, R | HttpServerRequest.HttpServerRequest> =>
  Effect.flatMap(HttpServerRequest.HttpServerRequest, (request) =>
    Effect.flatMap(Effect.zip(AccessLog, Clock.currentTimeMillis), ([accessLog, start]) => {
      const id = idOf(request.headers["x-request-id"])
      const url = tidyPath(request.url)
      return spanned(request, id, app).pipe(
        Effect.map(HttpServerResponse.setHeaders({ "x-request-id": id, "x-content-type-options": "nosniff" })),
        Effect.onExit((exit) =>
          Effect.flatMap(Clock.currentTimeMillis, (at) => {
            const cache = exit._tag === "Success" ? exit.value.headers["x-cache"] : undefined
            return accessLog.write({
              at,
              requestId: id,
              method: request.method,
              path: pathOf(request.url),
              status: statusOf(exit),
              ms: at - start,
              ...(cache === undefined ? {} : { cache })
            })
          })
        ),
        Effect.mapInputContext((context: Context.Context<R | HttpServerRequest.HttpServerRequest>) =>
          Context.add(
            url === request.url
              ? context
              : Context.add(context, HttpServerRequest.HttpServerRequest, request.modify({ url })),
            RequestId,
            id
          )
        ),
        Effect.annotateLogs("requestId", id)
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
