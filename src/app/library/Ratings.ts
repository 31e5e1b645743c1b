/** VPRO's mark as the rating that Plex shows, when somebody wants that: all titles are gone over, and taken back in the same way. */
import { Clock, Context, Data, Effect, FiberHandle, Layer, Option, Ref, Stream } from "effect"
import { heldFor } from "../../domain/library/Held.ts"
import { ourTitles } from "../../domain/library/OurTitles.ts"
import { rated, type RatingOutcome, unrated } from "../../domain/library/Rating.ts"
import type { PlexItem, PlexSection, PlexServerError, PlexServerPort } from "../../ports/PlexServerPort.ts"
import { type Rated, type RatedError, RatedPort } from "../../ports/RatedPort.ts"
import { RequestId } from "../observe/RequestId.ts"
import { Connected, type NotConnected } from "../plex/Connected.ts"
import { mostBusy } from "./Warm.ts"

/** The choice could not be kept, or is not to be made here. */
export class RatingsError extends Data.TaggedError("RatingsError")<{
  readonly reason: "SetByVariable" | "NotKept"
  readonly message: string
}> {}

export interface RatingsRun {
  /** When it was begun, in milliseconds. */
  readonly at: number
  readonly running: boolean
  /** Whether marks are given, or taken back. */
  readonly gives: boolean
  /** Titles that were gone over, by what became of them. */
  readonly outcomes: Readonly<Record<RatingOutcome, number>>
  /** Why it ended before its end. */
  readonly problem: string | undefined
}

export interface RatingsState {
  readonly on: boolean
  /** Whether the variable `PLEX_RATING` says so, and no choice on the page. */
  readonly byVariable: boolean
  /** The last run; none since the start. */
  readonly run: RatingsRun | undefined
}

export class Ratings extends Context.Tag("vpro-cinema-plex/app/library/Ratings")<
  Ratings,
  {
    readonly state: Effect.Effect<RatingsState>
    /** Switches it on or off, for good, and begins with all titles. */
    readonly choose: (on: boolean) => Effect.Effect<void, RatingsError>
    /** Goes over all titles, as it is switched; none while another run goes on. Off, it takes back what is left. */
    readonly pass: Effect.Effect<void>
    /** Waits until nothing is gone over any more. */
    readonly settled: Effect.Effect<void>
  }
>() {}

/** Where the choice lies, and whether a variable makes it. */
export interface Choice {
  readonly byVariable: boolean
  readonly on: Effect.Effect<boolean>
  readonly keep: (on: boolean) => Effect.Effect<void, RatingsError>
}

const none: RatingsRun["outcomes"] = { set: 0, shown: 0, back: 0, theirs: 0, nothing: 0, gone: 0 }

/** What became of one title. */
const one = Effect.fnUntraced(function* (
  { item: shown, section }: { readonly section: PlexSection; readonly item: PlexItem },
  noted: ReadonlyMap<string, Rated>
) {
  const { key: item, rating } = shown
  if (item === undefined) return "nothing" as const
  const kept = Option.getOrUndefined(yield* heldFor(section, shown))
  // That nothing is kept says nothing: a cache may have been cleared.
  if (kept === undefined || (kept.entry === undefined && !kept.meant.isNone)) return "nothing" as const
  const mark = kept.entry?.status === "found" ? kept.entry.appreciation : undefined
  return yield* rated({ item, rating, noted: noted.get(item) }, mark)
})

/** Stands in for the id of a request: under it what a run does is in the log. */
const requestId = "rating"

/** The service over a choice. */
export const make = Effect.fn("Ratings.make")(function* ({ byVariable, keep, on }: Choice) {
  const connected = yield* Connected
  const run = yield* Ref.make<RatingsRun | undefined>(undefined)
  const handle = yield* FiberHandle.make<void, never>()
  const context = yield* Effect.context<Exclude<Needed, PlexServerPort>>()
  const change = (how: (now: RatingsRun) => RatingsRun) =>
    Ref.update(run, (now) => (now === undefined ? now : how(now)))
  const count = (outcome: RatingOutcome) =>
    change((now) => ({ ...now, outcomes: { ...now.outcomes, [outcome]: now.outcomes[outcome] + 1 } }))

  /** What is noted is read once, and not for each title. */
  const noted = Effect.flatMap(RatedPort, ({ all }) => all)
  const give = Effect.flatMap(noted, (noted) =>
    Stream.runForEach(ourTitles, (title) => Effect.flatMap(one(title, noted), count))
  )
  const takeBack = Effect.flatMap(noted, (noted) =>
    Effect.forEach(noted, ([item, rated]) => Effect.flatMap(unrated(item, rated), count), { discard: true })
  )

  const failed = ({ message }: NotConnected | PlexServerError | RatedError) =>
    change((now) => ({ ...now, problem: message }))

  const go = Effect.gen(function* () {
    const gives = yield* on
    const at = yield* Clock.currentTimeMillis
    yield* Ref.set(run, { at, running: true, gives, outcomes: none, problem: undefined })
    yield* connected.asking(gives ? give : takeBack, mostBusy).pipe(Effect.catchAll(failed))
  }).pipe(
    Effect.ensuring(change((now) => ({ ...now, running: false }))),
    Effect.provide(context),
    Effect.provideService(RequestId, requestId),
    Effect.annotateLogs({ requestId }),
    Effect.withSpan("Ratings.run")
  )

  /** Whether there is anything to do: nothing is asked of Plex before somebody wants this. */
  const isWanted = Effect.gen(function* () {
    if (yield* on) return true
    return (yield* Effect.orElseSucceed(noted, () => new Map())).size > 0
  }).pipe(Effect.provide(context))

  return Ratings.of({
    state: Effect.gen(function* () {
      return { on: yield* on, byVariable, run: yield* Ref.get(run) }
    }),
    choose: (wanted) => Effect.zipRight(keep(wanted), Effect.asVoid(FiberHandle.run(handle, go))),
    pass: Effect.whenEffect(
      Effect.zipRight(FiberHandle.run(handle, go, { onlyIfMissing: true }), FiberHandle.awaitEmpty(handle)),
      isWanted
    ).pipe(Effect.asVoid),
    settled: FiberHandle.awaitEmpty(handle)
  })
})

type Needed =
  Effect.Effect.Context<ReturnType<typeof rated>> | Effect.Effect.Context<ReturnType<typeof heldFor>> | RatedPort

/** The service over a choice that the settings tell of. */
export const layer = <E, R>(choice: Effect.Effect<Choice, E, R>) => Layer.scoped(Ratings, Effect.flatMap(choice, make))
