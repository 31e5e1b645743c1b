/** What is known of the background that sees to it that Plex shows what VPRO wrote. */
import { Context, Data, type Effect } from "effect"
import type { PassSums } from "../../domain/library/Sync.ts"

export type { PassSums }

/** The choice could not be kept, or is not to be made here. */
export class SyncError extends Data.TaggedError("SyncError")<{
  readonly reason: "SetByVariable" | "NotKept"
  readonly message: string
}> {}

export interface SyncState {
  readonly on: boolean
  /** Whether the variable `PLEX_SYNC` says so, and no choice on the page. */
  readonly byVariable: boolean
  /** How far the pass is that runs now. */
  readonly running: PassSums | undefined
  /** The last pass that came to its end, and when. */
  readonly last: { readonly at: number; readonly sums: PassSums } | undefined
  /** Why the last one did not. */
  readonly problem: string | undefined
}

export class Syncing extends Context.Tag("vpro-cinema-plex/app/library/Syncing")<
  Syncing,
  {
    readonly state: Effect.Effect<SyncState>
    /** One pass, if it is switched on and a server is connected; none while another runs. */
    readonly pass: Effect.Effect<void>
    /** Switches it on or off, for good. Switched on, it begins with a pass. */
    readonly choose: (on: boolean) => Effect.Effect<void, SyncError>
    /** Waits until the pass that a choice began is over. */
    readonly settled: Effect.Effect<void>
  }
>() {}
