/** Sources that are gone for some seconds: nobody notices but by the time that it takes. */
import { assert, describe, it } from "@effect/vitest"
import { Clock, Duration, Effect } from "effect"
import { onlyItem } from "../app/stage.ts"
import { atATime, breaking, failing, gone, hanging, inTime, ofVpro, pausing, refusing } from "./hiccups.ts"
import { inside } from "./inside.ts"
import { divided, everything, pathOf, textOf, titleOf, word } from "./world.ts"

const patience = { LOOKUP_TIMEOUT: "25 s" }

describe("while VPRO's sources", () => {
  for (const hiccup of [refusing, failing, breaking, pausing, hanging])
    it.scopedLive(
      `${hiccup.name} for ten seconds, 40 films asked by eight at a time all have their text`,
      () =>
        Effect.gen(function* () {
          const { ask, others } = yield* inside(everything, patience)
          yield* gone(ofVpro(others), hiccup, "10 seconds")
          const without = yield* Effect.forEach(
            Array.from({ length: 40 }, (_, index) => word(index)),
            (name) =>
              Effect.map(ask(pathOf(name), { within: inTime }), (given) =>
                onlyItem(given).summary === textOf(titleOf(name)) ? [] : [`${name}: ${given.headers["x-cache"]}`]
              ),
            { concurrency: atATime }
          )
          assert.deepStrictEqual(without.flat(), [])
        }),
      300_000
    )
})

describe("while who knows the episodes of a series", () => {
  it.scopedLive(
    "is not there for five seconds, Plex still gets them",
    () =>
      Effect.gen(function* () {
        const { ask, others } = yield* inside(divided, patience)
        yield* gone([others.of.tvmaze], refusing, "5 seconds")
        const given = yield* ask("/series/library/metadata/vpro-dijk-reeks-2011-none-s/grandchildren", {
          within: inTime
        })
        assert.include(given.text, "Nacht 3 aan de dijk")
      }),
    180_000
  )
})

describe("while nobody is there at all", () => {
  it.scopedLive(
    "every answer comes in its time, and the first one sooner",
    () =>
      Effect.gen(function* () {
        const { ask, others } = yield* inside(everything, { ...patience, TMDB_API_KEY: "0".repeat(32) })
        yield* Effect.promise(() => Promise.all(Object.values(others.of).map((source) => source.down())))
        const took = (name: string) =>
          Effect.gen(function* () {
            const start = yield* Clock.currentTimeMillis
            const given = yield* ask(pathOf(name), { within: inTime })
            assert.strictEqual(given.headers["x-cache"], "incomplete")
            return (yield* Clock.currentTimeMillis) - start
          })
        assert.isAtMost(yield* took("ba"), Duration.toMillis("18.9 seconds"))
        const times = yield* Effect.forEach(["ca", "da"], took)
        for (const time of times) assert.isAtMost(time, inTime * 1000)
      }),
    300_000
  )
})
