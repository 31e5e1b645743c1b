/** What status pages and statistics learn of the use cases. */
import { Context, Effect, Layer } from "effect"
import type { Trace } from "../lookup/Trace.ts"
import type { MatchRequest } from "../plex/MatchRequest.ts"

/**
 * Where an answer about a rating key came from: `hit` a fresh entry, `stale` an expired one because a source failed,
 * `lookup` a finished look-up, `incomplete` one that a failing source left open: nothing of it was kept.
 */
export type Origin = (typeof origins)[number]
export const origins = ["hit", "stale", "lookup", "incomplete"] as const

export interface WitnessShape {
  /** An answer was given; requests that shared one look-up are told with the very same story. */
  readonly described: (answer: {
    readonly ratingKey: string
    readonly from: Origin
    readonly trace: Trace | undefined
  }) => Effect.Effect<void>
  /** An answer was given before its look-up had come to its end, and now it has: the whole story in place of that one. */
  readonly completed: (stories: { readonly before: Trace; readonly whole: Trace }) => Effect.Effect<void>
  /** Pages were listed for a person to choose from. */
  readonly listed: (trace: Trace) => Effect.Effect<void>
  /** A match was answered with this key. */
  readonly matched: (match: { readonly ratingKey: string; readonly request: MatchRequest }) => Effect.Effect<void>
}

/** Learns what every use case came to. */
export class Witness extends Context.Tag("vpro-cinema-plex/domain/Witness")<Witness, WitnessShape>() {}

/** Nobody watches. */
export const unwatched = Layer.succeed(Witness, {
  described: () => Effect.void,
  completed: () => Effect.void,
  listed: () => Effect.void,
  matched: () => Effect.void
})
