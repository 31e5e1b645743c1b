/** Renews texts in the background, in spare time: they are fresh already when Plex asks for them. */
import { Effect, Layer, Schedule } from "effect"
import { Renewal, renewal } from "../domain/describe/Renewal.ts"
import { HttpPort } from "../ports/HttpPort.ts"

/** One request at most goes out each time: 23,000 texts in a day, and all that were looked up on one day are spread over many rounds. */
const every = "15 minutes"

/** Whether nobody waits for a source, and the catalogue is not being left alone. */
const isQuiet = Effect.flatMap(HttpPort, (http) =>
  Effect.map(http.states, (states) =>
    states.every(({ breaker, source, waiting }) => waiting === 0 && !(source === "poms" && breaker === "open"))
  )
)

/** One round: nothing while people are waiting, or while the catalogue does not answer. */
export const round = Effect.flatMap(Renewal, (renewing) => Effect.whenEffect(renewing.round, isQuiet)).pipe(
  Effect.annotateLogs({ requestId: "renewal" })
)

export const layer = Layer.scopedDiscard(Effect.forkScoped(Effect.schedule(round, Schedule.spaced(every)))).pipe(
  Layer.provide(renewal)
)
