/** What is kept in memory is bounded by bytes, whatever was sent: by titles, texts and candidates of others. */
import { assert, describe, it } from "@effect/vitest"
import { DateTime, Effect, Layer, Option } from "effect"
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import * as StoryStore from "../../../src/app/observe/StoryStore.ts"
import * as Traces from "../../../src/app/observe/Traces.ts"
import { boundedStep, type Trace, traceOf } from "../../../src/domain/lookup/Trace.ts"
import { copyOf } from "../../../src/domain/values/CacheEntry.ts"
import { weightOf } from "../../../src/domain/values/Weight.ts"
import * as ShowMemory from "../../../src/adapters/sources/shows/ShowMemory.ts"
import * as TitleMemory from "../../../src/adapters/cache/memory/TitleMemory.ts"

setFlagsFromString("--expose-gc")
const collect: unknown = runInNewContext("gc")

/** Megabytes that are kept by what this makes. */
const kept = (make: () => unknown) => {
  const now = () => {
    if (typeof collect === "function") collect()
    return process.memoryUsage().heapUsed / 1e6
  }
  const before = now()
  const made = make()
  const after = now()
  assert.isDefined(made)
  return after - before
}

/** A title as a reader finds it: part of a page of a megabyte. */
const titleOnPage = (at: number) =>
  /<b>(.*?)<\/b>/.exec(`<b>A title of some length ${at}</b>${String(at)}${text(1_000_000)}`)?.[1] ?? ""

const budget = 16 * 1024 * 1024
const text = (length: number) => "x".repeat(length)

const candidate = (id: number, length: number) => ({
  id,
  title: text(length),
  source: "poms",
  verdict: "plausible" as const,
  evidence: [{ name: "title" as const, speaks: "for" as const, detail: text(length) }]
})

const trace = (candidates: number, length: number): Trace => ({
  asked: { kind: "film", title: "De dijk" },
  steps: Array.from({ length: 10 }, () => ({
    step: "poms",
    query: "dijk",
    outcome: "answered",
    ms: 1,
    candidates: Array.from({ length: candidates }, (_, id) => candidate(id, length))
  })),
  ending: { outcome: "found", failures: [] },
  decision: "",
  ms: 1
})

describe("stories", () => {
  it.effect("take sixteen megabytes at most, the latest of them; one that is too large loses its candidates", () =>
    Effect.gen(function* () {
      const traces = yield* Traces.Traces
      for (let at = 0; at < 100; at++) yield* traces.keep(`small-${at}`, trace(20, 500))
      const large = trace(1000, 5000)
      assert.isAbove(weightOf(large), budget)
      assert.isTrue(yield* traces.keep("large", large))
      assert.isFalse(yield* traces.keep("also", large))
      const all = yield* traces.all
      const weight = all.reduce((sum, one) => sum + weightOf(one), 0)
      assert.isBelow(weight, budget)
      assert.isAbove(all.length, 20)
      const kept = Option.getOrThrow(yield* traces.byRequest("also"))
      assert.deepStrictEqual(
        kept.trace.steps.map(({ candidates, query }) => [query, candidates.length]),
        Array.from({ length: 10 }, () => ["dijk", 0])
      )
    }).pipe(Effect.provide(Layer.provide(Traces.layer, StoryStore.none)))
  )

  it("tell a hundred candidates of a step, and no text that nobody would read", () => {
    const step = trace(500, 10).steps[0] ?? assert.fail("there is no step")
    const bounded = boundedStep({ ...step, query: text(100_000), detail: text(100_000) })
    assert.lengthOf(bounded.candidates, 100)
    assert.isBelow(bounded.query.length + (bounded.detail?.length ?? 0), 3000)
    assert.strictEqual(boundedStep(step).detail, "400 more candidates")
    const told = traceOf({ kind: "film", title: text(100_000) }, { ...trace(0, 0), decision: text(100_000) })
    assert.isBelow(told.asked.title.length + told.decision.length, 3000)
  })
})

describe("shows", () => {
  it("take sixty-four megabytes at most", () => {
    const memory = ShowMemory.make(500)
    const show = (id: number) => ({
      source: "tvmaze" as const,
      seasons: Array.from({ length: 10 }, (_, number) => ({
        number,
        summary: text(50_000),
        episodes: [{ season: number, number: id, title: text(50_000) }]
      }))
    })
    for (let id = 0; id < 60; id++)
      memory.remember({ title: `show ${id}` }, show(id), { since: 0, life: 1, asked: ["tvmaze"] })
    const left = Array.from({ length: 60 }, (_, id) => memory.recall({ title: `show ${id}` })).filter(
      (one) => one !== undefined
    )
    assert.isBelow(
      left.reduce((sum, one) => sum + weightOf(one.show), 0),
      64 * 1024 * 1024
    )
    assert.isAbove(left.length, 20)
    assert.isDefined(memory.recall({ title: "show 59" }))
  })
})

describe("titles", () => {
  it.effect("that are longer than any are not remembered", () =>
    Effect.gen(function* () {
      const memory = yield* TitleMemory.make()
      yield* memory.remember("vpro-a-1-none-m", text(500))
      yield* memory.remember("vpro-b-1-none-m", text(501))
      assert.strictEqual((yield* memory.recall("vpro-a-1-none-m"))._tag, "Some")
      assert.deepStrictEqual(yield* memory.recall("vpro-b-1-none-m"), Option.none())
    })
  )
})

describe("a text that was part of a page", () => {
  const times = Array.from({ length: 50 }, (_, at) => at)
  const at = DateTime.unsafeMake(0)
  const ways: Readonly<Record<string, (title: string, index: number) => unknown>> = {
    "a story": (title) => {
      const steps = trace(1, 1).steps.map((step) => ({
        ...step,
        query: title,
        candidates: [{ ...candidate(1, 1), title }]
      }))
      return traceOf({ kind: "film", title }, { ...trace(0, 0), steps })
    },
    "an entry": (title) =>
      copyOf({
        status: "found",
        kind: "film",
        title,
        description: title,
        pictures: [],
        genres: [title],
        directors: [],
        fetchedAt: at,
        lastAccessed: at
      }),
    "a remembered title": (title, index) => {
      const memory = Effect.runSync(TitleMemory.make())
      Effect.runSync(memory.remember(`vpro-${index}`, title))
      return memory
    },
    "a remembered show": (title, index) => {
      const memory = ShowMemory.make(10)
      memory.remember(
        { title: `show ${index}` },
        { source: "tvmaze", seasons: [{ number: 1, title, episodes: [] }] },
        { since: 0, life: 1, asked: ["tvmaze"] }
      )
      return memory
    }
  }
  it("keeps it as it is found", () => {
    assert.isAbove(
      kept(() => times.map(titleOnPage)),
      25
    )
  })
  // Each in a test of its own: what one leaves on the stack would count for the next.
  for (const [what, make] of Object.entries(ways))
    it(`does not keep that page in memory: ${what}`, () => {
      assert.isBelow(
        kept(() => times.map((index) => make(titleOnPage(index), index))),
        10
      )
    })
})
