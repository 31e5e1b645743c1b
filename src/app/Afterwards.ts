/** Looks up in the background what a failing source left open, as soon as the source is well again. */
import { Array as Arr, Effect, FiberSet, Layer, Option, Schedule } from "effect"
import { mostWaiting } from "../domain/describe/Quiet.ts"
import { describeAgain } from "../domain/describe/Describe.ts"
import { type Choice, Unsettled } from "../domain/describe/Unsettled.ts"
import { HttpPort, type SourceState } from "../ports/HttpPort.ts"
import type { SourceName } from "../ports/SourceError.ts"
import { RequestId } from "./observe/RequestId.ts"

/** Look-ups at the same time. With a source that answers within a second these take all that its rate limit allows. */
const atATime = 4
/** While something is open but none of it may be looked up. */
const pause = "1 second"

/**
 * Whether one of the sources that left a key open can be asked: what that one knows may be all that is needed. Where none is named it may
 * have been any, so that all must be.
 */
const unless =
  (...positions: ReadonlyArray<SourceState["breaker"]>) =>
  (states: ReadonlyArray<SourceState>) => {
    const away = states.filter(({ breaker }) => positions.includes(breaker)).map(({ source }) => source)
    return (sources: ReadonlyArray<SourceName>) =>
      sources.length === 0 ? away.length === 0 : sources.some((source) => !away.includes(source))
  }
const isWell = unless("open", "half-open")
const mayBeTried = unless("open")

/** A key, and whether it is looked up to see whether a source is well again. */
interface Next {
  readonly key: string
  readonly trial: boolean
}

/**
 * The key that is looked up next, if any may be now. People who wait for a source go first. Where a source is left alone nothing is tried;
 * where it is to be seen whether it is well, one key is, before all others, since those wait for what comes of it.
 */
const next = (mayTry: boolean) =>
  Effect.gen(function* () {
    const unsettled = yield* Unsettled
    const states = yield* (yield* HttpPort).states
    if (states.some(({ waiting }) => waiting > mostWaiting)) return Option.none<Next>()
    const well = isWell(states)
    const open = mayBeTried(states)
    const take = (trial: boolean, may: Choice["may"]) =>
      Effect.map(unsettled.take(1, { may, trial }), (keys) =>
        Option.map(Arr.head(keys), (key): Next => ({ key, trial }))
      )
    const tried = mayTry ? yield* take(true, (sources) => !well(sources) && open(sources)) : Option.none<Next>()
    return Option.isSome(tried) ? tried : yield* take(false, well)
  })

const repaired = (key: string) =>
  // What was put off, since too much was under way, is still open, and stays on the list.
  Effect.ignore(describeAgain(key)).pipe(
    Effect.provideService(RequestId, afterwardsId(key)),
    Effect.annotateLogs({ requestId: afterwardsId(key) })
  )

/** Stands in for the id of a request, which there is none: it is in the log, and under it the story is kept. */
const afterwardsId = (key: string) => `afterwards:${key}`

/** Looks up one key after another, a few at a time, while something is open; does nothing while nothing is. */
export const layer = Layer.scopedDiscard(
  Effect.gen(function* () {
    const { some } = yield* Unsettled
    const places = yield* Effect.makeSemaphore(atATime)
    const trials = yield* FiberSet.make<void>()
    const others = yield* FiberSet.make<void>()
    /** Begins one as soon as there is a place; whether there was one to begin. */
    const turn = Effect.gen(function* () {
      yield* places.take(1)
      const begun = yield* next((yield* FiberSet.size(trials)) === 0)
      if (Option.isNone(begun)) return yield* Effect.as(places.release(1), false)
      const { key, trial } = begun.value
      yield* FiberSet.run(trial ? trials : others, Effect.ensuring(repaired(key), places.release(1)))
      return true
    })
    const round = Effect.repeat(turn, { while: (begun) => begun })
    yield* Effect.forkScoped(Effect.repeat(Effect.zipRight(some, round), Schedule.spaced(pause)))
  })
)
