/** What is known about a source from its last requests: figures for health, metrics and the log. */
import { Array as Arr, Clock, Duration, Effect, Metric, MetricBoundaries, Ref } from "effect"
import { beginAtZero, counter } from "../../domain/values/Metrics.ts"
import { type HttpError, recentAttempts, type SourceState } from "../../ports/HttpPort.ts"
import { SourceName } from "../../ports/SourceError.ts"
import type { Position } from "../resilience/Breaker.ts"

export type AttemptEnd = HttpError | { readonly status: number }

export interface Ledger {
  /** Writes down how an attempt ended that really was made. */
  readonly attempted: (outcome: AttemptEnd, elapsed: Duration.Duration) => Effect.Effect<void>
  /** Writes down that a request was not made. */
  readonly refused: (error: HttpError) => Effect.Effect<void>
  /** Counts a wait for the rate limit while it lasts. */
  readonly waiting: <A, E, R>(wait: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
  readonly moved: (position: Position) => Effect.Effect<void>
  readonly figures: Effect.Effect<Figures>
}

type Figures = Omit<SourceState, "source" | "breaker" | "ratePerSecond" | "waiting">

const requests = counter(
  "source_requests_total",
  "Requests to a source by outcome",
  Arr.map(SourceName.literals, (source) => ({ source, outcome: "ok" }))
)
const duration = Metric.histogram(
  "source_request_duration_seconds",
  MetricBoundaries.fromIterable([0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20]),
  "How long one attempt at a source took, waiting for the rate limit not counted"
)
const position = Metric.gauge("source_breaker_state", {
  description: "Circuit breaker of a source: 0 closed, 1 half-open, 2 open"
})

const queue = Metric.gauge("source_requests_waiting", {
  description: "Requests that wait for the rate limit of a source"
})

export const make = Effect.fn("Ledger.make")(function* (source: SourceName) {
  const ref = yield* Ref.make<Figures>({ requests: 0, failures: 0, recent: [] })
  const count = (outcome: AttemptEnd) =>
    Metric.incrementBy(Metric.tagged(Metric.tagged(requests, "source", source), "outcome", label(outcome)), 1)
  const failed = (error: HttpError, made: 0 | 1) =>
    Effect.flatMap(Clock.currentTimeMillis, (now) =>
      Ref.update(ref, (state) => ({
        ...state,
        requests: state.requests + made,
        failures: state.failures + made,
        lastFailure: now,
        lastError: error.message,
        lastReason: error.reason,
        lastErrorStatus: error.status
      }))
    )
  const succeeded = Effect.flatMap(Clock.currentTimeMillis, (now) =>
    Ref.update(ref, (state) => ({ ...state, requests: state.requests + 1, lastSuccess: now }))
  )
  const timed = (outcome: AttemptEnd, elapsed: Duration.Duration) =>
    Ref.update(ref, (state) => ({
      ...state,
      lastStatus: outcome.status ?? state.lastStatus,
      recent: [...state.recent, Duration.toMillis(elapsed)].slice(-recentAttempts)
    }))

  const waiting = Metric.tagged(queue, "source", source)
  yield* beginAtZero(waiting)

  const ledger: Ledger = {
    waiting: (wait) =>
      Effect.acquireUseRelease(
        Metric.incrementBy(waiting, 1),
        () => wait,
        () => Metric.incrementBy(waiting, -1)
      ),
    attempted: (outcome, elapsed) =>
      Effect.all(
        [
          count(outcome),
          Metric.update(Metric.tagged(duration, "source", source), Duration.toSeconds(elapsed)),
          timed(outcome, elapsed),
          "reason" in outcome ? failed(outcome, 1) : succeeded
        ],
        { discard: true }
      ),
    // An open circuit says nothing new, and would hide why it is open.
    refused: (error) =>
      error.reason === "CircuitOpen" ? count(error) : Effect.zipRight(count(error), failed(error, 0)),
    moved: (next) => Metric.set(Metric.tagged(position, "source", source), values[next]),
    figures: Ref.get(ref)
  }
  return ledger
})

const values = { closed: 0, "half-open": 1, open: 2 } as const

const reasons = {
  Connection: "connection",
  Timeout: "timeout",
  TooLarge: "too_large",
  Redirect: "redirect",
  Malformed: "malformed",
  Overloaded: "overloaded",
  CircuitOpen: "circuit_open"
} as const

const label = (outcome: AttemptEnd): string => {
  if ("reason" in outcome && outcome.reason !== "Status") return reasons[outcome.reason]
  const status = outcome.status ?? 500
  return status >= 500 ? "server_error" : status >= 400 ? "client_error" : "ok"
}
