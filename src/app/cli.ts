#!/usr/bin/env node
/** The command line. */
import * as NodeContext from "@effect/platform-node/NodeContext"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import { Effect, Exit } from "effect"
import { exitCodes } from "./cli/CommandFailure.ts"
import * as Output from "./cli/Output.ts"
import * as Program from "./cli/Program.ts"
import * as Given from "./settings/Given.ts"

const words = process.argv.slice(2)

const program = Program.run(words).pipe(
  Effect.provide(Output.layer),
  Effect.provide(Given.layer),
  Effect.provide(NodeContext.layer)
)

NodeRuntime.runMain(program, {
  disablePrettyLogger: true,
  disableErrorReporting: true,
  teardown: (exit, end) => {
    // To be stopped is how a service ends well.
    const stopped = words[0] === "serve" ? exitCodes.done : exitCodes.stopped
    end(Exit.isSuccess(exit) && typeof exit.value === "number" ? exit.value : stopped)
  }
})
