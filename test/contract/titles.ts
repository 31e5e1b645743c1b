import { assert, layer } from "@effect/vitest"
import { Effect, type Layer, Option, TestClock } from "effect"
import { mostTitle } from "../../src/domain/text/Bounds.ts"
import { TitleMemoryPort } from "../../src/ports/TitleMemoryPort.ts"

/** Every `TitleMemoryPort` must pass this suite. */
export const titlesContract = <E>(name: string, adapter: Layer.Layer<TitleMemoryPort, E>) =>
  layer(adapter)(`TitleMemoryPort: ${name}`, (it) => {
    it.effect("knows no title of a key that it was not told", () =>
      Effect.gen(function* () {
        const titles = yield* TitleMemoryPort
        assert.deepStrictEqual(yield* titles.recall("vpro-nooit-2011-none-m"), Option.none())
      })
    )

    it.effect("recalls a title to the letter, and each under its own key", () =>
      Effect.gen(function* () {
        const memory = yield* TitleMemoryPort
        const titles = ["Amélie", "  De Dijk!  ", "Дамба", "堤防 🎬", "", 'a "b"\n\\', "x".repeat(mostTitle)]
        const keys = titles.map((_, at) => `vpro-letterlijk-${at}-none-m`)
        for (const [at, title] of titles.entries()) yield* memory.remember(keys[at] ?? "", title)
        assert.deepStrictEqual(yield* Effect.forEach(keys, memory.recall), titles.map(Option.some))
      })
    )

    it.effect("recalls the last of two titles", () =>
      Effect.gen(function* () {
        const titles = yield* TitleMemoryPort
        const key = "vpro-de-dijk-2011-none-m"
        for (const title of ["De dijk", "DE DIJK", "De dijk"]) {
          yield* titles.remember(key, title)
          assert.deepStrictEqual(yield* titles.recall(key), Option.some(title))
          assert.deepStrictEqual(yield* titles.recall(key), Option.some(title))
        }
      })
    )

    it.effect("knows a title at once that it has just said not to know", () =>
      Effect.gen(function* () {
        const titles = yield* TitleMemoryPort
        const key = "vpro-daarna-2011-none-m"
        assert.deepStrictEqual(yield* titles.recall(key), Option.none())
        yield* titles.remember(key, "Daarna")
        assert.deepStrictEqual(yield* titles.recall(key), Option.some("Daarna"))
      })
    )

    it.effect("recalls it hours later, and with a clock that was set back", () =>
      Effect.gen(function* () {
        const titles = yield* TitleMemoryPort
        const key = "vpro-later-2011-none-m"
        yield* TestClock.adjust("2 days")
        yield* titles.remember(key, "Later")
        yield* TestClock.adjust("12 hours")
        assert.deepStrictEqual(yield* titles.recall(key), Option.some("Later"))
        yield* TestClock.setTime(0)
        assert.deepStrictEqual(yield* titles.recall(key), Option.some("Later"))
      })
    )

    it.effect("does not remember what is longer than a title may be", () =>
      Effect.gen(function* () {
        const titles = yield* TitleMemoryPort
        const key = "vpro-te-lang-2011-none-m"
        yield* titles.remember(key, "x".repeat(mostTitle + 1))
        assert.deepStrictEqual(yield* titles.recall(key), Option.none())
      })
    )

    it.effect("answers any number who ask at the same time, whoever hangs up", () =>
      Effect.gen(function* () {
        const titles = yield* TitleMemoryPort
        const key = "vpro-samen-2011-none-m"
        const [first, ...others] = yield* Effect.replicateEffect(Effect.fork(titles.recall(key)), 20)
        if (first !== undefined) yield* first.interruptAsFork(first.id())
        assert.deepStrictEqual(
          yield* Effect.forEach(others, (fiber) => fiber.await).pipe(Effect.flatMap(Effect.forEach((exit) => exit))),
          others.map(() => Option.none())
        )
      })
    )
  })
