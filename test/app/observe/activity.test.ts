/** What is remembered of the last hours: bounded, and each look-up once. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Option, TestClock } from "effect"
import type { Trace } from "../../../src/domain/lookup/Trace.ts"
import { Witness } from "../../../src/domain/describe/Witness.ts"
import * as Activity from "../../../src/app/observe/Activity.ts"
import * as StoryStore from "../../../src/app/observe/StoryStore.ts"
import { Traces } from "../../../src/app/observe/Traces.ts"
import { RequestId } from "../../../src/app/observe/RequestId.ts"

const trace = (outcome: Trace["ending"]["outcome"], ms = 100): Trace => ({
  asked: { kind: "film", title: "De stille kade" },
  steps: [],
  ending: { outcome, failures: [] },
  decision: "",
  ms
})
const key = "vpro-de-stille-kade-2011-none-m"
const watching = Layer.provide(Activity.layer, StoryStore.none)

const told = (from: "hit" | "stale" | "lookup" | "incomplete", story?: Trace, id = "request") =>
  Effect.flatMap(Witness, (witness) => witness.described({ ratingKey: key, from, trace: story })).pipe(
    Effect.provideService(RequestId, id)
  )
const minutes = Effect.flatMap(Activity.Activity, (activity) => activity.minutes)

describe("activity", () => {
  it.effect("counts answers and look-ups by the minute", () =>
    Effect.gen(function* () {
      yield* told("hit")
      yield* told("hit")
      yield* told("stale")
      yield* told("lookup", trace("found"))
      yield* TestClock.adjust("61 seconds")
      yield* told("lookup", trace("not_found"))
      yield* told("lookup", trace("bare"))
      yield* told("stale", trace("incomplete"))
      assert.deepStrictEqual(yield* minutes, [
        { at: 0, hits: 2, stale: 1, found: 1, notFound: 0, incomplete: 0, p50: 100, p95: 100 },
        { at: 60_000, hits: 0, stale: 1, found: 0, notFound: 2, incomplete: 1, p50: 100, p95: 100 }
      ])
    }).pipe(Effect.provide(watching))
  )

  it.effect("tells how long half and nearly all look-ups took", () =>
    Effect.gen(function* () {
      for (let ms = 1; ms <= 100; ms += 1) yield* told("lookup", trace("found", ms))
      const [minute] = yield* minutes
      assert.deepInclude(minute, { found: 100, p50: 50, p95: 95 })
    }).pipe(Effect.provide(watching))
  )

  it.effect("forgets what is older than six hours", () =>
    Effect.gen(function* () {
      for (let minute = 0; minute < 400; minute += 1) {
        yield* told("hit")
        yield* TestClock.adjust("1 minute")
      }
      assert.isAtMost((yield* minutes).length, 360)
      yield* TestClock.adjust("6 hours")
      assert.deepStrictEqual(yield* minutes, [])
    }).pipe(Effect.provide(watching))
  )

  it.effect("counts a look-up once that many requests waited for, and shows it to each of them", () =>
    Effect.gen(function* () {
      const shared = trace("found")
      for (let index = 0; index < 50; index += 1) yield* told("lookup", shared, `request-${index}`)
      assert.deepInclude((yield* minutes)[0], { found: 1 })
      const traces = yield* Traces
      assert.lengthOf(yield* traces.all, 1)
      for (const id of ["request-0", "request-7"])
        assert.strictEqual(Option.getOrThrow(yield* traces.byRequest(id)).trace, shared)
    }).pipe(Effect.provide(watching))
  )

  it.effect("keeps the last hundred stories, the latest first", () =>
    Effect.gen(function* () {
      for (let index = 0; index < 120; index += 1) yield* told("lookup", trace("found"), `request-${index}`)
      const all = yield* Effect.flatMap(Traces, (traces) => traces.all)
      assert.lengthOf(all, 100)
      assert.strictEqual(all[0]?.requestId, "request-119")
      assert.strictEqual(all[0]?.ratingKey, key)
    }).pipe(Effect.provide(watching))
  )
})
