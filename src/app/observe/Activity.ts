/** What went on in the last hours: when Plex called, how answers came about, how long look-ups took. */
import { Clock, Context, Effect, Layer, Ref, Schema } from "effect"
import type { Trace } from "../../domain/lookup/Trace.ts"
import type { MediaKind } from "../../domain/values/Media.ts"
import { type Origin, Witness } from "../../domain/describe/Witness.ts"
import { oneLine } from "../../domain/text/Flat.ts"
import type { MatchRequest } from "../../domain/plex/MatchRequest.ts"
import * as Beside from "./Beside.ts"
import type { PlexCall, PlexCalls, PlexMatch, PlexQuestion } from "./KeptTrace.ts"
import { StoryStore } from "./StoryStore.ts"
import * as Traces from "./Traces.ts"
import { RequestId } from "./RequestId.ts"

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
    readonly plex: Effect.Effect<PlexCalls>
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

const writtenAfter = "20 seconds"

/** The last calls of Plex, which outlive the program where stories do. */
const remembered = Effect.fn("Activity.remembered")(function* (store: StoryStore["Type"]) {
  const nobody: PlexCalls = {}
  const calls = yield* Ref.make(nobody)
  const written = yield* Ref.make(nobody)
  const write = Effect.gen(function* () {
    const now = yield* Ref.get(calls)
    if (now === (yield* Ref.getAndSet(written, now))) return
    // Where it cannot be written, stories cannot either, and that is told.
    yield* Effect.ignore(store.keepCalls(now))
  })
  const soon = yield* Beside.make(write, writtenAfter)
  yield* Effect.forkScoped(
    Effect.flatMap(store.calls, (before) =>
      Effect.zipRight(
        Ref.update(written, (now) => (now === nobody ? before : now)),
        Ref.update(calls, (now) => (now === nobody ? before : { ...before, ...now }))
      )
    )
  )
  return {
    calls: Ref.get(calls),
    called: (kind: MediaKind, call: PlexCall) =>
      Effect.zipRight(
        Ref.update(calls, (before) => ({ ...before, [kind]: call })),
        soon
      )
  }
})

const make = Effect.gen(function* () {
  const startedAt = yield* Clock.currentTimeMillis
  const plex = yield* remembered(yield* StoryStore)
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
      Effect.flatMap(Clock.currentTimeMillis, (at) => plex.called(kind, { at, question, agent: agent.slice(0, 100) })),
    plex: plex.calls,
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

/** What Plex sent, as a story tells of it: of a path the file's own name only. */
const sentOf = ({
  filename,
  grandparentTitle,
  guid,
  parentTitle,
  title,
  year
}: MatchRequest): Omit<PlexMatch, "at"> => {
  const asked = title ?? grandparentTitle ?? parentTitle
  return {
    ...(asked === undefined ? {} : { title: asked }),
    ...(year === undefined ? {} : { year }),
    ...(guid === undefined ? {} : { guid }),
    ...(filename === undefined ? {} : { file: oneLine(filename.split(/[\\/]/).at(-1) ?? "") })
  }
}

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
      listed: (trace) => Effect.asVoid(keep(trace)),
      matched: ({ ratingKey, request }) => traces.matched(ratingKey, sentOf(request))
    }
  })
)

export const layer: Layer.Layer<Activity | Traces.Traces | Witness, never, StoryStore> = Layer.provideMerge(
  witness,
  Layer.provideMerge(Layer.scoped(Activity, make), Traces.layer)
)
