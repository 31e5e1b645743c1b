import { assert, describe, it } from "@effect/vitest"
import { coloursIf } from "../../../src/app/cli/Colours.ts"
import { uncoloured } from "../../../src/app/cli/CommandFailure.ts"
import { story } from "../../../src/app/cli/StoryText.ts"
import { en } from "../../../src/app/web/page/texts/en.ts"
import type { Trace, TraceCandidate } from "../../../src/domain/lookup/Trace.ts"

const page = (id: number, verdict: TraceCandidate["verdict"]): TraceCandidate => ({
  id,
  title: `Nevel ${id}`,
  year: 2009,
  source: "poms",
  verdict,
  evidence: []
})

const trace: Trace = {
  asked: { kind: "film", title: "Nevel", year: 2009 },
  steps: [
    {
      step: "poms",
      query: "Nevel",
      outcome: "answered",
      ms: 1,
      candidates: [
        ...[1, 2, 3, 4, 5].map((id) => page(id, "refused")),
        page(6, "plausible"),
        page(7, "refused"),
        page(8, "sure")
      ]
    }
  ],
  ending: { outcome: "found", page: 7, title: "Nevel 7", method: "plausible", failures: [] },
  decision: "found page 7",
  ms: 1
}

const pagesIn = (text: string) => [...text.matchAll(/; page (\d+) of poms/g)].map(([, id]) => Number(id))

describe("a story for people", () => {
  it("tells the five likeliest candidates of a question, the one that was taken first, and how many there are more", () => {
    const text = story(trace, { taken: 7, all: false })
    assert.deepStrictEqual(pagesIn(text), [7, 8, 6, 1, 2])
    assert.include(text, "\n   And 3 more, which --all shows.\n")
  })

  it("tells all of them when that is asked, in the order of the source", () => {
    const text = story(trace, { taken: 7, all: true })
    assert.deepStrictEqual(pagesIn(text), [1, 2, 3, 4, 5, 6, 7, 8])
    assert.notInclude(text, "--all")
  })

  it("has the sentences of the status page", () => {
    const text = story(trace, { taken: 7, all: false, width: 120 })
    for (const sentence of [
      `1. ${en["story.poms"]} “Nevel”.`,
      `${en["story.answered"](8)} (${en["story.ms"]("1")})`,
      `${en["story.taken"]("Nevel 7", "7")} ${en["method.plausible"]}`
    ])
      assert.include(text, sentence)
    assert.include(text, `“Nevel 6” (2009): ${en["verdict.plausible"]}; page 6 of poms`)
  })

  it("keeps to the width of the terminal, with its colours as well", () => {
    const long: Trace = {
      ...trace,
      steps: trace.steps.map((step) => ({ ...step, query: "een lange nevel ".repeat(20) }))
    }
    for (const width of [60, 80, 120])
      for (const wanted of [true, false]) {
        const text = story(long, { taken: 7, all: true, width, colours: coloursIf(wanted) })
        for (const line of uncoloured(text).split("\n")) assert.isAtMost(line.length, width)
        assert.strictEqual(text.includes("\u001b"), wanted)
      }
  })

  it("shows in colour what was chosen, what was refused and what was asked, and nothing of others steers", () => {
    const hostile = { ...page(7, "sure"), title: "Nevel\u001b[2J" }
    const steps = trace.steps.map((step) => ({ ...step, candidates: [hostile, page(1, "refused")] }))
    const text = story({ ...trace, steps }, { taken: 7, all: false, colours: coloursIf(true) })
    const { chosen, dim, heading } = coloursIf(true)
    assert.include(text, heading(`1. ${en["story.poms"]} “Nevel”.`))
    assert.include(text, chosen("   “Nevel\\u001b[2J” (2009): chosen, sure; page 7 of poms"))
    assert.include(text, dim("   “Nevel 1” (2009): refused; page 1 of poms"))
    assert.strictEqual(new Set([chosen("x"), dim("x"), heading("x"), "x"]).size, 4)
  })
})
