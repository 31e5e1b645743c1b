import { assert, describe, it } from "@effect/vitest"
import { type Context, Duration, Effect, Option, type Scope, TestClock } from "effect"
import type { RefreshedError, RefreshedPort } from "../../src/ports/RefreshedPort.ts"

type Memory = Context.Tag.Service<typeof RefreshedPort>

/** A place that holds nothing yet, and how a program opens it: each time as after a restart. */
export type Place = Effect.Effect<Effect.Effect<Memory>, never, Scope.Scope>

const start = Date.UTC(2026, 0, 5)
const day = Duration.toMillis("1 day")
const once = { at: start, text: -17, times: 1 }

/** Every `RefreshedPort` must pass this suite. */
export const refreshedContract = (name: string, place: Place) =>
  describe(`RefreshedPort: ${name}`, () => {
    const test = (
      what: string,
      body: (open: Effect.Effect<Memory>) => Effect.Effect<void, RefreshedError, Scope.Scope>
    ) =>
      it.scoped(what, () =>
        Effect.gen(function* () {
          yield* TestClock.setTime(start)
          yield* body(yield* place)
        })
      )

    test("knows nothing of an item that was never noted", (open) =>
      Effect.gen(function* () {
        assert.deepStrictEqual(yield* (yield* open).last("1"), Option.none())
      }))

    test("knows the last time of each item, also after a restart", (open) =>
      Effect.gen(function* () {
        const memory = yield* open
        yield* memory.note("1", once)
        yield* memory.note("2", { ...once, at: start + 1 })
        yield* memory.note("1", { ...once, at: start + 2, times: 2 })
        for (const now of [memory, yield* open]) {
          assert.deepStrictEqual(yield* now.last("1"), Option.some({ ...once, at: start + 2, times: 2 }))
          assert.deepStrictEqual(yield* now.last("2"), Option.some({ ...once, at: start + 1 }))
        }
      }))

    test("keeps many that are noted at the same time", (open) =>
      Effect.gen(function* () {
        const memory = yield* open
        const items = Array.from({ length: 60 }, (_, at) => String(at))
        yield* Effect.forEach(items, (item) => memory.note(item, once), { concurrency: "unbounded" })
        const known = yield* Effect.forEach(items, (item) => memory.last(item))
        assert.isTrue(known.every(Option.isSome))
      }))

    test("knows a time for two months, and forgets it then", (open) =>
      Effect.gen(function* () {
        const memory = yield* open
        yield* memory.note("1", once)
        yield* TestClock.setTime(start + 59 * day)
        assert.isTrue(Option.isSome(yield* memory.last("1")))
        yield* TestClock.setTime(start + 61 * day)
        assert.isTrue(Option.isNone(yield* memory.last("1")))
      }))

    test("knows nothing by a time that is still to come, which a wrong clock wrote", (open) =>
      Effect.gen(function* () {
        const memory = yield* open
        yield* memory.note("1", { ...once, at: start + day })
        assert.isTrue(Option.isNone(yield* memory.last("1")))
      }))
  })
