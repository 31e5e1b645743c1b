/** The service as a program of its own. */
import * as NodeContext from "@effect/platform-node/NodeContext"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import { Effect } from "effect"
import { toStream } from "./observe/LogWriter.ts"
import * as Service from "./Service.ts"
import * as Given from "./settings/Given.ts"

const program = Service.run.pipe(
  Effect.tapErrorTag("SettingsError", (error) =>
    Effect.ignore(toStream(process.stderr)(`vpro-cinema-plex: ${error.message}\n`))
  ),
  Effect.provide(Given.layer),
  Effect.provide(NodeContext.layer)
)

NodeRuntime.runMain(program, { disablePrettyLogger: true, disableErrorReporting: true })
