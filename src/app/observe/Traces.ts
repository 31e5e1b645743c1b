/** The stories of the last look-ups, by the id of the request that caused them. */
import { Context, DateTime, Effect, Layer, type Option, Ref, type Scope } from "effect"
import type { Trace } from "../../domain/lookup/Trace.ts"
import * as BoundedMap from "../../domain/values/BoundedMap.ts"
import { weightOf } from "../../domain/values/Weight.ts"
import * as Beside from "./Beside.ts"
import type { KeptTrace, PlexMatch } from "./KeptTrace.ts"
import { StoryStore } from "./StoryStore.ts"

export class Traces extends Context.Tag("vpro-cinema-plex/app/Traces")<
  Traces,
  {
    /** Keeps a story; whether it was a new one, and not one that another request waited for too. */
    readonly keep: (requestId: string, trace: Trace, ratingKey?: string) => Effect.Effect<boolean>
    /** Notes what Plex sent for this key, to be told with the stories about it. */
    readonly matched: (ratingKey: string, match: Omit<PlexMatch, "at">) => Effect.Effect<void>
    /** Keeps a story in the place of an earlier one, if that is still there. */
    readonly replace: (before: Trace, whole: Trace) => Effect.Effect<void>
    /** The latest first. */
    readonly all: Effect.Effect<ReadonlyArray<KeptTrace>>
    /** Also one that is no longer among all of them, while it is known where stories outlive the program. */
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

/** Matches that are remembered until their title is looked up. */
const mostMatches = 2000

/** Stories that wait to be written where they outlive the program. */
const mostWaiting = { entries: 500, bytes: 8 * 1024 * 1024 }
const writtenAfter = "20 seconds"

/** Writes stories down, some at a time and beside everything else, and what is left at the end. */
const writing = Effect.fn("Traces.writing")(function* (store: StoryStore["Type"]) {
  const waiting = BoundedMap.make<Trace, KeptTrace>(mostWaiting)
  const told = yield* Ref.make(false)
  const write = Effect.suspend(() => {
    const stories = [...waiting.keys()].flatMap((trace) => waiting.get(trace) ?? [])
    if (stories.length === 0) return Effect.void
    return Effect.matchEffect(store.add(stories), {
      onSuccess: () =>
        Effect.sync(() => {
          for (const { trace } of stories) waiting.remove(trace)
        }),
      // They wait for the next time, and who reads the log hears of it once.
      onFailure: (error) =>
        Effect.flatMap(Ref.getAndSet(told, true), (before) =>
          before ? Effect.void : Effect.logWarning(`stories of look-ups cannot be kept on disk: ${error.message}`)
        )
    })
  })
  const soon = yield* Beside.make(write, writtenAfter)
  return (kept: KeptTrace) =>
    Effect.zipRight(
      Effect.sync(() => void waiting.put(kept.trace, kept, weightOf(kept))),
      soon
    )
})

const make: Effect.Effect<Traces["Type"], never, Scope.Scope | StoryStore> = Effect.gen(function* () {
  const store = yield* StoryStore
  const toWrite = yield* writing(store)
  const slots = yield* Ref.make<ReadonlyArray<Slot>>([])
  const matches = BoundedMap.make<string, PlexMatch>({ entries: mostMatches })
  const formOf = lightened()
  const all = Effect.map(Ref.get(slots), (now) => now.map(({ kept }) => kept))

  // A start does not wait for what was told before it.
  yield* Effect.forkScoped(
    Effect.flatMap(store.last(bounds.stories), (before) =>
      Ref.update(slots, (now) => within([...now, ...before.map((kept) => ({ kept, weight: weightOf(kept) }))]))
    )
  )

  return Traces.of({
    keep: Effect.fnUntraced(function* (requestId, whole, ratingKey) {
      const at = DateTime.formatIso(yield* DateTime.now)
      const trace = formOf(whole)
      const match = ratingKey === undefined ? undefined : matches.get(ratingKey)
      const kept: KeptTrace = {
        requestId,
        at,
        ratingKey,
        ...(match === undefined ? {} : { match }),
        trace,
        sharedBy: []
      }
      const isNew = yield* Ref.modify(slots, (before): [boolean, ReadonlyArray<Slot>] =>
        before.some((slot) => slot.kept.trace === trace)
          ? [false, before.map((slot) => (slot.kept.trace === trace ? shared(slot, requestId) : slot))]
          : [true, within([{ kept, weight: weightOf(kept) }, ...before])]
      )
      if (isNew) yield* toWrite(kept)
      return isNew
    }),
    matched: (ratingKey, match) =>
      Effect.map(DateTime.now, (now) => void matches.put(ratingKey, { at: DateTime.formatIso(now), ...match })),
    replace: Effect.fnUntraced(function* (before, whole) {
      const replaced = yield* Ref.modify(slots, (now): [KeptTrace | undefined, ReadonlyArray<Slot>] => {
        const at = now.findIndex((slot) => slot.kept.trace === formOf(before))
        const slot = now[at]
        if (slot === undefined) return [undefined, now]
        const kept = { ...slot.kept, trace: formOf(whole) }
        return [kept, within(now.with(at, { kept, weight: weightOf(kept) }))]
      })
      if (replaced !== undefined) yield* toWrite(replaced)
    }),
    all,
    byRequest: (requestId) =>
      Effect.flatMap(all, (stories) => {
        const found = stories.find(isOf(requestId))
        return found === undefined ? store.find(requestId) : Effect.succeedSome(found)
      })
  })
})

export const layer: Layer.Layer<Traces, never, StoryStore> = Layer.scoped(Traces, make)
