/** Where the state of a breaker is kept: in this process, or where several share it. */
import { Clock, Context, Effect, Layer, Ref, type Scope } from "effect"
import { type CircuitState, pristine } from "./CircuitState.ts"

/** A change of the state: what it answers, what this process knew before, and what it knows now. */
export interface Changed<A> {
  readonly value: A
  readonly before: CircuitState
  readonly after: CircuitState
}

export interface Circuit {
  /** Changes the state at once, for all who share it; `f` may run several times. Its time is that of the clock they share. */
  readonly modify: <A>(f: (state: CircuitState, now: number) => readonly [A, CircuitState]) => Effect.Effect<Changed<A>>
  /** Ends when it is time to look whether another process has changed the state; never where there is no other. */
  readonly elsewhere: Effect.Effect<void>
}

/** The promise that all who ask a source know the same of it: how every breaker gets its circuit, by a name. */
export class Circuits extends Context.Tag("vpro-cinema-plex/adapters/Circuits")<
  Circuits,
  (name: string) => Effect.Effect<Circuit, never, Scope.Scope>
>() {}

/** A circuit that this process alone knows. */
export const make: Effect.Effect<Circuit> = Effect.map(Ref.make(pristine), (ref) => ({
  modify: (f) =>
    Effect.flatMap(Clock.currentTimeMillis, (now) =>
      Ref.modify(ref, (before) => {
        const [value, after] = f(before, now)
        return [{ value, before, after }, after]
      })
    ),
  elsewhere: Effect.never
}))

/** Circuits of this process alone. */
export const layer = Layer.succeed(Circuits, () => make)
