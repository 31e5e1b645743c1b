/** One line for every request that was answered. */
import { Context, Effect } from "effect"

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
