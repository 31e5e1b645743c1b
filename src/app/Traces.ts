/** The stories of the last look-ups, by the id of the request that caused them. */
import { Context, DateTime, Effect, Layer, Option, Ref } from "effect"
import type { Trace } from "../domain/lookup/Trace.ts"

export interface KeptTrace {
  readonly requestId: string
  /** ISO 8601. */
  readonly at: string
  /** What was looked up; none when pages were listed to choose from. */
  readonly ratingKey?: string | undefined
  readonly trace: Trace
  /** Further requests that waited for the same look-up. */
  readonly sharedBy: ReadonlyArray<string>
}

export class Traces extends Context.Tag("vpro-cinema-plex/app/Traces")<
  Traces,
  {
    /** Keeps a story; whether it was a new one, and not one that another request waited for too. */
    readonly keep: (requestId: string, trace: Trace, ratingKey?: string) => Effect.Effect<boolean>
    /** The latest first. */
    readonly all: Effect.Effect<ReadonlyArray<KeptTrace>>
    readonly byRequest: (requestId: string) => Effect.Effect<Option.Option<KeptTrace>>
  }
>() {}

/** A trace takes some tens of kilobytes at most. */
const capacity = 100
const mostSharing = 20

const isOf = (requestId: string) => (one: KeptTrace) => one.requestId === requestId || one.sharedBy.includes(requestId)

export const layer = Layer.effect(
  Traces,
  Effect.map(Ref.make<ReadonlyArray<KeptTrace>>([]), (kept) =>
    Traces.of({
      keep: (requestId, trace, ratingKey) =>
        Effect.flatMap(DateTime.now, (now) =>
          Ref.modify(kept, (before): [boolean, ReadonlyArray<KeptTrace>] => {
            if (before.some((one) => one.trace === trace))
              return [
                false,
                before.map((one) =>
                  one.trace === trace ? { ...one, sharedBy: [...one.sharedBy, requestId].slice(0, mostSharing) } : one
                )
              ]
            const story = { requestId, at: DateTime.formatIso(now), ratingKey, trace, sharedBy: [] }
            return [true, [story, ...before].slice(0, capacity)]
          })
        ),
      all: Ref.get(kept),
      byRequest: (requestId) => Effect.map(Ref.get(kept), (all) => Option.fromNullable(all.find(isOf(requestId))))
    })
  )
)
