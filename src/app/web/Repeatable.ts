/** Answers that can be given again just so. */
import type { HttpServerRequest, HttpServerResponse } from "@effect/platform"
import * as NodeHttpServerRequest from "@effect/platform-node/NodeHttpServerRequest"
import { Effect } from "effect"
import { type Caller, Incoming } from "./Incoming.ts"
import type { Lasting } from "./Lasting.ts"

export interface Repeatable {
  /** The route that gave it, for the metrics. */
  readonly route: string
  readonly response: HttpServerResponse.HttpServerResponse
  /** What it says besides, each time that it is given; nothing when it is left out. */
  readonly lasting?: Lasting | undefined
  /** Whether the very same answer would be given to this caller now; it then counts as given. Asks no source. */
  readonly holds: (caller: Caller) => Effect.Effect<boolean>
}

/** Offers an answer to whoever stands before the router. */
export const offer = (request: HttpServerRequest.HttpServerRequest, answer: Repeatable): Effect.Effect<void> =>
  Effect.sync(() => {
    const source = NodeHttpServerRequest.toIncomingMessage(request)
    // Another server than this one's makes requests of Node's plain kind.
    if (source instanceof Incoming) source.listener?.(answer)
  })
