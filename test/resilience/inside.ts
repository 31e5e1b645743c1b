/** The service in this process, on a free port, with a clock that can be moved: time-outs are real, expiry is not awaited. */
import { Clock, Duration, Effect } from "effect"
import { running } from "../app/running.ts"
import { type Asking, folder, send } from "./process.ts"
import { sources } from "./sources.ts"
import type { World } from "./world.ts"

/** Longer than any time-out or pause before a retry in these tests. */
const pause = Duration.toMillis("1 minute")

/**
 * Runs on the real clock, ahead of it by as much as it was moved. Whoever sleeps a minute or more wakes when the clock
 * has been moved that far; shorter sleeps are time-outs, and real.
 */
const movable = (real: Clock.Clock) => {
  let ahead = 0
  const sleepers = new Map<() => void, number>()
  const millis = () => real.unsafeCurrentTimeMillis() + ahead
  const nanos = () => real.unsafeCurrentTimeNanos() + BigInt(ahead) * 1_000_000n
  const moved = (until: number) =>
    Effect.async<void>((resume) => {
      const wake = () => resume(Effect.void)
      sleepers.set(wake, until)
      return Effect.sync(() => void sleepers.delete(wake))
    })
  const clock: Clock.Clock = {
    [Clock.ClockTypeId]: Clock.ClockTypeId,
    unsafeCurrentTimeMillis: millis,
    unsafeCurrentTimeNanos: nanos,
    currentTimeMillis: Effect.sync(millis),
    currentTimeNanos: Effect.sync(nanos),
    sleep: (duration) =>
      Duration.toMillis(duration) < pause
        ? real.sleep(duration)
        : Effect.race(
            real.sleep(duration),
            Effect.suspend(() => moved(millis() + Duration.toMillis(duration)))
          )
  }
  const move = (by: Duration.DurationInput, direction: 1 | -1 = 1) => {
    ahead += direction * Duration.toMillis(by)
    for (const [wake, until] of sleepers)
      if (until <= millis()) {
        sleepers.delete(wake)
        wake()
      }
  }
  return { clock, move, moveBack: (by: Duration.DurationInput) => move(by, -1) }
}

/**
 * Sources of that world, and a service over them with an empty cache folder, until the scope closes; with `afterwards`
 * it also looks up in the background what was left open.
 */
export const inside = Effect.fn(function* (
  world: World,
  variables: Readonly<Record<string, string>> = {},
  options: { readonly afterwards?: boolean } = {}
) {
  const others = yield* Effect.acquireRelease(
    Effect.promise(() => sources(world)),
    (others) => Effect.promise(others.close)
  )
  const { path: directory } = yield* Effect.acquireRelease(Effect.sync(folder), ({ remove }) => Effect.sync(remove))
  const { clock, move, moveBack } = movable(yield* Effect.clock)
  const port = yield* running(
    { CACHE_DIR: directory, LOOKUP_TIMEOUT: "3 s", ...others.variables, ...variables },
    options
  ).pipe(Effect.withClock(clock))
  return {
    port,
    directory,
    others,
    /** Moves the clock of the service on. */
    move: (by: Duration.DurationInput) => move(by),
    /** Sets the clock of the service back. */
    moveBack,
    ask: (path: string, asking?: Asking) => Effect.promise(() => send(port, path, asking))
  }
})
