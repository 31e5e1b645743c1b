/** What is asked of a Plex Media Server, and what is made of its answers and failures. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Redacted, Stream } from "effect"
import * as Client from "../../src/adapters/http/Client.ts"
import * as PlexServer from "../../src/adapters/plex/PlexServer.ts"
import { type PlexSection, PlexServerPort } from "../../src/ports/PlexServerPort.ts"
import { type Library, plex, token } from "../stand-ins/plex.ts"
import type { Reply } from "../stand-ins/server.ts"

const server = (baseUrl: string, given = token) =>
  Effect.flatMap(
    Layer.build(
      PlexServer.layer({
        baseUrl,
        token: Redacted.make(given),
        product: "vpro-cinema-plex",
        userAgent: "test"
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

  it.scopedLive("tells ids, guid and file; what has no title is left out", () =>
    Effect.gen(function* () {
      const listed = {
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
            title: "De stille dijk",
            year: 2011,
            guid: "plex://movie/1",
            ids: ["imdb://tt1234567"],
            file: "/films/dijk.mkv"
          },
          { title: "Kaal", year: undefined, guid: undefined, ids: [], file: undefined }
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
          { key: "3", title: "Series", type: "show", items: [] }
        ]
      })
      const sections = yield* (yield* server(url)).sections
      assert.deepStrictEqual(sections, [films, { key: "3", title: "Series", kind: "series", folders: [] }])
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
        [{ status: 503 }, "Rejected"],
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
      for (const reply of [{ status: 404 }, { status: 500 }, { body: '{"status":"ok"}' }]) {
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

describe("the token", () => {
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
