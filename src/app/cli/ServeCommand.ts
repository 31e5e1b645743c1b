/** `serve`: the service itself. */
import { Command } from "@effect/cli"
import * as Service from "../Service.ts"
import { known } from "./Arguments.ts"

export const command = Command.make("serve", {}, () => Service.run).pipe(
  Command.withDescription("Run the service until it is told to stop, as `node dist/main.js` does."),
  known()
)
