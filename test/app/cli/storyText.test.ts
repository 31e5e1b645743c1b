import { assert, describe, it } from "@effect/vitest"
import { story } from "../../../src/app/cli/StoryText.ts"
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
  ending: { outcome: "found", page: 7, title: "Nevel 7", failures: [] },
  decision: "found page 7",
  ms: 1
}

const pagesIn = (text: string) => [...text.matchAll(/, page (\d+) of poms/g)].map(([, id]) => Number(id))

describe("a story for people", () => {
  it("tells the five likeliest candidates of a question, the one that was taken first, and how many there are more", () => {
    const text = story(trace, { taken: 7, all: false })
    assert.deepStrictEqual(pagesIn(text), [7, 8, 6, 1, 2])
    assert.include(text, "     and 3 more, which --all shows")
  })

  it("tells all of them when that is asked, in the order of the source", () => {
    const text = story(trace, { taken: 7, all: true })
    assert.deepStrictEqual(pagesIn(text), [1, 2, 3, 4, 5, 6, 7, 8])
    assert.notInclude(text, "--all")
  })
})
