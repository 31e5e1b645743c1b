/** The HTTP server of Node, and how it ends: running requests finish, for a while. */
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import { HttpServer } from "@effect/platform"
import { Duration, Effect, Layer } from "effect"
import { createServer } from "node:http"
import type { Duplex } from "node:stream"
import * as HotLane from "./HotLane.ts"
import { Incoming } from "./Incoming.ts"

export interface ServerOptions {
  readonly port: number
  readonly host: string
  /** How long running requests may take once the service is told to stop. */
  readonly grace: Duration.Duration
}

const refusals: Readonly<Record<string, readonly [number, string]>> = {
  HPE_HEADER_OVERFLOW: [431, "Request Header Fields Too Large"],
  ERR_HTTP_REQUEST_TIMEOUT: [408, "Request Timeout"]
}

/** What is no HTTP at all never reaches a route; it too is answered in JSON. */
const refuse = (error: NodeJS.ErrnoException, socket: Duplex) => {
  const [status, reason] = refusals[error.code ?? ""] ?? [400, "Bad Request"]
  const body = JSON.stringify({ error: { status, message: reason.toLowerCase() } })
  if (socket.writable)
    socket.end(
      `HTTP/1.1 ${status} ${reason}\r\nConnection: close\r\nContent-Type: application/json\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
    )
}

/**
 * A server that refuses new connections as soon as its scope closes, and cuts the ones that are still open after the
 * grace. What is hot is answered before its router.
 */
export const layer = (options: ServerOptions) =>
  Layer.scoped(
    HttpServer.HttpServer,
    Effect.gen(function* () {
      const server = createServer({ requestTimeout: 60_000, headersTimeout: 30_000, IncomingMessage: Incoming })
      server.on("clientError", refuse)
      const { address } = yield* NodeHttpServer.make(() => server, { port: options.port, host: options.host })
      yield* Effect.addFinalizer(() =>
        Effect.sync(() => {
          setTimeout(() => server.closeAllConnections(), Duration.toMillis(options.grace)).unref()
        })
      )
      return HttpServer.make({
        address,
        serve: (app, middleware) =>
          Effect.gen(function* () {
            // @effect-diagnostics-next-line anyUnknownInErrorContext:off -- middleware is typed so loosely by the platform
            const router = yield* middleware === undefined
              ? NodeHttpServer.makeHandler(app)
              : NodeHttpServer.makeHandler(app, middleware)
            const listener = yield* HotLane.before(router)
            yield* Effect.acquireRelease(
              Effect.sync(() => server.on("request", listener)),
              () => Effect.sync(() => server.off("request", listener))
            )
          })
      })
    })
  )
