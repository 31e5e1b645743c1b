/** The HTTP server of Node, and how it ends: running requests finish, for a while. */
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import { HttpServer } from "@effect/platform"
import { Duration, Effect, Layer } from "effect"
import { createServer } from "node:http"
import { setImmediate as turn } from "node:timers/promises"
import * as Connections from "./Connections.ts"
import * as HotLane from "./hot/HotLane.ts"
import { Incoming } from "./Incoming.ts"

/** How long running requests may take once the service is told to stop. Whoever may kill it must wait longer. */
export const grace = Duration.seconds(10)

export interface ServerOptions {
  readonly port: number
  readonly host: string
  /** How long running requests may take once the service is told to stop. */
  readonly grace: Duration.Duration
  /** What connections may take, when it is to be other than usual. */
  readonly limits?: Partial<Connections.Limits>
}

/**
 * What has arrived is not idle, though a busy process has not looked at it yet: one turn of the event loop takes the connections, the
 * next reads what was sent on them, and another is for what came meanwhile.
 */
const heard = Effect.repeatN(
  Effect.promise(() => turn()),
  2
)

/**
 * A server that refuses new connections as soon as its scope closes, and cuts the ones that are still open after the
 * grace. What is hot is answered before its router.
 */
export const layer = (options: ServerOptions) =>
  Layer.scoped(
    HttpServer.HttpServer,
    Effect.gen(function* () {
      const limits = { ...Connections.limits, ...options.limits }
      const server = createServer({ ...Connections.serverOptions(limits), IncomingMessage: Incoming })
      const connections = Connections.watched(server, limits)
      const { address } = yield* NodeHttpServer.make(() => server, { port: options.port, host: options.host })
      yield* Effect.addFinalizer(() =>
        Effect.map(heard, () => {
          connections.end()
          const timer = setTimeout(connections.cut, Duration.toMillis(options.grace)).unref()
          server.once("close", () => clearTimeout(timer))
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
              Effect.sync(() => connections.answerBy(listener)),
              () => Effect.sync(() => connections.answerBy(undefined))
            )
          })
      })
    })
  )
