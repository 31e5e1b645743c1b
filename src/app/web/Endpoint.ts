/** What routes are made of: methods, bodies, queries, and JSON for every answer and failure. */
import { HttpLayerRouter, HttpServerRequest, HttpServerResponse } from "@effect/platform"
import * as NodeHttpServerRequest from "@effect/platform-node/NodeHttpServerRequest"
import { Cause, Effect, Option, ParseResult } from "effect"
import { headersWith, refusalOf, statuses } from "./Failures.ts"
import { Incoming, readBody } from "./Incoming.ts"
import { type Described, Operations } from "./openapi/Operations.ts"
import { problemOf, Refused } from "./Refused.ts"
import { measured } from "../observe/RequestMetrics.ts"

type Response = HttpServerResponse.HttpServerResponse
export type Handler<E, R> = Effect.Effect<Response, E, R>
type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS"
const methods: ReadonlyArray<Method> = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
/** A method as a label: strangers may send any word. */
export const labelOf = (method: string) =>
  method === "HEAD" || methods.some((one) => one === method) ? method : "other"

/** A refusal as an answer. */
export const problem = (status: number, message: string, headers: Readonly<Record<string, string>> = {}): Response =>
  HttpServerResponse.unsafeJson(problemOf(status, message), { status, headers: { ...headersWith[status], ...headers } })

/** An answer in JSON. */
export const json = (body: unknown, status = 200): Response => HttpServerResponse.unsafeJson(body, { status })

/** The query of the request; unknown parameters are nobody's concern. */
export const query = Effect.map(
  HttpServerRequest.HttpServerRequest,
  (request) => new URL(request.url, "http://localhost").searchParams
)

/** What is wrong, and where. */
export const unreadable = (error: ParseResult.ParseError): Refused<400> => {
  const [issue] = ParseResult.ArrayFormatter.formatErrorSync(error)
  const place = issue === undefined || issue.path.length === 0 ? "the body" : issue.path.map(String).join(".")
  return new Refused({ status: 400, reason: `${place}: ${issue?.message.split("\n")[0] ?? "not readable"}` })
}

/** What all answers say: they are what their content type says. */
export const unsniffed = HttpServerResponse.setHeader("x-content-type-options", "nosniff")

/** A handler, and how to make the description of it, which nobody may ask for. */
export interface Endpoint<E, R> {
  readonly describe: (path: HttpLayerRouter.PathInput & `/${string}`) => Described
  readonly handler: Handler<E, R>
}

export const endpoint = <E, R>(describe: Endpoint<E, R>["describe"], handler: Handler<E, R>): Endpoint<E, R> => ({
  describe,
  handler
})

/**
 * Registers the routes of one path: an effect and no layer, which would cost the start a fiber for each path. A method it
 * does not have answers 405 with `Allow`; OPTIONS tells the methods.
 */
export const resource = <E = never, R = never>(
  path: `/${string}`,
  endpoints: Partial<Record<"GET" | "POST", Endpoint<E, R>>>
) => {
  const allow = ["GET", "POST"].filter((method) => method in endpoints).join(", ")
  const refused = HttpServerRequest.HttpServerRequest.pipe(
    Effect.map((request) =>
      request.method === "OPTIONS"
        ? HttpServerResponse.empty({ status: 204, headers: { allow } })
        : problem(statuses.noMethod, "this address does not take that method", { allow })
    )
  )
  const handlerFor = (method: Method): Handler<E, R | HttpServerRequest.HttpServerRequest> =>
    (method === "GET" || method === "POST" ? endpoints[method]?.handler : undefined) ?? refused
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
  return Effect.gen(function* () {
    const operations = yield* Operations
    for (const { describe } of Object.values(endpoints)) yield* operations.add(() => describe(path))
    const router = yield* HttpLayerRouter.HttpRouter
    yield* router.addAll(routes)
  })
}

/** The body as text. One that is too large is read to its end, within reason, before it is refused. */
export const bodyText: Effect.Effect<string, Refused<400 | 413>, HttpServerRequest.HttpServerRequest> = Effect.flatMap(
  HttpServerRequest.HttpServerRequest,
  (request) =>
    Effect.async<string, Refused<400 | 413>>((resume) => {
      const source = NodeHttpServerRequest.toIncomingMessage(request)
      // Another server than this one's makes requests of Node's plain kind.
      return Effect.sync(source instanceof Incoming ? source.body(resume) : readBody(source, resume))
    })
)

/** Turns every failure into an answer. */
export const failures = <E, R>(app: Handler<E, R>): Handler<never, R> =>
  Effect.catchAllCause(app, (cause) =>
    Option.match(Option.flatMap(Cause.failureOption(cause), refusalOf), {
      onSome: ({ message, status }) => Effect.succeed(problem(status, message)),
      onNone: () =>
        Cause.isInterruptedOnly(cause)
          ? Effect.interrupt
          : Effect.as(Effect.logError("request failed", cause), problem(statuses.internal, "internal error"))
    })
  )
