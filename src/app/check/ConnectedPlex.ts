/** What can be seen of the Plex server that somebody connected. */
import { Context, type Effect } from "effect"
import type { Check } from "../../domain/check/Check.ts"

export class ConnectedPlex extends Context.Tag("vpro-cinema-plex/app/check/ConnectedPlex")<
  ConnectedPlex,
  {
    /** None where no server is connected: then nobody is asked. */
    readonly checks: Effect.Effect<ReadonlyArray<Check>>
  }
>() {}
