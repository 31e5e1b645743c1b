/** Asking POMS: the questions, their signatures, and every way in which it can refuse or fail. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, FastCheck, Fiber, Option, Redacted, Schema, TestClock } from "effect"
import { message, signedHeaders } from "../../../src/adapters/sources/poms/Signature.ts"
import { searchForm } from "../../../src/adapters/sources/poms/PomsForm.ts"
import type { CataloguePort } from "../../../src/ports/CataloguePort.ts"
import { elapse, type Handler } from "../../stand-ins/server.ts"
import { answer, catalogue, date, fresh, guarded, idOf, old, page, query, signatureOf, year } from "./pomsStage.ts"

const parsed = Schema.decodeSync(Schema.parseJson())
const examplePair = { key: Redacted.make("examplekey"), secret: Redacted.make("examplesecret") }
const signed = {
  origin: "https://www.vprogids.nl",
  date: "Thu, 01 Jan 2026 12:00:00 GMT",
  path: "/v1/api/pages/",
  parameters: { profile: "vprocinema", max: "10" }
}

describe("the signature", () => {
  it("is the one that public clients make", () => {
    assert.strictEqual(
      message(signed),
      "origin:https://www.vprogids.nl,x-npo-date:Thu, 01 Jan 2026 12:00:00 GMT,uri:/v1/api/pages/,max:10,profile:vprocinema"
    )
    assert.deepStrictEqual(signedHeaders(examplePair, signed), {
      Authorization: "NPO examplekey:cwOccbTU0F99BSMAnmeiyXgyVMyGx4toXxGyU4hA/Ng=",
      Origin: signed.origin,
      "X-NPO-Date": signed.date
    })
  })

  it.prop(
    "does not depend on the order of the parameters, and depends on everything else",
    [FastCheck.dictionary(FastCheck.stringOf(FastCheck.constantFrom(..."abcxyz")), FastCheck.string())],
    ([parameters]) => {
      const turned = Object.fromEntries(Object.entries(parameters).toReversed())
      const made = signedHeaders(examplePair, { ...signed, parameters })
      assert.deepStrictEqual(made, signedHeaders(examplePair, { ...signed, parameters: turned }))
      for (const other of [
        { ...signed, parameters: { ...parameters, max: "11" } },
        { ...signed, parameters, date: "Thu, 01 Jan 2026 12:00:01 GMT" },
        { ...signed, parameters, path: "/v1/api/pages" },
        { ...signed, parameters, origin: "https://www.cinema.nl" }
      ])
        assert.notStrictEqual(made.Authorization, signedHeaders(examplePair, other).Authorization)
    }
  )
})

describe("a question", () => {
  it.each([
    [query(), { text: "de stille dijk", types: "MOVIE" }],
    [query({ kind: "series" }), { text: "de stille dijk", types: "SERIES" }],
    [query({ mode: "phrase" }), { text: '"de stille dijk"', types: "MOVIE" }],
    [query({ mode: "fuzzy" }), { text: { value: "de stille dijk", fuzziness: "AUTO" }, types: "MOVIE" }],
    [query({ years: [] }), { text: "de stille dijk", types: "MOVIE" }],
    [
      query({ years: [year(1999)] }),
      {
        text: "de stille dijk",
        types: "MOVIE",
        relations: [{ broadcasters: "VPRO", types: "CINEMA_YEAR", values: "1999" }]
      }
    ],
    [
      query({ years: [year(1998), year(1999)] }),
      {
        text: "de stille dijk",
        types: "MOVIE",
        relations: [
          {
            broadcasters: "VPRO",
            types: "CINEMA_YEAR",
            values: [
              { value: "1998", match: "SHOULD" },
              { value: "1999", match: "SHOULD" }
            ]
          }
        ]
      }
    ]
  ])("%j has the form that POMS understands", (asked, searches) => {
    assert.deepStrictEqual<unknown>(searchForm(asked), { searches })
  })

  it.scoped("goes over the wire signed, to the right address", () =>
    Effect.gen(function* () {
      const { port, server } = yield* catalogue(guarded(old, () => answer([page()])))
      yield* TestClock.setTime(Date.UTC(2026, 2, 3, 7, 8, 9))
      const { items, more } = yield* port.search(query({ text: "dijk & één", years: [year(2011)] }))
      assert.deepStrictEqual([items.map((item) => item.id), more], [[idOf(4711)], false])
      const [asked] = server.requests
      if (asked === undefined) return assert.fail("nothing was asked")
      assert.strictEqual(asked.method, "POST")
      assert.strictEqual(asked.url, "/v1/api/pages/?max=50&profile=vprocinema&properties=none")
      assert.strictEqual(asked.headers["authorization"], `NPO oldkey:${signatureOf(asked, old.secret)}`)
      assert.deepInclude(asked.headers, {
        origin: "https://www.vprogids.nl",
        "x-npo-date": "Tue, 03 Mar 2026 07:08:09 GMT",
        "content-type": "application/json",
        accept: "application/json"
      })
      assert.deepStrictEqual<unknown>(
        parsed(asked.body),
        searchForm(query({ text: "dijk & één", years: [year(2011)] }))
      )
    })
  )

  it.scoped("by number is asked by crid, and absent is none", () =>
    Effect.gen(function* () {
      const { port, server } = yield* catalogue(
        guarded(old, ({ body }) => answer(body.includes("4711") ? [page()] : []))
      )
      assert.strictEqual(Option.getOrThrow(yield* port.byId(idOf(4711), "film")).id, idOf(4711))
      assert.deepStrictEqual(yield* port.byId(idOf(12), "series"), Option.none())
      assert.deepStrictEqual(
        server.requests.map(({ url, body }) => [url, parsed(body)]),
        [
          ["/v1/api/pages/multiple?profile=vprocinema&properties=none", ["crid://vpro/cinema/movie/CINEMA_MOVIE_4711"]],
          ["/v1/api/pages/multiple?profile=vprocinema&properties=none", ["crid://vpro/cinema/series/CINEMA_SERIES_12"]]
        ]
      )
    })
  )
})

describe("many pages", () => {
  const other = (id: number) => page({ crids: [`crid://vpro/cinema/movie/CINEMA_MOVIE_${id}`] })
  const films = (...ids: ReadonlyArray<number>) => ids.map((id) => ({ id: idOf(id), kind: "film" as const }))

  it.scoped("are asked for by crid, 240 in a request, and those in whose place stands an error are none", () =>
    Effect.gen(function* () {
      const gone = { id: "crid://vpro/cinema/movie/CINEMA_MOVIE_2", error: "Not found crid://…", reason: null }
      const { port, server } = yield* catalogue(
        guarded(old, (_, __, index) =>
          answer([], { items: index === 0 ? [{ result: other(1) }, gone, { result: null }] : [{ result: other(241) }] })
        )
      )
      const found = yield* port.byIds(films(...Array.from({ length: 241 }, (_, at) => at + 1)))
      assert.deepStrictEqual(
        found.map(({ id }) => Number(id)),
        [1, 241]
      )
      const [first, second, ...rest] = server.requests
      assert.lengthOf(rest, 0)
      assert.strictEqual(first?.url, "/v1/api/pages/multiple?profile=vprocinema&properties=none")
      assert.deepStrictEqual<unknown>(
        parsed(first?.body ?? ""),
        Array.from({ length: 240 }, (_, at) => `crid://vpro/cinema/movie/CINEMA_MOVIE_${at + 1}`)
      )
      assert.deepStrictEqual<unknown>(parsed(second?.body ?? ""), ["crid://vpro/cinema/movie/CINEMA_MOVIE_241"])
    })
  )

  it.scoped.each([
    ["pages of which none can be read", answer([{ type: 1 }, "page"])],
    ["a fault", { status: 501 }],
    ["no list", { body: "{}" }]
  ] as const)("are not gone when the answer is %s", ([, reply]) =>
    Effect.gen(function* () {
      const { port } = yield* catalogue(guarded(old, () => reply))
      assert.strictEqual((yield* Effect.flip(port.byIds(films(1, 2)))).source, "poms")
    })
  )

  it.scoped("say when they were changed, as far as that can be read", () =>
    Effect.gen(function* () {
      const pages = [page({ lastModified: 1_700_000_000_000 }), { ...other(2), lastModified: "gisteren" }]
      const { port } = yield* catalogue(guarded(old, () => answer(pages)))
      const found = yield* port.byIds(films(4711, 2))
      assert.deepStrictEqual(
        found.map(({ modified }) => modified),
        [1_700_000_000_000, undefined]
      )
    })
  )
})

describe("refusals", () => {
  const search = (port: CataloguePort["Type"]) => port.search(query())

  it.scoped("signs a retry anew", () =>
    Effect.gen(function* () {
      const { port, server } = yield* catalogue(
        guarded(old, (_, __, index) => (index === 0 ? { status: 503, headers: { "retry-after": "7" } } : answer([])))
      )
      const fiber = yield* Effect.fork(search(port))
      yield* elapse(7000)
      assert.deepStrictEqual(yield* Fiber.join(fiber), { items: [], more: false })
      assert.deepStrictEqual(
        server.requests.map(({ headers }) => headers["x-npo-date"]),
        [date(0), date(7000)]
      )
      assert.notStrictEqual(server.requests[0]?.headers["authorization"], server.requests[1]?.headers["authorization"])
    })
  )

  it.scoped("renews credentials that are refused once, and says that the new ones work", () =>
    Effect.gen(function* () {
      const { port, server, told } = yield* catalogue(
        guarded(fresh, () => answer([page()])),
        "finds"
      )
      assert.lengthOf((yield* search(port)).items, 1)
      assert.lengthOf((yield* search(port)).items, 1)
      assert.deepStrictEqual(yield* told, ["refused oldkey", "accepted freshkey"])
      assert.lengthOf(server.requests, 3)
    })
  )

  it.scoped("gives up when the new ones are refused as well", () =>
    Effect.gen(function* () {
      const { port, server, told } = yield* catalogue(() => ({ status: 403, headers: { date: date(0) } }), "finds")
      const error = yield* Effect.flip(search(port))
      assert.deepInclude(error, { _tag: "SourceError", source: "poms", reason: "Refused" })
      assert.deepStrictEqual(yield* told, ["refused oldkey"])
      assert.lengthOf(server.requests, 2)
      assert.notInclude(error.message, "secret")
      assert.notInclude(error.message, fresh.secret)
    })
  )

  it.scoped("gives up when there are no others", () =>
    Effect.gen(function* () {
      const { port, server } = yield* catalogue(guarded(fresh, () => answer([])))
      const error = yield* Effect.flip(search(port))
      assert.deepInclude(error, { source: "poms", reason: "Refused" })
      assert.include(error.message, "PageGone")
      assert.lengthOf(server.requests, 1)
    })
  )

  it.scoped("follows the clock of POMS when ours is wrong, without asking for other credentials", () =>
    Effect.gen(function* () {
      const theirs = Date.UTC(2026, 0, 1, 12)
      const recent: Handler = ({ headers }) =>
        Math.abs(Date.parse(headers["x-npo-date"] ?? "") - theirs) < 600_000
          ? answer([page()])
          : { status: 401, headers: { date: date(theirs) }, body: "not recent" }
      const { port, server, told } = yield* catalogue(recent)
      yield* TestClock.setTime(theirs - 7_200_000)
      assert.lengthOf((yield* search(port)).items, 1)
      yield* TestClock.adjust(30_000)
      assert.lengthOf((yield* search(port)).items, 1)
      assert.deepStrictEqual(
        server.requests.map(({ headers }) => headers["x-npo-date"]),
        [date(theirs - 7_200_000), date(theirs), date(theirs + 30_000)]
      )
      assert.deepStrictEqual(yield* told, [])
    })
  )

  it.scoped("follows it back when ours was put right", () =>
    Effect.gen(function* () {
      const theirs = Date.UTC(2026, 0, 1, 12)
      const { port, server } = yield* catalogue(({ headers }) =>
        headers["x-npo-date"] === date(theirs)
          ? answer([])
          : { status: 401, headers: { date: date(theirs) }, body: "not recent" }
      )
      yield* TestClock.setTime(theirs - 7_200_000)
      yield* search(port)
      yield* TestClock.setTime(theirs)
      yield* search(port)
      assert.deepStrictEqual(
        server.requests.map(({ headers }) => headers["x-npo-date"]),
        [date(theirs - 7_200_000), date(theirs), date(theirs + 7_200_000), date(theirs)]
      )
    })
  )

  it.scoped("does not ask again where POMS says that it cannot", () =>
    Effect.gen(function* () {
      const { port, server } = yield* catalogue(() => ({ status: 501 }))
      assert.strictEqual((yield* Effect.flip(search(port))).reason, "Unreachable")
      assert.lengthOf(server.requests, 1)
    })
  )

  const problem = JSON.stringify({
    message: "Unknown profile",
    status: 400,
    cause: "java.lang.IllegalArgumentException\n\tat nl.vpro.api.Some.method(Some.java:42)",
    violations: []
  })
  it.scoped.each([
    ["400 with a reason", { status: 400, body: problem }, /status 400, Unknown profile$/],
    ["400 without one", { status: 400, body: "{}" }, /status 400, no reason given$/],
    ["404 with a page", { status: 404, body: "<html>weg</html>" }, /status 404, no reason given$/],
    ["410", { status: 410, body: JSON.stringify({ message: null }) }, /status 410, no reason given$/],
    ["a page instead of an answer", { body: "<!doctype html><title>Onderhoud</title>" }, /not a list of pages$/],
    ["half an answer", { body: '{"total":1,"items":[{"score":1,"result":{"type":"MOV' }, /not a list of pages$/],
    ["nothing", { body: "" }, /not a list of pages$/],
    ["null", { body: "null" }, /not a list of pages$/],
    ["another answer", { body: '{"items":"none"}' }, /not a list of pages$/]
  ] as const)("%s is no answer, and is not asked for twice", ([, reply, tried]) =>
    Effect.gen(function* () {
      const { port, server } = yield* catalogue(() => reply)
      const error = yield* Effect.flip(search(port))
      assert.deepStrictEqual([error.source, error.reason], ["poms", "Malformed"])
      assert.match(error.tried, tried)
      assert.match(error.tried, /^search for "de stille dijk": /)
      assert.notMatch(error.message, /java|\bat /)
      assert.lengthOf(server.requests, 1)
    })
  )
})
