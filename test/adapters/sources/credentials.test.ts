import { FileSystem, Path } from "@effect/platform"
import { NodeContext } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Fiber, Layer, Logger, Redacted, Ref, Schema, TestClock } from "effect"
import { pairIn, scriptsOf } from "../../../src/adapters/sources/credentials/CredentialPage.ts"
import * as CredentialsFile from "../../../src/adapters/sources/credentials/CredentialsFile.ts"
import * as CredentialsMemory from "../../../src/adapters/sources/memory/CredentialsMemory.ts"
import { CredentialPort, type Credentials } from "../../../src/ports/CredentialPort.ts"
import { credentialsContract } from "../../contract/credentials.ts"
import { type HttpAnswer, HttpError, HttpPort } from "../../../src/ports/HttpPort.ts"

const pageUrl = "https://www.vprogids.nl/cinema/zoek.html"
const pair = (key: string, secret: string) => `var config = { vpronlApiKey: "${key}", vpronlSecret: "${secret}" }`
const fresh = `<script>${pair("freshkey01", "freshsec01")}</script>`

const config = (lines: string) => `<!DOCTYPE html><html><head><script>
  var vpro = { serverConfig: { apiServer: "https://rs.example", ${lines} } };
</script></head><body>foto's</body></html>`

describe("CredentialPage", () => {
  const ok = { key: "goodkey001", secret: "goodsec001" }
  for (const [what, text, expected] of [
    ["an object", `vpronlApiKey: "goodkey001",\n vpronlSecret: "goodsec001"`, ok],
    ["assignments", `vpronlApiKey = 'goodkey001'; vpronlSecret = 'goodsec001';`, ok],
    ["members", `c.vpronlApiKey='goodkey001';c.vpronlSecret='goodsec001'`, ok],
    ["JSON", `{"vpronlApiKey":"goodkey001","vpronlSecret":"goodsec001"}`, ok],
    [
      "JSON in an attribute",
      `<div data-c="{&quot;apiKey&quot;:&quot;goodkey001&quot;,&quot;secret&quot;:&quot;goodsec001&quot;}">`,
      ok
    ],
    ["JSON in a string", `"{\\"apiKey\\":\\"goodkey001\\",\\"apiSecret\\":\\"goodsec001\\"}"`, ok],
    ["the plain names", `{ apiKey: "goodkey001", urls: { a: "b" }, apiSecret: "goodsec001" }`, ok],
    [
      "the preferred pair among others",
      config(`apiKey: "wrongkey01", apiSecret: "wrongsec01", locationApiKey: "wrongkey02",
        locationApiSecret: "wrongsec02", vpronlApiKey: "goodkey001", vpronlSecret: "goodsec001"`),
      ok
    ],
    [
      "defaults",
      `this.apiKey = e || a.vpronlApiKey || "apiKey", this.secret = f || a.vpronlSecret || "secret"`,
      undefined
    ],
    ["defaults of the right form", `a.apiKey = e || "apikey0001", a.secret = f || "secret0001"`, undefined],
    ["another pair only", `locationApiKey: "wrongkey02", locationApiSecret: "wrongsec02"`, undefined],
    ["other names that end alike", `data-apiKey="wrongkey02" my_secret="wrongsec02" $apiKey="wrongkey02"`, undefined],
    ["halves of two pairs", `vpronlApiKey: "wrongkey01", locationApiSecret: "wrongsec02"`, undefined],
    ["halves of two known pairs", `vpronlApiKey: "wrongkey01", apiSecret: "wrongsec02"`, undefined],
    ["halves in two objects", `{a: {apiKey: "wrongkey01"}, b: {apiSecret: "wrongsec01"}}`, undefined],
    ["halves in two scripts", `<script>apiKey="wrongkey01"</script><script>secret="wrongsec01"</script>`, undefined],
    ["halves with two owners", `a.apiKey = "wrongkey01"; b.secret = "wrongsec01"`, undefined],
    ["placeholders", `apiKey: '{your API key}', apiSecret: '{your API secret}'`, undefined],
    ["too short and too long", `apiKey: "short", apiSecret: "muchtoolongforasecret"`, undefined],
    ["a page that says it is gone", `<html><title>404 - Pagina niet gevonden</title></html>`, undefined]
  ] as const)
    it(`reads ${what}`, () => assert.deepStrictEqual(pairIn(text), expected))

  it("follows scripts of the same origin only", () => {
    const html = [
      "/a.js",
      "b.js?v=1",
      "/a.js",
      "//cdn.example/c.js",
      "http://www.vprogids.nl/d.js",
      "data:,x",
      "http://["
    ]
      .map((src) => `<script src="${src}"></script>`)
      .join("")
    assert.deepStrictEqual(scriptsOf(html, pageUrl, 8), [
      "https://www.vprogids.nl/a.js",
      "https://www.vprogids.nl/cinema/b.js?v=1"
    ])
    assert.strictEqual(scriptsOf(html, pageUrl, 1).length, 1)
  })
})

type Page = string | number | "unreachable"

/** VPRO's site as a table, and what was asked of it; each answer takes a second. */
const site = (pages: Readonly<Record<string, Page>>) =>
  Effect.map(Ref.make<ReadonlyArray<string>>([]), (asked) => ({
    asked: Ref.get(asked),
    http: Layer.succeed(HttpPort, {
      states: Effect.succeed([]),
      send: (source, call) =>
        Effect.gen(function* () {
          const { method, url } = yield* call
          yield* Ref.update(asked, (urls) => [...urls, url])
          yield* Effect.sleep("1 second")
          const page = pages[url] ?? 404
          if (page === "unreachable")
            return yield* new HttpError({ source, reason: "Connection", method, url, attempts: 3 })
          const answer: HttpAnswer =
            typeof page === "number"
              ? { status: page, headers: {}, body: "", url }
              : { status: 200, headers: {}, body: page, url }
          return answer
        })
    })
  }))

interface Setup {
  readonly pages?: Readonly<Record<string, Page>>
  readonly stored?: string
  readonly environment?: Credentials
}

/** Runs a test on credentials of its own. `wait` runs an effect while a minute goes by. */
const using = <A, E>(
  { pages = { [pageUrl]: fresh }, stored, environment }: Setup,
  test: (tools: {
    readonly credentials: CredentialPort["Type"]
    readonly asked: Effect.Effect<ReadonlyArray<string>>
    readonly file: string
  }) => Effect.Effect<A, E, FileSystem.FileSystem>
) =>
  Effect.gen(function* () {
    const fs = yield* FileSystem.FileSystem
    const path = yield* Path.Path
    const file = path.join(yield* fs.makeTempDirectoryScoped(), "sub", "credentials.json")
    yield* fs.makeDirectory(path.dirname(file))
    if (stored !== undefined) yield* fs.writeFileString(file, stored)
    const { asked, http } = yield* site(pages)
    return yield* Effect.flatMap(CredentialPort, (credentials) => test({ credentials, asked, file })).pipe(
      Effect.provide(CredentialsFile.layer({ file, environment, pageUrl }).pipe(Layer.provide(http)))
    )
  }).pipe(Effect.scoped, Effect.provide(NodeContext.layer))

const soon = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.gen(function* () {
    const fiber = yield* Effect.fork(effect)
    yield* TestClock.adjust("20 seconds")
    return yield* Fiber.join(fiber)
  })

const values = ({ key, secret }: Credentials) => [Redacted.value(key), Redacted.value(secret)]
const ofFile = `{"api_key": "filekey001", "api_secret": "filesec001", "fetched_at": "2026-01-05T10:11:12.123456+00:00", "source": "x"}`
const environment = { key: Redacted.make("envkey0001"), secret: Redacted.make("envsec0001"), source: "" }

describe("CredentialsFile", () => {
  for (const [source, setup, key] of [
    ["environment", { stored: ofFile, environment }, "envkey0001"],
    ["file", { stored: ofFile }, "filekey001"],
    ["built-in", {}, "ione7ahfij"],
    ["built-in", { stored: "{" }, "ione7ahfij"],
    ["built-in", { stored: `{"api_key": "onlyakey01"}` }, "ione7ahfij"],
    ["built-in", { stored: `{"api_key": "", "api_secret": ""}` }, "ione7ahfij"]
  ] as const)
    it.effect(`begins with the pair of the ${source} (${JSON.stringify(setup).length})`, () =>
      using(setup, ({ asked, credentials }) =>
        Effect.gen(function* () {
          assert.strictEqual(values(yield* credentials.current)[0], key)
          assert.deepStrictEqual(yield* credentials.state, { source, state: "ok" })
          assert.deepStrictEqual(yield* asked, [])
        })
      )
    )

  it.effect("keeps a candidate only when it has proven itself", () =>
    using({ stored: ofFile }, ({ credentials, file }) =>
      Effect.gen(function* () {
        const fs = yield* FileSystem.FileSystem
        const old = yield* credentials.current
        const candidate = yield* soon(credentials.refresh(old))
        assert.deepStrictEqual(values(candidate), ["freshkey01", "freshsec01"])
        assert.deepStrictEqual(values(yield* credentials.current), values(old))
        assert.strictEqual(yield* fs.readFileString(file), ofFile)
        assert.strictEqual((yield* credentials.state).state, "refused")
        assert.deepStrictEqual(values(yield* credentials.refresh(old)), values(candidate))

        yield* credentials.accepted(candidate)
        assert.deepStrictEqual(values(yield* credentials.current), values(candidate))
        assert.deepInclude(yield* credentials.state, { source: pageUrl, state: "ok" })
        assert.strictEqual(Number((yield* fs.stat(file)).mode) & 0o777, 0o600)
        assert.deepStrictEqual(yield* fs.readDirectory(file.slice(0, -"/credentials.json".length)), [
          "credentials.json"
        ])
        const written = yield* Schema.decodeUnknown(Schema.parseJson())(yield* fs.readFileString(file))
        assert.deepInclude(written, { api_key: "freshkey01", api_secret: "freshsec01", source: pageUrl })
        assert.deepInclude(written, { fetched_at: "1970-01-01T00:00:20.000+00:00" })

        // Someone who still holds the old pair gets the new one without a look at the page.
        assert.deepStrictEqual(values(yield* credentials.refresh(old)), values(candidate))
      })
    )
  )

  it.effect("forgets a candidate that was refused, and goes on with the old pair", () =>
    using({ environment }, ({ asked, credentials }) =>
      Effect.gen(function* () {
        const candidate = yield* soon(credentials.refresh(yield* credentials.current))
        assert.strictEqual((yield* Effect.flip(credentials.refresh(candidate))).reason, "CoolingDown")
        yield* credentials.accepted(candidate)
        assert.strictEqual((yield* credentials.current).source, "environment")
        yield* TestClock.adjust("60 seconds")
        assert.deepStrictEqual(values(yield* soon(credentials.refresh(yield* credentials.current))), values(candidate))
        assert.strictEqual((yield* asked).length, 2)
        yield* credentials.accepted(yield* credentials.current)
        assert.strictEqual((yield* credentials.state).state, "ok")
      })
    )
  )

  it.effect("asks the page once for any number of callers", () =>
    using({}, ({ asked, credentials }) =>
      Effect.gen(function* () {
        const refresh = Effect.flatMap(credentials.current, credentials.refresh)
        const found = yield* soon(
          Effect.all(
            Array.from({ length: 100 }, () => refresh),
            { concurrency: "unbounded" }
          )
        )
        assert.deepStrictEqual(new Set(found.map((one) => values(one)[0])), new Set(["freshkey01"]))
        assert.deepStrictEqual(yield* asked, [pageUrl])
      })
    )
  )

  it.effect("goes on for the others when the first caller hangs up", () =>
    using({}, ({ asked, credentials }) =>
      Effect.gen(function* () {
        const refresh = Effect.flatMap(credentials.current, credentials.refresh)
        const first = yield* Effect.fork(refresh)
        yield* TestClock.adjust("100 millis")
        const second = yield* Effect.fork(refresh)
        yield* TestClock.adjust("100 millis")
        assert.isTrue(Exit.isInterrupted(yield* Fiber.interrupt(first)))
        yield* TestClock.adjust("1 second")
        assert.strictEqual(values(yield* Fiber.join(second))[0], "freshkey01")
        assert.strictEqual((yield* asked).length, 1)
      })
    )
  )

  it.effect("looks at most once in 60 seconds, however the look went", () =>
    using({ pages: { [pageUrl]: "unreachable" } }, ({ asked, credentials }) =>
      Effect.gen(function* () {
        const refresh = Effect.flip(Effect.flatMap(credentials.current, credentials.refresh))
        assert.strictEqual((yield* soon(refresh)).reason, "Unreachable")
        assert.strictEqual((yield* credentials.state).state, "refresh-failed")
        yield* TestClock.adjust("39999 millis")
        assert.strictEqual((yield* refresh).reason, "CoolingDown")
        assert.strictEqual((yield* credentials.state).state, "refresh-failed")
        yield* TestClock.adjust("1 millis")
        assert.strictEqual((yield* soon(refresh)).reason, "Unreachable")
        assert.strictEqual((yield* asked).length, 2)
      })
    )
  )

  for (const status of [404, 410])
    it.effect(`goes on with the pair in use when the page answers ${status}`, () =>
      using({ pages: { [pageUrl]: status } }, ({ credentials }) =>
        Effect.gen(function* () {
          const error = yield* soon(Effect.flip(Effect.flatMap(credentials.current, credentials.refresh)))
          assert.strictEqual(error.reason, "PageGone")
          assert.deepStrictEqual(values(yield* credentials.current), ["ione7ahfij", "aag9veesei"])
          assert.deepInclude(yield* credentials.state, { source: "built-in", state: "page-gone", lastRefresh: 0 })
        })
      )
    )

  it.effect("falls back on the built-in pair when a pair of the user's own is refused and no page holds another", () =>
    using({ pages: { [pageUrl]: 404 }, environment }, ({ credentials }) =>
      Effect.gen(function* () {
        const found = yield* soon(Effect.flatMap(credentials.current, credentials.refresh))
        assert.deepStrictEqual(values(found), ["ione7ahfij", "aag9veesei"])
        yield* credentials.accepted(found)
        assert.deepInclude(yield* credentials.state, { source: "built-in", state: "ok" })
      })
    )
  )

  it.effect("reads the scripts of the page when it holds no pair itself", () => {
    const scripts = Array.from({ length: 10 }, (_, i) => `<script src="/js/${i}.js"></script>`).join("")
    const base = "https://www.vprogids.nl/js"
    const pages = {
      [pageUrl]: scripts,
      [`${base}/0.js`]: "unreachable",
      [`${base}/2.js`]: pair("jskey00001", "jssec00001")
    }
    return using({ pages }, ({ asked, credentials }) =>
      Effect.gen(function* () {
        const found = yield* soon(Effect.flatMap(credentials.current, credentials.refresh))
        assert.deepStrictEqual(values(found), ["jskey00001", "jssec00001"])
        assert.strictEqual(found.source, `${base}/2.js`)
        assert.deepStrictEqual(yield* asked, [pageUrl, `${base}/0.js`, `${base}/1.js`, `${base}/2.js`])
      })
    )
  })

  it.effect("finds nothing in a page without a pair, and reads no more than 8 scripts", () => {
    const scripts = Array.from({ length: 20 }, (_, i) => `<script src="/js/${i}.js"></script>`).join("")
    return using({ pages: { [pageUrl]: scripts } }, ({ asked, credentials }) =>
      Effect.gen(function* () {
        const error = yield* soon(Effect.flip(Effect.flatMap(credentials.current, credentials.refresh)))
        assert.strictEqual(error.reason, "NothingThere")
        assert.strictEqual((yield* asked).length, 9)
      })
    )
  })

  it.effect("does not offer the refused pair again", () =>
    using({ pages: { [pageUrl]: pair("ione7ahfij", "aag9veesei") } }, ({ credentials }) =>
      Effect.gen(function* () {
        const error = yield* soon(Effect.flip(Effect.flatMap(credentials.current, credentials.refresh)))
        assert.strictEqual(error.reason, "NothingThere")
      })
    )
  )

  it.effect("uses a proven pair even when it cannot be written down", () =>
    using({}, ({ credentials, file }) =>
      Effect.gen(function* () {
        const fs = yield* FileSystem.FileSystem
        const candidate = yield* soon(Effect.flatMap(credentials.current, credentials.refresh))
        yield* fs.makeDirectory(`${file}/in-the-way`, { recursive: true })
        yield* credentials.accepted(candidate)
        assert.deepStrictEqual(values(yield* credentials.current), values(candidate))
      })
    )
  )

  it.effect("says no secret in logs, errors and state", () => {
    const said: Array<string> = []
    const listener = Logger.make(
      (options) => void said.push(JSON.stringify([options.message, [...options.annotations]]))
    )
    const stored = `{"api_key": "brokenkey1", "api_secret": 5`
    return using({ stored }, ({ credentials }) =>
      Effect.gen(function* () {
        const candidate = yield* soon(Effect.flatMap(credentials.current, credentials.refresh))
        const error = yield* Effect.flip(credentials.refresh(candidate))
        const again = yield* TestClock.adjust("2 minutes").pipe(
          Effect.zipRight(soon(Effect.flatMap(credentials.current, credentials.refresh)))
        )
        yield* credentials.accepted(again)
        const text = `${said.join()} ${error} ${JSON.stringify([error, again, yield* credentials.state])}`
        assert.isAtLeast(said.length, 3)
        assert.notMatch(text, /brokenkey1|freshkey01|freshsec01|ione7ahfij|aag9veesei/)
      })
    ).pipe(Effect.provide(Logger.replace(Logger.defaultLogger, listener)))
  })
})

const onFile = (pages: Readonly<Record<string, Page>>, stored = ofFile) =>
  Layer.unwrapScoped(
    Effect.gen(function* () {
      const fs = yield* FileSystem.FileSystem
      const path = yield* Path.Path
      const file = path.join(yield* fs.makeTempDirectoryScoped(), "credentials.json")
      yield* fs.writeFileString(file, stored)
      const { http } = yield* site(pages)
      return CredentialsFile.layer({ file, pageUrl }).pipe(Layer.provide(http))
    })
  ).pipe(Layer.provide(NodeContext.layer))

credentialsContract("memory", CredentialsMemory.layer(), { fresh: false })
credentialsContract("file, and a page with a fresh pair", onFile({ [pageUrl]: fresh }), { fresh: true })
// The pair that is built in is tried before all is given up.
credentialsContract("file, and a page that is gone", onFile({}), { fresh: true })
credentialsContract("the pair that is built in, and a page that is gone", onFile({}, ""), { fresh: false })
credentialsContract("the pair that is built in, and nobody there", onFile({ [pageUrl]: "unreachable" }, ""), {
  fresh: false
})

describe("CredentialsMemory", () => {
  it.effect("has one pair for ever", () =>
    Effect.gen(function* () {
      const credentials = yield* CredentialPort
      const pair = yield* credentials.current
      yield* credentials.accepted(pair)
      assert.strictEqual((yield* Effect.flip(credentials.refresh(pair))).reason, "NothingThere")
      assert.deepStrictEqual(yield* credentials.state, { source: "memory", state: "ok" })
    }).pipe(Effect.provide(CredentialsMemory.layer()))
  )
})
