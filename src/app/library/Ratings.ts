/** VPRO's mark as the rating that Plex shows, when somebody wants that: all titles are gone over, and taken back in the same way. */
import { Clock, Context, Data, Effect, FiberHandle, Layer, Option, Ref, Stream } from "effect"
import { agentUse, asksUs } from "../../domain/library/AgentUse.ts"
import { heldFor } from "../../domain/library/Held.ts"
import { rated, type RatingOutcome, unrated } from "../../domain/library/Rating.ts"
import { type PlexItem, type PlexSection, type PlexServerError, PlexServerPort } from "../../ports/PlexServerPort.ts"
import { type RatedError, RatedPort } from "../../ports/RatedPort.ts"
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

/** The titles of the libraries that ask us. */
const titles = Stream.unwrap(
  Effect.gen(function* () {
    const plex = yield* PlexServerPort
    const [sections, agents, providers] = [yield* plex.sections, yield* plex.agents, yield* plex.providers]
    return Stream.fromIterable(sections.filter((section) => asksUs(agentUse(section, agents, providers)))).pipe(
      Stream.flatMap((section) => Stream.map(plex.items(section), (item) => [section, item] as const))
    )
  })
)

/** What became of one title. */
const one = Effect.fnUntraced(function* (section: PlexSection, { key: item, rating, ...rest }: PlexItem) {
  if (item === undefined) return "nothing" as const
  const kept = Option.getOrUndefined(yield* heldFor(section, { key: item, rating, ...rest }))
  // That nothing is kept says nothing: a cache may have been cleared.
  if (kept === undefined || (kept.entry === undefined && !kept.meant.isNone)) return "nothing" as const
  return yield* rated({ item, rating }, kept.entry?.status === "found" ? kept.entry.appreciation : undefined)
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

  const give = Stream.runForEach(titles, ([section, item]) => Effect.flatMap(one(section, item), count))
  const takeBack = Effect.gen(function* () {
    const noted = yield* (yield* RatedPort).all
    yield* Effect.forEach(noted.keys(), (item) => Effect.flatMap(unrated(item), count), { discard: true })
  })

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
    const { all } = yield* RatedPort
    return (yield* Effect.orElseSucceed(all, () => new Map())).size > 0
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
