/** Who is told what the use cases came to: for status pages and statistics. */
import { Context, Effect } from "effect"
import type { Trace } from "../lookup/Trace.ts"

/**
 * Where an answer about a rating key came from: `hit` a fresh entry, `stale` an expired one because a source failed,
 * `lookup` a finished look-up, `incomplete` one that a failing source left open: nothing of it was kept.
 */
export type Origin = "hit" | "stale" | "lookup" | "incomplete"

export interface WitnessShape {
  /** An answer was given; requests that shared one look-up are told with the very same story. */
  readonly described: (answer: {
    readonly ratingKey: string
    readonly from: Origin
    readonly trace: Trace | undefined
  }) => Effect.Effect<void>
  /** Pages were listed for a person to choose from. */
  readonly listed: (trace: Trace) => Effect.Effect<void>
}

/** A reference: without one, nobody watches. */
export class Witness extends Context.Reference<Witness>()("vpro-cinema-plex/domain/Witness", {
  defaultValue: (): WitnessShape => ({ described: () => Effect.void, listed: () => Effect.void })
}) {}
