/** Every kind of metric has its samples. */
import { assert, it } from "@effect/vitest"
import { Duration, Effect, Metric } from "effect"
import { families } from "../../../src/app/observe/Prometheus.ts"

it.effect("a summary has its quantiles, sum and count", () =>
  Effect.gen(function* () {
    const summary = Metric.summary({
      name: "test_summary_seconds",
      maxAge: Duration.days(1),
      maxSize: 100,
      error: 0.01,
      quantiles: [0.5, 0.9]
    })
    for (let at = 1; at <= 10; at++) yield* Metric.update(summary, at)
    const found = families().find(({ name }) => name === "test_summary_seconds")
    assert.strictEqual(found?.type, "summary")
    assert.deepStrictEqual(
      found?.samples.map(({ labels, suffix, value }) => [suffix, ...labels.map(([, label]) => label), value]),
      [
        ["", "0.5", 5],
        ["", "0.9", 9],
        ["_sum", 55],
        ["_count", 10]
      ]
    )
  })
)
