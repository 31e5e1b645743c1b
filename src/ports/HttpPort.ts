/** Asking sources over HTTP, politely: the only way out of this program. */
import { Context, type Duration, type Effect, Schema } from "effect"
import { SourceError, SourceName } from "./SourceError.ts"

/** One attempt at a request. */
export interface HttpCall {
  readonly method: "GET" | "POST"
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  /** JSON or form text; its content type goes into `headers`. */
  readonly body?: string
  /** The time one attempt may take, reading included. The source's default when left out. */
  readonly timeout?: Duration.Duration
}

/** A complete answer: decoded, capped in size, redirects followed within the source's own hosts. */
export interface HttpAnswer {
  readonly status: number
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** Where the answer came from in the end. */
  readonly url: string
}

/**
 * No answer could be had.
 * - `Connection`, `Timeout`: of the last attempt
 * - `Status`: 429 or 5xx after all retries (any other status is an answer)
 * - `TooLarge`: more than the cap, before or after decompression
 * - `Redirect`: out of the source's own hosts, or round in circles
 * - `Malformed`: a body that does not decompress or decode
 * - `Overloaded`: the rate limit leaves no room before the deadline, or whoever asks may make no more requests
 * - `CircuitOpen`: the source failed too often of late
 */
export class HttpError extends Schema.TaggedError<HttpError>()("HttpError", {
  source: SourceName,
  reason: Schema.Literal(
    "Connection",
    "Timeout",
    "Status",
    "TooLarge",
    "Redirect",
    "Malformed",
    "Overloaded",
    "CircuitOpen"
  ),
  method: Schema.String,
  /** Without query and user info: both may hold secrets. */
  url: Schema.String,
  status: Schema.optional(Schema.Int),
  attempts: Schema.Int,
  cause: Schema.optional(Schema.Defect)
}) {
  /** What came instead of an answer, in words for people. */
  get came(): string {
    return outcomes[this.reason](this.status)
  }
  override get message() {
    // No request was made.
    if (this.method === "*") return this.came
    return `${this.method} ${this.url}: ${this.came}${this.attempts === 1 ? "" : `, tried ${this.attempts} times`}`
  }
}

const outcomes: Readonly<Record<HttpError["reason"], (status: number | undefined) => string>> = {
  Connection: () => "no connection",
  Timeout: () => "no answer in time",
  Status: (status) => `status ${status}`,
  TooLarge: () => "the answer is too large",
  Redirect: () => "it leads to an address of somebody else, or round in circles",
  Malformed: () => "the answer cannot be read",
  Overloaded: () => "its rate limit leaves no room in time",
  CircuitOpen: () => "it failed too often of late, and is left alone for a while"
}

/** The state of a source as its last requests showed it. */
export interface SourceState {
  readonly source: SourceName
  readonly breaker: "closed" | "open" | "half-open"
  readonly requests: number
  readonly failures: number
  readonly lastSuccess?: number | undefined
  readonly lastFailure?: number | undefined
  readonly lastError?: string | undefined
  /** Why the last failure failed, and the status that came with it. */
  readonly lastReason?: HttpError["reason"] | undefined
  readonly lastErrorStatus?: number | undefined
  /** The status of the last answer, good or bad: a refusal (401, 403) is an answer, not a failure. */
  readonly lastStatus?: number | undefined
  /** The rate limit in requests per second; 0 is none. */
  readonly ratePerSecond: number
  /** Requests that wait for their turn under the rate limit. */
  readonly waiting: number
  /** How long the last attempts took, in milliseconds, the oldest first; at most `recentAttempts`. */
  readonly recent: ReadonlyArray<number>
}

/** How many attempts `SourceState.recent` goes back. */
export const recentAttempts = 60

export class HttpPort extends Context.Tag("vpro-cinema-plex/ports/HttpPort")<
  HttpPort,
  {
    /**
     * Sends a request to a source under its rate limit, time-out, retries and breaker. `call` runs anew for every
     * attempt, so that a signature is never older than the request that carries it.
     */
    readonly send: <E>(source: SourceName, call: Effect.Effect<HttpCall, E>) => Effect.Effect<HttpAnswer, HttpError | E>
    /** How every source that look-ups need is doing, for health and metrics. */
    readonly states: Effect.Effect<ReadonlyArray<SourceState>>
  }
>() {}

/** What a caller of a source says when no answer could be had. Holds no query, hence no secret. */
export const fromHttpError = (error: HttpError): SourceError =>
  new SourceError({ source: error.source, reason: reasons[error.reason], tried: error.message, cause: error })

const reasons = {
  Connection: "Unreachable",
  Timeout: "Unreachable",
  Status: "Unreachable",
  TooLarge: "Unreachable",
  Redirect: "Unreachable",
  Malformed: "Malformed",
  Overloaded: "Overloaded",
  CircuitOpen: "Suspended"
} as const satisfies Record<HttpError["reason"], SourceError["reason"]>
