/** The page that a look-up came closest to. */
import { assert, describe, it } from "@effect/vitest"
import { nearestIn } from "../../../src/domain/library/Nearest.ts"
import type { Trace, TraceCandidate } from "../../../src/domain/lookup/Trace.ts"

const one = (id: number, more: Partial<TraceCandidate> = {}): TraceCandidate => ({
  id,
  title: `Pagina ${id}`,
  year: 2000 + id,
  source: "poms",
  verdict: "refused",
  evidence: [],
  ...more
})
const same = { name: "year", speaks: "for", detail: "" } as const
const other = { name: "year", speaks: "against", detail: "" } as const

const story = (...steps: ReadonlyArray<ReadonlyArray<TraceCandidate>>): Trace => ({
  decision: "",
  ending: { outcome: "not_found", failures: [] },
  ms: 1,
  asked: { kind: "film", title: "De dijk" },
  steps: steps.map((candidates) => ({ step: "poms", query: "de dijk", outcome: "answered", ms: 1, candidates }))
})

describe("the nearest page", () => {
  const cases: ReadonlyArray<readonly [string, Trace, number | undefined]> = [
    ["there is none without candidates", story([], []), undefined],
    ["the only one, however far off", story([one(1)]), 1],
    [
      "the surer verdict, whatever speaks for another",
      story([one(1, { evidence: [same, same] }), one(2, { verdict: "plausible" })]),
      2
    ],
    [
      "of two that were refused the one with more for it",
      story([one(1, { evidence: [same, other] }), one(2, { evidence: [same] })]),
      2
    ],
    ["of all steps", story([one(1)], [one(2, { verdict: "sure" })]), 2],
    ["the first of several that are as near", story([one(1), one(2)], [one(3)]), 1]
  ]
  for (const [name, trace, id] of cases)
    it(name, () => {
      assert.strictEqual(nearestIn(trace)?.id, id)
    })

  it("is told by its number, title and year", () => {
    assert.deepStrictEqual(nearestIn(story([one(7)])), { id: 7, title: "Pagina 7", year: 2007 })
  })
})
