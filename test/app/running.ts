/** The service in this process, on a free port, for as long as the scope is open. */
import { HttpLayerRouter, HttpServer, HttpServerRequest } from "@effect/platform"
import { NodeContext } from "@effect/platform-node"
import { ConfigProvider, Duration, Effect, Layer, Logger, LogLevel } from "effect"
import * as Afterwards from "../../src/app/Afterwards.ts"
import type { Limits } from "../../src/app/web/Connections.ts"
import * as Layers from "../../src/app/Layers.ts"
import * as Renewal from "../../src/app/Renewal.ts"
import * as Routes from "../../src/app/web/Routes.ts"
import * as Server from "../../src/app/web/Server.ts"
import * as Settings from "../../src/app/Settings.ts"
import { throughLoggers } from "../../src/app/observe/AccessLog.ts"
import { writtenElsewhere } from "../../src/app/observe/LogWriter.ts"
import * as Telemetry from "../../src/app/observe/Telemetry.ts"
import * as Client from "../../src/adapters/http/Client.ts"
import { serve } from "../../src/app/web/Shell.ts"

export interface Options {
  /** Whether it looks up in the background what was left open. */
  readonly afterwards?: boolean
  /** Whether it renews texts in the background. */
  readonly renewal?: boolean
  /** Where log lines go; nowhere unless said otherwise. */
  readonly logs?: Layer.Layer<never>
  /** What connections may take, when it is to be other than usual. */
  readonly limits?: Partial<Limits>
  /** How long running requests may take at the end. */
  readonly grace?: Duration.Duration
  /** Told each request that comes to a route of the router. */
  readonly routed?: (request: HttpServerRequest.HttpServerRequest) => void
}

const watching = (routed: Required<Options>["routed"]) =>
  HttpLayerRouter.middleware(
    (app) =>
      Effect.flatMap(HttpServerRequest.HttpServerRequest, (request) => {
        routed(request)
        return app
      }),
    { global: true }
  )

/** Starts it with these variables only, and says its port. */
export const running = Effect.fn(function* (
  variables: Readonly<Record<string, string>>,
  {
    afterwards = false,
    renewal = false,
    logs = Logger.minimumLogLevel(LogLevel.None),
    limits = {},
    grace = Duration.zero,
    routed = () => {}
  }: Options = {}
) {
  const settings = yield* Settings.load.pipe(
    Effect.withConfigProvider(ConfigProvider.fromMap(new Map(Object.entries(variables))))
  )
  const context = yield* Layer.build(
    serve(Layer.merge(Routes.layer, watching(routed))).pipe(
      Layer.provideMerge(afterwards ? Afterwards.layer : Layer.empty),
      Layer.provideMerge(renewal ? Renewal.layer : Layer.empty),
      Layer.provideMerge(Server.layer({ port: 0, host: "127.0.0.1", grace, limits })),
      Layer.provideMerge(Telemetry.gauges),
      Layer.provide(Layers.layer),
      Layer.provide(Telemetry.layer),
      Layer.provide(Client.layer),
      Layer.provide(Layer.succeed(Settings.Settings, settings)),
      Layer.provide(NodeContext.layer),
      Layer.provide(Layer.mergeAll(throughLoggers, writtenElsewhere, logs))
    )
  )
  const { address } = yield* Effect.provide(HttpServer.HttpServer, context)
  return address._tag === "TcpAddress" ? address.port : yield* Effect.dieMessage("the service has no port")
})
