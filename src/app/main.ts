/** The service as a program of its own. */
import { PlatformConfigProvider } from "@effect/platform"
import { NodeContext, NodeRuntime } from "@effect/platform-node"
import { Effect } from "effect"
import * as Service from "./Service.ts"

const program = Service.run.pipe(
  Effect.tapErrorTag("SettingsError", (error) =>
    Effect.sync(() => process.stderr.write(`vpro-cinema-plex: ${error.message}\n`))
  ),
  Effect.provide(PlatformConfigProvider.layerDotEnvAdd(".env")),
  Effect.provide(NodeContext.layer)
)

NodeRuntime.runMain(program, { disablePrettyLogger: true, disableErrorReporting: true })
