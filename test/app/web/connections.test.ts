/** What is no request that is served is refused in JSON, and every connection ends: nobody can hold one for ever. */
import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Exit, Schema, Scope } from "effect"
import { raw, rawScoped } from "../../stand-ins/raw.ts"
import { until } from "../../stand-ins/server.ts"
import { nothing, service, type Sources } from "../stage.ts"

const get = (path: string, ...headers: ReadonlyArray<string>) =>
  `${[`GET ${path} HTTP/1.1`, "Host: a", ...headers].join("\r\n")}\r\n\r\n`

const Problem = Schema.parseJson(
  Schema.Struct({ error: Schema.Struct({ status: Schema.Int, message: Schema.NonEmptyString }) })
)

/** The status of the only answer in a text, which must be JSON that agrees with it, and the last on its connection. */
const refusal = (text: string) => {
  const [head = "", body = "", ...more] = text.split("\r\n\r\n")
  assert.lengthOf(more, 0, text)
  assert.match(head, /^HTTP\/1\.1 \d{3} \w/, text)
  assert.match(head, /\r\ncontent-type: application\/json/i, text)
  assert.match(head, /\r\nconnection: close/i, text)
  const { status } = Schema.decodeUnknownSync(Problem)(body).error
  assert.strictEqual(head.slice(9, 12), String(status))
  return status
}

const quick = { parting: Duration.millis(300) }

const matching = "POST /movies/library/metadata/matches HTTP/1.1\r\nHost: a\r\n"

const refused: Readonly<Record<string, readonly [said: string, status: number]>> = {
  "no Host": ["GET /health HTTP/1.1\r\n\r\n", 400],
  "two Hosts": ["GET /health HTTP/1.1\r\nHost: a\r\nhost: b\r\n\r\n", 400],
  "two Hosts, for an answer that is hot": ["GET /movies HTTP/1.1\r\nHost: a\r\nHOST: a\r\n\r\n", 400],
  "an Expect that nobody knows": ["GET /health HTTP/1.1\r\nHost: a\r\nExpect: 200-ok\r\n\r\n", 417],
  CONNECT: ["CONNECT example.org:443 HTTP/1.1\r\nHost: example.org:443\r\n\r\n", 405],
  "no HTTP": ["\x16\x03\x01\x02\x00\x01\x00", 400],
  "a bad request line": ["GET /health\r\nHost: a\r\n\r\n", 400],
  "a version of its own": ["GET /health HTTP/9.9\r\nHost: a\r\n\r\n", 400],
  "HTTP/2": ["PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400],
  "a method of its own": ["BREW /health HTTP/1.1\r\nHost: a\r\n\r\n", 400],
  "a header without a name": ["GET /health HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n", 400],
  "two lengths": ["POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400],
  "a bad piece": [`${matching}Transfer-Encoding: chunked\r\n\r\nzz\r\n`, 400],
  "headers without end": [`GET /health HTTP/1.1\r\nHost: a\r\nx: ${"x".repeat(20_000)}\r\n\r\n`, 431]
}

describe("a connection", () => {
  it.scopedLive(
    "that brings what is not served gets one answer in JSON, and is closed whatever its other side does",
    () =>
      Effect.gen(function* () {
        const { ask, port } = yield* service(() => undefined, {}, { limits: quick })
        yield* ask("/movies")
        for (const [what, [said, status]] of Object.entries(refused)) {
          const { deaf, heard, say } = yield* rawScoped(port)
          say(said)
          assert.strictEqual(refusal(yield* Effect.promise(() => heard)), status, what)
          assert.isBelow(yield* Effect.promise(deaf), 3000, what)
        }
      })
  )

  it.scopedLive("may ask for another protocol, as some clients always do: it is answered in this one, and closed", () =>
    Effect.gen(function* () {
      const { port } = yield* service()
      const { heard, say } = yield* rawScoped(port)
      say(get("/health", "Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAAP__"))
      const text = yield* Effect.promise(() => heard)
      assert.match(text, /^HTTP\/1\.1 200 OK/)
      assert.match(text, /\r\nconnection: close/i)
    })
  )

  it.scopedLive("of HTTP/1.0 needs no Host", () =>
    Effect.gen(function* () {
      const { port } = yield* service()
      const { heard, say } = yield* rawScoped(port)
      say("GET /health HTTP/1.0\r\n\r\n")
      assert.match(yield* Effect.promise(() => heard), /^HTTP\/1\.1 200 OK/)
    })
  )

  it.scopedLive("on which a request does not get on is told so in time, and closed", () =>
    Effect.gen(function* () {
      const limits = { ...quick, headers: Duration.millis(500), request: Duration.seconds(1) }
      const { ask, port } = yield* service(() => undefined, {}, { limits })
      const slow = ["", "GET", "GET /health HTTP/1.1\r\nHost: a\r\n", `${matching}Content-Length: 9\r\n\r\n{`]
      const open = yield* Effect.forEach(slow, () => rawScoped(port))
      open.forEach(({ say }, at) => say(slow[at] ?? ""))
      for (const { deaf, heard } of open) {
        assert.strictEqual(refusal(yield* Effect.promise(() => heard)), 408)
        assert.isBelow(yield* Effect.promise(deaf), 3000)
      }
      // What was answered already, body or no body, is not answered again.
      const { heard, say } = yield* rawScoped(port)
      say("POST /nothing HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{")
      const text = yield* Effect.promise(() => heard)
      assert.match(text, /^HTTP\/1\.1 404 /)
      assert.notInclude(text, "HTTP/1.1 408")
      assert.strictEqual((yield* ask("/health")).status, 200)
    })
  )

  it.scopedLive("that brings too large a body is told so at once if it says so, and closed", () =>
    Effect.gen(function* () {
      const { port } = yield* service(() => undefined, {}, { limits: quick })
      const sent = yield* rawScoped(port)
      sent.say(`${matching}Content-Length: 99999999999\r\n\r\n{`)
      assert.strictEqual(refusal(yield* Effect.promise(() => sent.heard)), 413)
      assert.isBelow(yield* Effect.promise(sent.deaf), 3000)
      const endless = yield* rawScoped(port)
      endless.say(`${matching}Transfer-Encoding: chunked\r\n\r\n`)
      const piece = `10000\r\n${"x".repeat(65_536)}\r\n`
      // Beyond what is read and thrown away; the sender takes no notice of the answer.
      for (let count = 0; count < 520; count++) endless.say(piece)
      assert.strictEqual(refusal(yield* Effect.promise(() => endless.heard)), 413)
      assert.isBelow(yield* Effect.promise(endless.deaf), 3000)
    })
  )

  it.scopedLive("whose other side takes nothing of its answers is closed", () =>
    Effect.gen(function* () {
      const { ask, port } = yield* service(() => undefined, {}, { limits: { ...quick, unread: Duration.millis(500) } })
      const { deaf, say } = yield* rawScoped(port, { reading: false })
      const size = (yield* ask("/openapi.json")).text.length
      // More than the system takes in between.
      for (let sent = 0; sent < 30_000_000; sent += size) say(get("/openapi.json"))
      assert.isBelow(yield* Effect.promise(deaf), 8000)
      assert.strictEqual((yield* ask("/health")).status, 200)
    })
  )

  it.scopedLive("may take its time to be answered: that is not idle", () =>
    Effect.gen(function* () {
      const slowly: Sources = (request) => ({ ...nothing(request), delay: 900 })
      const { port } = yield* service(
        slowly,
        {},
        { limits: { unread: Duration.millis(200), headers: Duration.millis(200) } }
      )
      const { heard, say } = yield* rawScoped(port)
      say(get("/movies/library/metadata/vpro-de-dijk-1994-none-m", "Connection: close"))
      assert.match(yield* Effect.promise(() => heard), /^HTTP\/1\.1 200 OK/)
    })
  )

  it.scopedLive("makes room when it is idle and there are too many", () =>
    Effect.gen(function* () {
      const { ask, port } = yield* service(
        () => undefined,
        {},
        { limits: { connections: 4, idle: Duration.minutes(1) } }
      )
      const idle = yield* Effect.replicateEffect(rawScoped(port), 4)
      for (const { say } of idle) say(get("/health"))
      yield* until(Effect.sync(() => idle.every(({ sofar }) => sofar().startsWith("HTTP/1.1 200"))))
      yield* Effect.retry(ask("/health"), { times: 3 })
    })
  )
})

describe("the end of the service", () => {
  it.live("waits for running requests and for nothing else", () =>
    Effect.gen(function* () {
      const scope = yield* Scope.make()
      const slowly: Sources = (request) => ({ ...nothing(request), delay: 700 })
      const { ask, asked, port } = yield* service(slowly, {}, { grace: Duration.seconds(20) }).pipe(Scope.extend(scope))
      const silent = raw(port)
      const half = raw(port)
      const idle = raw(port)
      const busy = raw(port)
      half.say("GET /health HTTP/1.1\r\nHo")
      idle.say(get("/health"))
      yield* ask("/health")
      busy.say(get("/movies/library/metadata/vpro-de-dijk-1994-none-m"))
      yield* until(Effect.sync(() => asked.length > 0))
      const [took] = yield* Effect.timed(Scope.close(scope, Exit.void))
      const text = yield* Effect.promise(() => busy.heard)
      assert.match(text, /^HTTP\/1\.1 200 OK/, "the running request has its answer")
      assert.match(text, /connection: close/i)
      assert.isBelow(Duration.toMillis(took), 6000)
      for (const one of [silent, half, idle, busy]) one.close()
    })
  )
})
