/** Titles that a person wants refreshed in Plex: one after the other, a second apart, and looked at again afterwards. */
import { Chunk, Clock, Context, Duration, Effect, FiberHandle, Layer, Option, Ref, Schedule } from "effect"
import type { Searchable } from "../../domain/library/LibraryTitle.ts"
import type { Wanted } from "../../domain/library/Refreshing.ts"
import { isSameText } from "../../domain/library/Standing.ts"
import { mostDetails, PlexServerPort } from "../../ports/PlexServerPort.ts"
import { Connected } from "../plex/Connected.ts"
import { type Outcome, refreshedByHand } from "./ByHand.ts"
import { LibraryView } from "./LibraryView.ts"

export interface RefreshState {
  /** When it was begun, in milliseconds. */
  readonly at: number
  readonly running: boolean
  readonly titles: number
  readonly outcomes: Readonly<Record<Outcome, number>>
  /** Of those that Plex was asked to refresh: how many show the text now. */
  readonly taken: number
  /** Why it ended before its end. */
  readonly problem: string | undefined
}

export class RefreshRun extends Context.Tag("vpro-cinema-plex/app/library/RefreshRun")<
  RefreshRun,
  {
    /** The last one; none since the start. */
    readonly state: Effect.Effect<Option.Option<RefreshState>>
    /** Begins with these titles; whether none was running. */
    readonly start: (titles: ReadonlyArray<Searchable>) => Effect.Effect<boolean>
    /** Ends the one that runs; whether there was one. */
    readonly stop: Effect.Effect<boolean>
  }
>() {}

const none: RefreshState["outcomes"] = {
  asked: 0,
  shown: 0,
  locked: 0,
  lately: 0,
  gone: 0,
  rejected: 0,
  nothing: 0
}

/** A title in a queue of Plex takes its time: it is looked at after ten seconds, and later and later, within six minutes. */
const firstLook = Duration.seconds(10)
const looks = Schedule.exponential("20 seconds").pipe(Schedule.intersect(Schedule.recurs(4)))

/** A title that Plex was asked to refresh. */
interface Asked extends Wanted {
  readonly title: Searchable
}

const make = Effect.gen(function* () {
  const connected = yield* Connected
  const view = yield* LibraryView
  const state = yield* Ref.make(Option.none<RefreshState>())
  const handle = yield* FiberHandle.make<void, never>()
  const context = yield* Effect.context<Exclude<Needed, PlexServerPort>>()
  const change = (how: (now: RefreshState) => RefreshState) => Ref.update(state, Option.map(how))

  const shows = (titles: ReadonlyArray<Searchable>) =>
    view.replace(titles.map((title) => ({ ...title, standing: "shown" as const, differs: false })))

  const one = Effect.fnUntraced(function* (title: Searchable) {
    const { outcome, wanted } = yield* refreshedByHand(title)
    if (outcome === "shown") yield* shows([title])
    const asked: ReadonlyArray<Asked> = outcome === "asked" ? [{ ...wanted, title }] : []
    return [outcome, asked] as const
  })

  /** Those that Plex does not show yet. */
  const looked = Effect.fnUntraced(function* (waiting: ReadonlyArray<Asked>) {
    const { details } = yield* PlexServerPort
    const portions = Chunk.toReadonlyArray(Chunk.chunksOf(Chunk.fromIterable(waiting), mostDetails))
    const items = yield* Effect.forEach(portions, (some) =>
      details(Chunk.toReadonlyArray(some).map(({ item }) => item))
    )
    const summaries = new Map(items.flat().map(({ key, summary }) => [key, summary]))
    const isTaken = ({ item, text }: Asked) => {
      const summary = summaries.get(item)
      return summary !== undefined && isSameText(summary, text)
    }
    const taken = waiting.filter(isTaken)
    yield* change((now) => ({ ...now, taken: now.taken + taken.length }))
    yield* shows(taken.map(({ title }) => title))
    return waiting.filter((one) => !isTaken(one))
  })

  const work = Effect.fnUntraced(function* (titles: ReadonlyArray<Searchable>) {
    const waiting: Array<Asked> = []
    yield* Effect.forEach(
      titles,
      (title) =>
        Effect.flatMap(one(title), ([outcome, asked]) => {
          waiting.push(...asked)
          return change((now) => ({
            ...now,
            outcomes: { ...now.outcomes, [outcome]: now.outcomes[outcome] + 1 }
          }))
        }),
      { discard: true }
    )
    const left = yield* Ref.make<ReadonlyArray<Asked>>(waiting)
    const look = Effect.flatMap(Effect.flatMap(Ref.get(left), looked), (now) => Effect.as(Ref.set(left, now), now))
    const isDone = (now: ReadonlyArray<Asked>) => now.length === 0
    if (waiting.length > 0) yield* Effect.repeat(Effect.delay(look, firstLook), { schedule: looks, until: isDone })
  })

  const run = (titles: ReadonlyArray<Searchable>) =>
    connected.asking(work(titles)).pipe(
      Effect.catchAll(({ message }) => change((now) => ({ ...now, problem: message }))),
      Effect.ensuring(change((now) => ({ ...now, running: false }))),
      Effect.provide(context),
      Effect.withSpan("RefreshRun.run"),
      Effect.annotateLogs({ requestId: "refresh" })
    )

  return RefreshRun.of({
    state: Ref.get(state),
    start: (titles) =>
      Effect.gen(function* () {
        if (Option.exists(yield* Ref.get(state), ({ running }) => running)) return false
        const at = yield* Clock.currentTimeMillis
        yield* Ref.set(
          state,
          Option.some({ at, running: true, titles: titles.length, outcomes: none, taken: 0, problem: undefined })
        )
        yield* FiberHandle.run(handle, run(titles))
        return true
      }),
    stop: Effect.gen(function* () {
      const running = Option.exists(yield* Ref.get(state), ({ running }) => running)
      yield* FiberHandle.clear(handle)
      return running
    })
  })
})

type Needed = Effect.Effect.Context<ReturnType<typeof refreshedByHand>>

export const layer = Layer.scoped(RefreshRun, make)
