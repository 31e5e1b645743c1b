/** One line for every request that was answered. */
import { type Clock, Context, Effect, Layer } from "effect"
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

/** What Plex asks for, and what both providers are called by. */
const ofPlex = /\/library\/metadata(?:\/|$)|^\/(?:movies|tv|series)\/?$/

/** Whether a request is one of many that say nothing of a title: pages, health and metrics that went well. */
export const isQuiet = ({ method, path, status }: Pick<Access, "method" | "path" | "status">): boolean =>
  status < 400 && (method === "GET" || method === "HEAD") && !ofPlex.test(path)

/** The promise that every request leaves its line in the log. */
export class AccessLog extends Context.Tag("vpro-cinema-plex/app/AccessLog")<
  AccessLog,
  { readonly write: (access: Access) => Effect.Effect<void> }
>() {}

/** The line goes through the loggers as every other, which know the time themselves. */
export const throughLoggers = Layer.succeed(AccessLog, {
  write: ({ requestId, method, path, status, ms, cache }) =>
    Effect.annotateLogs((isQuiet({ method, path, status }) ? Effect.logDebug : Effect.logInfo)("request"), {
      requestId,
      method,
      path,
      status,
      ms,
      ...(cache === undefined ? {} : { cache })
    })
})
