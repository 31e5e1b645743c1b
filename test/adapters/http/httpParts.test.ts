/** The parts of the outbound stack by themselves, on the test clock alone. */
import { assert, describe, it } from "@effect/vitest"
import { Clock, Duration, Effect, Either, Fiber, Record, Ref, TestClock } from "effect"
import { Failed } from "../../../src/adapters/http/AttemptFailure.ts"
import { defaultRetry, defaults, policies } from "../../../src/adapters/http/SourcePolicy.ts"
import { type Hop, next, own } from "../../../src/adapters/http/Redirects.ts"
import * as Retry from "../../../src/adapters/http/Retry.ts"
import { HttpError } from "../../../src/ports/HttpPort.ts"

describe("the retry", () => {
  const failed = (status: number, more: { again?: boolean; retryAfter?: Duration.Duration } = {}) =>
    new Failed({
      error: new HttpError({ source: "poms", reason: "Status", method: "GET", url: "u", status, attempts: 1 }),
      again: true,
      report: "failed",
      ...more
    })
  const waits = Effect.fn(function* (failures: ReadonlyArray<Failed>) {
    const starts = yield* Ref.make<ReadonlyArray<number>>([])
    const attempt = Effect.flatMap(Clock.currentTimeMillis, (now) =>
      Effect.flatMap(
        Ref.updateAndGet(starts, (all) => [...all, now]),
        (all) => failures[Math.min(all.length, failures.length) - 1] ?? Effect.void
      )
    )
    const fiber = yield* Effect.fork(Effect.exit(Effect.retry(attempt, Retry.schedule(defaultRetry))))
    yield* TestClock.adjust("1 hour")
    yield* Fiber.join(fiber)
    const all = yield* Ref.get(starts)
    return all.slice(1).map((start, index) => start - (all[index] ?? 0))
  })

  it.effect("backs off from 2 s with jitter, three times", () =>
    Effect.gen(function* () {
      const all = yield* waits([failed(503)])
      assert.lengthOf(all, 3)
      all.forEach((wait, index) => assert.approximately(wait / (2000 * 2 ** index), 1, 0.2))
    })
  )

  it.effect("repeats a 500 once, a final failure never, and not after a Retry-After beyond the cap", () =>
    Effect.gen(function* () {
      assert.lengthOf(yield* waits([failed(500)]), 1)
      assert.lengthOf(yield* waits([failed(503), failed(500), failed(503), failed(503)]), 3)
      assert.lengthOf(yield* waits([failed(501, { again: false })]), 0)
      assert.lengthOf(yield* waits([failed(429, { retryAfter: Duration.hours(1) })]), 0)
      assert.strictEqual((yield* waits([failed(429, { retryAfter: Duration.seconds(30) }), failed(503)]))[0], 30_000)
    })
  )

  it("reads Retry-After as seconds or a date", () => {
    assert.deepStrictEqual(Retry.retryAfter("7", 0), Duration.seconds(7))
    assert.deepStrictEqual(Retry.retryAfter("Thu, 01 Jan 1970 00:01:00 GMT", 15_000), Duration.seconds(45))
    assert.isUndefined(Retry.retryAfter("soon", 0))
  })
})

describe("the own hosts", () => {
  const hosts = ["www.cinema.nl", "127.0.0.1:8080"]

  it("are matched whole, with their port", () => {
    const asked = ["https://WWW.cinema.nl:443/", "http://www.cinema.nl/", "http://127.0.0.1:8080/a"]
    assert.deepStrictEqual(
      asked.filter((url) => Either.isLeft(own(url, hosts))),
      []
    )
    const refused = [
      "https://www.cinema.nl.evil.example/",
      "https://www.cinema.nl:8443/",
      "http://127.0.0.1/",
      "file:///etc"
    ]
    assert.deepStrictEqual(
      refused.filter((url) => Either.isRight(own(url, hosts))),
      []
    )
  })

  it("are not asked over http when they were asked over https", () => {
    const to = (first: string, location: string) => {
      const hop: Hop = { method: "GET", url: new URL(first), headers: {} }
      return Either.isRight(next(hop, { status: 301, location }, { hosts, first: hop.url, seen: new Set() }))
    }
    assert.isFalse(to("https://www.cinema.nl/", "http://www.cinema.nl/a"))
    assert.isTrue(to("http://www.cinema.nl/", "http://www.cinema.nl/a"))
    assert.isTrue(to("http://127.0.0.1:8080/", "https://www.cinema.nl/a"))
  })

  it("grow with a base URL, and a rate of 0 is kept", () => {
    const { cinema, poms } = policies({
      ...Record.map(defaults, () => ({})),
      cinema: { base: "http://127.0.0.1:8080/x", ratePerSecond: 0 }
    })
    assert.deepStrictEqual([cinema.hosts, cinema.ratePerSecond], [["www.cinema.nl", "cinema.nl", "127.0.0.1:8080"], 0])
    assert.deepStrictEqual([poms.hosts, poms.ratePerSecond, poms.burst], [["rs.poms.omroep.nl"], 5, 3])
  })
})
