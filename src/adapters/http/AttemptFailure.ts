/** How an attempt fails inside this adapter, before it becomes the port's error. */
import { Data, type Duration } from "effect"
import type { HttpError } from "../../ports/HttpPort.ts"
import type { Report } from "../resilience/CircuitState.ts"

/** What went wrong on the line or in the answer. */
export class Fault extends Data.TaggedError("Fault")<{
  readonly reason: "Connection" | "Status" | "TooLarge" | "Redirect" | "Malformed" | "Overloaded"
  readonly status?: number | undefined
  readonly retryAfter?: string | undefined
  readonly cause?: unknown
}> {}

/** A failed attempt with what the retry and the breaker around it want to know. */
export class Failed extends Data.TaggedError("Failed")<{
  readonly error: HttpError
  /** Whether another attempt could do better. */
  readonly again: boolean
  /** What the attempt says about the source. */
  readonly report: Report
  readonly retryAfter?: Duration.Duration | undefined
}> {}
