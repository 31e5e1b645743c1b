/** `OverridePort` in this process: for tests, and where nothing is to be on disk. */
import { Context, Effect, Layer, Option, Ref } from "effect"
import { indexOf } from "../../domain/describe/OverrideFor.ts"
import { Overrides } from "../../domain/describe/Overrides.ts"
import type { Override } from "../../domain/values/Override.ts"
import { OverridePort } from "../../ports/OverridePort.ts"
import { over } from "./OverrideStore.ts"

export const make = Effect.gen(function* () {
  const none: ReadonlyArray<Override> = []
  const known = yield* Ref.make({ all: none, index: indexOf(none) })
  return yield* over({
    read: Effect.map(Ref.get(known), ({ all }) => all),
    known: Effect.map(Ref.get(known), ({ all }) => all),
    write: (all) => Ref.set(known, { all, index: indexOf(all) }),
    find: (hints) => Effect.map(Ref.get(known), ({ index }) => Option.fromNullable(index.find(hints)))
  })
})

/** For those who keep decisions and for those who follow them. They live as long as the layer. */
export const layer: Layer.Layer<OverridePort> = Layer.effectContext(
  Effect.map(make, (port) => Context.make(OverridePort, port).pipe(Context.add(Overrides, port)))
)
