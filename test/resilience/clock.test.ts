/** The clock of a running service is set back, as home servers do when the network gives them the time. */
import { assert, it } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import { onlyItem } from "../app/stage.ts"
import { inside } from "./inside.ts"
import { everything, pathOf, textOf, titleOf, word } from "./world.ts"

const stage = Effect.gen(function* () {
  const service = yield* inside(everything, { RATE_LIMIT_POMS: "50" })
  const { ask } = service
  return {
    ...service,
    right: (name: string, from: string) =>
      Effect.map(ask(pathOf(name)), (given) => {
        assert.strictEqual(onlyItem(given).summary, textOf(titleOf(name)), name)
        assert.strictEqual(given.headers["x-cache"], from, name)
      })
  }
})

it.scopedLive("what is kept has its text, and titles are looked up at the usual rate", () =>
  Effect.gen(function* () {
    const { move, moveBack, right } = yield* stage
    yield* right("oud", "lookup")
    moveBack("2 days")
    // It is of the future now, which may be years away: its age is not known.
    yield* right("oud", "lookup")
    yield* right("oud", "hit")
    const names = Array.from({ length: 100 }, (_, index) => `k${word(index)}`)
    yield* Effect.forEach(names, (name) => right(name, "lookup"), { concurrency: 20 })
    yield* Effect.forEach(names, (name) => right(name, "hit"), { concurrency: 20 })
    move("40 days")
    yield* right("oud", "lookup")
  })
)

it.scopedLive("a look-up under way ends well", () =>
  Effect.gen(function* () {
    const { moveBack, others, right } = yield* stage
    const poms = others.of.poms
    poms.ails((_, outgoing, well) => {
      setTimeout(() => outgoing.writeHead(200, well.headers).end(well.body), 800)
    })
    const asking = yield* Effect.fork(right("onderweg", "lookup"))
    yield* Effect.repeat(Effect.sleep("10 millis"), { until: () => poms.asked.length > 0 })
    moveBack("2 days")
    yield* Fiber.join(asking)
    yield* right("onderweg", "hit")
  })
)

it.scopedLive("a source that was left alone is asked again, not two days later", () =>
  Effect.gen(function* () {
    const { ask, moveBack, others, right } = yield* stage
    yield* Effect.promise(() => others.of.poms.down())
    for (const name of ["een", "twee", "drie"])
      assert.strictEqual((yield* ask(pathOf(name))).headers["x-cache"], "incomplete")
    yield* Effect.promise(() => others.of.poms.heal())
    moveBack("2 days")
    yield* right("een", "lookup")
  })
)
