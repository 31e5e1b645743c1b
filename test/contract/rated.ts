import { assert, describe, it } from "@effect/vitest"
import { type Context, Effect, type Scope } from "effect"
import type { RatedError, RatedPort } from "../../src/ports/RatedPort.ts"

type Port = Context.Tag.Service<typeof RatedPort>

/** A place that holds nothing yet, and how a program opens it: each time as after a restart. */
export type Place = Effect.Effect<Effect.Effect<Port>, never, Scope.Scope>

/** Every `RatedPort` must pass this suite. */
export const ratedContract = (name: string, place: Place) =>
  describe(`RatedPort: ${name}`, () => {
    const test = (what: string, body: (open: Effect.Effect<Port>) => Effect.Effect<void, RatedError, Scope.Scope>) =>
      it.scoped(what, () => Effect.flatMap(place, body))

    test("knows what was noted of each item, also after a restart, until it is forgotten", (open) =>
      Effect.gen(function* () {
        const memory = yield* open
        assert.isUndefined((yield* memory.all).get("1"))
        yield* memory.note("1", { ours: 8, former: 6.5 })
        yield* memory.note("2", { ours: 7 })
        yield* memory.note("1", { ours: 9, former: 6.5 })
        for (const now of [memory, yield* open]) {
          assert.deepStrictEqual((yield* now.all).get("1"), { ours: 9, former: 6.5 })
          assert.deepStrictEqual([...(yield* now.all)].toSorted(), [
            ["1", { ours: 9, former: 6.5 }],
            ["2", { ours: 7 }]
          ])
        }
        yield* memory.forget("1")
        yield* memory.forget("3")
        assert.deepStrictEqual([...(yield* (yield* open).all).keys()], ["2"])
      }))

    test("keeps many that are noted at the same time", (open) =>
      Effect.gen(function* () {
        const memory = yield* open
        const items = Array.from({ length: 60 }, (_, at) => String(at))
        yield* Effect.forEach(items, (item) => memory.note(item, { ours: 5 }), { concurrency: "unbounded" })
        assert.strictEqual((yield* memory.all).size, 60)
      }))
  })
