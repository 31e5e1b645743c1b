/** `serve`: the service itself. */
import * as Service from "../Service.ts"
import { commandOf } from "./Arguments.ts"

export const command = commandOf(
  "serve",
  "Run the service until it is told to stop, as `node dist/main.js` does.",
  {},
  () => Service.run
)
