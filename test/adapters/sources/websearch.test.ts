import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Fiber, Layer, Option, TestClock } from "effect"
import { duckDuckGoTargets } from "../../../src/adapters/sources/websearch/DuckDuckGo.ts"
import { startpageTargets } from "../../../src/adapters/sources/websearch/Startpage.ts"
import * as Circuit from "../../../src/adapters/resilience/Circuit.ts"
import * as WebSearch from "../../../src/adapters/sources/websearch/WebSearch.ts"
import { HttpError, HttpPort } from "../../../src/ports/HttpPort.ts"
import { WebSearchPort } from "../../../src/ports/WebSearchPort.ts"
import { type Reply, type Request, standIn } from "../../stand-ins/http.ts"

const page = (body: string, head = "") =>
  `<!doctype html><html><head><meta name="robots" content="noindex"><title>dijk</title>${head}</head><body>${body}</body></html>`

const duckRow = (href: string, kind = "web-result", more = "") =>
  `<div class="result ${kind}"><h2 class="result__title"><a class="result__a" href="${href}">De stille dijk</a></h2>${more}
   <a class="result__snippet" href="${href}">Een dorp zwijgt.</a></div>`
const duckPage = (...rows: ReadonlyArray<string>) => page(`<div id="links" class="results">${rows.join("")}</div>`)
const duckNone = duckPage(
  '<div class="result web-result result--no-result"><div class="no-results__message">?</div></div>'
)
const duckWall = page('<form id="challenge-form"><div class="anomaly-modal__mask">Kies de eenden</div></form>')
const wrapped = (target: string) => `//duckduckgo.com/l/?uddg=${encodeURIComponent(target)}&amp;rut=0`

const startRow = (href: string) =>
  `<div class="result"><a class="result-title result-link css-1" href="${href}"><h2>De stille dijk</h2></a></div>`
const startPage = (rows: string, props: unknown = {}) =>
  page(`<div class="w-gl">${rows}</div><div class="a-bg-result"><a class="result-link" href="https://trap.test/">x</a></div>
    <script>if (typeof UIStartpage.AppSerpWeb === "undefined") stop()
    ReactDOM.hydrateRoot(node, React.createElement(UIStartpage.AppSerpWeb, ${JSON.stringify(props)}))</script>`)
const startData = (...blocks: ReadonlyArray<unknown>) => ({
  note: 'a "{" and a \\ in a text',
  render: { presenter: { regions: { mainline: [{ display_type: "ads-google-top", results: [{}] }, ...blocks] } } }
})
const startNone = startPage("", startData({ display_type: "web-google", presented_count: 0, results: [] }))

const film = "https://www.cinema.nl/db/4711-de-stille-dijk"
const old = "https://www.vprogids.nl/cinema/films/film~4711~de-stille-dijk~.html"

const engines = (route: (request: Request) => Reply, enabled = true) => {
  const http = standIn(route)
  const options = { duckduckgoBaseUrl: "https://duck.test/", startpageBaseUrl: "https://start.test", enabled }
  return Effect.map(WebSearchPort, ({ engines }) => ({
    all: engines,
    duck: Option.getOrThrow(Option.fromNullable(engines[0])),
    start: Option.getOrThrow(Option.fromNullable(engines[1])),
    requests: http.requests
  })).pipe(Effect.provide(WebSearch.layer(options)), Effect.provide([http.layer, Circuit.layer]))
}

const told = (route: (request: Request) => Reply, which: "duck" | "start") =>
  Effect.flatMap(engines(route), (found) =>
    Effect.match(found[which].search("de stille dijk"), {
      onSuccess: (targets) => targets.join(" "),
      onFailure: ({ reason }) => reason
    })
  )

describe("WebSearch", () => {
  it.effect("has no engines when it is off, and makes no request", () =>
    Effect.gen(function* () {
      const http = standIn(() => ({}))
      const options = { duckduckgoBaseUrl: "https://d.test", startpageBaseUrl: "https://s.test", enabled: false }
      const port = yield* Effect.provide(
        WebSearchPort,
        Layer.provide(WebSearch.layer(options), [http.layer, Circuit.layer])
      )
      assert.deepStrictEqual(port.engines, [])
      assert.deepStrictEqual(http.requests, [])
    })
  )

  it.effect("asks DuckDuckGo with the fields of its own form", () =>
    Effect.gen(function* () {
      const { all, duck, requests } = yield* engines(() => ({ body: duckPage(duckRow(film)) }))
      assert.deepStrictEqual(
        all.map(({ source }) => source),
        ["duckduckgo", "startpage"]
      )
      assert.deepStrictEqual(yield* duck.search("  de stille\ndijk & co "), [film])
      assert.deepStrictEqual(
        requests.map(({ source, call }) => [source, call.method, call.url, call.body]),
        [["duckduckgo", "POST", "https://duck.test/html/", "q=de+stille+dijk+%26+co&b=&kl=nl-nl"]]
      )
      assert.deepStrictEqual(Object.keys(requests[0]?.call.headers ?? {}), ["accept", "content-type"])
    })
  )

  it.effect("asks Startpage in Dutch", () =>
    Effect.gen(function* () {
      const { start, requests } = yield* engines(() => ({ body: startPage(startRow(film)) }))
      assert.deepStrictEqual(yield* start.search("de stille dijk"), [film])
      assert.deepStrictEqual(
        requests.map(({ source, call }) => [source, call.method, call.url]),
        [
          [
            "startpage",
            "GET",
            "https://start.test/sp/search?query=de+stille+dijk&cat=web&language=nederlands&lui=nederlands"
          ]
        ]
      )
    })
  )

  it.effect("asks nothing without a text, and nothing too long", () =>
    Effect.gen(function* () {
      const { duck, requests } = yield* engines(() => ({ body: duckNone }))
      assert.deepStrictEqual(yield* duck.search(" \n "), [])
      assert.strictEqual(requests.length, 0)
      for (const text of ["dijk ".repeat(200), "d".repeat(500), "d".repeat(498) + "🦆🦆"]) yield* duck.search(text)
      const queries = requests.map(({ call }) => new URLSearchParams(call.body).get("q") ?? "")
      assert.deepStrictEqual(
        queries.map(({ length }) => length),
        [499, 499, 498]
      )
      assert.match(queries[0] ?? "", /dijk$/)
    })
  )
})

describe("an engine's answer", () => {
  const answers: ReadonlyArray<readonly [what: string, which: "duck" | "start", reply: Reply, expected: string]> = [
    ["results", "duck", { body: duckPage(duckRow(film), duckRow(old)) }, `${film} ${old}`],
    ["a result about walls", "duck", { body: duckPage(duckRow(film, "web-result", "sgcaptcha, cf-error-code")) }, film],
    ["no results", "duck", { body: duckNone }, ""],
    ["results with status 202", "duck", { status: 202, body: duckPage(duckRow(film)) }, "Blocked"],
    ["status 403", "duck", { status: 403, body: "{}" }, "Blocked"],
    ["status 429", "start", { status: 429, body: "" }, "Blocked"],
    ["status 502", "start", { status: 502, body: "" }, "Blocked"],
    ["429 or 5xx after retries", "start", "Status", "Blocked"],
    ["status 404", "duck", { status: 404, body: duckPage(duckRow(film)) }, "Malformed"],
    ["a challenge with status 200", "duck", { body: duckWall }, "Blocked"],
    ["a challenge before results", "duck", { body: duckWall + duckPage(duckRow(film)) }, "Blocked"],
    ["neither results nor a word about them", "duck", { body: duckPage() }, "Malformed"],
    ["nothing but ads", "duck", { body: duckPage(duckRow(film, "result--ad")) }, "Malformed"],
    ["another source's fault", "duck", "Timeout", "Unreachable"],
    ["an open circuit", "duck", "CircuitOpen", "Suspended"],
    ["results", "start", { body: startPage(startRow(film) + startRow(old)) }, `${film} ${old}`],
    ["no results", "start", { body: startNone }, ""],
    ["an empty shell", "start", { body: startPage("") }, "Malformed"],
    ["a way out of its hosts", "start", "Redirect", "Unreachable"],
    ...[
      "/sp/captcha",
      "/sp/captcha-block?bc=NL",
      "/en/errors",
      "/nl/errors/?t=x",
      "/sp/cdn/error-pages/blocked.html"
    ].map(
      (path) =>
        [`the way to ${path}`, "start", { url: `https://start.test${path}`, body: startPage("") }, "Blocked"] as const
    ),
    [
      "Anubis",
      "start",
      { body: page("", '<script id="anubis_challenge" type="application/json">{}</script>') },
      "Blocked"
    ],
    [
      "a suspension",
      "start",
      { body: page(`<h1>Startpage</h1><p>Access Temporarily Suspended</p><p>${"x ".repeat(400)}</p>`) },
      "Blocked"
    ]
  ]
  for (const [what, which, reply, expected] of answers)
    it.effect(`${which}: ${what} is ${expected === "" ? "an empty list" : expected}`, () =>
      Effect.gen(function* () {
        assert.strictEqual(yield* told(() => reply, which), expected)
      })
    )

  it.effect("says what was tried and never what was asked", () =>
    Effect.gen(function* () {
      const { duck, start } = yield* engines(({ source }) =>
        source === "duckduckgo" ? { body: duckWall } : { url: "https://start.test/sp/captcha?query=dijk" }
      )
      const errors = [yield* Effect.flip(duck.search("dijk")), yield* Effect.flip(start.search("dijk"))]
      assert.deepStrictEqual(
        errors.map(({ message }) => message),
        [
          "DuckDuckGo could not be asked (Blocked): POST /html/: a challenge form",
          "Startpage could not be asked (Blocked): GET /sp/search: led to /sp/captcha"
        ]
      )
    })
  )
})

describe("after a block", () => {
  it.effect("an engine is left alone for an hour, the other one not", () =>
    Effect.gen(function* () {
      const { duck, start, requests } = yield* engines(({ source }) =>
        source === "duckduckgo" ? { status: 202 } : { body: startNone }
      )
      assert.strictEqual((yield* Effect.flip(duck.search("dijk"))).reason, "Blocked")
      yield* TestClock.adjust("59 minutes")
      const error = yield* Effect.flip(duck.search("dijk"))
      assert.deepStrictEqual(
        [error.reason, error.tried],
        ["Suspended", "POST /html/: left alone for another 1 minute(s) after a block"]
      )
      assert.deepStrictEqual(yield* start.search("dijk"), [])
      assert.deepStrictEqual(
        requests.map(({ source }) => source),
        ["duckduckgo", "startpage"]
      )
      yield* TestClock.adjust("1 minute")
      assert.strictEqual((yield* Effect.flip(duck.search("dijk"))).reason, "Blocked")
      assert.strictEqual(requests.length, 3)
    })
  )

  it.effect("no other failure closes an engine", () =>
    Effect.gen(function* () {
      const { duck, requests } = yield* engines(() => ({ body: duckPage() }))
      for (const _ of [1, 2]) assert.strictEqual((yield* Effect.flip(duck.search("dijk"))).reason, "Malformed")
      assert.strictEqual(requests.length, 2)
    })
  )

  it.scoped("a request that still waits for its turn is not made", () =>
    Effect.gen(function* () {
      const asked: Array<string> = []
      const turn = yield* Deferred.make<void>()
      const waiting = HttpPort.of({
        states: Effect.succeed([]),
        send: (source, call) =>
          asked.length === 0
            ? Effect.flatMap(call, ({ method, url }) => {
                asked.push(url)
                return new HttpError({ source, reason: "Status", status: 429, method, url, attempts: 1 })
              })
            : Effect.zipRight(
                Deferred.await(turn),
                Effect.flatMap(call, ({ url }) => Effect.die(`asked ${url}`))
              )
      })
      const options = { duckduckgoBaseUrl: "https://d.test", startpageBaseUrl: "https://s.test", enabled: true }
      const { engines } = yield* WebSearch.make(options).pipe(
        Effect.provideService(HttpPort, waiting),
        Effect.provide(Circuit.layer)
      )
      const [duck] = engines
      if (duck === undefined) return assert.fail("no engine")
      const first = yield* Effect.fork(Effect.flip(duck.search("dijk")))
      const second = yield* Effect.fork(Effect.flip(duck.search("dijk")))
      assert.strictEqual((yield* Fiber.join(first)).reason, "Blocked")
      yield* Deferred.succeed(turn, undefined)
      assert.strictEqual((yield* Fiber.join(second)).reason, "Suspended")
    })
  )
})

describe("duckDuckGoTargets", () => {
  const targets: ReadonlyArray<readonly [href: string, target: string | undefined]> = [
    [film, film],
    [wrapped(film), film],
    ["/l/?uddg=https%3A%2F%2Fwww.cinema.nl%2Fdb%2F4711%2Dde%2Dstille%2Ddijk", film],
    [wrapped("https://www.cinema.nl/db/4711-t%C3%A1r"), "https://www.cinema.nl/db/4711-t%C3%A1r"],
    [wrapped("https://dijk.test/?a=1%262&b=2+3"), "https://dijk.test/?a=1%262&b=2+3"],
    [wrapped("https://duckduckgo.com/y.js?ad_domain=dijk.test"), undefined],
    [wrapped("//links.duckduckgo.com/x"), undefined],
    [wrapped("javascript:alert(1)"), undefined],
    ["https://duckduckgo.com/y.js?ad_domain=dijk.test", undefined],
    ["//duckduckgo.com/l/?rut=0", undefined],
    ["javascript:void(0)", undefined],
    ["mailto:dijk@dijk.test", undefined],
    ["https://[dijk", undefined],
    ["https://notduckduckgo.com/", "https://notduckduckgo.com/"]
  ]
  for (const [href, target] of targets)
    it(`${href} is ${target ?? "dropped"}`, () =>
      assert.deepStrictEqual(duckDuckGoTargets(duckPage(duckRow(href))), target === undefined ? undefined : [target]))

  it("takes targets in order, each once, and no ads", () =>
    assert.deepStrictEqual(
      duckDuckGoTargets(
        duckPage(
          duckRow("https://ad.test/1", "result--ad"),
          duckRow(old),
          duckRow("https://ad.test/2", "web-result", '<button class="badge--ad">Ad</button>'),
          duckRow(wrapped(film)),
          duckRow(wrapped(old))
        )
      ),
      [old, film]
    ))
})

describe("startpageTargets", () => {
  const web = (...urls: ReadonlyArray<string>) => ({
    display_type: "web-google",
    presented_count: urls.length,
    results: urls.map((clickUrl) => ({ clickUrl, title: "}{" }))
  })

  it("takes links, but no traps and nothing of its own", () =>
    assert.deepStrictEqual(
      startpageTargets(
        startPage([film, "https://eu-browse.startpage.com/av/proxy", "/do/settings", old].map(startRow).join(""))
      ),
      [film, old]
    ))

  it("reads the data of the page only when there are no links", () => {
    assert.deepStrictEqual(startpageTargets(startPage("", startData(web(film, "/do/settings", old)))), [film, old])
    assert.deepStrictEqual(startpageTargets(startPage(startRow(old), startData(web(film)))), [old])
  })

  it("believes that there is nothing only when the data counts nothing", () => {
    assert.deepStrictEqual(startpageTargets(startNone), [])
    const unclear = [
      startData(),
      startData({ display_type: "web-google", results: [] }),
      startData({ display_type: "web-google", presented_count: 3, results: [] }),
      startData({ display_type: "web-google", presented_count: 0, results: [{ url: film }] }),
      startData(web("/do/settings"))
    ]
    for (const data of unclear) assert.isUndefined(startpageTargets(startPage("", data)))
    assert.isUndefined(startpageTargets("<script>React.createElement(UIStartpage.AppSerpWeb, {'render': {}})</script>"))
    assert.isUndefined(startpageTargets('<script>React.createElement(UIStartpage.AppSerpWeb, {"render": </script>'))
  })
})
