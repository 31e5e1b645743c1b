/** A circuit breaker: a source that keeps failing is left alone for a while. */
import { Clock, Data, Duration, Effect, Ref } from "effect"

export interface BreakerPolicy {
  /** Failures without a success in between … */
  readonly failures: number
  /** … within this time open the circuit. */
  readonly within: Duration.Duration
  readonly openFor: Duration.Duration
  /**
   * What closes it: a trial after `openFor` or a success of a request under way ("success", when left out), or that time alone, for
   * a source that must not be asked in the meantime whatever else it answers.
   */
  readonly closedBy?: "success" | "time"
}

export type Report = "passed" | "failed" | "undecided"
export type Position = "closed" | "half-open" | "open"

/** What a request that was let in tells the breaker, and learns of it. */
interface Admitted {
  readonly report: (report: Report) => Effect.Effect<void>
  readonly halted: Effect.Effect<boolean>
}

export interface Breaker {
  /** Half-open as soon as a trial would be let through. */
  readonly position: Effect.Effect<Position>
  /** How long the circuit stays open yet; zero when it is not. */
  readonly left: Effect.Effect<Duration.Duration>
  /**
   * Lets a request in, or runs `refused` in its place while the circuit is open. A request that was let in may make
   * several attempts and reports how each of them went; `halted` tells it to give up.
   */
  readonly protect: <A, E, R, E2>(
    request: (admitted: Admitted) => Effect.Effect<A, E, R>,
    refused: Effect.Effect<never, E2>
  ) => Effect.Effect<A, E | E2, R>
}

type State = Data.TaggedEnum<{
  Closed: { readonly failures: ReadonlyArray<number> }
  Open: { readonly since: number }
  HalfOpen: { readonly busy: boolean }
}>
const State = Data.taggedEnum<State>()

type Pass = "regular" | "trial" | "none"

/**
 * Opens after so many failed attempts within a time with no success in between; lets a single trial through after
 * `openFor`, which closes or reopens it. A request that was under way when the circuit opened may finish its retries,
 * and closes it when one succeeds. An undecided (for example interrupted) trial frees its place. `watch` sees every
 * change. With `closedBy: "time"` there is no trial: all are let in again after `openFor`, and until then whoever was under way is
 * to give up.
 */
export const make = Effect.fn("Breaker.make")(function* (
  policy: BreakerPolicy,
  watch: (position: Position) => Effect.Effect<void> = () => Effect.void
) {
  const ref = yield* Ref.make<State>(State.Closed({ failures: [] }))
  const within = Duration.toMillis(policy.within)
  const openFor = Duration.toMillis(policy.openFor)
  const byTime = policy.closedBy === "time"
  yield* watch("closed")

  /** A clock that was set back must not keep the circuit open for longer than one that runs. */
  const leftOf = (since: number, now: number) => Math.max(0, openFor - Math.abs(now - since))
  const isOver = (since: number, now: number) => leftOf(since, now) === 0
  /** What a state has become by time alone. */
  const current = (state: State, now: number): State =>
    byTime && state._tag === "Open" && isOver(state.since, now) ? State.Closed({ failures: [] }) : state

  const change = <A>(f: (state: State, now: number) => readonly [A, State]) =>
    Effect.flatMap(Clock.currentTimeMillis, (now) =>
      Effect.flatten(
        Ref.modify(ref, (state): [Effect.Effect<A>, State] => {
          const [value, next] = f(current(state, now), now)
          return [
            next._tag === state._tag ? Effect.succeed(value) : Effect.as(watch(positions[next._tag]), value),
            next
          ]
        })
      )
    )

  const admit = change((state, now): readonly [Pass, State] => {
    if (state._tag === "Closed") return ["regular", state]
    const free = state._tag === "Open" ? isOver(state.since, now) : !state.busy
    return free ? ["trial", State.HalfOpen({ busy: true })] : ["none", state]
  })

  const settle = (pass: Pass, report: Report) =>
    change((state, now): readonly [void, State] => {
      if (pass === "trial" && state._tag === "HalfOpen") return [undefined, afterTrial(report, now)]
      if (byTime && state._tag === "Open") return [undefined, state]
      if (report === "passed") return [undefined, State.Closed({ failures: [] })]
      if (state._tag !== "Closed" || report === "undecided") return [undefined, state]
      const failures = [...state.failures.filter((at) => Math.abs(now - at) < within), now]
      return [undefined, failures.length < policy.failures ? State.Closed({ failures }) : State.Open({ since: now })]
    })

  const afterTrial = (report: Report, now: number): State => {
    if (report === "passed") return State.Closed({ failures: [] })
    return report === "failed" ? State.Open({ since: now }) : State.HalfOpen({ busy: false })
  }

  /** What is so now. */
  const see = <A>(of: (state: State, now: number) => A): Effect.Effect<A> =>
    Effect.zipWith(Ref.get(ref), Clock.currentTimeMillis, (state, now) => of(current(state, now), now))
  const isOpen = see((state) => state._tag === "Open")

  const breaker: Breaker = {
    position: see((state, now) =>
      state._tag === "Open" && isOver(state.since, now) ? "half-open" : positions[state._tag]
    ),
    left: see((state, now) => Duration.millis(state._tag === "Open" ? leftOf(state.since, now) : 0)),
    protect: <A, E, R, E2>(
      request: (admitted: Admitted) => Effect.Effect<A, E, R>,
      refused: Effect.Effect<never, E2>
    ) =>
      Effect.uninterruptibleMask((restore) =>
        Effect.flatMap(admit, (pass): Effect.Effect<A, E | E2, R> =>
          pass === "none"
            ? restore(refused)
            : restore(
                request({
                  report: (report) => settle(pass, report),
                  halted: pass === "trial" || byTime ? isOpen : Effect.succeed(false)
                })
              ).pipe(Effect.ensuring(settle(pass, "undecided")))
        )
      )
  }
  return breaker
})

const positions = { Closed: "closed", HalfOpen: "half-open", Open: "open" } as const
