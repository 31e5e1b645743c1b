import { assert, describe, it } from "@effect/vitest"
import { type Context, Duration, Effect, Option, type Scope, TestClock } from "effect"
import { mostMemoryKey, mostRemembered } from "../../src/domain/text/Bounds.ts"
import type { MemoryPort } from "../../src/ports/MemoryPort.ts"

type Memory = Context.Tag.Service<typeof MemoryPort>

/** The bounds that the memories of this suite have. */
export const bounds = { maxEntries: 20, maxBytes: 500_000 }

/** A place that holds nothing yet, and how a program opens the memory in it: each time as after a restart. */
export type Place = Effect.Effect<Effect.Effect<Memory, never, Scope.Scope>, never, Scope.Scope>

const aDay = Duration.days(1)

/** Every `MemoryPort` must pass this suite. */
export const memoryContract = (name: string, place: Place) =>
  describe(`MemoryPort: ${name}`, () => {
    /** A test, told how to run something with the memory from a start to an end. */
    const test = (
      what: string,
      body: (session: <A>(work: (memory: Memory) => Effect.Effect<A>) => Effect.Effect<A>) => Effect.Effect<void>
    ) =>
      it.scoped(what, () =>
        Effect.gen(function* () {
          // Files have times of their own: the clock begins where theirs is.
          yield* TestClock.setTime(Date.now())
          const open = yield* place
          yield* body((work) => Effect.scoped(Effect.flatMap(open, work)))
        })
      )

    const texts = ["", "x", "Amélie", "Дамба 🎬", '{"a":["b\\n"]}', "x".repeat(mostRemembered)]
    const keys = ["a", "a b", "../../a", "\0", "Дамба", "k".repeat(mostMemoryKey)]

    test("recalls each text to the letter by its key, at once and after a restart", (session) =>
      Effect.gen(function* () {
        yield* session((memory) =>
          Effect.gen(function* () {
            for (const key of keys) assert.deepStrictEqual(yield* memory.recall(key), Option.none())
            for (const [at, key] of keys.entries()) yield* memory.remember(key, texts[at] ?? "", aDay)
            assert.deepStrictEqual(yield* Effect.forEach(keys, memory.recall), texts.map(Option.some))
          })
        )
        yield* session((memory) =>
          Effect.gen(function* () {
            assert.deepStrictEqual(yield* Effect.forEach(keys, memory.recall), texts.map(Option.some))
            assert.deepStrictEqual(yield* memory.recall("A"), Option.none())
            assert.isAbove(yield* memory.size, mostRemembered)
          })
        )
      }))

    test("recalls the last of several texts", (session) =>
      Effect.gen(function* () {
        yield* session((memory) => Effect.forEach(["1", "2", "3"], (text) => memory.remember("a", text, aDay)))
        assert.deepStrictEqual(yield* session((memory) => memory.recall("a")), Option.some("3"))
      }))

    test("believes a text for its life, and none of the future", (session) =>
      Effect.gen(function* () {
        const now = Date.now()
        yield* session((memory) => memory.remember("a", "x", aDay))
        const recalled = (minutes: number) =>
          Effect.gen(function* () {
            yield* TestClock.setTime(now + minutes * 60_000)
            const [fresh, again] = yield* session((memory) => Effect.replicateEffect(memory.recall("a"), 2))
            assert.deepStrictEqual(fresh, again)
            return Option.isSome(fresh ?? Option.none())
          })
        assert.isTrue(yield* recalled(23 * 60))
        assert.isFalse(yield* recalled(25 * 60))
        assert.isTrue(yield* recalled(-4))
        assert.isFalse(yield* recalled(-6))
      }))

    test("remembers neither a text nor a key that is too long", (session) =>
      Effect.gen(function* () {
        const long = "k".repeat(mostMemoryKey + 1)
        yield* session((memory) =>
          Effect.gen(function* () {
            yield* memory.remember("a", "x".repeat(mostRemembered + 1), aDay)
            yield* memory.remember(long, "x", aDay)
            assert.deepStrictEqual(yield* memory.recall("a"), Option.none())
            assert.deepStrictEqual(yield* memory.recall(long), Option.none())
          })
        )
        assert.strictEqual(yield* session((memory) => memory.size), 0)
      }))

    test("forgets everything when it is told to", (session) =>
      Effect.gen(function* () {
        yield* session((memory) => Effect.forEach(["a", "b"], (key) => memory.remember(key, "old", aDay)))
        yield* session((memory) =>
          Effect.gen(function* () {
            yield* memory.remember("c", "new", aDay)
            assert.isTrue(Option.isSome(yield* memory.recall("a")))
            yield* memory.clear
            for (const key of ["a", "b", "c"]) assert.deepStrictEqual(yield* memory.recall(key), Option.none())
            yield* memory.remember("d", "after", aDay)
          })
        )
        yield* session((memory) =>
          Effect.gen(function* () {
            for (const key of ["a", "b", "c"]) assert.deepStrictEqual(yield* memory.recall(key), Option.none())
            assert.deepStrictEqual(yield* memory.recall("d"), Option.some("after"))
          })
        )
      }))

    test("drops what was used longest ago when there is too much", (session) =>
      Effect.gen(function* () {
        // Within what a server allows a clock to be ahead.
        const later = TestClock.adjust("10 seconds")
        const olds = Array.from({ length: 10 }, (_, at) => `old ${at}`)
        for (const key of olds)
          yield* Effect.zipRight(
            later,
            session((memory) => memory.remember(key, "x", aDay))
          )
        yield* later
        yield* session((memory) => Effect.zipRight(memory.size, memory.recall("old 0")))
        yield* later
        yield* session((memory) =>
          Effect.gen(function* () {
            yield* memory.size
            for (let at = 0; at < 12; at++) yield* memory.remember(`new ${at}`, "x", aDay)
          })
        )
        const left = yield* session((memory) =>
          Effect.filter(olds, (key) => Effect.map(memory.recall(key), Option.isSome))
        )
        assert.include(left, "old 0")
        assert.notInclude(left, "old 1")
        assert.isAtMost(left.length, bounds.maxEntries - 12)
      }))

    test("holds no more bytes than it may", (session) =>
      Effect.gen(function* () {
        for (let at = 0; at < 12; at++)
          yield* session((memory) =>
            Effect.zipRight(memory.size, memory.remember(`large ${at}`, "x".repeat(mostRemembered), aDay))
          )
        const size = yield* session((memory) => memory.size)
        assert.isAtMost(size, bounds.maxBytes)
        assert.isAbove(size, mostRemembered)
      }))
  })
