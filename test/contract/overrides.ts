import { assert, describe, it } from "@effect/vitest"
import { type Context, Effect, Option, type Scope, TestClock } from "effect"
import { overrideId } from "../../src/domain/describe/OverrideFor.ts"
import { imdbIdOf, VproId, Year } from "../../src/domain/values/Media.ts"
import { mostOverrides, type Override } from "../../src/domain/values/Override.ts"
import type { OverrideError, OverridePort } from "../../src/ports/OverridePort.ts"
import { hints } from "../stand-ins/works.ts"

type Port = Context.Tag.Service<typeof OverridePort>

/** A place that holds nothing yet, and how a program opens it: each time as after a restart. */
export type Place = Effect.Effect<Effect.Effect<Port>, never, Scope.Scope>

const decided = (number: number, more: Partial<Override> = {}): Override => ({
  kind: "film",
  title: `Film ${number}`,
  year: Year.make(2000),
  imdb: imdbIdOf(`tt${String(number).padStart(7, "0")}`),
  page: VproId.make(number),
  at: number,
  ...more
})

/** Every `OverridePort` must pass this suite. */
export const overrideContract = (name: string, place: Place) =>
  describe(`OverridePort: ${name}`, () => {
    const test = (what: string, body: (open: Effect.Effect<Port>) => Effect.Effect<void, OverrideError, Scope.Scope>) =>
      it.scoped(what, () => Effect.flatMap(place, body))

    test("finds a decision at once, also after a restart, and the last is listed first", (open) =>
      Effect.gen(function* () {
        const port = yield* open
        const asked = hints("Film 1", 2000)
        assert.isTrue(Option.isNone(yield* port.find(asked)))
        yield* port.keep(decided(1, { imdb: undefined }))
        yield* port.keep(decided(2))
        for (const now of [port, yield* open]) {
          assert.strictEqual(Option.getOrThrow(yield* now.find(asked)).page, 1)
          assert.strictEqual(Option.getOrThrow(yield* now.find(hints("Another", 1950, { imdb: "tt0000002" }))).page, 2)
          assert.deepStrictEqual(
            (yield* now.all).map(({ at }) => at),
            [2, 1]
          )
        }
      }))

    test("one takes the place of the one before it, and is forgotten by its name", (open) =>
      Effect.gen(function* () {
        const port = yield* open
        yield* port.keep(decided(1))
        yield* port.keep(decided(1, { page: undefined, at: 9 }))
        assert.deepStrictEqual(
          (yield* port.all).map(({ at, page }) => [at, page]),
          [[9, undefined]]
        )
        assert.isTrue(Option.isNone(yield* port.remove("film:imdb:tt0000009")))
        assert.strictEqual(Option.getOrThrow(yield* port.remove(overrideId(decided(1)))).at, 9)
        assert.deepStrictEqual(yield* (yield* open).all, [])
        assert.isTrue(Option.isNone(yield* port.find(hints("Film 1", 2000, { imdb: "tt0000001" }))))
      }))

    test("takes many over, and tells how many were not there", (open) =>
      Effect.gen(function* () {
        const port = yield* open
        yield* port.keep(decided(1))
        assert.strictEqual(yield* port.add([decided(1), decided(2), decided(3)]), 2)
        assert.strictEqual(yield* port.add([decided(1), decided(2), decided(3)]), 0)
        assert.lengthOf(yield* port.all, 3)
      }))

    test("keeps all that are made at the same time", (open) =>
      Effect.gen(function* () {
        const port = yield* open
        yield* Effect.forEach([1, 2, 3, 4, 5, 6, 7, 8], (one) => port.keep(decided(one)), { concurrency: "unbounded" })
        assert.lengthOf(yield* (yield* open).all, 8)
      }))

    test("takes no more than there can be, and loses none of those it has", (open) =>
      Effect.gen(function* () {
        const port = yield* open
        yield* port.add(Array.from({ length: mostOverrides }, (_, at) => decided(at + 1)))
        assert.strictEqual((yield* Effect.orDie(Effect.flip(port.keep(decided(mostOverrides + 1))))).reason, "Full")
        yield* port.keep(decided(1, { at: 99 }))
        yield* TestClock.adjust("2 seconds")
        assert.lengthOf(yield* port.all, mostOverrides)
      }))
  })
