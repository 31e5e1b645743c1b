/** Sources that are gone for some seconds: nobody notices but by the time that it takes. */
import { assert, describe, it } from "@effect/vitest"
import { Clock, Duration, Effect } from "effect"
import { onlyItem } from "../app/stage.ts"
import type { Ailment } from "./ailments.ts"
import { inside } from "./inside.ts"
import type { Source } from "./sources.ts"
import { divided, everything, type Name, pathOf, textOf, titleOf, word } from "./world.ts"

const patience = { LOOKUP_TIMEOUT: "25 s" }
/** As many as Plex asks for at a time. */
const atATime = 8

const refusing: Ailment = { name: "refuse connections", strike: (source) => source.down() }

/** What VPRO's sources do while they are down. */
const hiccups: ReadonlyArray<Ailment> = [
  refusing,
  { name: "answer 503", strike: async (source) => source.ails((_, outgoing) => void outgoing.writeHead(503).end()) },
  { name: "break connections", strike: async (source) => source.ails((incoming) => void incoming.socket.destroy()) },
  {
    name: "ask for a pause",
    strike: async (source) => source.ails((_, outgoing) => void outgoing.writeHead(429, { "retry-after": "4" }).end())
  },
  { name: "do not answer", strike: async (source) => source.ails(() => {}) }
]

const vpro: ReadonlyArray<Name> = ["poms", "cinema", "vprogids"]

/** Strikes these sources now; they are well again after a while. */
const gone = (struck: ReadonlyArray<Source>, { strike }: Ailment, howLong: Duration.DurationInput) =>
  Effect.zipRight(
    Effect.promise(() => Promise.all(struck.map(strike))),
    Effect.fork(
      Effect.delay(
        Effect.promise(() => Promise.all(struck.map((source) => source.heal()))),
        howLong
      )
    )
  )

describe("while VPRO's sources", () => {
  for (const hiccup of hiccups)
    it.scopedLive(
      `${hiccup.name} for ten seconds, 40 films asked by eight at a time all have their text`,
      () =>
        Effect.gen(function* () {
          const { ask, others } = yield* inside(everything, patience)
          yield* gone(
            vpro.map((name) => others.of[name]),
            hiccup,
            "10 seconds"
          )
          const without = yield* Effect.forEach(
            Array.from({ length: 40 }, (_, index) => word(index)),
            (name) =>
              Effect.map(ask(pathOf(name), { within: 26 }), (given) =>
                onlyItem(given).summary === textOf(titleOf(name)) ? [] : [`${name}: ${given.headers["x-cache"]}`]
              ),
            { concurrency: atATime }
          )
          assert.deepStrictEqual(without.flat(), [])
        }),
      120_000
    )
})

describe("while who knows the episodes of a series", () => {
  it.scopedLive(
    "is not there for five seconds, Plex still gets them",
    () =>
      Effect.gen(function* () {
        const { ask, others } = yield* inside(divided, patience)
        yield* gone([others.of.tvmaze], refusing, "5 seconds")
        const given = yield* ask("/series/library/metadata/vpro-dijk-reeks-2011-none-s/grandchildren", { within: 26 })
        assert.include(given.text, "Nacht 3 aan de dijk")
      }),
    60_000
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
            const given = yield* ask(pathOf(name), { within: 26 })
            assert.strictEqual(given.headers["x-cache"], "incomplete")
            return (yield* Clock.currentTimeMillis) - start
          })
        assert.isAtMost(yield* took("ba"), Duration.toMillis("18.9 seconds"))
        const times = yield* Effect.forEach(["ca", "da"], took)
        for (const time of times) assert.isAtMost(time, Duration.toMillis("26 seconds"))
      }),
    120_000
  )
})
