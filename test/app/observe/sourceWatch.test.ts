/** The log says when a source is left alone and when it is back. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Logger, Ref, TestClock } from "effect"
import { words } from "../../../src/app/observe/Logs.ts"
import * as SourceWatch from "../../../src/app/observe/SourceWatch.ts"
import { makeUnsettled, Unsettled } from "../../../src/domain/describe/Unsettled.ts"
import { HttpPort, type SourceState } from "../../../src/ports/HttpPort.ts"

const poms = (breaker: SourceState["breaker"]): SourceState => ({
  source: "poms",
  breaker,
  requests: 3,
  failures: 3,
  ratePerSecond: 5,
  waiting: 0,
  recent: [],
  lastError: "POST https://example.test/pages: status 503, tried 4 times"
})

describe("the log", () => {
  it.scoped("has one line for a source that is left alone, however long, and one when it is back", () =>
    Effect.gen(function* () {
      const lines: Array<string> = []
      const logger = Logger.make<unknown, void>(({ logLevel, message }) => {
        lines.push(`${logLevel.label} ${words(message)}`)
      })
      const states = yield* Ref.make([poms("closed")])
      const unsettled = yield* makeUnsettled()
      yield* Layer.build(
        SourceWatch.layer.pipe(
          Layer.provide(Layer.succeed(HttpPort, { send: () => Effect.never, states: Ref.get(states) })),
          Layer.provide(Layer.succeed(Unsettled, unsettled)),
          Layer.provide(Logger.replace(Logger.defaultLogger, logger))
        )
      )
      yield* TestClock.adjust("10 seconds")
      assert.deepStrictEqual(lines, [])
      for (const position of ["open", "half-open", "open", "half-open"] as const) {
        yield* Ref.set(states, [poms(position)])
        yield* TestClock.adjust("20 seconds")
      }
      assert.deepStrictEqual(lines, [
        "WARN POMS is left alone for a while, it fails: POST https://example.test/pages: status 503, tried 4 times"
      ])
      yield* unsettled.note("vpro-nevel-2009-none-m", ["poms"])
      yield* Ref.set(states, [poms("closed")])
      yield* TestClock.adjust("20 seconds")
      assert.deepStrictEqual(lines.slice(1), [
        "INFO POMS is back after 1m 20s; 1 title left open meanwhile will follow"
      ])
    })
  )
})
