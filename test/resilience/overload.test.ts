/** More new titles than sources can answer in time: a quick "later" for some, and everything else goes on as always. */
import { assert, it } from "@effect/vitest"
import { Effect, Fiber, Option } from "effect"
import { onlyItem, problem } from "../app/stage.ts"
import { inside } from "./inside.ts"
import { everything, pathOf, textOf, titleOf, word, year } from "./world.ts"

/** Look-ups that are taken on at the same time. */
const most = 200
const tooMany = 60

const path = "/movies/library/metadata"
const names = (letter: string, count: number) => Array.from({ length: count }, (_, index) => `${letter}${word(index)}`)

it.scopedLive("puts off what is too much, and nothing else", () =>
  Effect.gen(function* () {
    const { ask, others, move } = yield* inside(everything, { LOOKUP_TIMEOUT: "12 s" })
    const right = (name: string, from: string) =>
      Effect.map(ask(pathOf(name)), (given) => {
        assert.strictEqual(onlyItem(given).summary, textOf(titleOf(name)), name)
        assert.strictEqual(given.headers["x-cache"], from, name)
      })
    yield* right("oud", "lookup")
    move("31 days")
    yield* right("bekend", "lookup")

    const silence = () => {}
    others.of.poms.ails(silence)
    others.of.cinema.ails(silence)
    const waiting = names("a", most)
    const first = yield* Effect.fork(
      Effect.forEach(waiting, (name) => ask(pathOf(name), { within: 60 }), { concurrency: "unbounded" })
    )
    /** What asks no source does not wait for those who do: its answer is there while not all of them have theirs. */
    const prompt = <A, E, R>(what: string, work: Effect.Effect<A, E, R>) =>
      Effect.zipLeft(
        work,
        Effect.map(Fiber.poll(first), (over) => assert.isTrue(Option.isNone(over), what))
      )
    // A place is taken as soon as a request arrives; POMS hears of the first few only.
    yield* Effect.repeat(Effect.sleep("20 millis"), { until: () => others.of.poms.asked.length >= 16 })
    yield* Effect.sleep("500 millis")

    const late = names("z", tooMany)
    const refused = yield* prompt(
      "refusals",
      Effect.forEach(late, (name) => ask(pathOf(name)), { concurrency: "unbounded" })
    )
    for (const given of refused) {
      const [status, message] = problem(given)
      assert.strictEqual(status, 503)
      assert.include(message, String(most))
      assert.match(given.headers["retry-after"] ?? "", /^[1-9]\d*$/)
    }
    assert.strictEqual((yield* prompt("health", ask("/health"))).status, 200)
    yield* prompt("a text in the cache", right("bekend", "hit"))
    yield* prompt("an expired text", right("oud", "stale"))
    const body = JSON.stringify({ type: 1, title: titleOf("nieuw"), year })
    const match = yield* prompt("a match", ask(`${path}/matches`, { method: "POST", body }))
    assert.strictEqual(onlyItem(match).title, titleOf("nieuw"))
    assert.strictEqual(match.status, 200)

    const answered = yield* Fiber.join(first)
    for (const given of answered) {
      assert.strictEqual(given.status, 200, "a place was held for every title up to the bound")
      assert.strictEqual(given.headers["x-cache"], "incomplete")
    }

    yield* Effect.promise(() => others.of.poms.heal())
    yield* Effect.promise(() => others.of.cinema.heal())
    // Past the rest that a breaker takes; the first request is the trial that ends it.
    move("6 minutes")
    yield* right("proef", "lookup")
    yield* Effect.forEach([...waiting, ...late], (name) => right(name, "lookup"), { concurrency: 50 })
  })
)
