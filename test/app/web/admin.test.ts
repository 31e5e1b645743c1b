/** Who may empty the cache when no admin token is set, and who is told about the home. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Option, Schema } from "effect"
import { strangeness } from "../../../src/app/web/Admin.ts"
import { fromAnotherSite, isHomeHost } from "../../../src/app/web/Home.ts"
import { comparing } from "./openapi/comparing.ts"
import { json, onlyItem, problem, service } from "../stage.ts"

const request = (address: string | undefined, headers: Record<string, string> = {}) => ({
  remoteAddress: Option.fromNullable(address),
  headers: { host: "192.168.1.5:5100", ...headers }
})

describe("without an admin token", () => {
  it.each([
    ["the same machine", request("127.0.0.1", { host: "localhost:5100" })],
    ["the same machine over IPv6", request("::1", { host: "[::1]:5100" })],
    ["a home network", request("192.168.1.20")],
    ["a mapped address", request("::ffff:10.0.0.3")],
    ["another container", request("172.18.0.4", { host: "vpro-plex-provider:5100" })],
    [
      "the own status page",
      request("192.168.1.20", { origin: "http://192.168.1.5:5100", "sec-fetch-site": "same-origin" })
    ],
    ["a name of the home network", request("192.168.1.20", { host: "nas.local:5100" })]
  ])("%s may", (_, one) => assert.isUndefined(strangeness(one)))

  it.each([
    ["an address of the internet", request("8.8.8.8")],
    ["an address that only looks private", request("172.32.0.1")],
    ["nobody knows where from", request(undefined)],
    ["a reverse proxy", request("127.0.0.1", { "x-forwarded-for": "8.8.8.8" })],
    ["a page of another site", request("192.168.1.20", { origin: "https://example.org" })],
    ["a page of another site that hides its origin", request("192.168.1.20", { origin: "null" })],
    ["a form of another site", request("192.168.1.20", { "sec-fetch-site": "cross-site" })],
    [
      "a rebound name",
      request("192.168.1.20", { host: "rebound.example.org:5100", origin: "http://rebound.example.org:5100" })
    ]
  ])("%s may not", (_, one) => assert.isString(strangeness(one)))
})

describe("a request that came through a proxy", () => {
  it.each([
    "X-Forwarded-For",
    "X-Forwarded-Host",
    "X-Forwarded-Proto",
    "X-Forwarded-Port",
    "Forwarded",
    "Via",
    "X-Real-IP",
    "X-Client-IP",
    "True-Client-IP",
    "CF-Connecting-IP"
  ])("says so by %s, and may change nothing", (name) =>
    assert.include(strangeness(request("127.0.0.1", { [name.toLowerCase()]: "x" })) ?? "", "proxy")
  )
})

describe("a host name", () => {
  const hosts = ["films.example.org"]

  it.each([
    "192.168.1.5",
    "8.8.8.8:5100",
    "[::1]:5100",
    "[::ffff:10.0.0.1]",
    "localhost:5100",
    "media.localhost",
    "vpro_plex_1:5100",
    "nas.local",
    "NAS.Home.Arpa:5100",
    "vpro-cinema-plex.media.svc:5100",
    "vpro-cinema-plex.media.svc.cluster.local",
    "films.example.org",
    "Films.Example.Org:443"
  ])("%s is known", (host) => assert.isTrue(isHomeHost(host, hosts)))

  it.each([
    "",
    "example.org",
    "rebound.example.org:5100",
    "films.example.org.evil.org",
    "evil-films.example.org",
    "local.evil.org",
    "svc.evil.org:5100",
    "192.168.1.5.evil.org",
    "localhost:5100@evil.org",
    "nas.local:5100:80"
  ])('"%s" is not', (host) => assert.isFalse(isHomeHost(host, hosts)))

  it("of HOSTS counts as one of the home network for changes too", () => {
    const one = request("192.168.1.20", { host: "films.example.org", origin: "https://films.example.org" })
    assert.isString(strangeness(one))
    assert.isUndefined(strangeness(one, hosts))
  })
})

describe("a page of another site", () => {
  it.each([
    [{}, false],
    [{ origin: "http://nas:5100" }, false],
    [{ origin: "https://nas:5100", "sec-fetch-site": "same-origin" }, false],
    [{ "sec-fetch-site": "none" }, false],
    [{ origin: "http://nas:8080" }, true],
    [{ origin: "null" }, true],
    [{ "sec-fetch-site": "same-site" }, true],
    [{ "sec-fetch-site": "cross-site" }, true]
  ] as const)("is told by %j: %s", (headers, foreign) =>
    assert.strictEqual(fromAnotherSite({ host: "nas:5100", ...headers }), foreign)
  )
})

describe("under a stranger's host name", () => {
  const telling = ["/traces", "/traces/x", "/cache", "/cache?key=x", "/ui/data", "/test?title=x", "/metrics"]
  const rebound = { headers: { host: "rebound.example.org:5100" } }

  it.scopedLive("nothing about the home is told, and one sentence says what to set", () =>
    Effect.gen(function* () {
      const { ask, asked } = yield* service()
      const { faultsOf } = comparing((yield* ask("/openapi.json")).text)
      for (const path of telling) {
        const given = yield* ask(path, rebound)
        const [status, message] = problem(given)
        assert.strictEqual(status, 421, path)
        assert.match(message, /set HOSTS to/)
        const route = path === "/traces/x" ? "/traces/{requestId}" : (path.split("?")[0] ?? "")
        assert.deepStrictEqual(faultsOf(given, route, "get"), [], path)
      }
      assert.lengthOf(asked, 0)
    })
  )

  it.scopedLive("Plex's routes, pages and the shallow health answer as ever", () =>
    Effect.gen(function* () {
      const { ask } = yield* service()
      for (const path of ["/", "/movies", "/tv", "/health", "/health/live", "/ui", "/docs", "/openapi.json"])
        assert.strictEqual((yield* ask(path, rebound)).status, 200, path)
      const body = JSON.stringify({ type: 1, title: "De stille dijk", year: 2011 })
      const match = yield* ask("/library/metadata/matches", { ...rebound, method: "POST", body })
      assert.strictEqual((yield* ask(`/library/metadata/${onlyItem(match).ratingKey}`, rebound)).status, 200)
    })
  )

  it.scopedLive("readiness is its status and nothing more", () =>
    Effect.gen(function* () {
      const names = Schema.Record({ key: Schema.String, value: Schema.Unknown })
      for (const [variables, status] of [
        [{}, 200],
        [{ CACHE_URL: "", CACHE_DIR: "/dev/null/cache" }, 503]
      ] as const) {
        const { ask } = yield* service(undefined, variables)
        const { faultsOf } = comparing((yield* ask("/openapi.json")).text)
        const [brief, full] = [yield* ask("/health/ready", rebound), yield* ask("/health/ready")]
        assert.deepStrictEqual([brief.status, full.status], [status, status])
        assert.sameMembers(Object.keys(json(names, brief)), ["status", "version"])
        assert.includeMembers(Object.keys(json(names, full)), ["cache", "sources", "metrics"])
        for (const given of [brief, full]) assert.deepStrictEqual(faultsOf(given, "/health/ready", "get"), [])
      }
    })
  )

  it.scopedLive("all is told again once HOSTS has the name", () =>
    Effect.gen(function* () {
      const { ask } = yield* service(undefined, { HOSTS: "films.example.org, Rebound.Example.Org" })
      for (const path of ["/traces", "/cache", "/ui/data", "/test?title=x", "/metrics"])
        // Nobody knows that title.
        assert.strictEqual((yield* ask(path, rebound)).status, path.startsWith("/test") ? 404 : 200, path)
      assert.strictEqual((yield* ask("/cache/clear", { ...rebound, method: "POST" })).status, 200)
    })
  )
})

describe("a match", () => {
  it.scopedLive("that a page of another site sends is refused, also when its answer is hot", () =>
    Effect.gen(function* () {
      const { ask } = yield* service()
      const { faultsOf } = comparing((yield* ask("/openapi.json")).text)
      const body = JSON.stringify({ type: 1, title: "De stille dijk", year: 2011 })
      const sent = (headers: Readonly<Record<string, string>>) =>
        ask("/movies/library/metadata/matches", { method: "POST", body, headers })
      const foreign = [
        { origin: "https://example.org", "content-type": "text/plain" },
        { origin: "https://example.org", "content-type": "application/json" },
        { origin: "null" },
        { "sec-fetch-site": "cross-site" },
        { "sec-fetch-site": "same-site", "content-type": "application/json" }
      ]
      const refused = Effect.forEach(foreign, (headers) =>
        Effect.map(sent(headers), (given) => {
          assert.strictEqual(problem(given)[0], 403, JSON.stringify(headers))
          assert.deepStrictEqual(faultsOf(given, "/movies/library/metadata/matches", "post"), [])
        })
      )
      yield* refused
      for (const headers of [{}, {}, { "content-type": "application/json" }, { "content-type": "text/plain" }])
        assert.strictEqual((yield* sent(headers)).status, 200)
      yield* refused
    })
  )
})
