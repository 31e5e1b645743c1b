/**
 * Hot answers leave by a lane of their own, before a request becomes the router's: its fiber, scope and context cost several times
 * what such an answer does. Whatever is not hot goes on to the router.
 *
 * The contract of this folder:
 * - it is entered at one line, in `Server.ts`; without that line and this folder everything else is as it was;
 * - it gives again only what a route has offered (`Repeatable.ts`) in answer to the very same address and body;
 * - before each time it asks the route's own `holds`, which for an answer of the domain is `stillHolds`: the cache still has that
 *   entry under the key, it is fresh, the title is the one that was asked, and no switch was changed since;
 * - how long an answer holds is said anew each time (`Lasting.ts`), and who has it already gets 304, as from the router;
 * - an answer that it gives is counted and logged as the router's are, by the same functions.
 */
import { Effect, Either, Runtime } from "effect"
import type { IncomingMessage, ServerResponse } from "node:http"
import { AccessLog, lineOf } from "../../observe/AccessLog.ts"
import * as HotAnswers from "./HotAnswers.ts"
import type { Listener } from "../Connections.ts"
import { fromAnotherSite } from "../Home.ts"
import { pathOf } from "../../observe/RequestPath.ts"
import { idOf, Incoming, tidyPath, wantsPage } from "../Incoming.ts"
import { isHad, lastingHeaders, sparing } from "../Lasting.ts"
import { count, secondsSince } from "../../observe/RequestMetrics.ts"

const nothing: ReturnType<typeof lastingHeaders> = Effect.succeed({})

/** Puts the lane before a router. */
export const before = Effect.fnUntraced(function* (router: Listener) {
  const hotAnswers = HotAnswers.make()
  const accessLog = yield* AccessLog
  const clock = yield* Effect.clock
  const fork = Runtime.runFork(yield* Effect.runtime())

  const give = (request: IncomingMessage, response: ServerResponse, hot: HotAnswers.HotAnswer, start: bigint) => {
    const { holds, lasting, route } = hot
    const { method = "", url = "" } = request
    const given = Effect.flatMap(lasting === undefined ? nothing : lastingHeaders(lasting), (said) => {
      const id = idOf(request.headers["x-request-id"])
      const had = isHad(request.headers["if-none-match"], said["etag"])
      const status = had ? 304 : hot.status
      const headers = had ? sparing(hot.headers) : hot.headers
      response.writeHead(status, { ...headers, ...said, "x-request-id": id }).end(had ? undefined : hot.bytes)
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
    const { headers, method } = request
    if (!(request instanceof Incoming)) return router(request, response)
    const take = (hot: HotAnswers.HotAnswer | undefined) =>
      hot === undefined ? router(request, response) : give(request, response, hot, start)
    if (method === "GET") {
      request.listener = (answer) => hotAnswers.keep({ address }, answer)
      return take(wantsPage(request) ? undefined : hotAnswers.find({ address }))
    }
    // What another site sends is refused by the router.
    if (method !== "POST" || fromAnotherSite(headers)) return router(request, response)
    const path = pathOf(address)
    request.listener = (answer) => {
      const read = request.bodyRead
      if (read !== undefined && Either.isRight(read)) hotAnswers.keep({ address: path, body: read.right }, answer)
    }
    if (!hotAnswers.takesBody(path)) return router(request, response)
    request.body((read) =>
      take(Either.isRight(read) ? hotAnswers.find({ address: path, body: read.right }) : undefined)
    )
  }
  return listener
})
