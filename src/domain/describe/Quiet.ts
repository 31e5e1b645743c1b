/** People first: whether the background may ask sources now. */
import { Effect, Schedule } from "effect"
import { HttpPort } from "../../ports/HttpPort.ts"

/** Whether nobody waits for a source, and the catalogue is not being left alone. */
export const isQuiet = Effect.flatMap(HttpPort, (http) =>
  Effect.map(http.states, (states) =>
    states.every(({ breaker, source, waiting }) => waiting === 0 && !(source === "poms" && breaker === "open"))
  )
)

/** Waits for such a moment. */
export const quiet = Effect.asVoid(
  Effect.repeat(isQuiet, Schedule.spaced("1 second").pipe(Schedule.untilInput((quiet: boolean) => quiet)))
)
