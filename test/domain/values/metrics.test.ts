/** Metrics are there from the start. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Metric } from "effect"
import { readdirSync, readFileSync } from "node:fs"
import { beginAtZero, counter } from "../../../src/domain/values/Metrics.ts"

const seriesOf = (name: string) =>
  Effect.map(Metric.snapshot, (all) =>
    all
      .filter(({ metricKey }) => metricKey.name === name)
      .map(({ metricKey }) => metricKey.tags.map(({ key, value }) => `${key}=${value}`).join())
      .toSorted()
  )

describe("metrics", () => {
  it.effect("count from zero where they are defined, in each of their series", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* seriesOf("test_plain_total"), [])
      const plain = counter("test_plain_total", "Counted in a test", [{}])
      assert.deepStrictEqual(yield* seriesOf("test_plain_total"), [""])
      const labelled = counter("test_labelled_total", "Counted in a test", [{ kind: "film" }, { kind: "series" }])
      assert.deepStrictEqual(yield* seriesOf("test_labelled_total"), ["kind=film", "kind=series"])
      yield* Metric.incrementBy(plain, 2)
      counter("test_plain_total", "Counted in a test", [{}])
      assert.strictEqual((yield* Metric.value(plain)).count, 2)
      yield* Metric.increment(labelled.of({ kind: "film" }))
      yield* Metric.increment(Metric.tagged(labelled, "kind", "film"))
      assert.strictEqual((yield* Metric.value(labelled.of({ kind: "film" }))).count, 2)
      assert.strictEqual((yield* Metric.value(labelled.of({ kind: "series" }))).count, 0)
    })
  )

  it.effect("that are gauges begin at zero", () =>
    Effect.gen(function* () {
      const gauge = Metric.gauge("test_begin")
      yield* beginAtZero(gauge)
      assert.strictEqual((yield* Metric.value(gauge)).value, 0)
    })
  )

  it("that are counters are all made in this one way", () => {
    const src = new URL("../../../src/", import.meta.url)
    const others = readdirSync(src, { recursive: true, encoding: "utf8" }).filter(
      (file) => file.endsWith(".ts") && /\bMetric(?:Key)?\.counter\(/.test(readFileSync(new URL(file, src), "utf8"))
    )
    assert.deepStrictEqual(others, ["domain/values/Metrics.ts"])
  })
})
