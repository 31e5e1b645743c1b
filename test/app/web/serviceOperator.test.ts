/** What whoever runs the service asks. */
import { FileSystem } from "@effect/platform"
import { NodeContext } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { createHash } from "node:crypto"
import { answer, page } from "../../adapters/sources/pomsStage.ts"
import { version } from "../../../src/app/Version.ts"
import { json, onlyItem, problem, service, type Sources } from "../stage.ts"

const withFilm: Sources = ({ url }) => (url.startsWith("/poms/") ? answer([page()]) : undefined)
const key = "vpro-de-stille-dijk-2011-none-m"
const item = `/library/metadata/${key}`
const { Struct, String, Int, Array: List, Number, Unknown, Record } = Schema

describe("health", () => {
  it.scopedLive("is up, alive and ready", () =>
    Effect.gen(function* () {
      const { ask } = yield* service()
      const brief = Struct({ status: String, version: String, identifier: Schema.optional(String) })
      const identifier = "tv.plex.agents.custom.vpro.cinema"
      for (const [path, told] of [
        ["/health", { status: "healthy", version, identifier }],
        ["/health/live", { status: "alive", version }],
        ["/health/live/", { status: "alive", version }]
      ] as const) {
        const given = yield* ask(path)
        assert.strictEqual(given.status, 200)
        assert.deepStrictEqual(json(brief, given), told)
      }
      const ready = yield* ask("/health/ready")
      assert.strictEqual(ready.status, 200)
      const report = json(
        Struct({
          status: String,
          cache: Struct({ writable: Schema.Boolean, kind: String, entries: Int }),
          credentials: Struct({ source: String, state: String }),
          tmdb: Struct({ configured: Schema.Boolean }),
          sources: List(Struct({ source: String, breaker: String })),
          metrics: Record({ key: String, value: Unknown })
        }),
        ready
      )
      assert.deepInclude(report.cache, { writable: true, kind: "memory", entries: 0 })
      assert.deepStrictEqual(report.credentials, { source: "built-in", state: "ok" })
      assert.isFalse(report.tmdb.configured)
      assert.includeMembers(
        report.sources.map(({ source }) => source),
        ["poms", "cinema"]
      )
    })
  )

  it.scopedLive("tells the parts as the Python system did, beside its own", () =>
    Effect.gen(function* () {
      const { ask } = yield* service(withFilm, { VPRO_RETURN_IMAGES: "true" })
      yield* ask(item)
      const Ready = Struct({ checks: Unknown, cache_stats: Struct({ total_entries: Int, max_entries: Int }) })
      const { cache_stats, checks } = json(Ready, yield* ask("/health/ready"))
      assert.deepStrictEqual(checks, {
        cache_writable: { status: "ok" },
        credentials: { status: "ok" },
        tmdb: { status: "disabled", configured: false },
        vpro_features: { summary: true, content_rating: true, images: true, rating: false },
        self_test: { status: "not_checked", checks: [] }
      })
      assert.deepInclude(cache_stats, { total_entries: 1, max_entries: 10_000 })
    })
  )

  it.scopedLive("tells which variables of the Python system cannot be used, and is as well as before", () =>
    Effect.gen(function* () {
      const { ask } = yield* service(undefined, {
        TMDB_API_KEY: "your_tmdb_api_key_here",
        LOG_LEVEL: "VERBOSE",
        VPRO_RETURN_IMAGES: "enabled"
      })
      const Told = Struct({ status: String, settings: List(Struct({ variable: String, message: String })) })
      const { settings, status } = json(Told, yield* ask("/health/ready"))
      assert.strictEqual(status, "ok")
      assert.deepStrictEqual(
        settings.map(({ variable }) => variable),
        ["LOG_LEVEL", "TMDB_API_KEY", "VPRO_RETURN_IMAGES"]
      )
      const all = settings.map(({ message }) => message).join()
      assert.include(all, 'LOG_LEVEL="VERBOSE" is not valid')
      assert.notInclude(all, "your_tmdb_api_key_here")
      const page = json(Struct({ unusable: List(String), references: Unknown }), yield* ask("/ui/data"))
      assert.deepStrictEqual(page, {
        unusable: settings.map(({ variable }) => variable),
        references: [
          { reference: "tmdb", state: "no-key" },
          { reference: "wikidata", state: "off" }
        ]
      })
    })
  )

  it.scopedLive("tells which variables nobody reads, in health and on the page, and is as well as before", () =>
    Effect.gen(function* () {
      const { ask } = yield* service(undefined, { TMDB_APIKEY: "not-to-be-shown", LOG_LEVEL: "VERBOSE" })
      const health = yield* ask("/health/ready")
      const Told = Struct({ status: String, settings: List(Struct({ variable: String, message: String })) })
      const { settings, status } = json(Told, health)
      assert.strictEqual(status, "ok")
      assert.deepStrictEqual(
        settings.map(({ variable }) => variable),
        ["LOG_LEVEL", "TMDB_APIKEY"]
      )
      assert.strictEqual(settings[1]?.message, "TMDB_APIKEY is not known: did you mean TMDB_API_KEY?")
      const data = yield* ask("/ui/data")
      const page = json(Struct({ unknown: List(Struct({ variable: String, meant: String })) }), data)
      assert.deepStrictEqual(page.unknown, [{ variable: "TMDB_APIKEY", meant: "TMDB_API_KEY" }])
      assert.notInclude(health.text + data.text, "not-to-be-shown")
    })
  )

  it.scopedLive("shows that a configured pair is refused, and shows no secret", () =>
    Effect.gen(function* () {
      const secrets = {
        POMS_API_KEY: "mykey12345",
        POMS_API_SECRET: "mysecret12345",
        TMDB_API_KEY: "0123456789abcdef".repeat(2)
      }
      const { ask } = yield* service(
        ({ url }) =>
          url.startsWith("/poms/") ? { status: 401, headers: { date: "x" }, body: "signature" } : undefined,
        { ...secrets, ADMIN_TOKEN: "very-secret-token" }
      )
      const texts = [
        yield* ask(item),
        yield* ask("/health/ready"),
        yield* ask("/metrics"),
        yield* ask("/cache"),
        yield* ask("/")
      ]
      texts.push(yield* ask("/test?title=De%20stille%20dijk"))
      const all = texts.map(({ text }) => text).join("\n")
      for (const value of [...Object.values(secrets), "very-secret-token"]) assert.notInclude(all, value)
      assert.deepInclude(
        json(
          Struct({ status: String, credentials: Struct({ source: String, state: String }) }),
          yield* ask("/health/ready")
        ),
        { status: "degraded", credentials: { source: "environment", state: "page-gone" } }
      )
    })
  )

  it.scopedLive("is not ready when the cache cannot be written", () =>
    Effect.gen(function* () {
      const { ask } = yield* service(withFilm, { CACHE_URL: "", CACHE_DIR: "/dev/null/cache" })
      const ready = yield* ask("/health/ready")
      assert.strictEqual(ready.status, 503)
      assert.deepInclude(json(Struct({ status: String }), ready), { status: "unavailable" })
      assert.strictEqual((yield* ask("/health/live")).status, 200)
      // What cannot be kept is answered all the same.
      assert.strictEqual(onlyItem(yield* ask(item)).title, "De stille dijk")
    })
  )
})

describe("metrics", () => {
  it.scopedLive("are text for Prometheus, or JSON", () =>
    Effect.gen(function* () {
      const { ask } = yield* service(withFilm)
      yield* ask(item)
      const given = yield* ask("/metrics")
      assert.match(given.headers["content-type"] ?? "", /^text\/plain; version=0\.0\.4/)
      const lines = given.text.trimEnd().split("\n")
      for (const line of lines)
        assert.match(line, /^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{([a-z_]+="[^"\n]*",?)+\})? (\+Inf|-?[\d.e+-]+))$/)
      assert.includeMembers(lines, ["# TYPE http_request_duration_seconds histogram"])
      const names = lines.filter((line) => line.startsWith("# TYPE")).map((line) => line.split(" ")[2])
      assert.lengthOf(new Set(names), names.length)
      const data = json(
        Record({ key: String, value: List(Struct({ labels: Record({ key: String, value: String }), value: Number })) }),
        yield* ask("/metrics", { headers: { accept: "application/json" } })
      )
      assert.sameMembers(Object.keys(data), names)
    })
  )
})

describe("the trial", () => {
  const Trial = Struct({
    at: Number,
    results: List(
      Struct({
        outcome: Struct({ _tag: String }),
        trace: Struct({
          asked: Struct({ kind: String, title: String }),
          steps: List(
            Struct({
              step: String,
              query: String,
              outcome: String,
              candidates: List(Struct({ id: Int, verdict: String }))
            })
          ),
          decision: String
        })
      })
    )
  })

  it.scopedLive("tells the story of one look-up, and keeps nothing", () =>
    Effect.gen(function* () {
      const { ask } = yield* service(withFilm)
      const { results } = json(Trial, yield* ask("/test?title=De+stille+dijk&year=2011"))
      const [result] = results
      assert.strictEqual(result?.outcome._tag, "Found")
      assert.strictEqual(result?.trace.steps[0]?.step, "poms")
      assert.strictEqual(result?.trace.steps[0]?.candidates[0]?.id, 4711)
      assert.include(result?.trace.decision ?? "", "4711")
      assert.deepInclude(json(Struct({ entries: Int }), yield* ask("/cache")), { entries: 0 })
      const skipped = json(Trial, yield* ask("/test?title=De+stille+dijk&type=all&skip_poms=1&skip_cinema=true"))
      assert.deepStrictEqual(
        skipped.results.map(({ trace }) => trace.asked.kind),
        ["film", "series"]
      )
      for (const { trace } of skipped.results)
        for (const { step } of trace.steps) assert.notMatch(step, /^(poms|cinema)$/)
    })
  )

  it.scopedLive("tells what was found as the Python system did, before the story", () =>
    Effect.gen(function* () {
      const { ask } = yield* service(withFilm)
      const given = yield* ask("/test?title=De+stille+dijk&year=2011&type=all")
      assert.strictEqual(given.status, 200)
      const { found, query, result } = json(Struct({ found: Schema.Boolean, query: Unknown, result: Unknown }), given)
      assert.isTrue(found)
      assert.deepStrictEqual(query, { title: "De stille dijk", year: 2011, imdb: "", type: "all" })
      assert.deepInclude(result, { title: "De stille dijk", year: 2011, media_type: "film", vpro_id: "4711" })
      const { description, description_length } = json(
        Struct({ result: Struct({ description: String, description_length: Int }) }),
        given
      ).result
      assert.strictEqual(description_length, description.length)
    })
  )

  it.scopedLive("answers 404 where VPRO has no such page, with the story, but not where a source failed", () =>
    Effect.gen(function* () {
      const Vain = Struct({ found: Schema.Boolean, title: String, year: Schema.NullOr(Int), message: String })
      const { ask } = yield* service()
      const none = yield* ask("/test?title=Bestaat+niet&type=all")
      assert.strictEqual(none.status, 404)
      assert.deepStrictEqual(json(Vain, none), {
        found: false,
        title: "Bestaat niet",
        year: null,
        message: "Not found in VPRO Cinema"
      })
      assert.strictEqual(json(Trial, none).results.length, 2)
      const story = yield* ask("/test?title=Bestaat+niet&type=all&story=1")
      assert.deepStrictEqual([story.status, Object.keys(JSON.parse(story.text))], [200, ["at", "results"]])
      const failing = yield* service(({ url }) => (url.startsWith("/poms/") ? { body: "{" } : undefined))
      const open = yield* failing.ask("/test?title=Wie+weet&year=1999")
      assert.strictEqual(open.status, 200)
      assert.deepInclude(json(Vain, open), { found: false, year: 1999 })
      assert.match(json(Vain, open).message, /not known/)
      assert.strictEqual(json(Trial, open).results[0]?.outcome._tag, "Incomplete")
    })
  )

  it.scopedLive("takes a title for one line, however it is sent", () =>
    Effect.gen(function* () {
      const { ask } = yield* service()
      for (const [sent, taken] of [
        [`the${"+".repeat(15_000)}`, "the"],
        ["de%0A%00dam", "de dam"],
        ["x".repeat(15_000), "x".repeat(500)]
      ] as const) {
        const { results } = json(Trial, yield* ask(`/test?title=${sent}`))
        assert.strictEqual(results[0]?.trace.asked.title, taken)
      }
    })
  )

  it.scopedLive("says what it wants", () =>
    Effect.gen(function* () {
      const { ask } = yield* service()
      for (const [query, message] of [
        ["", /^title: /],
        ["title=+", /^title: /],
        ["title=x&year=12", /^year: /],
        ["title=x&imdb=nm0000001", /^imdb: /],
        ["title=x&type=movie", /^type: /]
      ] as const) {
        const [status, given] = problem(yield* ask(`/test?${query}`))
        assert.strictEqual(status, 400)
        assert.match(given, message)
      }
    })
  )
})

describe("the cache", () => {
  const post = { method: "POST" }
  const Removed = Struct({ removed: Int, deleted: List(String), count: Int })
  const Cleared = Struct({ removed: Int, cleared: Int })

  it.scopedLive("is shown, by key and as a list, and emptied", () =>
    Effect.gen(function* () {
      const { ask } = yield* service(withFilm)
      assert.strictEqual(problem(yield* ask(`/cache?key=${key}`))[0], 404)
      assert.strictEqual(problem(yield* ask("/cache?key=..%2fx"))[0], 400)
      const other = "vpro-dijkbreuk-1999-none-m"
      yield* ask(item)
      yield* ask(`/library/metadata/${other}`)
      const one = json(Struct({ key: String, status: String, title: String }), yield* ask(`/cache?key=${key}`))
      assert.deepInclude(one, { key, status: "found", title: "De stille dijk" })
      const keys = Effect.map(ask("/cache"), (given) =>
        json(Struct({ listed: List(Struct({ key: String })) }), given).listed.map((entry) => entry.key)
      )
      assert.sameMembers(yield* keys, [key, other])
      const gone = (...deleted: ReadonlyArray<string>) => ({ removed: deleted.length, deleted, count: deleted.length })
      assert.deepStrictEqual(json(Removed, yield* ask(`/cache/delete?key=${key}`, post)), gone(key))
      assert.deepStrictEqual(json(Removed, yield* ask(`/cache/delete?key=${key}`, post)), gone())
      assert.deepStrictEqual(json(Removed, yield* ask("/cache/delete?pattern=nergens", post)), gone())
      assert.deepStrictEqual(json(Removed, yield* ask("/cache/delete?pattern=DijkBr", post)), gone(other))
      assert.isEmpty(yield* keys)
      yield* ask(item)
      assert.deepStrictEqual(json(Cleared, yield* ask("/cache/clear", post)), { removed: 1, cleared: 1 })
      assert.strictEqual((yield* ask(item)).headers["x-cache"], "lookup")
      assert.strictEqual(problem(yield* ask("/cache/delete", post))[0], 400)
      assert.strictEqual(problem(yield* ask("/cache/delete?key=..%2fx", post))[0], 400)
    })
  )

  it.scopedLive("is emptied only by whoever has the token, when there is one", () =>
    Effect.gen(function* () {
      const { ask } = yield* service(withFilm, { ADMIN_TOKEN: "open-sesame" })
      yield* ask(item)
      for (const path of ["/cache/clear", "/cache/delete?pattern=v", `/cache/delete?key=${key}`]) {
        assert.strictEqual(problem(yield* ask(path, post))[0], 401)
        for (const authorization of [
          "Bearer wrong-sesame",
          "Bearer ",
          "open-sesame",
          "Basic open-sesame",
          "Bearer open-sesame2"
        ])
          assert.strictEqual(problem(yield* ask(path, { ...post, headers: { authorization } }))[0], 401)
      }
      const headers = { authorization: "bearer open-sesame" }
      assert.deepStrictEqual(json(Cleared, yield* ask("/cache/clear", { ...post, headers })), {
        removed: 1,
        cleared: 1
      })
      assert.strictEqual((yield* ask("/cache")).status, 200)
    })
  )

  it.scopedLive("of the older system serves its keys without asking anybody", () =>
    Effect.gen(function* () {
      const fs = yield* FileSystem.FileSystem
      const folder = yield* fs.makeTempDirectoryScoped()
      const old = "vpro-de-stille-dijk-2011-tt7654321"
      const digest = createHash("sha256").update(old).digest("hex")
      const entry = {
        title: "De stille dijk",
        year: 2011,
        description: "Een tekst die jaren geleden is bewaard.",
        url: "https://www.vprogids.nl/cinema/films/film~4711~de-stille-dijk~.html",
        imdb_id: "tt7654321",
        vpro_id: "4711",
        media_type: "film",
        status: "found",
        fetched_at: new Date(Date.now() - 86_400_000).toISOString().replace("Z", "+00:00"),
        last_accessed: new Date(Date.now() - 86_400_000).toISOString().replace("Z", "+00:00"),
        content_rating: "12",
        images: [],
        genres: ["Drama"],
        director: "Bo Maker",
        lookup_method: "poms"
      }
      yield* fs.makeDirectory(`${folder}/${digest.slice(0, 2)}`)
      yield* fs.writeFileString(
        `${folder}/${digest.slice(0, 2)}/${old}_${digest.slice(0, 12)}.json`,
        JSON.stringify(entry)
      )
      yield* fs.writeFileString(
        `${folder}/vpro-dijkbreuk-1999-none-s.json`,
        JSON.stringify({ ...entry, media_type: "series" })
      )
      const { ask, asked } = yield* service(() => ({ status: 400 }), { CACHE_URL: "", CACHE_DIR: folder })
      for (const path of [`/library/metadata/${old}`, "/tv/library/metadata/vpro-dijkbreuk-1999-none-s"]) {
        const given = yield* ask(path)
        assert.deepInclude(onlyItem(given), { summary: entry.description, contentRating: "nl/12", year: 2011 })
        assert.strictEqual(given.headers["x-cache"], "hit")
      }
      assert.isEmpty(asked)
    }).pipe(Effect.provide(NodeContext.layer))
  )
})
