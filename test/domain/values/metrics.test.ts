/** Metrics are there from the start. */
import { assert, it } from "@effect/vitest"
import { Effect, Metric } from "effect"
import { beginAtZero } from "../../../src/domain/values/Metrics.ts"

it.effect("counters and gauges begin at zero, and what was counted already stays", () =>
  Effect.gen(function* () {
    const counter = Metric.counter("test_begin_total", { incremental: true })
    const gauge = Metric.gauge("test_begin")
    const names = Effect.map(Metric.snapshot, (all) => all.map(({ metricKey }) => metricKey.name))
    assert.notInclude(yield* names, "test_begin_total")
    yield* Effect.zipRight(beginAtZero(counter), beginAtZero(gauge))
    assert.includeMembers([...(yield* names)], ["test_begin_total", "test_begin"])
    yield* Metric.incrementBy(counter, 2)
    yield* beginAtZero(counter)
    assert.strictEqual((yield* Metric.value(counter)).count, 2)
    assert.strictEqual((yield* Metric.value(gauge)).value, 0)
  })
)
