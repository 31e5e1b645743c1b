/** What is asked of a Plex Media Server, and what is made of its answers and failures. */
import { assert, describe, it } from "@effect/vitest"
import { type Duration, Effect, Fiber, Layer, Redacted, Stream, TestClock } from "effect"
import { gzipSync } from "node:zlib"
import * as Client from "../../../src/adapters/http/Client.ts"
import * as PlexServer from "../../../src/adapters/plex/PlexServer.ts"
import { type PlexSection, PlexServerPort } from "../../../src/ports/PlexServerPort.ts"
import { container, dripping, type Library, listing, plex, token } from "../../stand-ins/plex.ts"
import { elapse, type Handler, type Reply, standIn } from "../../stand-ins/server.ts"

const server = (baseUrl: string, given = token, patience: Duration.DurationInput = 0) =>
  Effect.flatMap(
    Layer.build(
      PlexServer.layer({
        baseUrl,
        token: Redacted.make(given),
        product: "vpro-cinema-plex",
        clientId: "a-client",
        userAgent: "test",
        patience
      }).pipe(Layer.provide(Client.layer))
    ),
    (context) => Effect.provide(PlexServerPort, context)
  )

const films: PlexSection = { key: "1", title: "Films", kind: "film", folders: ["/films"] }
const library = (items: Library["items"]): Library => ({ key: "1", title: "Films", type: "movie", items })
const many = Array.from({ length: 450 }, (_, at) => ({ title: `Film ${at}`, year: 2000 }))

const titles = (port: PlexServerPort["Type"], section = films) =>
  Effect.map(Stream.runCollect(port.items(section)), (items) => [...items].map(({ title }) => title))

describe("a library", () => {
  it.scopedLive("is read page by page, to the last title", () =>
    Effect.gen(function* () {
      const { requests, url } = yield* plex({ libraries: [library(many)] })
      assert.deepStrictEqual(
        yield* titles(yield* server(url)),
        many.map(({ title }) => title)
      )
      const starts = requests.map(({ headers }) => headers["x-plex-container-start"])
      assert.deepStrictEqual(starts, ["0", "200", "400"])
    })
  )

  it.scopedLive("is read to the last title when Plex makes pages smaller and does not tell how many there are", () =>
    Effect.gen(function* () {
      for (const untold of [false, true]) {
        const { url } = yield* plex({ libraries: [library(many)], atMost: 70, untold })
        assert.strictEqual((yield* titles(yield* server(url))).length, 450)
      }
    })
  )

  it.scopedLive("is found where older servers list it", () =>
    Effect.gen(function* () {
      const { requests, url } = yield* plex({ libraries: [library([])], older: true })
      assert.strictEqual((yield* (yield* server(url)).sections).length, 1)
      assert.deepStrictEqual(
        requests.map(({ url }) => url),
        ["/library/sections/all", "/library/sections"]
      )
    })
  )

  it.scopedLive("is read once by a server that answers the whole list", () =>
    Effect.gen(function* () {
      const { requests, url } = yield* plex({ libraries: [library(many)], unpaged: true })
      assert.strictEqual((yield* titles(yield* server(url))).length, 450)
      assert.strictEqual(requests.length, 1)
    })
  )

  it.scopedLive("tells number, ids, guid, file and text; what has no title is left out", () =>
    Effect.gen(function* () {
      const listed = {
        ratingKey: "7",
        summary: "Een dijkwachter.",
        rating: 6.5,
        title: "De stille dijk",
        year: 2011,
        guid: "plex://movie/1",
        Guid: [{ id: "imdb://tt1234567" }],
        Media: [{ Part: [{ file: "/films/dijk.mkv" }] }]
      }
      const { url } = yield* plex({ libraries: [library([{ year: 1999 }, listed, { title: "Kaal" }])] })
      const items = yield* Stream.runCollect((yield* server(url)).items(films))
      assert.deepStrictEqual(
        [...items],
        [
          {
            key: "7",
            title: "De stille dijk",
            year: 2011,
            guid: "plex://movie/1",
            ids: ["imdb://tt1234567"],
            file: "/films/dijk.mkv",
            summary: "Een dijkwachter.",
            rating: 6.5
          },
          {
            key: undefined,
            title: "Kaal",
            year: undefined,
            guid: undefined,
            ids: [],
            file: undefined,
            summary: undefined,
            rating: undefined
          }
        ]
      )
    })
  )

  it.scopedLive("of music is none of ours", () =>
    Effect.gen(function* () {
      const { url } = yield* plex({
        libraries: [
          { key: "1", title: "Films", type: "movie", folders: ["/films"], items: [] },
          { key: "2", title: "Muziek", type: "artist", items: [] },
          { key: "3", title: "Series", type: "show", agent: "tv.plex.agents.series", items: [] }
        ]
      })
      const sections = yield* (yield* server(url)).sections
      assert.deepStrictEqual(sections, [
        films,
        { key: "3", title: "Series", kind: "series", agent: "tv.plex.agents.series", folders: [] }
      ])
    })
  )
})

/** A film under a number, as Plex lists it. */
const numbered = (at: number) => ({ ratingKey: String(at), title: `Film ${at}` })
const run = (start: number, length: number) => Array.from({ length }, (_, at) => numbered(start + at))

describe("items by their numbers", () => {
  const items = [
    { ratingKey: "7", title: "De stille dijk", summary: "", Field: [{ name: "summary", locked: true }] },
    { ratingKey: "8", title: "Zomerlicht", Field: [{ name: "title", locked: false }] },
    { ratingKey: "9", title: "Kaal" }
  ]

  it.scopedLive("are told with the fields that are locked; those that are gone are left out", () =>
    Effect.gen(function* () {
      const { requests, url } = yield* plex({ libraries: [library(items)] })
      const found = yield* (yield* server(url)).details(["7", "12", "8"])
      assert.deepStrictEqual(
        found.map(({ key, locked, summary }) => ({ key, locked, summary })),
        [
          { key: "7", locked: ["summary"], summary: undefined },
          { key: "8", locked: [], summary: undefined }
        ]
      )
      assert.deepStrictEqual(
        requests.map(({ url }) => url),
        ["/library/metadata/7,12,8"]
      )
    })
  )

  it.scopedLive("are none when all are gone, and when none is asked for, which asks nothing", () =>
    Effect.gen(function* () {
      const { requests, url } = yield* plex({ libraries: [library(items)] })
      const port = yield* server(url)
      assert.deepStrictEqual(yield* port.details([]), [])
      assert.strictEqual(requests.length, 0)
      assert.deepStrictEqual(yield* port.details(["12"]), [])
    })
  )

  it.scopedLive("are refreshed one at a time; one that is gone is missing", () =>
    Effect.gen(function* () {
      const { refreshedItems, url } = yield* plex({ libraries: [library(items)] })
      const port = yield* server(url)
      yield* port.refreshItem("8")
      yield* port.rate("8", { value: 7.5, locked: true })
      const [rated] = yield* port.details(["8"])
      assert.deepStrictEqual([rated?.rating, rated?.locked.includes("rating")], [7.5, true])
      yield* port.rate("8", { value: undefined, locked: false })
      assert.isUndefined((yield* port.details(["8"]))[0]?.rating)
      assert.strictEqual((yield* Effect.flip(port.refreshItem("12"))).reason, "Missing")
      assert.deepStrictEqual(refreshedItems(), ["8"])
    })
  )
})

describe("a library that a server tells wrongly", () => {
  const told = Effect.fn(function* (members: (start: number, size: number) => object) {
    const server_ = yield* plex({ libraries: [library([])], instead: listing(members) })
    return { items: Effect.flatMap(server(server_.url), (port) => titles(port)), requests: server_.requests }
  })

  const cases: ReadonlyArray<
    readonly [name: string, members: (start: number, size: number) => object, films: number, requests: number]
  > = [
    [
      "the same page for ever, and a total that grows",
      (start, size) => ({ offset: start, totalSize: start + 1000, Metadata: run(0, size) }),
      200,
      2
    ],
    ["the same page for ever, without a total", (start, size) => ({ offset: start, Metadata: run(0, size) }), 200, 2],
    [
      "the first page, whatever is asked, and says so",
      (_, size) => ({ offset: 0, totalSize: 1000, Metadata: run(0, size) }),
      200,
      2
    ],
    [
      "the first page, whatever is asked, and says nothing",
      (_, size) => ({ totalSize: 1000, Metadata: run(0, size) }),
      200,
      2
    ],
    [
      "two pages in turn",
      (start, size) => ({ offset: start, totalSize: 1e15, Metadata: run((start / size) % 2 === 0 ? 0 : size, size) }),
      400,
      3
    ],
    [
      "pages that overlap",
      (start) => ({
        offset: start,
        totalSize: 450,
        Metadata: run(Math.max(0, start - 10), Math.min(200, 450 - start))
      }),
      440,
      3
    ],
    [
      "more than was asked for",
      (start, size) => ({ offset: start, totalSize: 1200, Metadata: run(start, Math.min(3 * size, 1200 - start)) }),
      1200,
      2
    ],
    [
      "a negative total",
      (start, size) => ({ offset: start, totalSize: -7, Metadata: run(start, start < 400 ? size : 0) }),
      400,
      3
    ],
    [
      "a total that is no number",
      (start, size) => ({ offset: start, totalSize: "many", Metadata: run(start, start < 400 ? size : 0) }),
      400,
      3
    ],
    ["a total and nothing else, for ever", (start) => ({ offset: start, totalSize: start + 1000, Metadata: [] }), 0, 1],
    [
      "films without a number, the same for ever",
      (start, size) => ({
        offset: start,
        Metadata: Array.from({ length: size }, (_, at) => ({ title: `Film ${at}` }))
      }),
      200,
      2
    ],
    [
      "what is no film, for ever",
      (start, size) => ({ offset: start, Metadata: Array.from({ length: size }, () => ({ nothing: true })) }),
      0,
      2
    ]
  ]
  for (const [name, members, films, asked] of cases)
    it.scopedLive(`ends: ${name}`, () =>
      Effect.gen(function* () {
        const { items, requests } = yield* told(members)
        const found = yield* items
        assert.deepStrictEqual([found.length, new Set(found).size, requests.length], [films, films, asked])
      })
    )

  it.scopedLive(
    "fails when it brings something new for ever, a little or much at a time",
    () =>
      Effect.gen(function* () {
        for (const size of [1, 5000]) {
          const { items, requests } = yield* told((start) => ({
            offset: start,
            totalSize: start + size + 1,
            Metadata: run(start, size)
          }))
          const error = yield* Effect.flip(items)
          assert.strictEqual(error.reason, "NotPlex")
          assert.match(error.message, /does not end within \d+ titles/)
          assert.isAtMost(requests.length, 1000)
        }
      }),
    60_000
  )

  it.scopedLive("keeps two entries of one film in a page", () =>
    Effect.gen(function* () {
      const { items } = yield* told(() => ({ Metadata: [{ title: "Dijk" }, { title: "Dijk" }] }))
      assert.deepStrictEqual(yield* items, ["Dijk", "Dijk"])
    })
  )

  it.scopedLive("has titles, paths and ids of a length that serves", () =>
    Effect.gen(function* () {
      const long = "x".repeat(1_000_000)
      const film = {
        title: `${"x".repeat(499)}🎬${long}`,
        guid: long,
        Guid: [{ id: long }, ...Array.from({ length: 1000 }, (_, at) => ({ id: `imdb://tt${1_000_000 + at}` }))],
        Media: [{ Part: [{ file: long }, { file: "/films/dijk.mkv" }] }]
      }
      const { url } = yield* plex({ instead: listing(() => ({ Metadata: [film] })) })
      const [item] = [...(yield* Stream.runCollect((yield* server(url)).items(films)))]
      assert.strictEqual(item?.title, "x".repeat(499))
      assert.strictEqual(item?.guid, undefined)
      assert.strictEqual(item?.ids.length, 10)
      assert.strictEqual(item?.file, "/films/dijk.mkv")
    })
  )

  it.scopedLive("is not asked for under a number that would lead elsewhere", () =>
    Effect.gen(function* () {
      const keys = ["..", ".", "", "../../secrets", "1/2", "\ud800", "7", "x".repeat(1000), "a b"]
      const { url } = yield* plex({
        instead: () => container({ Directory: keys.map((key) => ({ key, title: "Films", type: "movie" })) })
      })
      const found = yield* (yield* server(url)).sections
      assert.deepStrictEqual(
        found.map(({ key }) => key),
        ["7"]
      )
    })
  )

  it.scopedLive("is one of two hundred at most", () =>
    Effect.gen(function* () {
      const { url } = yield* plex({
        instead: () =>
          container({ Directory: Array.from({ length: 10_000 }, (_, key) => ({ key, title: "Films", type: "movie" })) })
      })
      assert.strictEqual((yield* (yield* server(url)).sections).length, 200)
    })
  )
})

const answering = (reply: Reply) => plex({ instead: () => reply })

describe("a failure", () => {
  it.scopedLive("tells what is the matter", () =>
    Effect.gen(function* () {
      const cases: ReadonlyArray<readonly [Reply, string]> = [
        [{ status: 401 }, "Refused"],
        [{ status: 403 }, "Refused"],
        [{ status: 404 }, "Missing"],
        [{ status: 400 }, "Rejected"],
        [{ status: 409 }, "Rejected"],
        [{ status: 429 }, "Busy"],
        [{ status: 500 }, "Busy"],
        [{ status: 503 }, "Busy"],
        [{ status: 302, headers: { location: "http://elsewhere.test/" } }, "NotPlex"],
        [{ body: "<html>a router</html>" }, "NotPlex"],
        [{ body: "{}" }, "NotPlex"]
      ]
      for (const [reply, reason] of cases) {
        const { url } = yield* answering(reply)
        const error = yield* Effect.flip((yield* server(url)).providers)
        assert.strictEqual(error.reason, reason, JSON.stringify(reply))
        assert.notInclude(error.message, token)
      }
    })
  )

  it.scopedLive("of a web server that is no Plex shows at once", () =>
    Effect.gen(function* () {
      for (const reply of [{ status: 404 }, { status: 400 }, { body: '{"status":"ok"}' }]) {
        const { url } = yield* answering(reply)
        assert.strictEqual((yield* Effect.flip((yield* server(url)).version)).reason, "NotPlex")
      }
    })
  )

  it.scopedLive("to connect names the address and the reason", () =>
    Effect.gen(function* () {
      const gone = yield* Effect.scoped(Effect.map(plex(), ({ url }) => url))
      const error = yield* Effect.flip((yield* server(gone)).version)
      assert.strictEqual(error.reason, "Unreachable")
      assert.strictEqual(error.message, `Plex cannot be reached (GET /identity at ${gone}: ECONNREFUSED)`)
    })
  )
})

/** Answers one request like this, and leaves the others to Plex. */
const once = (which: number, reply: Reply): Handler => {
  let asked = 0
  return () => (++asked === which ? reply : undefined)
}

describe("a library and its agent", () => {
  it.scopedLive(
    "come together by both names of the agent, and the whole of it is refreshed by whichever request the server knows",
    () =>
      Effect.gen(function* () {
        for (const older of [false, true]) {
          const known = yield* plex({ libraries: [library([])], older })
          yield* known.gather("Onze films", "tv.plex.agents.movie", [])
          const port = yield* server(known.url)
          const [agent = assert.fail()] = yield* port.agents
          yield* port.useAgent(films, agent)
          const [section = assert.fail()] = yield* port.sections
          assert.deepStrictEqual([section.agent, section.agentId], ["tv.plex.agents.movie", agent.id])
          yield* port.refresh(section)
          assert.deepStrictEqual(known.refreshed(), ["Films"])
        }
      })
  )
})

describe("a server that is busy", () => {
  it.scoped("is asked again, after as long as it asks for", () =>
    Effect.gen(function* () {
      const { requests, url } = yield* plex({
        libraries: [library([{ title: "De stille dijk" }])],
        instead: once(1, { status: 503, headers: { "retry-after": "40" } })
      })
      const asking = yield* Effect.fork(Effect.flatMap(server(url, token, "5 minutes"), (port) => titles(port)))
      yield* elapse(40_000 - 1)
      assert.strictEqual(requests.length, 1)
      yield* TestClock.adjust(1)
      assert.deepStrictEqual(yield* Fiber.join(asking), ["De stille dijk"])
    })
  )

  it.scoped("in the middle of a library is waited for, and no title is left out", () =>
    Effect.gen(function* () {
      const { url } = yield* plex({ libraries: [library(many)], instead: once(2, { status: 503 }) })
      const asking = yield* Effect.fork(Effect.flatMap(server(url, token, "5 minutes"), (port) => titles(port)))
      yield* elapse(20_000)
      assert.strictEqual((yield* Fiber.join(asking)).length, many.length)
    })
  )

  it.scopedLive("is not told twice to do what it may have done", () =>
    Effect.gen(function* () {
      const { requests, url } = yield* answering({ status: 500 })
      const port = yield* server(url, token, "1 minute")
      assert.strictEqual((yield* Effect.flip(port.addProvider("http://provider.test:5100/movies"))).reason, "Busy")
      assert.strictEqual(requests.length, 1)
    })
  )
})

describe("the token", () => {
  it.scopedLive("does not go along to another host, whichever way an answer points there", () =>
    Effect.gen(function* () {
      const other = yield* plex()
      for (const status of [300, 301, 302, 303, 307, 308])
        for (const location of [other.url, other.url.replace("http:", ""), `${other.url}/identity`]) {
          const headers = {
            location,
            refresh: `0; url=${other.url}`,
            "content-location": other.url,
            "alt-svc": `h2="${other.host}"`
          }
          const { url } = yield* answering({ status, headers })
          const port = yield* server(url)
          for (const ask of [Effect.asVoid(port.providers), port.addProvider("http://provider.test:5100")])
            assert.strictEqual((yield* Effect.flip(ask)).reason, "NotPlex")
        }
      assert.strictEqual(other.requests.length, 0)
    })
  )

  it.scopedLive("goes in a header, never in an address, and does not follow a redirect", () =>
    Effect.gen(function* () {
      const other = yield* plex()
      const { requests, url } = yield* plex({
        instead: ({ url }) =>
          url.startsWith("/library") ? { status: 307, headers: { location: `${other.url}${url}` } } : undefined
      })
      const port = yield* server(url)
      yield* port.providers
      yield* port.addProvider("http://provider.test:5100/movies")
      yield* Effect.flip(port.sections)
      assert.strictEqual(requests.length, 3)
      for (const request of requests) {
        assert.strictEqual(request.headers["x-plex-token"], token)
        assert.notInclude(request.url, token)
      }
      assert.strictEqual(other.requests.length, 0)
    })
  )
})

describe("an answer that would be too much", () => {
  const megabytes = (count: number) => `{"MediaContainer":{"size":0,"x":"${"x".repeat(count << 20)}"}}`
  const cases: ReadonlyArray<readonly [name: string, reply: Reply, detail: string]> = [
    ["larger than the cap", { body: megabytes(33) }, "larger than 32 MB"],
    [
      "larger than the cap once it is unpacked",
      { headers: { "content-encoding": "gzip" }, body: gzipSync(megabytes(33)) },
      "larger than 32 MB"
    ],
    ["said to be larger", { headers: { "content-length": "99999999999" }, body: "{}" }, "larger than 32 MB"],
    ["nested without end", { body: `{"MediaContainer":${"[".repeat(2_000_000)}` }, "cannot be read"],
    [
      "nested deeply, and JSON",
      { body: `{"MediaContainer":{"Metadata":${"[".repeat(5000)}${"]".repeat(5000)}}}` },
      "cannot be read"
    ],
    ["packed in what nobody knows", { headers: { "content-encoding": "vpro" }, body: "{}" }, "cannot be read"],
    [
      "packed again and again",
      {
        headers: { "content-encoding": "gzip, gzip, gzip, gzip" },
        body: gzipSync(gzipSync(gzipSync(gzipSync('{"MediaContainer":{}}'))))
      },
      "cannot be read"
    ]
  ]
  for (const [name, reply, detail] of cases)
    it.scopedLive(`is not read: ${name}`, () =>
      Effect.gen(function* () {
        const { url } = yield* answering(reply)
        const port = yield* server(url)
        for (const ask of [Effect.asVoid(port.sections), Effect.asVoid(titles(port))]) {
          const error = yield* Effect.flip(ask)
          assert.strictEqual(error.reason, "NotPlex")
          assert.include(error.message, detail)
        }
      })
    )

  it.scopedLive("is read when it is packed", () =>
    Effect.gen(function* () {
      const body = gzipSync(JSON.stringify({ MediaContainer: { Metadata: [{ title: "Dijk" }] } }))
      const { url } = yield* answering({ headers: { "content-encoding": "gzip" }, body })
      assert.deepStrictEqual(yield* titles(yield* server(url)), ["Dijk"])
    })
  )
})

describe("a server that does not go on", () => {
  const silent: Handler = () => undefined
  const headersOnly: Handler = (_, response) => {
    response.writeHead(200, { "content-type": "application/json" })
    response.flushHeaders()
    return undefined
  }
  for (const [name, instead] of [
    ["never answers", silent],
    ["ends with its headers", headersOnly],
    ["drips", dripping]
  ] as const)
    it.scoped(`is left after half a minute: ${name}`, () =>
      Effect.gen(function* () {
        const { next, url } = yield* standIn(instead)
        const port = yield* server(url)
        const steps = [
          port.version,
          port.providers,
          port.agents,
          port.sections,
          titles(port),
          port.addProvider("http://provider.test:5100"),
          port.moveProvider("1", "http://provider.test:5100"),
          port.addAgent({ title: "x", primary: "y" }),
          port.addToAgent("1", "2")
        ]
        for (const step of steps) {
          const fiber = yield* Effect.fork(Effect.flip(Effect.asVoid(step)))
          yield* next
          yield* elapse(30_000)
          const error = yield* Fiber.join(fiber)
          assert.strictEqual(error.reason, "Unreachable")
          assert.include(error.message, "no answer within 30s")
        }
      })
    )
})

describe("a token that comes back", () => {
  it.scopedLive("is masked wherever it stands, however it is written", () =>
    Effect.gen(function* () {
      const spelled = [...token].map((sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`).join("")
      const film = `{"title":"De ${spelled} dijk","guid":"${token}","Guid":[{"id":"${token}"}],"Media":[{"Part":[{"file":"/${token}/x.mkv"}]}]}`
      const { url } = yield* plex({
        instead: ({ url }) =>
          url.startsWith("/library/sections/all")
            ? container({ Directory: [{ key: token, title: token, type: "movie", Location: [{ path: token }] }] })
            : url.startsWith("/media/providers/metadata/group")
              ? container({ MetadataAgentProviderGroup: [{ id: 1, title: token, primaryIdentifier: token }] })
              : url.startsWith("/media/providers/metadata")
                ? container({
                    MetadataAgentProvider: [{ id: 1, title: token, identifier: token, uri: `http://${token}` }]
                  })
                : { body: `{"MediaContainer":{"Metadata":[${film}]}}` }
      })
      const port = yield* server(url)
      const all = [
        yield* port.sections,
        yield* port.providers,
        yield* port.agents,
        [...(yield* Stream.runCollect(port.items(films)))]
      ]
      assert.notInclude(JSON.stringify(all), token)
      assert.include(JSON.stringify(all), "De ******** dijk")
    })
  )

  it.scopedLive("is not shown when a refusal repeats it", () =>
    Effect.gen(function* () {
      for (const status of [400, 401, 404, 500, 302]) {
        const { url } = yield* answering({
          status,
          body: token,
          headers: { "x-plex-token": token, location: `/${token}` }
        })
        const error = yield* Effect.flip((yield* server(url)).providers)
        assert.notInclude(JSON.stringify(error) + error.message + String(error), token)
      }
    })
  )

  it.scopedLive("is left where it is too short to be one: it may be a word of a title", () =>
    Effect.gen(function* () {
      const { url } = yield* answering({ body: '{"MediaContainer":{"Metadata":[{"title":"none of it"}]}}' })
      assert.deepStrictEqual(yield* titles(yield* server(url, "none")), ["none of it"])
    })
  )
})

describe("taking back", () => {
  it.scopedLive("has Plex forget an agent, and then the provider that it held, which it kept until then", () =>
    Effect.gen(function* () {
      const standing = yield* plex()
      yield* standing.register("http://provider.test:5100/movies")
      yield* standing.gather("VPRO Cinema", "tv.plex.agents.custom.vpro.cinema", [11])
      const port = yield* server(standing.url)
      const provider = (yield* port.providers).find(({ address }) => address !== undefined)
      const [agent] = yield* port.agents
      const [id, group] = [provider?.id ?? "", agent?.id ?? ""]
      const held = yield* Effect.flip(port.removeProvider(id))
      assert.strictEqual(held.reason, "Refused")
      yield* port.removeAgent(group)
      yield* port.removeProvider(id)
      assert.deepStrictEqual([standing.agents(), standing.registered()], [{}, {}])
      assert.strictEqual((yield* Effect.flip(port.removeAgent(group))).reason, "Missing")
      assert.strictEqual((yield* Effect.flip(port.removeProvider(id))).reason, "Missing")
      assert.strictEqual((yield* Effect.flip(port.removeProvider("11"))).reason, "Rejected")
    })
  )

  it.scopedLive("puts a library under the agent that Plex itself chooses, and a provider before the others", () =>
    Effect.gen(function* () {
      const standing = yield* plex({ libraries: [{ ...library([]), agent: "tv.plex.agents.custom.vpro.cinema" }] })
      yield* standing.register("http://provider.test:5100/movies")
      yield* standing.gather("Onze films", "tv.plex.agents.movie", [])
      const port = yield* server(standing.url)
      yield* port.useAgent(films, { primary: "tv.plex.agents.movie" })
      assert.include((yield* port.sections)[0], { agent: "tv.plex.agents.movie" })
      const [agent] = yield* port.agents
      const ours = (yield* port.providers).find(({ address }) => address !== undefined)
      yield* port.addToAgent(agent?.id ?? "", ours?.id ?? "", "before")
      assert.deepStrictEqual(standing.agents(), { "Onze films": ["VPRO Cinema", "Plex Movie"] })
    })
  )
})
