/** Each report in this folder that says what is expected is a test of the whole road, from the question to the text. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { readdirSync, readFileSync } from "node:fs"
import { inWords, isAsExpected, replay } from "../../src/app/report/Replay.ts"
import { read } from "../../src/app/report/Report.ts"

const folder = new URL(".", import.meta.url)
const names = readdirSync(folder).filter((name) => name.endsWith(".json"))

describe("look-ups that people sent", () => {
  it("are here", () => assert.isAbove(names.length, 0))

  for (const name of names)
    it.live(name, () =>
      Effect.gen(function* () {
        const { expected = [], ...report } = yield* read(readFileSync(new URL(name, folder), "utf8"))
        assert.isAbove(expected.length, 0, "it does not say what is expected: see docs/development.md")
        const { notHeld, results, compared } = yield* replay(report)
        assert.deepStrictEqual(compared.length, results.length)
        const hint = notHeld.map((one) => `\nnot in the report: ${inWords(one)}`)
        for (const one of expected) {
          const found = compared.find(({ now }) => now.kind === one.kind)?.now
          assert.isTrue(
            found !== undefined && isAsExpected(one, found),
            `expected ${JSON.stringify(one)}\nfound    ${JSON.stringify(found)}${hint.join("")}`
          )
        }
      })
    )
})
