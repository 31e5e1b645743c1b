/** The stories of the last look-ups, by the id of the request that caused them. */
import { Context, DateTime, Effect, Layer, Option, Ref, Schema } from "effect"
import { Trace } from "../../domain/lookup/Trace.ts"
import { weightOf } from "../../domain/values/Weight.ts"

/** A story that is kept. */
export const KeptTrace = Schema.Struct({
  requestId: Schema.String,
  at: Schema.String.annotations({ description: "When it was done, as ISO 8601." }),
  /** What was looked up; none when pages were listed to choose from. */
  ratingKey: Schema.optional(Schema.String),
  trace: Trace,
  sharedBy: Schema.Array(Schema.String).annotations({ description: "Requests that waited for the same look-up." })
}).annotations({ identifier: "KeptStory" })
export type KeptTrace = typeof KeptTrace.Type

export class Traces extends Context.Tag("vpro-cinema-plex/app/Traces")<
  Traces,
  {
    /** Keeps a story; whether it was a new one, and not one that another request waited for too. */
    readonly keep: (requestId: string, trace: Trace, ratingKey?: string) => Effect.Effect<boolean>
    /** Keeps a story in the place of an earlier one, if that is still there. */
    readonly replace: (before: Trace, whole: Trace) => Effect.Effect<void>
    /** The latest first. */
    readonly all: Effect.Effect<ReadonlyArray<KeptTrace>>
    readonly byRequest: (requestId: string) => Effect.Effect<Option.Option<KeptTrace>>
  }
>() {}

/** A story takes some tens of kilobytes. */
const bounds = { stories: 100, bytes: 16 * 1024 * 1024 }
const mostSharing = 20

interface Slot {
  readonly kept: KeptTrace
  readonly weight: number
}

/** A story that weighs more is kept without its candidates: it would drive out the others. */
const heaviest = bounds.bytes / 16

/** The story as it is kept, the same each time. */
const lightened = () => {
  const light = new WeakMap<Trace, Trace>()
  return (trace: Trace): Trace => {
    const known = light.get(trace)
    if (known !== undefined) return known
    if (weightOf(trace) <= heaviest) return trace
    const less = { ...trace, steps: trace.steps.map((step) => ({ ...step, candidates: [] })) }
    light.set(trace, less)
    return less
  }
}

/** The first of them, as many as there may be: the oldest come last. */
const within = (slots: ReadonlyArray<Slot>): ReadonlyArray<Slot> => {
  let bytes = 0
  const end = slots.findIndex(({ weight }) => (bytes += weight) > bounds.bytes)
  return slots.slice(0, Math.min(bounds.stories, end < 0 ? slots.length : end))
}

const isOf = (requestId: string) => (one: KeptTrace) => one.requestId === requestId || one.sharedBy.includes(requestId)

const shared = (slot: Slot, requestId: string): Slot => ({
  ...slot,
  kept: { ...slot.kept, sharedBy: [...slot.kept.sharedBy, requestId].slice(0, mostSharing) }
})

export const layer = Layer.effect(
  Traces,
  Effect.map(Ref.make<ReadonlyArray<Slot>>([]), (slots) => {
    const formOf = lightened()
    const all = Effect.map(Ref.get(slots), (now) => now.map(({ kept }) => kept))
    return Traces.of({
      keep: (requestId, whole, ratingKey) =>
        Effect.flatMap(DateTime.now, (now) =>
          Ref.modify(slots, (before): [boolean, ReadonlyArray<Slot>] => {
            const trace = formOf(whole)
            if (before.some(({ kept }) => kept.trace === trace))
              return [false, before.map((slot) => (slot.kept.trace === trace ? shared(slot, requestId) : slot))]
            const kept = { requestId, at: DateTime.formatIso(now), ratingKey, trace, sharedBy: [] }
            return [true, within([{ kept, weight: weightOf(kept) }, ...before])]
          })
        ),
      replace: (before, whole) =>
        Ref.update(slots, (now) =>
          within(
            now.map((slot) => {
              if (slot.kept.trace !== formOf(before)) return slot
              const kept = { ...slot.kept, trace: formOf(whole) }
              return { kept, weight: weightOf(kept) }
            })
          )
        ),
      all,
      byRequest: (requestId) => Effect.map(all, (stories) => Option.fromNullable(stories.find(isOf(requestId))))
    })
  })
)
