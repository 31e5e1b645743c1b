/** Says in the log when a source is left alone, and when it is back. */
import { Clock, Duration, Effect, Layer, Schedule } from "effect"
import { Unsettled } from "../../domain/describe/Unsettled.ts"
import { HttpPort, type SourceState } from "../../ports/HttpPort.ts"
import { type SourceName, sourceNames } from "../../ports/SourceError.ts"

/** A source that is away for less than this is not worth a line. */
const every = Duration.seconds(1)

const lost = ({ lastError, source }: SourceState) =>
  Effect.logWarning(
    `${sourceNames[source]} is left alone for a while, it fails: ${lastError ?? "it asks for a pause"}`
  ).pipe(Effect.annotateLogs({ source }))

const found = (source: SourceName, since: number) =>
  Effect.gen(function* () {
    const seconds = Math.round(Math.max(0, (yield* Clock.currentTimeMillis) - since) / 1000)
    const { count } = yield* (yield* Unsettled).open
    const waiting = count === 0 ? "" : `; ${count} ${count === 1 ? "title" : "titles"} left open meanwhile will follow`
    yield* Effect.logInfo(
      `${sourceNames[source]} is back after ${Duration.format(Duration.seconds(seconds))}${waiting}`
    ).pipe(Effect.annotateLogs({ source, seconds, open: count }))
  })

/** Looks each second, for as long as the scope is open. */
export const layer = Layer.scopedDiscard(
  Effect.gen(function* () {
    const http = yield* HttpPort
    const away = new Map<SourceName, number>()
    const look = Effect.gen(function* () {
      const now = yield* Clock.currentTimeMillis
      for (const state of yield* http.states) {
        const since = away.get(state.source)
        if (state.breaker !== "closed" && since === undefined) {
          away.set(state.source, now)
          yield* lost(state)
        }
        if (state.breaker === "closed" && since !== undefined) {
          away.delete(state.source)
          yield* found(state.source, since)
        }
      }
    })
    yield* Effect.forkScoped(Effect.repeat(look, Schedule.spaced(every)))
  })
)
