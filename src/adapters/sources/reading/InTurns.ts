/** Reading a large page takes a while: in parts, so that others have their turn in between. */
import { Effect } from "effect"

/** What is read, in parts: pure, and between two of them it may wait. */
export type Parts<A> = Generator<undefined, A, undefined>

/** All parts one after the other. */
export const atOnce = <A>(parts: Parts<A>): A => {
  for (;;) {
    const part = parts.next()
    if (part.done === true) return part.value
  }
}

/** Each part in a turn of the event loop of its own. */
export const inTurns = <A>(parts: Parts<A>): Effect.Effect<A> =>
  Effect.suspend(() => {
    const part = parts.next()
    return part.done === true ? Effect.succeed(part.value) : Effect.zipRight(othersTurn, inTurns(parts))
  })

/** Lets whoever waits go first. */
export const othersTurn: Effect.Effect<void> = Effect.sleep(0)
