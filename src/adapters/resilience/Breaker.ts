/** A circuit breaker: a source that keeps failing is left alone for a while, for longer each time that it fails its trial. */
import { Clock, Deferred, Duration, Effect, Equal, Exit, Option, Random, Ref } from "effect"
import * as Circuit from "./Circuit.ts"
import {
  type BreakerPolicy,
  type CircuitState,
  isPristine,
  type Pass,
  pauseLeft,
  pristine,
  type Report,
  transitions,
  trialLeft
} from "./CircuitState.ts"

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

/**
 * Opens after so many failed attempts within a time with no success in between; lets a single trial through after
 * the pause, which closes it or reopens it for longer. A success forgets all. A request that was under way when the circuit opened may finish
 * its retries, and closes it when one succeeds. An undecided (for example interrupted) trial frees its place. `watch` sees every
 * change. With `closedBy: "time"` there is no trial: all are let in again after the pause, and until then whoever was under way is
 * to give up.
 */
export const make = Effect.fn("Breaker.make")(function* (
  policy: BreakerPolicy,
  watch: (position: Position) => Effect.Effect<void> = () => Effect.void,
  shared?: Circuit.Circuit
) {
  const circuit = shared ?? (yield* Circuit.make)
  const { admitted, current, settled } = transitions(policy)
  const byTime = policy.closedBy === "time"
  /** Those who wait, by the order in which they came; each is woken at the next change of the state. */
  const waiters = yield* Ref.make<ReadonlyMap<number, Deferred.Deferred<void>>>(new Map())
  const tickets = yield* Ref.make(0)
  yield* watch("closed")

  /** Wakes all who wait, in their order. */
  const changed = Effect.flatMap(Ref.getAndSet(waiters, new Map()), (all) =>
    Effect.forEach(inOrder(all), ([, woken]) => Deferred.succeed(woken, undefined), { discard: true })
  )

  /** The state as it was when it was last looked at. */
  const last = yield* Ref.make<CircuitState>(pristine)
  /** Also what others have changed comes to light here. */
  const change = <A>(f: (state: CircuitState, now: number) => readonly [A, CircuitState]) =>
    Effect.flatMap(
      circuit.modify((state, now) => f(current(state, now), now)),
      ({ after, before, value }) => {
        const told = after._tag === before._tag ? Effect.void : watch(positions[after._tag])
        const woken = Equal.equals(before, after) ? Effect.void : changed
        return Ref.set(last, after).pipe(Effect.zipRight(told), Effect.zipRight(woken), Effect.as(value))
      }
    )

  const admit = change(admitted)

  /** Most of what is told is no news, for which nobody need look at a state that others share. */
  const isNews = (pass: Pass, report: Report) =>
    Effect.map(
      Ref.get(last),
      (state) => pass === "trial" || (report === "passed" ? !isPristine(state) : report !== "undecided")
    )
  const settle = (pass: Pass, report: Report) =>
    Effect.whenEffect(
      Effect.flatMap(Random.next, (chance) =>
        change((state, now) => [undefined, settled(state, pass, report, now, chance)])
      ),
      isNews(pass, report)
    )

  /** What is so now. */
  const see = <A>(of: (state: CircuitState, now: number) => A): Effect.Effect<A> =>
    change((state, now) => [of(state, now), state])
  const isOpen = see((state) => state._tag === "Open")
  const isTroubled = see((state) => state._tag !== "Closed")
  const waits = see((state, now) => ({ pause: pauseLeft(state, now), trial: trialLeft(state, now) }))

  /** Waits for the end of the pause or of the trial under way; false when that is no use any more. */
  const mayTry = (ticket: number, until: number) =>
    Effect.gen(function* () {
      const woken = yield* Deferred.make<void>()
      // Comes before the look at the state: whatever changes after that is not missed.
      yield* Ref.update(waiters, (all) => new Map([...all, [ticket, woken]]))
      const { pause, trial } = yield* waits
      const now = yield* Clock.currentTimeMillis
      if (now >= until || now + pause > until) return false
      const isFirst = Effect.map(Ref.get(waiters), (all) => inOrder(all)[0]?.[0] === ticket)
      // Whoever came first makes the trial, and looks for what others do; the rest is woken by it, or when it gives up.
      const first = <A>(work: Effect.Effect<A>) =>
        Effect.if(isFirst, { onTrue: () => work, onFalse: () => Effect.never })
      const over = Effect.zipRight(Effect.sleep(Duration.millis(pause + trial)), first(Effect.void))
      const looking = first(
        Effect.forever(
          Effect.zipRight(
            circuit.elsewhere,
            see(() => undefined)
          )
        )
      )
      const turn = Effect.raceAll([Deferred.await(woken), over, looking])
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
      state._tag === "Open" && pauseLeft(state, now) === 0 ? "half-open" : positions[state._tag]
    ),
    left: Effect.map(waits, ({ pause }) => Duration.millis(pause)),
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
              report: (report) => Effect.asVoid(settle(pass, report)),
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
