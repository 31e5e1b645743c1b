/** A circuit breaker: a source that keeps failing is left alone for a while, for longer each time that it fails its trial. */
import { Clock, Data, Deferred, Duration, Effect, Exit, Option, Random, Ref } from "effect"

export interface BreakerPolicy {
  /** Failures without a success in between … */
  readonly failures: number
  /** … within this time open the circuit. */
  readonly within: Duration.Duration
  /** The first pause. */
  readonly openFor: Duration.Duration
  /** Each trial that fails doubles the pause, up to this one; all are as long as the first when left out. */
  readonly longest?: Duration.Duration
  /**
   * What closes it: a trial after the pause or a success of a request under way ("success", when left out), or that time alone, for
   * a source that must not be asked in the meantime whatever else it answers.
   */
  readonly closedBy?: "success" | "time"
}

/**
 * How an attempt went. `absent`: nobody is there at all, which opens the circuit at once; a source that itself asks for a pause gets it,
 * and has not failed.
 */
export type Report = "passed" | "failed" | "absent" | "undecided" | { readonly pauseFor: Duration.Duration }
export type Position = "closed" | "half-open" | "open"

/** What a request that was let in tells the breaker, and learns of it. */
interface Admitted {
  readonly report: (report: Report) => Effect.Effect<void>
  readonly halted: Effect.Effect<boolean>
}

/** How long a request would rather wait than be refused. */
export interface Waiting<E> {
  /** Epoch milliseconds. */
  readonly until: number
  /** Whether a request that failed in this way would rather wait for the next trial. */
  readonly again: (error: E) => boolean
}

export interface Breaker {
  /** Half-open as soon as a trial would be let through. */
  readonly position: Effect.Effect<Position>
  /** How long the circuit stays open yet; zero when it is not. */
  readonly left: Effect.Effect<Duration.Duration>
  /**
   * Lets a request in, or runs `refused` in its place while the circuit is open. A request that was let in may make
   * several attempts and reports how each of them went; `halted` tells it to give up. One that is `waiting` is let in after the pause, or
   * once the trial of another succeeds, in the order in which they came; it is refused at once when the pause is longer than it may wait.
   */
  readonly protect: <A, E, R, E2>(
    request: (admitted: Admitted) => Effect.Effect<A, E, R>,
    refused: Effect.Effect<never, E2>,
    waiting?: Waiting<E>
  ) => Effect.Effect<A, E | E2, R>
}

type State = Data.TaggedEnum<{
  Closed: { readonly failures: ReadonlyArray<number> }
  /** `round` counts the trials that failed; `owed` is a pause that the source asked for. */
  Open: { readonly since: number; readonly pause: number; readonly round: number; readonly owed: boolean }
  HalfOpen: { readonly busy: boolean; readonly round: number }
}>
const State = Data.taggedEnum<State>()

type Pass = "regular" | "trial" | "none"

/** A pause is so much shorter or longer at most, so that many processes do not come back at the same moment. */
const jitter = 0.1

/** A source may ask for a pause of any length: after this one it is tried again. */
const longestOwed = Duration.hours(1)

/**
 * Opens after so many failed attempts within a time with no success in between; lets a single trial through after
 * the pause, which closes it or reopens it for longer. A success forgets all. A request that was under way when the circuit opened may finish
 * its retries, and closes it when one succeeds. An undecided (for example interrupted) trial frees its place. `watch` sees every
 * change. With `closedBy: "time"` there is no trial: all are let in again after the pause, and until then whoever was under way is
 * to give up.
 */
export const make = Effect.fn("Breaker.make")(function* (
  policy: BreakerPolicy,
  watch: (position: Position) => Effect.Effect<void> = () => Effect.void
) {
  const ref = yield* Ref.make<State>(State.Closed({ failures: [] }))
  /** Those who wait, by the order in which they came; each is woken at the next change of the state. */
  const waiters = yield* Ref.make<ReadonlyMap<number, Deferred.Deferred<void>>>(new Map())
  const tickets = yield* Ref.make(0)
  const within = Duration.toMillis(policy.within)
  const openFor = Duration.toMillis(policy.openFor)
  const longest = policy.longest === undefined ? openFor : Duration.toMillis(policy.longest)
  const byTime = policy.closedBy === "time"
  yield* watch("closed")

  /** In whole milliseconds. A clock that was set back must not keep the circuit open for longer than one that runs. */
  const leftOf = ({ pause, since }: Data.TaggedEnum.Value<State, "Open">, now: number) =>
    Math.max(0, Math.round(pause - Math.abs(now - since)))
  /** What a state has become by time alone. */
  const current = (state: State, now: number): State =>
    byTime && state._tag === "Open" && leftOf(state, now) === 0 ? State.Closed({ failures: [] }) : state

  const opened = (round: number, now: number, chance: number): State => {
    const pause = Math.min(longest, openFor * 2 ** round)
    const spread = policy.longest === undefined ? 1 : 1 - jitter + 2 * jitter * chance
    return State.Open({ since: now, pause: Math.round(pause * spread), round, owed: false })
  }

  /** Wakes all who wait, in their order. */
  const changed = Effect.flatMap(Ref.getAndSet(waiters, new Map()), (all) =>
    Effect.forEach(inOrder(all), ([, woken]) => Deferred.succeed(woken, undefined), { discard: true })
  )

  const change = <A>(f: (state: State, now: number, chance: number) => readonly [A, State]) =>
    Effect.flatMap(Effect.all([Clock.currentTimeMillis, Random.next]), ([now, chance]) =>
      Effect.flatten(
        Ref.modify(ref, (state): [Effect.Effect<A>, State] => {
          const [value, next] = f(current(state, now), now, chance)
          const told = next._tag === state._tag ? Effect.void : watch(positions[next._tag])
          return [next === state ? Effect.succeed(value) : Effect.as(Effect.zipRight(told, changed), value), next]
        })
      )
    )

  const admit = change((state, now): readonly [Pass, State] => {
    if (state._tag === "Closed") return ["regular", state]
    const free = state._tag === "Open" ? leftOf(state, now) === 0 : !state.busy
    return free ? ["trial", State.HalfOpen({ busy: true, round: state.round })] : ["none", state]
  })

  const settle = (pass: Pass, report: Report) =>
    change((state, now, chance): readonly [void, State] => {
      if (pass === "trial" && state._tag === "HalfOpen")
        return [undefined, afterTrial(state.round, report, now, chance)]
      if (state._tag === "Open" && (byTime || (state.owed && leftOf(state, now) > 0))) return [undefined, state]
      if (typeof report === "object") return [undefined, owedTo(report, roundOf(state), now)]
      if (report === "passed")
        return [
          undefined,
          state._tag === "Closed" && state.failures.length === 0 ? state : State.Closed({ failures: [] })
        ]
      if (state._tag !== "Closed" || report === "undecided") return [undefined, state]
      const failures = [...state.failures.filter((at) => Math.abs(now - at) < within), now]
      return [
        undefined,
        report === "failed" && failures.length < policy.failures ? State.Closed({ failures }) : opened(0, now, chance)
      ]
    })

  const roundOf = (state: State) => (state._tag === "Closed" ? 0 : state.round)

  const owedTo = ({ pauseFor }: { readonly pauseFor: Duration.Duration }, round: number, now: number): State =>
    State.Open({
      since: now,
      pause: Math.round(Duration.toMillis(Duration.min(pauseFor, longestOwed))),
      round,
      owed: true
    })

  const afterTrial = (round: number, report: Report, now: number, chance: number): State => {
    if (typeof report === "object") return owedTo(report, round, now)
    if (report === "passed") return State.Closed({ failures: [] })
    return report === "undecided" ? State.HalfOpen({ busy: false, round }) : opened(round + 1, now, chance)
  }

  /** What is so now. */
  const see = <A>(of: (state: State, now: number) => A): Effect.Effect<A> =>
    Effect.zipWith(Ref.get(ref), Clock.currentTimeMillis, (state, now) => of(current(state, now), now))
  const isOpen = see((state) => state._tag === "Open")
  const isTroubled = see((state) => state._tag !== "Closed")
  const left = see((state, now) => (state._tag === "Open" ? leftOf(state, now) : 0))

  /** Waits for the end of the pause or of the trial under way; false when that is no use any more. */
  const mayTry = (ticket: number, until: number) =>
    Effect.gen(function* () {
      const woken = yield* Deferred.make<void>()
      // Comes before the look at the state: whatever changes after that is not missed.
      yield* Ref.update(waiters, (all) => new Map([...all, [ticket, woken]]))
      const [now, pause, busy] = yield* Effect.all([
        Clock.currentTimeMillis,
        left,
        see((state) => state._tag === "HalfOpen" && state.busy)
      ])
      if (now >= until || now + pause > until) return false
      const isFirst = Effect.map(Ref.get(waiters), (all) => inOrder(all)[0]?.[0] === ticket)
      // Whoever came first makes the trial; the others are woken by it, or when it gives up.
      const over = Effect.zipRight(Effect.sleep(Duration.millis(pause)), Effect.unlessEffect(Effect.never, isFirst))
      const next = Deferred.await(woken)
      const turn = busy ? next : Effect.raceFirst(next, over)
      return Option.isSome(yield* Effect.timeoutOption(turn, Duration.millis(until - now)))
    }).pipe(
      Effect.onExit((exit) =>
        Effect.zipRight(
          Ref.update(waiters, (all) => new Map([...all].filter(([other]) => other !== ticket))),
          Exit.isSuccess(exit) && exit.value ? Effect.void : changed
        )
      )
    )

  const breaker: Breaker = {
    position: see((state, now) =>
      state._tag === "Open" && leftOf(state, now) === 0 ? "half-open" : positions[state._tag]
    ),
    left: Effect.map(left, Duration.millis),
    protect: <A, E, R, E2>(
      request: (admitted: Admitted) => Effect.Effect<A, E, R>,
      refused: Effect.Effect<never, E2>,
      waiting?: Waiting<E>
    ) =>
      Effect.uninterruptibleMask((restore) => {
        const wait = (ticket: number) =>
          waiting === undefined ? Effect.succeed(false) : restore(mayTry(ticket, waiting.until))
        const once = (pass: Pass) =>
          restore(
            request({
              report: (report) => settle(pass, report),
              halted: pass === "trial" || byTime ? isOpen : Effect.succeed(false)
            })
          ).pipe(Effect.ensuring(settle(pass, "undecided")))
        const troubled = (ticket: number) =>
          Effect.if(isTroubled, { onTrue: () => wait(ticket), onFalse: () => Effect.succeed(false) })
        const whole = (ticket: number): Effect.Effect<A, E | E2, R> =>
          Effect.flatMap(admit, (pass) => {
            if (pass === "none")
              return Effect.if(wait(ticket), { onTrue: () => whole(ticket), onFalse: () => restore(refused) })
            return waiting === undefined
              ? once(pass)
              : Effect.catchIf(once(pass), waiting.again, (error) =>
                  Effect.if(troubled(ticket), { onTrue: () => whole(ticket), onFalse: () => Effect.fail(error) })
                )
          })
        return Effect.flatMap(
          Ref.getAndUpdate(tickets, (last) => last + 1),
          whole
        )
      })
  }
  return breaker
})

const inOrder = <A>(all: ReadonlyMap<number, A>) => [...all].sort(([a], [b]) => a - b)

const positions = { Closed: "closed", HalfOpen: "half-open", Open: "open" } as const
