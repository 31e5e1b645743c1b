/** The service: settings, logs, routes over a server over everything they need. */
import { PlatformConfigProvider } from "@effect/platform"
import { NodeContext, NodeRuntime } from "@effect/platform-node"
import { Duration, Effect, Layer } from "effect"
import * as Afterwards from "./Afterwards.ts"
import * as Layers from "./Layers.ts"
import * as Logs from "./Logs.ts"
import * as Routes from "./Routes.ts"
import * as Server from "./Server.ts"
import * as Settings from "./Settings.ts"
import * as Telemetry from "./Telemetry.ts"
import { version } from "./Version.ts"
import { serve } from "./Shell.ts"

const service = (settings: Settings.SettingsShape) =>
  Layer.scopedDiscard(Effect.logInfo(`vpro-cinema-plex ${version} on http://${settings.host}:${settings.port}`)).pipe(
    Layer.provideMerge(serve(Routes.layer)),
    Layer.provideMerge(Afterwards.layer),
    // The server comes first, so that running requests finish before anything they use is closed.
    Layer.provide(Server.layer({ port: settings.port, host: settings.host, grace: Duration.seconds(10) })),
    Layer.provideMerge(Telemetry.gauges),
    Layer.provide(Layers.layer),
    Layer.provide(Telemetry.layer),
    Layer.provide(Layer.succeed(Settings.Settings, settings)),
    Layer.launch,
    Effect.tapErrorCause((cause) => Effect.logFatal("stopped", cause)),
    Effect.provide(
      Logs.layer({ format: settings.logFormat, level: settings.logLevel, shared: settings.otlpEndpoint !== "" })
    )
  )

const program = Settings.load.pipe(
  Effect.tapError((error) => Effect.sync(() => process.stderr.write(`vpro-cinema-plex: ${error.message}\n`))),
  Effect.flatMap(service),
  Effect.provide(PlatformConfigProvider.layerDotEnvAdd(".env")),
  Effect.provide(NodeContext.layer)
)

NodeRuntime.runMain(program, { disablePrettyLogger: true, disableErrorReporting: true })
