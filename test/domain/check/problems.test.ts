/** What of all checks is a problem: each cause once, and nothing that is over. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { failing, notChecked, warning, well } from "../../../src/domain/check/Asking.ts"
import type { Check, Subject } from "../../../src/domain/check/Check.ts"
import { problemsOf, unwell } from "../../../src/domain/check/Problems.ts"
import { english } from "../../../src/domain/check/Sentences.ts"
import { inEnglish, words } from "../../../src/domain/check/Words.ts"
import type { SourceState } from "../../../src/ports/HttpPort.ts"

const asked = words("check.asked.lately")
const check = (id: string, subject: Subject, finding: Pick<Check, "state" | "came" | "meaning" | "advice">): Check => ({
  id,
  subject,
  asked,
  ...finding
})
const away = failing(words("check.came.unreachable"), words("check.means.unreachable"), words("check.do.connection"))
const leftAlone = failing(words("check.came.unreachable"), words("check.means.leftAlone"), words("check.do.wait"))
const newForm = failing(words("check.came.malformed"), words("check.means.newForm"), words("check.do.version"))
const noKey = warning(words("check.came.noKey"), words("check.means.noKey"), words("check.do.getKey"))

const state = (source: SourceState["source"], rest: Partial<SourceState> = {}): SourceState => ({
  source,
  breaker: "closed",
  requests: 1,
  failures: 0,
  ratePerSecond: 1,
  waiting: 0,
  recent: [],
  ...rest
})

const ids = (known: Parameters<typeof unwell>[0]) => unwell(known).map(({ id }) => id)

describe("problems", () => {
  it("are what fails and what could be better, the former first", () => {
    const checks = unwell({
      now: [check("tmdb.key", "tmdb", noKey), check("cache.write", "cache", well(words("check.came.written")))],
      tested: {
        at: 1,
        checks: [
          check("cinema.page", "cinema", newForm),
          check("clock", "clock", notChecked(words("check.came.noDate")))
        ]
      },
      sources: []
    })
    assert.deepStrictEqual(
      problemsOf(checks, () => 7).map(({ id, level, since }) => [id, level, since]),
      [
        ["cinema.page", "problem", 7],
        ["tmdb.key", "hint", 7]
      ]
    )
  })

  it("are told once, by what is known at this moment", () => {
    const tested = { at: 1, checks: [check("poms.page", "poms", away), check("tvmaze.show", "tvmaze", away)] }
    const now = [check("poms.lately", "poms", leftAlone)]
    assert.deepStrictEqual(ids({ now, tested, sources: [] }), ["poms.lately", "tvmaze.show"])
    const well_ = [check("poms.pair", "poms", well(words("check.came.taken")))]
    const before = { at: 1, checks: [check("poms.pair", "poms", newForm)] }
    assert.deepStrictEqual(ids({ now: well_, tested: before, sources: [] }), [])
  })

  it("are over when the source has answered since, unless it was the answer that was wrong", () => {
    const tested = { at: 100, checks: [check("poms.page", "poms", away), check("cinema.page", "cinema", newForm)] }
    const sources = (lastSuccess: number) => [state("poms", { lastSuccess }), state("cinema", { lastSuccess })]
    assert.deepStrictEqual(ids({ now: [], tested, sources: sources(50) }), ["poms.page", "cinema.page"])
    assert.deepStrictEqual(ids({ now: [], tested, sources: sources(150) }), ["cinema.page"])
  })

  it("of several settings are told one by one", () => {
    const fault = failing(words("check.came.fault"), words("check.means.settingUnused"), words("check.do.setting"))
    const now = ["PORT", "LOG_LEVEL"].map((name) => check(`settings.${name}`, "settings", fault))
    assert.deepStrictEqual(ids({ now, tested: undefined, sources: [] }), ["settings.PORT", "settings.LOG_LEVEL"])
  })
})

describe("sentences", () => {
  it.effect("are whole, and hold nothing that is not known", () =>
    Effect.sync(() => {
      for (const [id, sentence] of Object.entries(english)) {
        const told = { name: "x", place: "x", source: "x", id: "x", title: "x", imdb: "x", address: "x", fault: "x" }
        const more = { why: "x", free: "x", owner: "x", user: "x", seconds: "9", year: "x", count: "9", parts: "x" }
        const rest = {
          newest: "x",
          given: "x",
          detail: "x",
          version: "x",
          ours: "x",
          others: "x",
          episodes: "9",
          seasons: "9"
        }
        const text = sentence({ ...told, ...more, ...rest })
        assert.notMatch(text, /undefined|NaN/, id)
        if (/^check\.(?:means|do)\./.test(id)) assert.match(text, /^[A-Z].*(?:\.|\?|register)$/, id)
      }
      assert.strictEqual(inEnglish(words("check.came.clock", { seconds: 300 })), "5 minutes apart")
    })
  )
})
