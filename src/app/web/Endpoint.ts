/** What routes are made of: methods, bodies, queries, and JSON for every answer and failure. */
import { HttpLayerRouter, HttpServerError, HttpServerRequest, HttpServerResponse } from "@effect/platform"
import * as NodeHttpServerRequest from "@effect/platform-node/NodeHttpServerRequest"
import { Cause, Effect, Option, ParseResult, Schema } from "effect"
import { CacheError } from "../../ports/CachePort.ts"
import { BadRequest } from "./BadRequest.ts"
import { Incoming, readBody } from "./Incoming.ts"
import { type Operation, Operations } from "./openapi/Operations.ts"
import { measured } from "../observe/RequestMetrics.ts"

type Response = HttpServerResponse.HttpServerResponse
export type Handler<E, R> = Effect.Effect<Response, E, R>
type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS"
const methods: ReadonlyArray<Method> = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
/** A method as a label: strangers may send any word. */
export const labelOf = (method: string) =>
  method === "HEAD" || methods.some((one) => one === method) ? method : "other"

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

/** Reads the query by the schema that describes it. */
export const queryOf = <A, I>(schema: Schema.Schema<A, I>) => {
  const decode = Schema.decodeUnknown(schema)
  return Effect.flatMap(query, (given) => Effect.mapError(decode(Object.fromEntries(given)), refusal))
}

/** What is wrong, and where. */
export const refusal = (error: ParseResult.ParseError): BadRequest => {
  const [issue] = ParseResult.ArrayFormatter.formatErrorSync(error)
  const place = issue === undefined || issue.path.length === 0 ? "the body" : issue.path.map(String).join(".")
  return new BadRequest({ status: 400, reason: `${place}: ${issue?.message.split("\n")[0] ?? "not readable"}` })
}

/** What all answers say: they are what their content type says. */
export const unsniffed = HttpServerResponse.setHeader("x-content-type-options", "nosniff")

/** A handler, and what it says of itself. */
export interface Endpoint<E, R> {
  readonly operation: Operation
  readonly handler: Handler<E, R>
}

export const endpoint = <E, R>(operation: Operation, handler: Handler<E, R>): Endpoint<E, R> => ({ operation, handler })

/**
 * Registers the routes of one path: an effect and no layer, which would cost the start a fiber for each path. A method it does not have answers 405 with `Allow`; OPTIONS tells the methods.
 */
export const resource = <E = never, R = never>(
  path: HttpLayerRouter.PathInput,
  endpoints: Partial<Record<"GET" | "POST", Endpoint<E, R>>>
) => {
  const allow = ["GET", "POST"].filter((method) => method in endpoints).join(", ")
  const refused = HttpServerRequest.HttpServerRequest.pipe(
    Effect.map((request) =>
      request.method === "OPTIONS"
        ? HttpServerResponse.empty({ status: 204, headers: { allow } })
        : problem(405, "this address does not take that method", { allow })
    )
  )
  const handlerFor = (method: Method): Handler<E, R | HttpServerRequest.HttpServerRequest> =>
    (method === "GET" || method === "POST" ? endpoints[method]?.handler : undefined) ?? refused
  const { GET, POST } = endpoints
  const operations = {
    ...(GET === undefined ? {} : { GET: GET.operation }),
    ...(POST === undefined ? {} : { POST: POST.operation })
  }
  const routes = methods.map((method) =>
    HttpLayerRouter.route(
      method,
      path,
      Effect.zipRight(
        Effect.annotateCurrentSpan("http.route", path),
        measured(method, path, failures(handlerFor(method)))
      )
    )
  )
  return Effect.zipRight(
    Effect.flatMap(Operations, ({ add }) => add({ path, operations })),
    Effect.flatMap(HttpLayerRouter.HttpRouter, (router) => router.addAll(routes))
  )
}

/** The body as text. One that is too large is read to its end, within reason, before it is refused. */
export const bodyText: Effect.Effect<string, BadRequest, HttpServerRequest.HttpServerRequest> = Effect.flatMap(
  HttpServerRequest.HttpServerRequest,
  (request) =>
    Effect.async<string, BadRequest>((resume) => {
      const source = NodeHttpServerRequest.toIncomingMessage(request)
      // Another server than this one's makes requests of Node's plain kind.
      return Effect.sync(source instanceof Incoming ? source.body(resume) : readBody(source, resume))
    })
)

/** What goes with a refusal. Of a body that is too large, more may be on its way: it is not waited for. */
const withRefusal: Readonly<Record<number, Record<string, string>>> = {
  401: { "www-authenticate": "Bearer" },
  413: { connection: "close" }
}

/** The one table of typed failures and what they are over HTTP. */
const known = (error: unknown): Option.Option<Response> => {
  if (error instanceof BadRequest) return Option.some(problem(error.status, error.message, withRefusal[error.status]))
  if (error instanceof CacheError) return Option.some(problem(error.reason === "BadKey" ? 400 : 503, error.message))
  if (error instanceof HttpServerError.RouteNotFound) return Option.some(problem(404, "no such address"))
  if (error instanceof HttpServerError.RequestError) return Option.some(problem(400, "the request could not be read"))
  return Option.none()
}

/** Turns every failure into an answer. */
export const failures = <E, R>(app: Handler<E, R>): Handler<never, R> =>
  Effect.catchAllCause(app, (cause) =>
    Option.match(Option.flatMap(Cause.failureOption(cause), known), {
      onSome: Effect.succeed,
      onNone: () =>
        Cause.isInterruptedOnly(cause)
          ? Effect.interrupt
          : Effect.as(Effect.logError("request failed", cause), problem(500, "internal error"))
    })
  )
