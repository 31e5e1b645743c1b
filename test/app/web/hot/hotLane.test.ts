/** What was answered before is answered from memory: the same answer, counted and logged as any other. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, LogLevel } from "effect"
import * as Logs from "../../../../src/app/observe/Logs.ts"
import { answer, page } from "../../../adapters/sources/pomsStage.ts"
import { parse } from "../../observe/exposition.ts"
import { container, onlyItem, problem, service, type Given, type Sources } from "../../stage.ts"

const withFilm: Sources = ({ url, body }) =>
  url.startsWith("/poms/") && body.includes("MOVIE") ? answer([page({})]) : undefined

const metadata = "/movies/library/metadata/vpro-de-stille-dijk-2011-none-m"
const matches = "/movies/library/metadata/matches"
const film = { type: 1, title: "De stille dijk", year: 2011 }

const passing = new Set(["date", "cache-control", "x-cache", "x-request-id"])

/** Without what is another with every answer. */
const lasting = ({ headers, status, text }: Given) => ({
  status,
  text,
  headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !passing.has(name)))
})

describe("a hot answer", () => {
  it.scopedLive("never comes to the router", () =>
    Effect.gen(function* () {
      const routed: Array<string> = []
      const { ask, match } = yield* service(
        withFilm,
        {},
        { routed: ({ method, url }) => void routed.push(`${method} ${url}`) }
      )
      const askings = [ask(metadata), ask("//movies/"), ask("/tv"), match("/movies", film), match("", film)]
      for (const asking of askings) for (let at = 0; at < 4; at++) assert.strictEqual((yield* asking).status, 200)
      // What comes of a look-up is given again only as what the cache holds of it.
      assert.deepStrictEqual(routed, [
        `GET ${metadata}`,
        `GET ${metadata}`,
        "GET /movies",
        "GET /tv",
        `POST ${matches}`,
        "POST /library/metadata/matches"
      ])
    })
  )

  it.scopedLive("is the answer that the router gave", () =>
    Effect.gen(function* () {
      const { ask, match } = yield* service(withFilm)
      yield* ask(metadata)
      const askings = [ask(metadata), ask("//movies/"), ask("/tv"), match("/movies", film), match("", film)]
      for (const asking of askings) {
        const routed = yield* asking
        assert.strictEqual(routed.status, 200)
        for (let again = 0; again < 3; again++) {
          const hot = yield* asking
          assert.deepStrictEqual(lasting(hot), lasting(routed))
          assert.strictEqual(hot.headers["x-cache"], routed.headers["x-cache"])
          assert.notStrictEqual(hot.headers["x-request-id"], routed.headers["x-request-id"])
        }
      }
    })
  )

  it.scopedLive("is counted and logged once, with the path as it was asked", () =>
    Effect.gen(function* () {
      let text = ""
      const logs = Logs.layer({ format: "json", level: LogLevel.Info, out: (more) => void (text += more) })
      const counted = Effect.scoped(
        Effect.gen(function* () {
          const { ask } = yield* service(withFilm, {}, { logs })
          const count = Effect.map(ask("/metrics"), (given) =>
            parse(given.text)
              .flatMap(({ series }) => series)
              .filter(
                ({ labels, name }) =>
                  name === "http_request_duration_seconds_count" &&
                  labels.get("route") === "/movies/library/metadata/:ratingKey"
              )
              .reduce((sum, { value }) => sum + value, 0)
          )
          const before = yield* count
          for (let at = 0; at < 5; at++) yield* ask(`/${metadata}`, { headers: { "x-request-id": `hot-${at}` } })
          return (yield* count) - before
        })
      )
      assert.strictEqual(yield* counted, 5)
      const lines = text
        .split("\n")
        .filter((line) => line.includes('"message":"request"') && line.includes("hot-"))
        .map((line): Record<string, unknown> => JSON.parse(line))
      assert.deepStrictEqual(
        lines.map(({ cache, method, path, requestId, status }) => ({ cache, method, path, requestId, status })),
        ["lookup", "hit", "hit", "hit", "hit"].map((cache, at) => ({
          cache,
          method: "GET",
          path: `/${metadata}`,
          requestId: `hot-${at}`,
          status: 200
        }))
      )
    })
  )

  it.scopedLive("is given no longer once the text is forgotten", () =>
    Effect.gen(function* () {
      let gone = false
      const { ask } = yield* service((request) => (gone ? undefined : withFilm(request)))
      for (let at = 0; at < 3; at++) yield* ask(metadata)
      assert.isString(onlyItem(yield* ask(metadata)).summary)
      gone = true
      const removed = yield* ask("/cache/clear", { method: "POST" })
      assert.strictEqual(removed.status, 200)
      const after = yield* ask(metadata)
      assert.strictEqual(after.headers["x-cache"], "lookup")
      assert.isUndefined(onlyItem(after).summary)
    })
  )

  it.scopedLive("to a match needs the very same body; any other reaches the router whole", () =>
    Effect.gen(function* () {
      const { ask, match } = yield* service(withFilm)
      for (let at = 0; at < 2; at++) assert.strictEqual((yield* match("/movies", film)).status, 200)
      const other = yield* match("/movies", { ...film, title: "Een andere dijk" })
      assert.strictEqual(onlyItem(other).title, "Een andere dijk")
      const post = (body: string | Uint8Array, chunked = false) => ask(matches, { method: "POST", body, chunked })
      assert.strictEqual(onlyItem(yield* post(JSON.stringify(film), true)).year, 2011)
      assert.strictEqual(problem(yield* post("{"))[0], 400)
      const large = yield* post(new Uint8Array(200_000).fill(32))
      assert.strictEqual(large.status, 413)
      const series = yield* match("/tv", { ...film, type: 2 })
      assert.strictEqual(container(series).size, 1)
    })
  )

  it.scopedLive("goes to programs: a browser at the same address gets its page", () =>
    Effect.gen(function* () {
      const { ask } = yield* service()
      for (let at = 0; at < 2; at++) assert.strictEqual((yield* ask("/")).status, 200)
      const page = yield* ask("/", { headers: { accept: "text/html" } })
      assert.deepStrictEqual([page.status, page.headers["location"]], [302, "/ui"])
    })
  )
})
