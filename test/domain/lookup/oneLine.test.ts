import { assert, describe, it } from "@effect/vitest"
import { inOneLine } from "../../../src/domain/lookup/OneLine.ts"
import type { Ending, Trace, TraceCandidate, TraceFailure } from "../../../src/domain/lookup/Trace.ts"

type Evidence = TraceCandidate["evidence"][number]

const title = (relation: NonNullable<Evidence["relation"]>): Evidence => ({
  name: "title",
  speaks: relation === "different" ? "against" : "for",
  detail: "",
  relation
})
const year = (apart: number): Evidence => ({ name: "year", speaks: apart > 1 ? "against" : "for", detail: "", apart })
const page = (name: string, from: number, ...evidence: ReadonlyArray<Evidence>): TraceCandidate => ({
  id: 4711,
  title: name,
  year: from,
  source: "poms",
  verdict: "refused",
  evidence
})

const traceOf = (
  ending: Omit<Ending, "failures"> & { failures?: ReadonlyArray<TraceFailure> },
  ...pages: ReadonlyArray<TraceCandidate>
): Trace => ({
  asked: { kind: "film", title: "Nevel", year: 2009 },
  steps: [{ step: "poms", query: "Nevel", outcome: "answered", ms: 1, candidates: pages }],
  ending: { failures: [], ...ending },
  decision: "",
  ms: 1
})

const director: Evidence = { name: "director", speaks: "against", detail: "", asked: "A. Smit", found: "B. de Vries" }

describe("a look-up in one line", () => {
  for (const [line, trace] of [
    ['text found, page 4711 "Nevel"', traceOf({ outcome: "found", page: 4711, title: "Nevel", text: true })],
    [
      'no text, page 4711 "Nevel" of VPRO has none',
      traceOf({ outcome: "found", page: 4711, title: "Nevel", text: false })
    ],
    [
      'no text, VPRO has no page; nearest "Nevel" (2004), 5 years apart',
      traceOf(
        { outcome: "bare" },
        page("Nevels", 2009, title("near"), year(0)),
        page("Nevel", 2004, title("same"), year(5)),
        page("Nevel", 1990, title("same"), year(19))
      )
    ],
    [
      'no text, VPRO has no page; nearest "Nevel" (2009), made by B. de Vries, not by A. Smit',
      traceOf({ outcome: "bare" }, page("Nevel", 2009, title("same"), year(0), director))
    ],
    [
      'no text, VPRO has no page and no reference knows it; nearest "Nevels" (2009), too little agrees',
      traceOf({ outcome: "not_found" }, page("Nevels", 2009, title("near"), year(0)))
    ],
    [
      "no text, VPRO has no page and no reference knows it",
      traceOf({ outcome: "not_found" }, page("Zon", 2009, title("different")))
    ],
    [
      "no text, VPRO has no page and no reference of works was asked",
      { ...traceOf({ outcome: "not_found" }), references: [{ reference: "tmdb", state: "no-key" }] }
    ],
    [
      "left open, POMS could not be reached and cinema.nl was not asked, it is left alone since it failed too often; it is looked up again later",
      traceOf({
        outcome: "incomplete",
        failures: [
          { source: "poms", reason: "Unreachable" },
          { source: "poms", reason: "Unreachable" },
          { source: "cinema", reason: "Suspended" }
        ]
      })
    ],
    [
      "left open, there was no time left; it is looked up again later",
      traceOf({ outcome: "incomplete", timedOut: true })
    ]
  ] satisfies ReadonlyArray<readonly [string, Trace]>)
    it(line, () => assert.strictEqual(inOneLine(trace), `Nevel (2009) film: ${line}`))

  it("names a title without its year", () => {
    const trace = traceOf({ outcome: "bare" })
    assert.match(inOneLine({ ...trace, asked: { kind: "series", title: "Nevel" } }), /^Nevel series: no text/)
  })
})
