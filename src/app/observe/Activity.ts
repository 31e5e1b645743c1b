/** What went on in the last hours: when Plex called, how answers came about, how long look-ups took. */
import { Clock, Context, Effect, Layer, Ref, Schema } from "effect"
import type { Trace } from "../../domain/lookup/Trace.ts"
import type { MediaKind } from "../../domain/values/Media.ts"
import { type Origin, Witness } from "../../domain/describe/Witness.ts"
import * as Traces from "./Traces.ts"
import { RequestId } from "./RequestId.ts"

/** What Plex can ask a provider for. */
export const PlexQuestion = Schema.Literal("root", "match", "metadata", "images", "extras", "children")
export type PlexQuestion = typeof PlexQuestion.Type

/** A call that came from Plex. */
export const PlexCall = Schema.Struct({
  at: Schema.Number,
  question: PlexQuestion,
  /** What it calls itself, such as `PlexMediaServer/1.43.0`. */
  agent: Schema.String
})
export type PlexCall = typeof PlexCall.Type

/** One minute in which something happened. */
export const Minute = Schema.Struct({
  /** Its beginning, in milliseconds. */
  at: Schema.Number,
  /** Answers from the cache, fresh and expired. */
  hits: Schema.Int,
  stale: Schema.Int,
  /** Look-ups by how they ended. */
  found: Schema.Int,
  notFound: Schema.Int,
  incomplete: Schema.Int,
  /** Milliseconds that half, and 95 of 100, of the look-ups took at most; none without look-ups. */
  p50: Schema.optional(Schema.Number),
  p95: Schema.optional(Schema.Number)
})
export type Minute = typeof Minute.Type

export class Activity extends Context.Tag("vpro-cinema-plex/app/Activity")<
  Activity,
  {
    readonly startedAt: number
    readonly called: (kind: MediaKind, question: PlexQuestion, agent: string) => Effect.Effect<void>
    /** The last call of Plex to each provider. */
    readonly plex: Effect.Effect<Partial<Record<MediaKind, PlexCall>>>
    readonly answered: (from: Origin) => Effect.Effect<void>
    readonly lookedUp: (trace: Trace) => Effect.Effect<void>
    /** The minutes of the last six hours in which something happened, the oldest first. */
    readonly minutes: Effect.Effect<ReadonlyArray<Minute>>
  }
>() {}

const minuteLength = 60_000
const span = 6 * 60 * minuteLength
/** Of one minute; the latest count. */
const mostTimes = 200

type Counts = Pick<Minute, "at" | "hits" | "stale" | "found" | "notFound" | "incomplete">
interface Bucket extends Counts {
  readonly times: ReadonlyArray<number>
}

const emptyBucket = (at: number): Bucket => ({
  at,
  hits: 0,
  stale: 0,
  found: 0,
  notFound: 0,
  incomplete: 0,
  times: []
})

/** Most of what is counted falls in the minute that was counted in last. */
interface Minutes {
  readonly past: ReadonlyArray<Bucket>
  readonly current: Bucket
}

/** The same, with the bucket of a minute for the current one; a clock that is set back finds the earlier one again. */
const at = (minutes: Minutes, minute: number): Minutes => {
  const { current, past } = minutes
  if (current.at === minute) return minutes
  const others = [...past, current].filter((one) => one.at !== minute && one.at > minute - span)
  return { past: others, current: past.find((one) => one.at === minute) ?? emptyBucket(minute) }
}

const isEmpty = ({ found, hits, incomplete, notFound, stale }: Bucket) =>
  found + hits + incomplete + notFound + stale === 0

/** The value that so large a part of the sorted values does not exceed. */
const quantile = (sorted: ReadonlyArray<number>, part: number): number | undefined =>
  sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)]

const minuteOf = ({ times, ...counts }: Bucket): Minute => {
  const sorted = times.toSorted((a, b) => a - b)
  return { ...counts, p50: quantile(sorted, 0.5), p95: quantile(sorted, 0.95) }
}

const endings = {
  found: "found",
  bare: "notFound",
  not_found: "notFound",
  incomplete: "incomplete"
} as const satisfies Partial<Record<Trace["ending"]["outcome"], keyof Counts>>

const make = Effect.gen(function* () {
  const startedAt = yield* Clock.currentTimeMillis
  const plex = yield* Ref.make<Partial<Record<MediaKind, PlexCall>>>({})
  const minutes = yield* Ref.make<Minutes>({ past: [], current: emptyBucket(startedAt - (startedAt % minuteLength)) })

  const count = (change: (bucket: Bucket) => Partial<Bucket>) =>
    Effect.flatMap(Clock.currentTimeMillis, (now) =>
      Ref.update(minutes, (before) => {
        const { past, current } = at(before, now - (now % minuteLength))
        return { past, current: { ...current, ...change(current) } }
      })
    )

  return Activity.of({
    startedAt,
    called: (kind, question, agent) =>
      Effect.flatMap(Clock.currentTimeMillis, (at) =>
        Ref.update(plex, (before) => ({ ...before, [kind]: { at, question, agent: agent.slice(0, 100) } }))
      ),
    plex: Ref.get(plex),
    answered: (from) =>
      from === "hit"
        ? count(({ hits }) => ({ hits: hits + 1 }))
        : from === "stale"
          ? count(({ stale }) => ({ stale: stale + 1 }))
          : Effect.void,
    lookedUp: ({ ending, ms }) => {
      if (ending.outcome === "listed") return Effect.void
      const name = endings[ending.outcome]
      return count((bucket) => ({ [name]: bucket[name] + 1, times: [...bucket.times, ms].slice(-mostTimes) }))
    },
    minutes: Effect.zipWith(Ref.get(minutes), Clock.currentTimeMillis, ({ current, past }, now) =>
      [...past, current]
        .filter((bucket) => bucket.at > now - span && !isEmpty(bucket))
        .toSorted((a, b) => a.at - b.at)
        .map(minuteOf)
    )
  })
})

/** Tells activity and traces what the domain did: the only place that feeds them. */
const witness = Layer.effect(
  Witness,
  Effect.gen(function* () {
    const activity = yield* Activity
    const traces = yield* Traces.Traces
    const keep = (trace: Trace, ratingKey?: string) =>
      Effect.flatMap(RequestId, (id) => traces.keep(id, trace, ratingKey))
    return {
      described: ({ ratingKey, from, trace }) =>
        Effect.zipRight(
          activity.answered(from),
          trace === undefined
            ? Effect.void
            : Effect.whenEffect(activity.lookedUp(trace), keep(trace, ratingKey)).pipe(Effect.asVoid)
        ),
      completed: ({ before, whole }) => traces.replace(before, whole),
      listed: (trace) => Effect.asVoid(keep(trace))
    }
  })
)

export const layer = Layer.provideMerge(witness, Layer.provideMerge(Layer.effect(Activity, make), Traces.layer))
