/** The HTTP server of Node, and how it ends: running requests finish, for a while. */
import { NodeHttpServer } from "@effect/platform-node"
import { Duration, Effect, Layer } from "effect"
import { createServer } from "node:http"

export interface ServerOptions {
  readonly port: number
  readonly host: string
  /** How long running requests may take once the service is told to stop. */
  readonly grace: Duration.Duration
}

/**
 * A server that refuses new connections as soon as its scope closes, and cuts the ones that are still open after the
 * grace.
 */
export const layer = (options: ServerOptions) =>
  Layer.unwrapEffect(
    Effect.sync(() => {
      const server = createServer({ requestTimeout: 60_000, headersTimeout: 30_000 })
      const cut = Effect.sync(() => {
        setTimeout(() => server.closeAllConnections(), Duration.toMillis(options.grace)).unref()
      })
      return Layer.scopedDiscard(Effect.addFinalizer(() => cut)).pipe(
        Layer.provideMerge(NodeHttpServer.layer(() => server, { port: options.port, host: options.host }))
      )
    })
  )
