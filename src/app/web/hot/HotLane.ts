/**
 * Hot answers leave by a lane of their own, before a request becomes the router's: its fiber, scope and context cost several times
 * what such an answer does. Whatever is not hot goes on to the router.
 */
import { Effect, Either, Runtime } from "effect"
import type { IncomingMessage, ServerResponse } from "node:http"
import { AccessLog, lineOf } from "../../observe/AccessLog.ts"
import { type HotAnswer, HotAnswers } from "./HotAnswers.ts"
import { fromAnotherSite } from "../Home.ts"
import { pathOf } from "../../observe/RequestPath.ts"
import { idOf, Incoming, tidyPath, wantsPage } from "../Incoming.ts"
import { count, secondsSince } from "../../observe/RequestMetrics.ts"

/** Who answers a request of Node's. */
export type Listener = (request: IncomingMessage, response: ServerResponse) => void

/** Puts the lane before a router. */
export const before = Effect.fnUntraced(function* (router: Listener) {
  const hotAnswers = yield* HotAnswers
  const accessLog = yield* AccessLog
  const clock = yield* Effect.clock
  const fork = Runtime.runFork(yield* Effect.runtime())

  const give = (
    request: IncomingMessage,
    response: ServerResponse,
    { bytes, headers, holds, route, status }: HotAnswer,
    start: bigint
  ) => {
    const { method = "", url = "" } = request
    const given = Effect.suspend(() => {
      const id = idOf(request.headers["x-request-id"])
      response.writeHead(status, { ...headers, "x-request-id": id }).end(bytes)
      return Effect.zipRight(
        count(method, route, status, secondsSince(start, clock.unsafeCurrentTimeNanos())),
        accessLog.write(lineOf(clock, start, { id, method, url }, status, headers["x-cache"]))
      )
    })
    const routed = Effect.sync(() => router(request, response))
    fork(
      Effect.catchAllCause(
        Effect.flatMap(holds(request), (holds) => (holds ? given : routed)),
        (cause) => Effect.zipRight(Effect.logError("hot answer failed", cause), routed)
      )
    )
  }

  const listener: Listener = (request, response) => {
    const start = clock.unsafeCurrentTimeNanos()
    const address = tidyPath(request.url ?? "")
    const take = (hot: HotAnswer | undefined) =>
      hot === undefined ? router(request, response) : give(request, response, hot, start)
    if (request.method === "GET") return take(wantsPage(request) ? undefined : hotAnswers.find({ address }))
    const path = pathOf(address)
    const { headers, method } = request
    if (
      method !== "POST" ||
      !(request instanceof Incoming) ||
      !hotAnswers.takesBody(path) ||
      // The router refuses it.
      fromAnotherSite(headers)
    )
      return router(request, response)
    request.body((read) =>
      take(Either.isRight(read) ? hotAnswers.find({ address: path, body: read.right }) : undefined)
    )
  }
  return listener
})
