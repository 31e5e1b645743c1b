/** The service as a program of its own. */
import { PlatformConfigProvider } from "@effect/platform"
import * as NodeContext from "@effect/platform-node/NodeContext"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import { Effect } from "effect"
import { toStream } from "./observe/LogWriter.ts"
import * as Service from "./Service.ts"

const program = Service.run.pipe(
  Effect.tapErrorTag("SettingsError", (error) =>
    Effect.ignore(toStream(process.stderr)(`vpro-cinema-plex: ${error.message}\n`))
  ),
  Effect.provide(PlatformConfigProvider.layerDotEnvAdd(".env")),
  Effect.provide(NodeContext.layer)
)

NodeRuntime.runMain(program, { disablePrettyLogger: true, disableErrorReporting: true })
