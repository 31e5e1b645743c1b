/** `GET /report`: a look-up as a file that can be sent. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { answer, page } from "../../adapters/sources/pomsStage.ts"
import { replay } from "../../../src/app/report/Replay.ts"
import { read } from "../../../src/app/report/Report.ts"
import { json, problem, service } from "../stage.ts"

const path = "/report?title=De+stille+dijk&year=2011&imdb=tt0095016&tmdb=77"

const Story = Schema.Struct({ match: Schema.Struct({ title: Schema.String, file: Schema.String }) })

describe("the report of a look-up", () => {
  it.scopedLive("is a file that holds what was asked and comes to the same, and no keys", () =>
    Effect.gen(function* () {
      const key = "0123456789abcdef".repeat(2)
      const { ask } = yield* service(
        ({ body, url }) => (url.startsWith("/poms/") && body.includes("MOVIE") ? answer([page()]) : undefined),
        { TMDB_API_KEY: key }
      )
      const given = yield* ask(path)
      assert.strictEqual(given.status, 200)
      assert.strictEqual(given.headers["content-disposition"], "attachment")
      assert.match(given.text, /^\{\n {2}"about": /)
      assert.notInclude(given.text, key)
      assert.notInclude(given.text, "127.0.0.1")
      const report = yield* read(given.text)
      const { imdb, title, tmdb, year } = report.asked
      assert.deepStrictEqual<unknown>([title, year, imdb, tmdb], ["De stille dijk", 2011, "tt0095016", 77])
      assert.isTrue((yield* replay(report)).same)
    })
  )

  it.scopedLive("holds no match where there was none, or where the story is not known", () =>
    Effect.gen(function* () {
      const { ask } = yield* service()
      const described = yield* ask("/movies/library/metadata/vpro-de-stille-dijk-2011-none-m")
      const id = described.headers["x-request-id"] ?? ""
      assert.strictEqual((yield* ask(`/traces/${id}`)).status, 200)
      for (const story of ["", "nobody", id]) {
        const report = yield* read((yield* ask(`/report?title=De+stille+dijk&story=${story}`)).text)
        assert.isUndefined(report.match, story)
      }
    })
  )

  it.scopedLive("is refused to a host name that is not known, and where a parameter is wrong", () =>
    Effect.gen(function* () {
      const { ask } = yield* service()
      const strange = yield* ask(path, { headers: { host: "evil.example.com" } })
      assert.strictEqual(problem(strange)[0], 421)
      for (const wrong of [
        "/report",
        "/report?title=Dijk&year=20",
        "/report?title=Dijk&tmdb=x",
        "/report?title=Dijk&plex=1"
      ])
        assert.strictEqual(problem(yield* ask(wrong))[0], 400, wrong)
    })
  )

  it.scopedLive("can be made of a title that Plex matched: its story tells what Plex sent", () =>
    Effect.gen(function* () {
      const { ask, match } = yield* service()
      const matched = yield* match("/movies", {
        type: 1,
        title: "De stille dijk",
        year: 2011,
        guid: "plex://movie/5d7768244de0ee001fcc7fed",
        filename: "/volume1/jan/De stille dijk.mkv"
      })
      const ratingKey = /"ratingKey":"([^"]+)"/.exec(matched.text)?.[1] ?? ""
      const described = yield* ask(`/movies/library/metadata/${ratingKey}`)
      const story = yield* ask(`/traces/${described.headers["x-request-id"] ?? ""}`)
      const told = json(Story, story).match
      assert.deepStrictEqual([told.title, told.file], ["De stille dijk", "De stille dijk.mkv"])
      assert.notInclude(story.text, "volume1")

      const query = `title=De+stille+dijk&year=2011&story=${described.headers["x-request-id"] ?? ""}`
      const given = yield* ask(`/report?${query}`)
      assert.notInclude(given.text, "volume1")
      assert.notInclude(given.text, "jan/")
      const report = yield* read(given.text)
      assert.include(report.about, "what Plex sent")
      assert.deepStrictEqual(report.match, {
        title: "De stille dijk",
        year: 2011,
        guid: "plex://movie/5d7768244de0ee001fcc7fed",
        file: "De stille dijk.mkv",
        ratingKey
      })
      assert.isTrue((yield* replay(report)).same)
    })
  )
})
