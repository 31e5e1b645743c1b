/** The outbound stack against a real server. */
import { HttpClient } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import {
  Deferred,
  Duration,
  Effect,
  Fiber,
  Logger,
  LogLevel,
  Metric,
  MetricState,
  Option,
  Ref,
  TestClock
} from "effect"
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib"
import { Deadline } from "../../../src/ports/Deadline.ts"
import { MostRetries } from "../../../src/ports/MostRetries.ts"
import { HttpError } from "../../../src/ports/HttpPort.ts"
import { Patience } from "../../../src/ports/Patience.ts"
import { freePort } from "../../stand-ins/port.ts"
import { elapse, type Reply, standIn, tick, until } from "../../stand-ins/server.ts"
import { reply, stage, userAgent } from "./httpStage.ts"

const patient = { breaker: { failures: 99 } }

describe("answers", () => {
  it.scoped("passes status, headers, body and address on, and says who asks", () =>
    Effect.gen(function* () {
      const { server, get } = yield* stage(reply({ status: 404, headers: { "X-Some": "thing" }, body: "weg" }))
      const answer = yield* get("/a?b=c#d", {
        method: "POST",
        body: "{}",
        headers: { "Content-Type": "application/json" }
      })
      assert.deepStrictEqual(
        [answer.status, answer.headers["x-some"], answer.body, answer.url],
        [404, "thing", "weg", `${server.url}/a?b=c`]
      )
      const [asked] = server.requests
      assert.deepInclude(asked, { method: "POST", url: "/a?b=c", body: "{}" })
      assert.deepInclude(asked?.headers, {
        "user-agent": userAgent,
        "accept-language": "nl",
        "accept-encoding": "gzip, deflate, br",
        "content-type": "application/json"
      })
      assert.notProperty(asked?.headers, "traceparent")
      assert.notProperty(asked?.headers, "b3")
    })
  )

  it.scoped("unpacks every encoding it asks for, and reads the charset", () =>
    Effect.gen(function* () {
      const plain = Buffer.from("één film")
      const bodies: Readonly<Record<string, Uint8Array>> = {
        gzip: gzipSync(plain),
        br: brotliCompressSync(plain),
        deflate: deflateSync(plain),
        "gzip, deflate": deflateRawSync(gzipSync(plain)),
        identity: plain
      }
      const { get } = yield* stage(({ url }) => {
        const encoding = decodeURIComponent(url.slice(1))
        return encoding === "latin"
          ? { headers: { "content-type": "text/html; charset=ISO-8859-1" }, body: Buffer.from("één film", "latin1") }
          : { headers: { "content-encoding": encoding }, body: bodies[encoding] ?? "" }
      })
      for (const encoding of [...Object.keys(bodies), "latin"]) {
        assert.strictEqual((yield* get(`/${encodeURIComponent(encoding)}`)).body, "één film", encoding)
      }
    })
  )

  it.scoped("refuses bodies that are too large, before or after unpacking, and those that do not unpack", () =>
    Effect.gen(function* () {
      const replies: Readonly<Record<string, Reply>> = {
        "/bomb": { headers: { "content-encoding": "gzip" }, body: gzipSync(Buffer.alloc(16 << 20)) },
        "/announced": { body: Buffer.alloc(65_000) },
        "/chunked": { headers: { "transfer-encoding": "chunked" }, body: Buffer.alloc(65_000) },
        "/broken": { headers: { "content-encoding": "gzip" }, body: gzipSync("hello world").subarray(0, 20) },
        "/unknown": { headers: { "content-encoding": "constructor" }, body: "x" }
      }
      const { http, server, get } = yield* stage(({ url }) => replies[url] ?? {}, { maxBodyBytes: 64_000 })
      const reasons = yield* Effect.forEach(Object.keys(replies), (path) =>
        Effect.map(Effect.flip(get(path)), ({ reason }) => reason)
      )
      assert.deepStrictEqual(reasons, ["TooLarge", "TooLarge", "TooLarge", "Malformed", "Malformed"])
      assert.lengthOf(server.requests, 5)
      assert.deepInclude((yield* http.states)[0], { source: "poms", breaker: "closed", requests: 5, failures: 5 })
    })
  )
})

describe("failures", () => {
  it.scoped("retries with a new signature, and gives up after four attempts", () =>
    Effect.gen(function* () {
      const { server, http, call } = yield* stage(reply({ status: 503 }), patient)
      const count = yield* Ref.make(0)
      const signed = Effect.map(
        Ref.updateAndGet(count, (n) => n + 1),
        (n) => call("/x?api_key=secret", { headers: { authorization: `sig${n}` } })
      )
      const fiber = yield* Effect.fork(Effect.flip(http.send("poms", signed)))
      for (const wait of [3000, 5000, 10_000]) yield* elapse(wait)
      const error = yield* Fiber.join(fiber)
      assert.deepInclude(error, { reason: "Status", status: 503, attempts: 4, url: `${server.url}/x` })
      assert.notInclude(JSON.stringify(error) + error.message, "secret")
      assert.deepStrictEqual(
        server.requests.map(({ headers }) => headers["authorization"]),
        ["sig1", "sig2", "sig3", "sig4"]
      )
      const [state] = yield* http.states
      assert.deepInclude(state, { requests: 4, failures: 4, lastError: error.message })
      assert.deepInclude(state, { lastReason: "Status", lastErrorStatus: 503, ratePerSecond: 0, waiting: 0 })
      assert.lengthOf(state?.recent ?? [], 4)
    })
  )

  it.scoped("does not insist where its caller does not want it to", () =>
    Effect.gen(function* () {
      const { server, get } = yield* stage(reply({ status: 503 }), patient)
      const error = yield* Effect.flip(Effect.provideService(get("/x"), MostRetries, 0))
      assert.deepInclude(error, { reason: "Status", attempts: 1 })
      assert.lengthOf(server.requests, 1)
    })
  )

  it.scoped("waits as long as a 429 asks, then counts the success", () =>
    Effect.gen(function* () {
      const { server, http, get } = yield* stage((_, __, index) =>
        index === 0 ? { status: 429, headers: { "retry-after": "20" } } : { body: "ok" }
      )
      const fiber = yield* Effect.fork(get("/"))
      yield* elapse(20_000)
      assert.strictEqual((yield* Fiber.join(fiber)).body, "ok")
      assert.lengthOf(server.requests, 2)
      assert.deepInclude((yield* http.states)[0], { lastFailure: 0, lastSuccess: 20_000, breaker: "closed" })
    })
  )

  it.scoped("remembers how long the last sixty attempts took, and the status of the last answer", () =>
    Effect.gen(function* () {
      const { http, get } = yield* stage((_, __, index) => ({ status: index < 70 ? 200 : 401 }))
      const state = Effect.map(http.states, ([poms]) => poms)
      yield* Effect.forEach(
        Array.from({ length: 70 }, () => "/"),
        (path) => get(path)
      )
      assert.deepInclude(yield* state, { requests: 70, failures: 0, lastStatus: 200 })
      yield* get("/")
      assert.deepInclude(yield* state, { requests: 71, failures: 0, lastStatus: 401 })
      assert.lengthOf((yield* state)?.recent ?? [], 60)
    })
  )

  it.scoped("passes the caller's own error on, asked once", () =>
    Effect.gen(function* () {
      const { server, http } = yield* stage(reply({}))
      const own = new HttpError({ source: "poms", reason: "Timeout", method: "GET", url: "own", attempts: 7 })
      assert.deepInclude(yield* Effect.flip(http.send("poms", Effect.fail(own))), { url: "own", attempts: 7 })
      assert.lengthOf(server.requests, 0)
      assert.deepInclude((yield* http.states)[0], { requests: 0, failures: 0 })
    })
  )

  it.scoped("times out over a dripping body, and closes the connection", () =>
    Effect.gen(function* () {
      const closed = yield* Deferred.make<void>()
      const headersSeen = yield* Deferred.make<void>()
      const { get } = yield* stage(
        (_, response) => {
          response.on("close", () => Deferred.unsafeDone(closed, Effect.void))
          response.write("drip")
          return undefined
        },
        {
          timeout: Duration.seconds(10),
          retry: { times: 0 },
          watch: HttpClient.tap(() => Deferred.succeed(headersSeen, undefined))
        }
      )
      const fiber = yield* Effect.fork(Effect.flip(get("/")))
      yield* Deferred.await(headersSeen)
      yield* elapse(10_000)
      assert.deepInclude(yield* Fiber.join(fiber), { reason: "Timeout", attempts: 1 })
      yield* Deferred.await(closed)
    })
  )

  it.scoped("closes the connection of an interrupted request", () =>
    Effect.gen(function* () {
      const closed = yield* Deferred.make<void>()
      const { server, get } = yield* stage((_, response) => {
        response.on("close", () => Deferred.unsafeDone(closed, Effect.void))
        return undefined
      })
      const fiber = yield* Effect.fork(get("/"))
      yield* server.next
      yield* Fiber.interrupt(fiber)
      yield* Deferred.await(closed)
    })
  )

  it.scoped("tells a refused connection", () =>
    Effect.gen(function* () {
      const gone = yield* Effect.scoped(standIn(reply({})))
      const { http } = yield* stage(reply({}), { hosts: [gone.host], retry: { times: 0 } })
      const error = yield* Effect.flip(
        http.send("poms", Effect.succeed({ method: "GET", url: `${gone.url}/x?key=secret` }))
      )
      assert.deepInclude(error, { reason: "Connection", attempts: 1, url: `${gone.url}/x` })
    })
  )

  it.scoped("ends at the deadline, and does not wait for a retry that comes after it", () =>
    Effect.gen(function* () {
      const { server, get } = yield* stage(({ url }) => (url === "/hang" ? undefined : { status: 503 }))
      const error = yield* Effect.flip(Effect.provideService(get("/"), Deadline, 1500))
      assert.deepInclude(error, { reason: "Status", attempts: 1 })
      yield* server.next
      const fiber = yield* Effect.fork(Effect.flip(Effect.provideService(get("/hang"), Deadline, 1500)))
      yield* server.next
      yield* elapse(1500)
      assert.deepInclude(yield* Fiber.join(fiber), { reason: "Timeout", attempts: 1 })
      assert.deepInclude(yield* Effect.flip(Effect.provideService(get("/"), Deadline, 1500)), {
        reason: "Timeout",
        attempts: 0
      })
      assert.lengthOf(server.requests, 2)
    })
  )

  it.scoped("opens the circuit on broken connections, asks nobody, and closes it after a good trial", () =>
    Effect.gen(function* () {
      const { server, http, get } = yield* stage(
        (_, response, index) => (index < 4 ? void response.destroy() : { body: "back" }),
        { breaker: { pauses: [Duration.minutes(5)] } }
      )
      const fiber = yield* Effect.fork(Effect.flip(get("/")))
      yield* elapse(3000)
      yield* elapse(5000)
      yield* until(Effect.map(http.states, ([poms]) => poms?.breaker === "open"))
      assert.deepInclude(yield* Effect.flip(get("/")), { reason: "CircuitOpen", attempts: 0 })
      yield* elapse(10_000)
      assert.deepInclude(yield* Fiber.join(fiber), { reason: "Connection", attempts: 4 })
      assert.lengthOf(server.requests, 4)
      assert.deepInclude((yield* http.states)[0], { breaker: "open", failures: 4 })
      yield* TestClock.adjust("6 minutes")
      assert.strictEqual((yield* http.states)[0]?.breaker, "half-open")
      assert.strictEqual((yield* get("/")).body, "back")
      assert.strictEqual((yield* http.states)[0]?.breaker, "closed")
    })
  )

  it.scoped("does not insist where nobody is there, and waits for the trial when it is told to", () =>
    Effect.gen(function* () {
      const host = `127.0.0.1:${yield* Effect.promise(freePort)}`
      const { get, http } = yield* stage(reply({}), { hosts: [host] })
      const gone = { url: `http://${host}/` }
      assert.deepInclude(yield* Effect.flip(get("/", gone)), { reason: "Connection", attempts: 1 })
      assert.deepInclude(yield* Effect.flip(get("/", gone)), { reason: "CircuitOpen", attempts: 0 })
      const waiting = yield* Effect.fork(Effect.provideService(get("/"), Patience, 2000))
      assert.isTrue(Option.isNone(yield* Fiber.poll(waiting)))
      yield* elapse(1200)
      assert.strictEqual((yield* Fiber.join(waiting)).status, 200)
      assert.strictEqual((yield* http.states)[0]?.breaker, "closed")
    })
  )

  it.scoped("takes a pause that the source asks for as no failure", () =>
    Effect.gen(function* () {
      const { get, server } = yield* stage((_, __, index) =>
        index === 0 ? { status: 429, headers: { "retry-after": "90" } } : {}
      )
      assert.deepInclude(yield* Effect.flip(get("/")), { reason: "Status", status: 429, attempts: 1 })
      assert.deepInclude(yield* Effect.flip(get("/")), { reason: "CircuitOpen" })
      yield* TestClock.adjust("89 seconds")
      assert.deepInclude(yield* Effect.flip(get("/")), { reason: "CircuitOpen" })
      yield* TestClock.adjust("1 second")
      assert.strictEqual((yield* get("/")).status, 200)
      assert.lengthOf(server.requests, 2)
    })
  )

  it.scoped("logs every attempt without its query", () =>
    Effect.gen(function* () {
      const lines: Array<string> = []
      const { get } = yield* stage(reply({ status: 404 }))
      yield* get("/film?api_key=secret").pipe(
        Effect.provide(
          Logger.replace(
            Logger.defaultLogger,
            Logger.map(Logger.logfmtLogger, (line) => void lines.push(line))
          )
        ),
        Logger.withMinimumLogLevel(LogLevel.Debug)
      )
      const line = lines.find((each) => each.includes("source asked"))
      for (const part of ["level=DEBUG", "source=poms", "method=GET", "/film", "status=404", "ms=0"]) {
        assert.include(line ?? "", part)
      }
      assert.notInclude(lines.join(), "secret")
    })
  )

  it.scoped("counts what it did", () =>
    Effect.gen(function* () {
      const counter = Metric.counter("source_requests_total", {
        description: "Requests to a source by outcome",
        incremental: true
      }).pipe(Metric.tagged("source", "poms"), Metric.tagged("outcome", "ok"))
      const { get } = yield* stage(reply({}))
      const before = yield* Metric.value(counter)
      yield* get("/")
      const after = yield* Metric.value(counter)
      assert.isTrue(MetricState.isCounterState(after))
      assert.strictEqual(after.count - before.count, 1)
    })
  )
})

describe("the rate limit", () => {
  it.scoped("does not count as request time, and refuses at once what would come too late", () =>
    Effect.gen(function* () {
      const { server, http, get } = yield* stage(reply({ body: "ok" }), { rate: 0.1 })
      yield* get("/")
      const waiting = yield* Effect.fork(get("/", { timeout: Duration.seconds(1) }))
      yield* tick
      assert.deepInclude(yield* Effect.flip(Effect.provideService(get("/"), Deadline, 9000)), {
        reason: "Overloaded",
        attempts: 0
      })
      yield* elapse(10_000)
      assert.strictEqual((yield* Fiber.join(waiting)).body, "ok")
      assert.lengthOf(server.requests, 2)
      assert.strictEqual((yield* http.states)[0]?.breaker, "closed")
    })
  )
})

describe("the most at a time", () => {
  it.scoped("holds also when more are asked, and the others follow", () =>
    Effect.gen(function* () {
      let now = 0
      let most = 0
      const { server, get } = yield* stage(
        (_, response) => {
          most = Math.max(most, ++now)
          setTimeout(() => {
            now--
            response.end("ok")
          }, 20)
          return undefined
        },
        { atOnce: 3 }
      )
      yield* Effect.all(
        Array.from({ length: 10 }, () => get("/")),
        { concurrency: "unbounded" }
      )
      assert.lengthOf(server.requests, 10)
      assert.strictEqual(most, 3)
    })
  )
})
