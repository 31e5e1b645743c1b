/** The parts of the outbound stack by themselves, on the test clock alone. */
import { assert, describe, it } from "@effect/vitest"
import { Clock, Duration, Effect, Either, Exit, Fiber, Option, Ref, TestClock } from "effect"
import * as Breaker from "../../../src/adapters/http/Breaker.ts"
import { Failed } from "../../../src/adapters/http/AttemptFailure.ts"
import * as Limiter from "../../../src/adapters/http/Limiter.ts"
import { defaultBreaker, defaultRetry, policies } from "../../../src/adapters/http/SourcePolicy.ts"
import { type Hop, next, own } from "../../../src/adapters/http/Redirects.ts"
import * as Retry from "../../../src/adapters/http/Retry.ts"
import { Deadline } from "../../../src/ports/Deadline.ts"
import { HttpError } from "../../../src/ports/HttpPort.ts"

describe("the limiter", () => {
  it.scoped("spaces starts, estimates the wait and gives places back", () =>
    Effect.gen(function* () {
      const limiter = yield* Limiter.make({ ratePerSecond: 1, burst: 2 })
      const starts = yield* Ref.make<ReadonlyArray<number>>([])
      const take = Effect.zipRight(
        limiter.take(Effect.fail("overloaded")),
        Effect.flatMap(Clock.currentTimeMillis, (now) => Ref.update(starts, (all) => [...all, now]))
      )
      const fibers = yield* Effect.all(Array.from({ length: 5 }, () => Effect.fork(take)))
      yield* TestClock.adjust(0)
      assert.strictEqual(yield* limiter.waiting, 3)
      const refused = Effect.flip(Effect.provideService(take, Deadline, 3999))
      assert.strictEqual(yield* refused, "overloaded")
      yield* Effect.forEach(Option.toArray(Option.fromNullable(fibers[3])), Fiber.interrupt)
      const inTime = yield* Effect.fork(Effect.provideService(take, Deadline, 3999))
      yield* TestClock.adjust("10 seconds")
      yield* Fiber.join(inTime)
      assert.deepStrictEqual(yield* Ref.get(starts), [0, 0, 1000, 2000, 3000])
      assert.strictEqual(yield* limiter.waiting, 0)
      yield* Effect.all([take, take])
      assert.deepStrictEqual((yield* Ref.get(starts)).slice(5), [10_000, 10_000])
    })
  )
})

describe("the breaker", () => {
  const refused = Effect.fail("refused" as const)
  const judge = <A, E>(exit: Exit.Exit<A, E>): Breaker.Verdict =>
    Exit.isSuccess(exit) ? "passed" : Exit.isInterrupted(exit) ? "undecided" : "failed"

  it.effect(
    "forgets failures after a while and after a success; lets one trial through; frees an interrupted trial",
    () =>
      Effect.gen(function* () {
        const breaker = yield* Breaker.make(defaultBreaker)
        const run = <A, E>(effect: Effect.Effect<A, E>) =>
          Effect.either(breaker.protect(({ report }) => Effect.onExit(effect, (exit) => report(judge(exit))), refused))
        const bad = run(Effect.fail("bad" as const))
        for (const pause of [40, 40, 10]) yield* Effect.zipRight(bad, TestClock.adjust(Duration.seconds(pause)))
        assert.strictEqual(yield* breaker.position, "closed")
        yield* run(Effect.void)
        yield* Effect.all([bad, bad])
        assert.strictEqual(yield* breaker.position, "closed")
        yield* bad
        assert.deepInclude(yield* bad, { left: "refused" })
        yield* TestClock.adjust("5 minutes")
        const trial = yield* Effect.fork(run(Effect.never))
        yield* TestClock.adjust(0)
        assert.deepInclude(yield* run(Effect.void), { left: "refused" })
        yield* Fiber.interrupt(trial)
        assert.deepInclude(yield* bad, { left: "bad" })
        assert.strictEqual(yield* breaker.position, "open")
        yield* TestClock.adjust("5 minutes")
        yield* run(Effect.void)
        assert.strictEqual(yield* breaker.position, "closed")
      })
  )
})

describe("the breaker and a request under way", () => {
  it.effect("lets the request that opened it finish its retries, and closes again when one succeeds", () =>
    Effect.gen(function* () {
      const breaker = yield* Breaker.make(defaultBreaker)
      yield* breaker.protect(
        ({ halted, report }) =>
          Effect.gen(function* () {
            yield* Effect.all([report("failed"), report("failed"), report("failed")])
            assert.strictEqual(yield* breaker.position, "open")
            assert.isFalse(yield* halted)
            yield* report("passed")
          }),
        Effect.die("refused")
      )
      assert.strictEqual(yield* breaker.position, "closed")
    })
  )
})

describe("the retry", () => {
  const failed = (status: number, more: { again?: boolean; retryAfter?: Duration.Duration } = {}) =>
    new Failed({
      error: new HttpError({ source: "poms", reason: "Status", method: "GET", url: "u", status, attempts: 1 }),
      again: true,
      verdict: "failed",
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
    const { cinema, poms } = policies({ cinema: { base: "http://127.0.0.1:8080/x", ratePerSecond: 0 } })
    assert.deepStrictEqual([cinema.hosts, cinema.ratePerSecond], [["www.cinema.nl", "cinema.nl", "127.0.0.1:8080"], 0])
    assert.deepStrictEqual([poms.hosts, poms.ratePerSecond, poms.burst], [["rs.poms.omroep.nl"], 5, 3])
  })
})
