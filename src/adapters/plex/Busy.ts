/** A Plex server that cannot answer now is asked again: it starts, repairs its database, or has too much to do. */
import { Data, Duration, Effect, Schedule, ScheduleDecision } from "effect"
import type { PlexServerError } from "../../ports/PlexServerPort.ts"
import { backoff } from "../http/Retry.ts"

/** Plex answered that it is busy. */
export class BusyAnswer extends Data.TaggedError("BusyAnswer")<{
  readonly error: PlexServerError
  /** Whether the same question may be put again: what was half done by a `POST` might be done twice. */
  readonly again: boolean
  readonly retryAfter: Duration.Duration | undefined
}> {}

/** What Plex, or a proxy in front of it, answers while it cannot do more. */
const statuses: ReadonlySet<number> = new Set([429, 500, 502, 503, 504])

/** Whether an answer with this status says that the server is there, and cannot answer now. */
export const isBusy = (status: number): boolean => statuses.has(status)

const pauses = { base: Duration.seconds(1), cap: Duration.seconds(15) }

type Failure = PlexServerError | BusyAnswer

/** Puts a question again until Plex has an answer, for so long at most; says once that it waits. */
export const waited =
  (patience: Duration.DurationInput) =>
  <A>(question: Effect.Effect<A, Failure>): Effect.Effect<A, PlexServerError> => {
    const most = Duration.decode(patience)
    const schedule = backoff(pauses).pipe(
      Schedule.mapInput((failure: Failure) => ({
        retryAfter: failure._tag === "BusyAnswer" ? failure.retryAfter : undefined
      })),
      Schedule.upTo(most),
      Schedule.whileInput(
        (failure: Failure) =>
          failure._tag === "BusyAnswer" && failure.again && Duration.lessThan(failure.retryAfter ?? Duration.zero, most)
      ),
      Schedule.intersect(Schedule.forever),
      Schedule.onDecision(([, before], decision) =>
        before === 0 && ScheduleDecision.isContinue(decision) ? Effect.logWarning(waiting(most)) : Effect.void
      )
    )
    return question.pipe(
      Effect.retry(schedule),
      Effect.catchTag("BusyAnswer", ({ error }) => error)
    )
  }

const waiting = (most: Duration.Duration) => `Plex is busy; waiting for it, ${Duration.format(most)} at most`
