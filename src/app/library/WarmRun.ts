/** All titles of the libraries that ask us, looked up ahead because a person wants that; as far as it came is kept, so that it may be stopped. */
import { Clock, Context, Effect, FiberHandle, Layer, Option, Ref } from "effect"
import { mostOpenInARow, peopleFirst } from "../../domain/describe/Quiet.ts"
import { asksUs } from "../../domain/library/AgentUse.ts"
import { PlexServerPort } from "../../ports/PlexServerPort.ts"
import { Connected } from "../plex/Connected.ts"
import { withUse } from "./Comparing.ts"
import { LibraryView } from "./LibraryView.ts"
import { concurrency, mostBusy, titlesIn, type Warmed, warmed, type WarmTitle } from "./Warm.ts"

export interface WarmState {
  /** When it was begun, in milliseconds. */
  readonly at: number
  readonly running: boolean
  /** None until Plex has listed them. */
  readonly titles: number | undefined
  readonly done: number
  /** Those that took time: what was known already says nothing about the time that is left. */
  readonly slow: number
  readonly text: number
  /** Those that a failing source left open. */
  readonly open: number
  /** Why it ended before its end. */
  readonly problem: string | undefined
}

export class WarmRun extends Context.Tag("vpro-cinema-plex/app/library/WarmRun")<
  WarmRun,
  {
    /** The last one; none since the start. */
    readonly state: Effect.Effect<Option.Option<WarmState>>
    /** Begins, or goes on; whether none was running. */
    readonly start: Effect.Effect<boolean>
    /** Stops the one that runs; whether there was one. */
    readonly stop: Effect.Effect<boolean>
  }
>() {}

const begun = (at: number): WarmState => ({
  at,
  running: true,
  titles: undefined,
  done: 0,
  slow: 0,
  text: 0,
  open: 0,
  problem: undefined
})

const isOpen = (title: Warmed) =>
  title._tag === "Failed" || (title._tag === "Described" && title.found.from === "incomplete")

const after = (before: WarmState, title: Warmed): WarmState => {
  const found = title._tag === "Described" ? title.found : undefined
  return {
    ...before,
    done: before.done + 1,
    slow: before.slow + (found?.from === "hit" ? 0 : 1),
    text: before.text + (found?.entry?.description === undefined ? 0 : 1),
    open: before.open + (isOpen(title) ? 1 : 0)
  }
}

const gaveUp = "the sources do not answer; beginning again later goes on from here"

const make = Effect.gen(function* () {
  const connected = yield* Connected
  const view = yield* LibraryView
  const state = yield* Ref.make(Option.none<WarmState>())
  const handle = yield* FiberHandle.make<void, never>()
  const context = yield* Effect.context<Needed>()
  const change = (how: (now: WarmState) => WarmState) => Ref.update(state, Option.map(how))

  const work = Effect.gen(function* () {
    const { sections } = yield* PlexServerPort
    const ours = (yield* withUse(yield* sections)).filter(({ use }) => asksUs(use))
    const titles = yield* titlesIn(ours.map(({ section }) => section))
    yield* change((now) => ({ ...now, titles: titles.length }))
    const openInARow = yield* Ref.make(0)
    const one = Effect.fnUntraced(function* (title: WarmTitle) {
      if ((yield* Ref.get(openInARow)) >= mostOpenInARow) return
      yield* peopleFirst
      const done = yield* warmed(title)
      const known = done._tag === "Described" && done.found.from === "hit"
      yield* Ref.update(openInARow, (count) => (isOpen(done) ? count + 1 : known ? count : 0))
      yield* change((now) => after(now, done))
    })
    yield* Effect.forEach(titles, one, { concurrency, discard: true })
    if ((yield* Ref.get(openInARow)) >= mostOpenInARow) yield* change((now) => ({ ...now, problem: gaveUp }))
    yield* view.compare
  })

  const run = connected.asking(work, mostBusy).pipe(
    Effect.catchAll(({ message }) => change((now) => ({ ...now, problem: message }))),
    Effect.ensuring(change((now) => ({ ...now, running: false }))),
    Effect.provide(context),
    Effect.withSpan("WarmRun.run"),
    Effect.annotateLogs({ requestId: "warm" })
  )

  return WarmRun.of({
    state: Ref.get(state),
    start: Effect.gen(function* () {
      if (Option.exists(yield* Ref.get(state), ({ running }) => running)) return false
      yield* Ref.set(state, Option.some(begun(yield* Clock.currentTimeMillis)))
      yield* FiberHandle.run(handle, run)
      return true
    }),
    stop: Effect.gen(function* () {
      const running = Option.exists(yield* Ref.get(state), ({ running }) => running)
      yield* FiberHandle.clear(handle)
      return running
    })
  })
})

type Needed = Effect.Effect.Context<ReturnType<typeof warmed>> | Effect.Effect.Context<typeof peopleFirst>

export const layer = Layer.scoped(WarmRun, make)
