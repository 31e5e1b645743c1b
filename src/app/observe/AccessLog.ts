/** One line for every request that was answered. */
import { type Clock, Context, Effect } from "effect"
import { pathOf } from "./RequestPath.ts"
import { secondsSince } from "./RequestMetrics.ts"

export interface Access {
  /** Epoch milliseconds of the answer. */
  readonly at: number
  readonly requestId: string
  readonly method: string
  /** Without the query, which may hold a token. */
  readonly path: string
  readonly status: number
  readonly ms: number
  /** What `x-cache` says, when it says anything. */
  readonly cache: string | undefined
}

/** The line of a request that is answered now; `start` in nanoseconds. */
export const lineOf = (
  clock: Clock.Clock,
  start: bigint,
  { id, method, url }: { readonly id: string; readonly method: string; readonly url: string },
  status: number,
  cache: string | undefined
): Access => ({
  at: clock.unsafeCurrentTimeMillis(),
  requestId: id,
  method,
  path: pathOf(url),
  status,
  ms: Math.round(secondsSince(start, clock.unsafeCurrentTimeNanos()) * 1000),
  cache
})

/** A reference: without one, the line goes through the loggers as every other. */
export class AccessLog extends Context.Reference<AccessLog>()("vpro-cinema-plex/app/AccessLog", {
  defaultValue: (): { readonly write: (access: Access) => Effect.Effect<void> } => ({
    // The loggers know the time themselves.
    write: ({ requestId, method, path, status, ms, cache }) =>
      Effect.annotateLogs(Effect.logInfo("request"), {
        requestId,
        method,
        path,
        status,
        ms,
        ...(cache === undefined ? {} : { cache })
      })
  })
}) {}
