/** Renews texts in the background, in spare time: they are fresh already when Plex asks for them. */
import { Effect, Layer, Schedule } from "effect"
import { isQuiet } from "../domain/describe/Quiet.ts"
import { Renewal, renewal } from "../domain/describe/Renewal.ts"

/** One request at most goes out each time: 23,000 texts in a day, and all that were looked up on one day are spread over many rounds. */
const every = "15 minutes"

/** One round: nothing while people are waiting, or while the catalogue does not answer. */
export const round = Effect.flatMap(Renewal, (renewing) => Effect.whenEffect(renewing.round, isQuiet)).pipe(
  Effect.annotateLogs({ requestId: "renewal" })
)

export const layer = Layer.scopedDiscard(Effect.forkScoped(Effect.schedule(round, Schedule.spaced(every)))).pipe(
  Layer.provide(renewal)
)
