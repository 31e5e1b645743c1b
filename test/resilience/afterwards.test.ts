/** What a failing source left open is looked up in the background once the source is back: nobody has to ask again. */
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { onlyItem } from "../app/stage.ts"
import { inside } from "./inside.ts"
import type { Fault } from "./sources.ts"
import { divided, pathOf, textOf, titleOf } from "./world.ts"

const path = pathOf("eigen")
const text = textOf(titleOf("eigen"))

const until = (holds: () => boolean) =>
  Effect.sleep("10 millis").pipe(
    Effect.repeat({ until: holds }),
    Effect.timeoutFail({ duration: "5 seconds", onTimeout: () => new Error("not looked up in the background") })
  )

/** A service whose POMS fails, and when it last kept the text, as its cache folder tells. */
const stage = Effect.gen(function* () {
  const service = yield* inside(divided, {}, { afterwards: true })
  const { directory, others, ask } = service
  const keptAt = () => {
    const file = readdirSync(directory, { recursive: true, encoding: "utf8" }).find((name) =>
      /vpro-dijk-eigen.*\.json$/.test(name)
    )
    return file === undefined
      ? ""
      : (/"fetched_at": "([^"]*)"/.exec(readFileSync(join(directory, file), "utf8"))?.[1] ?? "")
  }
  return {
    ...service,
    poms: others.of.poms,
    keptAt,
    answers: (from: string, summary: string | undefined) =>
      Effect.map(ask(path), (given) => {
        assert.strictEqual(given.headers["x-cache"], from)
        assert.strictEqual(onlyItem(given).summary, summary)
      }),
    keptAfter: (before: string) => until(() => keptAt() > before),
    /** The text comes from the cache, and nobody is asked for it. */
    servesWhatItKept: Effect.gen(function* () {
      const asked = others.asked()
      // The file is there a moment before the look-up is over: until then who asks shares it.
      const given = yield* Effect.repeat(ask(path), {
        until: ({ headers }) => headers["x-cache"] === "hit",
        times: 50
      })
      assert.strictEqual(given.headers["x-cache"], "hit")
      assert.strictEqual(onlyItem(given).summary, text)
      assert.strictEqual(others.asked(), asked)
    })
  }
})

const refuses: Fault = (_, outgoing) => void outgoing.writeHead(403).end()

it.scopedLive("a text that could not be had is there a minute after the source is", () =>
  Effect.gen(function* () {
    const { answers, keptAfter, keptAt, move, poms, servesWhatItKept } = yield* stage
    poms.ails(refuses)
    yield* answers("incomplete", undefined)

    const asked = poms.asked.length
    move("1 minute")
    yield* until(() => poms.asked.length > asked)
    // Whatever the round still asks ends in the same refusal.
    yield* Effect.sleep("500 millis")
    assert.strictEqual(keptAt(), "", "nothing is kept while the source is down")

    yield* Effect.promise(() => poms.heal())
    // Past the rest that a breaker takes.
    move("6 minutes")
    yield* keptAfter("")
    yield* servesWhatItKept
  })
)

it.scopedLive("an expired text is made new a minute after the source is back", () =>
  Effect.gen(function* () {
    const { answers, keptAfter, keptAt, move, poms, servesWhatItKept } = yield* stage
    yield* answers("lookup", text)
    const before = keptAt()
    move("31 days")
    poms.ails(refuses)
    yield* answers("stale", text)
    assert.strictEqual(keptAt(), before)

    yield* Effect.promise(() => poms.heal())
    move("6 minutes")
    yield* keptAfter(before)
    yield* servesWhatItKept
  })
)
