/** The stories of the last look-ups, by the id of the request that caused them. */
import { Context, DateTime, Effect, Layer, Option, Ref } from "effect"
import type { Trace } from "../domain/lookup/Trace.ts"

export interface KeptTrace {
  readonly requestId: string
  /** ISO 8601. */
  readonly at: string
  readonly trace: Trace
}

export class Traces extends Context.Tag("vpro-cinema-plex/app/Traces")<
  Traces,
  {
    readonly keep: (requestId: string, trace: Trace) => Effect.Effect<void>
    /** The latest first. */
    readonly all: Effect.Effect<ReadonlyArray<KeptTrace>>
    readonly byRequest: (requestId: string) => Effect.Effect<Option.Option<KeptTrace>>
  }
>() {}

/** A trace takes some tens of kilobytes at most. */
const capacity = 100

export const layer = Layer.effect(
  Traces,
  Effect.map(Ref.make<ReadonlyArray<KeptTrace>>([]), (kept) =>
    Traces.of({
      keep: (requestId, trace) =>
        Effect.flatMap(DateTime.now, (now) =>
          Ref.update(kept, (before) =>
            [{ requestId, at: DateTime.formatIso(now), trace }, ...before].slice(0, capacity)
          )
        ),
      all: Ref.get(kept),
      byRequest: (requestId) =>
        Effect.map(Ref.get(kept), (all) => Option.fromNullable(all.find((one) => one.requestId === requestId)))
    })
  )
)
