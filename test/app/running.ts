/** The service in this process, on a free port, for as long as the scope is open. */
import { HttpServer } from "@effect/platform"
import { NodeContext } from "@effect/platform-node"
import { ConfigProvider, Duration, Effect, Layer, Logger, LogLevel } from "effect"
import * as Afterwards from "../../src/app/Afterwards.ts"
import * as Layers from "../../src/app/Layers.ts"
import * as Routes from "../../src/app/Routes.ts"
import * as Server from "../../src/app/Server.ts"
import * as Settings from "../../src/app/Settings.ts"
import { serve } from "../../src/app/Web.ts"

/** Starts it with these variables only, and says its port. Nothing is looked up in the background unless asked for. */
export const running = Effect.fn(function* (
  variables: Readonly<Record<string, string>>,
  { afterwards = false }: { readonly afterwards?: boolean } = {}
) {
  const settings = yield* Settings.load.pipe(
    Effect.withConfigProvider(ConfigProvider.fromMap(new Map(Object.entries(variables))))
  )
  const context = yield* Layer.build(
    serve(Routes.layer).pipe(
      Layer.provideMerge(afterwards ? Afterwards.layer : Layer.empty),
      Layer.provideMerge(Server.layer({ port: 0, host: "127.0.0.1", grace: Duration.zero })),
      Layer.provide(Layers.layer),
      Layer.provide(Layer.succeed(Settings.Settings, settings)),
      Layer.provide(NodeContext.layer),
      Layer.provide(Logger.minimumLogLevel(LogLevel.None))
    )
  )
  const { address } = yield* Effect.provide(HttpServer.HttpServer, context)
  return address._tag === "TcpAddress" ? address.port : yield* Effect.dieMessage("the service has no port")
})
