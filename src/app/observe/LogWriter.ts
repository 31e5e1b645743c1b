/** Lines on their way out. What they go to may be full, closed or slow: lines are then lost and counted, and nothing else suffers. */
import { Clock, Context, Duration, Effect, Layer, Runtime, Schedule, Schema } from "effect"
import type { Writable } from "node:stream"
import { counter } from "../../domain/values/Metrics.ts"

/** The lines could not be written. */
export class LogError extends Schema.TaggedError<LogError>()("LogError", { cause: Schema.Defect }) {
  override get message() {
    return this.cause instanceof Error ? this.cause.message : String(this.cause)
  }
}

/** Writes a text; ends when it is out. */
export type Write = (text: string) => Effect.Effect<void, LogError>

/** What became of the lines. */
export interface LogLosses {
  /** Lines that were lost since the start. */
  readonly lost: number
  /** Why the last ones were lost; none once lines are written again. */
  readonly failure?: string | undefined
}

/** The promise that health says when lines of the log are lost. */
export class LogState extends Context.Tag("vpro-cinema-plex/app/LogState")<
  LogState,
  { readonly read: Effect.Effect<LogLosses> }
>() {}

/** For a program whose log is written by loggers of its own: what they lose is not known here. */
export const writtenElsewhere = Layer.succeed(LogState, { read: Effect.succeed({ lost: 0 }) })

/** The log as health tells of it. */
export const logFigures = Effect.flatMap(LogState, ({ read }) =>
  Effect.map(read, ({ failure, lost }): { writable: boolean; lost: number; error?: string } => ({
    writable: failure === undefined,
    lost,
    ...(failure === undefined ? {} : { error: failure })
  }))
)

export const linesLost = counter("log_lines_lost_total", "Lines of the log that could not be written", [{}])

/** How long lines wait for company: writing each by itself costs more than making it. */
const patience = Duration.millis(50)
/** Characters that wait while what went before is not out yet; lines beyond it are lost. */
const mostWaiting = 1024 * 1024
/** How long the last lines may take once the program ends. */
export const lastLines = Duration.seconds(1)

/** After lines were lost it is tried so often whether any can be written again: a service may have nothing to say for hours. */
const trial = Duration.seconds(1)

/**
 * Lines go out together, one batch after the other; the last ones when the program ends, whatever ends it. `notice` makes the line that tells
 * how many were lost, written as soon as that is possible again.
 */
export const make = Effect.fnUntraced(function* (write: Write, notice: (lost: number, at: number) => string) {
  let lines: Array<string> = []
  let waiting = 0
  let lost = 0
  /** Of those, the ones that the log does not tell of yet. */
  let untold = 0
  let failure: string | undefined

  const lose = (count: number, why: string) => {
    lost += count
    untold += count
    failure = why
    linesLost.unsafeUpdate(count, [])
  }

  const send = Effect.flatMap(Clock.currentTimeMillis, (now) => {
    const [batch, telling] = [lines, untold]
    lines = []
    waiting = 0
    const all = telling === 0 ? batch : [notice(telling, now), ...batch]
    return Effect.match(write(`${all.join("\n")}\n`), {
      onFailure: ({ message }) => lose(batch.length, message),
      onSuccess: () => {
        untold -= telling
        failure = undefined
      }
    })
  })
  const flush = Effect.suspend(() => (lines.length === 0 ? Effect.void : send))
  const retried = Effect.suspend(() => (untold === 0 ? Effect.void : send))

  const runFork = Runtime.runFork(yield* Effect.runtime())
  // Nothing is awaited any more by then.
  const atExit = () => void runFork(flush)
  yield* Effect.acquireRelease(
    Effect.sync(() => process.on("exit", atExit)),
    () => Effect.sync(() => void process.off("exit", atExit))
  )
  yield* Effect.addFinalizer(() => Effect.ignore(Effect.timeout(Effect.interruptible(flush), lastLines)))
  // One at a time: a reader that stands still must not be sent more.
  const turn = yield* Effect.makeSemaphore(1)
  yield* Effect.forkScoped(Effect.repeat(turn.withPermits(1)(flush), Schedule.spaced(patience)))
  yield* Effect.forkScoped(Effect.repeat(turn.withPermitsIfAvailable(1)(retried), Schedule.spaced(trial)))
  return {
    state: { read: Effect.sync((): LogLosses => ({ lost, failure })) },
    write: (line: string): void => {
      if (waiting + line.length > mostWaiting) return lose(1, "what reads the log does not keep up")
      waiting += line.length
      lines.push(line)
    }
  }
})

/** Without a listener an error of the stream would end the process; whoever writes is told of it anyway. */
const ignore = () => {}

/** Makes errors of a stream no more than the business of who writes to it. */
export const hardened = <S extends Writable>(stream: S): S =>
  // Never taken away: a stream may tell of an error when the writer has gone.
  stream.listeners("error").includes(ignore) ? stream : stream.on("error", ignore)

/** Writes to a stream, such as standard output. */
export const toStream =
  (stream: Writable): Write =>
  (text) =>
    Effect.async((resume) => {
      const done = (cause?: unknown) =>
        resume(cause === undefined || cause === null ? Effect.void : new LogError({ cause }))
      try {
        hardened(stream).write(text, done)
      } catch (cause) {
        done(cause)
      }
    })
