/** A log that is full, closed or slow: the service goes on, counts what is lost, and says so. */
import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, LogLevel, Schema, TestClock } from "effect"
import { Writable } from "node:stream"
import * as Logs from "../../../src/app/observe/Logs.ts"
import * as LogWriter from "../../../src/app/observe/LogWriter.ts"
import { parse } from "./exposition.ts"
import { until } from "../../stand-ins/server.ts"
import { json, service } from "../stage.ts"

const full = new LogWriter.LogError({ cause: new Error("ENOSPC: no space left on device") })

const notice = (lost: number) => `lost ${lost}`

/** A writer to a place that takes nothing until it is mended, and what it took. */
const breakable = Effect.gen(function* () {
  const out: Array<string> = []
  const place = { broken: true }
  const writer = yield* LogWriter.make((text) => (place.broken ? full : Effect.sync(() => void out.push(text))), notice)
  return { ...writer, out, place }
})

describe("the writer of the log", () => {
  it.scoped("counts the lines that could not be written, and forgets the reason once they are", () =>
    Effect.gen(function* () {
      const { out, place, state, write } = yield* breakable
      write("one")
      write("two")
      yield* TestClock.adjust("50 millis")
      assert.deepStrictEqual(yield* state.read, { lost: 2, failure: "ENOSPC: no space left on device" })
      place.broken = false
      write("three")
      yield* TestClock.adjust("50 millis")
      assert.deepStrictEqual(yield* state.read, { lost: 2, failure: undefined })
      assert.deepStrictEqual(out, ["lost 2\nthree\n"])
    })
  )

  it.scoped("tries by itself whether lines can be written again", () =>
    Effect.gen(function* () {
      const { out, place, state, write } = yield* breakable
      write("one")
      yield* TestClock.adjust("1 minute")
      place.broken = false
      assert.deepStrictEqual(yield* state.read, { lost: 1, failure: "ENOSPC: no space left on device" })
      yield* TestClock.adjust("1 second")
      assert.deepStrictEqual(yield* state.read, { lost: 1, failure: undefined })
      yield* TestClock.adjust("1 minute")
      assert.deepStrictEqual(out, ["lost 1\n"])
    })
  )

  it.scoped("keeps a megabyte for a reader that stands still, and no more", () =>
    Effect.gen(function* () {
      const out: Array<string> = []
      const goesOn = yield* Deferred.make<void>()
      const { state, write } = yield* LogWriter.make(
        (text) =>
          Effect.zipRight(
            Deferred.await(goesOn),
            Effect.sync(() => void out.push(text))
          ),
        notice
      )
      const line = "x".repeat(1000)
      for (let seconds = 0; seconds < 10; seconds++) {
        for (let count = 0; count < 1000; count++) write(line)
        yield* TestClock.adjust("1 second")
      }
      const { failure, lost } = yield* state.read
      assert.strictEqual(failure, "what reads the log does not keep up")
      yield* Deferred.succeed(goesOn, undefined)
      yield* TestClock.adjust("1 second")
      const written = out
        .join("")
        .split("\n")
        .filter((text) => text === line).length
      assert.strictEqual(written + lost, 10_000)
      assert.isBelow(written, 2200)
      assert.deepStrictEqual(yield* state.read, { lost, failure: undefined })
    })
  )

  it.live("writes what is left when the program ends, and waits a second for it at most", () =>
    Effect.gen(function* () {
      const out: Array<string> = []
      yield* Effect.scoped(
        Effect.map(
          LogWriter.make((text) => Effect.sync(() => void out.push(text)), notice),
          ({ write }) => write("last")
        )
      )
      assert.deepStrictEqual(out, ["last\n"])
      const stuck = Effect.scoped(
        Effect.map(
          LogWriter.make(() => Effect.never, notice),
          ({ write }) => write("last")
        )
      )
      assert.strictEqual((yield* Effect.timeoutOption(stuck, "3 seconds"))._tag, "Some")
    })
  )

  it.effect("hears of a stream that fails, and of one that throws, as often as it writes", () =>
    Effect.gen(function* () {
      for (const fails of [
        (done: (error: Error) => void) => done(new Error("EPIPE")),
        () => {
          throw new Error("EPIPE")
        }
      ]) {
        const stream = new Writable({ autoDestroy: false, write: (_chunk, _encoding, done) => fails(done) })
        const error = yield* Effect.flip(LogWriter.toStream(stream)("a line\n"))
        assert.strictEqual(error.message, "EPIPE")
      }
    })
  )
})

const Report = Schema.Struct({
  status: Schema.String,
  log: Schema.Struct({ writable: Schema.Boolean, lost: Schema.Int, error: Schema.optional(Schema.String) })
})

describe("health", () => {
  it.scopedLive("says that the log cannot be written, and how many lines are lost", () =>
    Effect.gen(function* () {
      let broken = true
      const logs = Logs.layer({
        format: "json",
        level: LogLevel.Info,
        out: () => {
          if (broken) throw new Error("ENOSPC: no space left on device")
        }
      })
      const { ask } = yield* service(() => undefined, {}, { logs })
      const lostIn = Effect.map(ask("/metrics"), ({ text }) =>
        parse(text)
          .flatMap(({ series }) => series)
          .find(({ name }) => name === "log_lines_lost_total")
      )
      const before = yield* lostIn
      for (let count = 0; count < 5; count++) yield* ask("/movies")
      const report = Effect.map(ask("/health/ready"), (given) => json(Report, given))
      yield* until(Effect.map(report, ({ log }) => log.lost >= 5))
      const trouble = yield* report
      assert.strictEqual(trouble.status, "degraded")
      assert.deepInclude(trouble.log, { writable: false, error: "ENOSPC: no space left on device" })
      assert.isAtLeast(trouble.log.lost, 5)
      assert.isAtLeast(((yield* lostIn)?.value ?? 0) - (before?.value ?? 0), 5)
      broken = false
      yield* until(Effect.map(report, ({ status }) => status === "ok"))
      const { log, status } = yield* report
      assert.strictEqual(status, "ok")
      assert.strictEqual(log.writable, true)
      assert.isAtLeast(log.lost, trouble.log.lost)
    })
  )
})
