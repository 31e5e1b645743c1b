/** What passes through a way out is written down, and answers again from there. */
import { assert, describe, it } from "@effect/vitest"
import { Deferred, Duration, Effect, Exit, Fiber, TestClock } from "effect"
import * as Recording from "../../../src/adapters/http/Recording.ts"
import * as Replaying from "../../../src/adapters/http/Replaying.ts"
import { type HttpAnswer, type HttpCall, HttpError, HttpPort } from "../../../src/ports/HttpPort.ts"

const plain = (text: string) => text
const same = { address: plain, came: plain }

/** A way out that answers so. */
const out = (answer: (call: HttpCall) => Effect.Effect<HttpAnswer, HttpError>) =>
  HttpPort.of({ send: (_, call) => Effect.flatMap(call, answer), states: Effect.succeed([]) })

const saying = (body: string, ms = 0) => out(({ url }) => Effect.delay(Effect.succeed(answered(url, body)), ms))

const answered = (url: string, body: string): HttpAnswer => ({
  status: 200,
  headers: { "content-type": "text/plain", "set-cookie": "a=b" },
  body,
  url
})

const get = (url: string): Effect.Effect<HttpCall> => Effect.succeed({ method: "GET", url })

describe("recording", () => {
  it.effect("writes down what was asked, when, and what came, with the headers that matter only", () =>
    Effect.gen(function* () {
      const { http, recorded } = yield* Recording.make(saying("dag", 40), same)
      const asking = yield* Effect.fork(
        Effect.zipRight(
          Effect.sleep(Duration.millis(10)),
          http.send("poms", Effect.succeed({ method: "POST", url: "https://a.example/x", body: '{"text":"dijk"}' }))
        )
      )
      yield* TestClock.adjust(50)
      yield* asking
      const { exchanges } = yield* recorded
      assert.deepStrictEqual(exchanges, [
        {
          source: "poms",
          method: "POST",
          url: "https://a.example/x",
          sent: { text: "dijk" },
          after: 10,
          ms: 40,
          answer: { status: 200, headers: { "content-type": "text/plain" }, body: "dag" }
        }
      ])
    })
  )

  it.effect("writes down failures, and questions that nobody waited for", () =>
    Effect.gen(function* () {
      const failing = out(({ method, url }) =>
        url.endsWith("never")
          ? Effect.never
          : Effect.fail(new HttpError({ source: "tmdb", reason: "Status", status: 503, method, url, attempts: 4 }))
      )
      const { http, recorded } = yield* Recording.make(failing, same)
      yield* Effect.exit(http.send("tmdb", get("https://a.example/down")))
      const waiting = yield* Effect.fork(http.send("tmdb", get("https://a.example/never")))
      yield* Effect.yieldNow()
      yield* Fiber.interrupt(waiting)
      const [first, second] = (yield* recorded).exchanges
      assert.deepStrictEqual(first?.failure, { reason: "Status", status: 503, attempts: 4 })
      assert.isTrue(second?.left)
    })
  )

  it.effect("passes what the caller itself failed with, and writes nothing down", () =>
    Effect.gen(function* () {
      const { http, recorded } = yield* Recording.make(saying("dag"), same)
      assert.deepStrictEqual(yield* Effect.exit(http.send("poms", Effect.fail("no"))), Exit.fail("no"))
      assert.deepStrictEqual((yield* recorded).exchanges, [])
    })
  )

  it.effect("leaves a body out that is too long, and counts exchanges that are too many", () =>
    Effect.gen(function* () {
      const { bounds } = { bounds: Recording.recordingBounds }
      const long = "x".repeat(bounds.body + 1)
      const { http, recorded } = yield* Recording.make(saying(long), same)
      for (let at = 0; at < bounds.exchanges + 3; at++) yield* http.send("poms", get(`https://a.example/${at}`))
      const { exchanges, more } = yield* recorded
      assert.deepStrictEqual([exchanges.length, more], [bounds.exchanges, 3])
      assert.deepStrictEqual([exchanges[0]?.answer?.body, exchanges[0]?.answer?.cut], ["", true])
    })
  )
})

describe("replaying", () => {
  const record = Effect.fn(function* (bodies: ReadonlyArray<string>, url: string) {
    let at = 0
    const { http, recorded } = yield* Recording.make(
      out(() => Effect.sync(() => answered(url, bodies[at++] ?? ""))),
      same
    )
    for (const _ of bodies) yield* http.send("poms", get(url))
    return (yield* recorded).exchanges
  })

  it.effect("gives the answers to one question in their order, to the letter, and the last one again", () =>
    Effect.gen(function* () {
      const bodies = ['{"a":1.50,"a":2}', '{"b":[1,{"c":null}]}', '"text"', "{"]
      const exchanges = yield* record(bodies, "https://a.example/x")
      const { http, replayed } = yield* Replaying.make(exchanges, plain)
      const given: Array<string> = []
      for (const _ of [...bodies, 0]) given.push((yield* http.send("poms", get("https://a.example/x"))).body)
      assert.deepStrictEqual(given, [...bodies, "{"])
      assert.deepStrictEqual(yield* replayed, { notHeld: [], notAsked: [] })
    })
  )

  it.effect("tells what it was asked and does not hold, and what it holds and was not asked", () =>
    Effect.gen(function* () {
      const exchanges = yield* record(["een"], "https://a.example/x")
      const { http, replayed } = yield* Replaying.make(exchanges, plain)
      const exit = yield* Effect.either(http.send("poms", get("https://a.example/y?q=dijk")))
      assert.strictEqual(exit._tag === "Left" ? exit.left.url : "", "https://a.example/y")
      const asked = { source: "poms", method: "GET" } as const
      assert.deepStrictEqual(yield* replayed, {
        notHeld: [{ ...asked, url: "https://a.example/y?q=dijk" }],
        notAsked: [{ ...asked, url: "https://a.example/x" }]
      })
    })
  )

  it.effect("takes as long as it took, and fails as it failed", () =>
    Effect.gen(function* () {
      const failure = { reason: "Timeout", attempts: 2 } as const
      const { http } = yield* Replaying.make(
        [{ source: "tmdb", method: "GET", url: "https://a.example/x", after: 0, ms: 9000, failure }],
        plain
      )
      const done = yield* Deferred.make<HttpError["reason"]>()
      const asking = http.send("tmdb", get("https://a.example/x")).pipe(
        Effect.flip,
        Effect.flatMap(({ reason }) => Deferred.succeed(done, reason))
      )
      yield* Effect.fork(asking)
      yield* TestClock.adjust(8999)
      assert.isFalse(yield* Deferred.isDone(done))
      yield* TestClock.adjust(1)
      assert.strictEqual(yield* Deferred.await(done), "Timeout")
    })
  )
})
