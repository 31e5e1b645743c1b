/** Looks up in the background what a failing source left open, as soon as the source is back. */
import { Effect, Layer, Schedule } from "effect"
import { describeAgain } from "../domain/describe/Describe.ts"
import { Unsettled } from "../domain/describe/Unsettled.ts"
import { HttpPort } from "../ports/HttpPort.ts"
import { RequestId } from "./observe/RequestId.ts"

/** Few enough to leave the rate limits to requests of people. */
const atATime = 5
const every = "1 minute"

/** One round: nothing while a source is left alone, since the look-up would be left open again. */
export const round = Effect.gen(function* () {
  const http = yield* HttpPort
  const states = yield* http.states
  if (states.some((state) => state.breaker === "open")) return
  const unsettled = yield* Unsettled
  const keys = yield* unsettled.take(atATime)
  yield* Effect.forEach(
    keys,
    (key) =>
      // What was put off, since too much was under way, is still open, and stays on the list.
      Effect.ignore(describeAgain(key)).pipe(Effect.provideService(RequestId, afterwardsId(key))),
    { discard: true }
  )
}).pipe(Effect.annotateLogs({ requestId: "afterwards" }))

/** Stands in for the id of a request, which there is none: under it the story is kept. */
const afterwardsId = (key: string) => `afterwards:${key}`

export const layer = Layer.scopedDiscard(Effect.forkScoped(Effect.repeat(round, Schedule.spaced(every))))
