/** Asks a source that was left alone, once its pause is over and nobody else does: that it is well again is seen without waiting for a day. */
import { Clock, Duration, Effect, Layer, Logger, LogLevel, Schedule } from "effect"
import { patience, trials } from "../../domain/check/SourceChecks.ts"
import { Deadline } from "../../ports/Deadline.ts"
import { fromHttpError, HttpPort } from "../../ports/HttpPort.ts"
import { MostRetries } from "../../ports/MostRetries.ts"
import type { SourceError, SourceName } from "../../ports/SourceError.ts"
import { Settings } from "../Settings.ts"
import { SourcesAnew } from "./SourcesAnew.ts"

/** A source that was left alone for minutes may wait so long more. */
const every = Duration.seconds(20)

/** The known question of a source, or, where it has none, its front page; whatever comes of it, the breaker has seen. */
const trial = Effect.fn("Trials.trial")(function* (source: SourceName) {
  const { sources } = yield* (yield* SourcesAnew).open
  const http = yield* HttpPort
  const { bases } = yield* Settings
  const front = http.send(source, Effect.succeed({ method: "GET", url: `${bases[source]}/` }))
  const question: Effect.Effect<unknown, SourceError> = trials(sources)[source] ?? Effect.mapError(front, fromHttpError)
  const until = (yield* Clock.currentTimeMillis) + Duration.toMillis(patience)
  yield* Effect.ignore(question).pipe(
    Effect.provideService(Deadline, until),
    Effect.provideService(MostRetries, 0),
    Effect.disconnect,
    Effect.timeoutOption(patience)
  )
})

/** Those whose pause is over. */
const waiting = Effect.flatMap(HttpPort, ({ states }) =>
  Effect.map(states, (all) => all.flatMap(({ breaker, source }) => (breaker === "half-open" ? [source] : [])))
)

const round = Effect.flatMap(waiting, (sources) =>
  Effect.forEach(sources, trial, { concurrency: "unbounded", discard: true })
).pipe(
  // That a source is left alone, and that it is back, is told by who watches them.
  Logger.withMinimumLogLevel(LogLevel.Error),
  Effect.annotateLogs({ requestId: "self-test" })
)

/** For as long as the scope is open. */
export const layer = Layer.scopedDiscard(Effect.forkScoped(Effect.schedule(round, Schedule.spaced(every))))
