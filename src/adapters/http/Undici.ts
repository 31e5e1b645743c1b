/** The HTTP client that asks: undici, with a bounded number of connections per host, closed with the scope. */
import type { HttpClient } from "@effect/platform"
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import { Agent } from "@effect/platform-node/Undici"
import { Effect, Layer } from "effect"

export const layer: Layer.Layer<HttpClient.HttpClient> = NodeHttpClient.layerUndiciWithoutDispatcher.pipe(
  Layer.provide(
    Layer.scoped(
      NodeHttpClient.Dispatcher,
      Effect.acquireRelease(
        Effect.sync(() => new Agent({ connections: 16, connectTimeout: 5000, keepAliveTimeout: 10_000 })),
        (agent) => Effect.promise(() => agent.destroy())
      )
    )
  )
)
