/** What holds for every source: it says that it cannot be asked, and can be left. */
import { assert } from "@effect/vitest"
import { type Context, Effect, Fiber, type Layer } from "effect"
import type { SourceError, SourceName } from "../../src/ports/SourceError.ts"

/** One source on three stages: it knows what a suite asks; nobody is there; nobody ever answers. Twins have but the first. */
export interface Stages<Port> {
  readonly knows: Layer.Layer<Port>
  readonly down?: Layer.Layer<Port>
  readonly silent?: Layer.Layer<Port>
  /** Who is asked. */
  readonly source?: SourceName
}

/** The operations of a port, each asked something. */
export type Asks<Shape> = (port: Shape) => ReadonlyArray<Effect.Effect<unknown, SourceError>>

/** That nobody is there is a failure that names the source, never "nothing". */
export const saysSo = <Port, Shape>(
  tag: Context.Tag<Port, Shape>,
  down: Layer.Layer<Port>,
  source: SourceName | undefined,
  asks: Asks<Shape>
) =>
  Effect.gen(function* () {
    for (const ask of asks(yield* tag)) {
      const error = yield* Effect.flip(ask)
      assert.deepStrictEqual([error._tag, error.reason, error.source], ["SourceError", "Unreachable", source])
      assert.notStrictEqual(error.tried, "")
    }
  }).pipe(Effect.provide(down))

/** Whoever has no patience any more need not wait. */
export const lets = <Port, Shape>(tag: Context.Tag<Port, Shape>, silent: Layer.Layer<Port>, asks: Asks<Shape>) =>
  Effect.gen(function* () {
    for (const ask of asks(yield* tag)) {
      const fiber = yield* Effect.fork(ask)
      yield* Effect.repeatN(Effect.yieldNow(), 20)
      assert.strictEqual((yield* Fiber.interrupt(fiber))._tag, "Failure")
    }
  }).pipe(Effect.provide(silent))
