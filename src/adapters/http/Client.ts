/** The HTTP client, which is loaded when something is first asked: a start, and what is in the cache, do without. */
import { HttpClient, type HttpClientRequest } from "@effect/platform"
import { Context, Effect, Layer } from "effect"

const loaded = Effect.gen(function* () {
  const scope = yield* Effect.scope
  const built = Effect.promise(() => import("./Undici.ts")).pipe(
    Effect.flatMap(({ layer }) => Layer.buildWithScope(layer, scope)),
    Effect.map(Context.get(HttpClient.HttpClient)),
    // The first caller may hang up; the client must still be there for the next one.
    Effect.uninterruptible
  )
  const client = yield* Effect.cached(built)
  return HttpClient.makeWith(
    (request: Effect.Effect<HttpClientRequest.HttpClientRequest>) =>
      Effect.flatMap(client, ({ execute }) => Effect.flatMap(request, execute)),
    Effect.succeed
  )
})

/** Neither follows redirects nor decompresses. Its connections are closed with the scope. */
export const layer: Layer.Layer<HttpClient.HttpClient> = Layer.scoped(HttpClient.HttpClient, loaded)
