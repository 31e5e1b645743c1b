/** Hot answers are bounded by bytes, whatever they hold. */
import { HttpServerResponse } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import * as HotAnswers from "../../../../src/app/web/hot/HotAnswers.ts"

const budget = 16 * 1024 * 1024

const keep = (answers: HotAnswers.HotAnswers, address: string, size: number) =>
  answers.keep(
    { address },
    {
      route: "/",
      response: HttpServerResponse.uint8Array(new Uint8Array(size)),
      holds: () => Effect.succeed(true)
    }
  )

describe("hot answers", () => {
  it("take sixteen megabytes at most, the latest of them", () => {
    const answers = HotAnswers.make()
    const each = 200_000
    for (let at = 0; at < 300; at++) keep(answers, `/${at}`, each)
    const left = Array.from({ length: 300 }, (_, at) => answers.find({ address: `/${at}` })?.bytes.length ?? 0)
    const bytes = left.reduce((sum, size) => sum + size, 0)
    assert.isBelow(bytes, budget)
    assert.isAbove(bytes, budget / 4)
    assert.strictEqual(left.at(-1), each)
    assert.strictEqual(left[0], 0)
  })

  it("do not give way to one that is very large", () => {
    const answers = HotAnswers.make()
    for (let at = 0; at < 100; at++) keep(answers, `/${at}`, 3000)
    for (let at = 0; at < 100; at++) keep(answers, `/large/${at}`, 1_000_000)
    assert.isDefined(answers.find({ address: "/0" }))
    assert.isUndefined(answers.find({ address: "/large/99" }))
  })
})
