/** People first: whether the background may ask sources now. */
import { Effect, Schedule } from "effect"
import { HttpPort } from "../../ports/HttpPort.ts"

/** Whether nobody waits for a source, and the catalogue is not being left alone. */
export const isQuiet = Effect.flatMap(HttpPort, (http) =>
  Effect.map(http.states, (states) =>
    states.every(({ breaker, source, waiting }) => waiting === 0 && !(source === "poms" && breaker === "open"))
  )
)

/** So many look-ups left open in a row mean that the sources are down: going on would only leave more open. */
export const mostOpenInARow = 20

const whenever = <R>(may: Effect.Effect<boolean, never, R>) =>
  Effect.asVoid(Effect.repeat(may, Schedule.spaced("1 second").pipe(Schedule.untilInput((may: boolean) => may))))

/** Waits for such a moment. */
export const quiet = whenever(isQuiet)

/** Requests that wait for the rate limit of a source while a few look-ups of the background do: with more of them, people are asking. */
export const mostWaiting = 4

/** Waits while people wait for a source: for what a person has asked for, of all of a library. */
export const peopleFirst = whenever(
  Effect.flatMap(HttpPort, ({ states }) =>
    Effect.map(states, (all) => all.every(({ waiting }) => waiting <= mostWaiting))
  )
)
