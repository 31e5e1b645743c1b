/** Which references of works are asked, and what they are told. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Logger, Schema, type Scope } from "effect"
import * as Fs from "node:fs/promises"
import { tmpdir } from "node:os"
import * as Path from "node:path"
import { answer, page } from "../../adapters/sources/pomsStage.ts"
import { dated, inLanguage, item, says, wikidata } from "../../stand-ins/wikidata.ts"
import { json, onlyItem, service, type Sources } from "../stage.ts"

const known = wikidata({
  Q7: {
    labels: { en: "The Silent Dyke", nl: "De stille dijk" },
    claims: {
      P31: [says(item("Q11424"))],
      P345: [says("tt7654321")],
      P1476: [says(inLanguage("The Silent Dyke", "en"))],
      P577: [says(dated("2011-03-04"))],
      P57: [says(item("Q501"))]
    }
  },
  Q501: { labels: { mul: "Bo Maker" } }
})

/** POMS has the film under its Dutch title only. */
const sources: Sources = ({ body, url }) => {
  if (url.startsWith("/wikidata/")) {
    const reply = known({ url: new URL(url, "http://wikidata.test") })
    return typeof reply === "string" ? undefined : reply
  }
  return url.startsWith("/poms/") && body.includes("De stille dijk")
    ? answer([
        page({
          relations: [
            { type: "CINEMA_DIRECTOR", value: "Bo Maker" },
            { type: "CINEMA_YEAR", value: "2011" }
          ]
        })
      ])
    : undefined
}

const film = "/movies/library/metadata/vpro-the-silent-dyke-2011-none-m"

describe("without a key", () => {
  it.scopedLive("Wikidata tells the Dutch title, and is told who asks", () =>
    Effect.gen(function* () {
      const { ask, asked } = yield* service(sources, { WIKIDATA: "on", CONTACT: "films@example.org" })
      const { Guid = [], summary } = onlyItem(yield* ask(film))
      assert.isString(summary)
      assert.include(
        Guid.map(({ id }) => id),
        "imdb://tt7654321"
      )
      const agents = new Set(
        asked.filter(({ url }) => url.startsWith("/wikidata/")).map(({ headers }) => headers["user-agent"])
      )
      assert.strictEqual(agents.size, 1)
      assert.match([...agents][0] ?? "", /^vpro-cinema-plex\/\S+ \(\+https:\/\/\S+; films@example\.org\)$/)
      assert.isFalse(asked.some(({ url }) => url.startsWith("/tmdb/")))
    })
  )

  it.scopedLive("nobody is asked when Wikidata is switched off", () =>
    Effect.gen(function* () {
      const { ask, asked } = yield* service(sources, { WIKIDATA: "off" })
      assert.isUndefined(onlyItem(yield* ask(film)).summary)
      assert.isFalse(asked.some(({ url }) => url.startsWith("/wikidata/")))
    })
  )
})

describe("with a key", () => {
  it.scopedLive("Wikidata is asked when TMDB is down, and when it does not know the work", () =>
    Effect.gen(function* () {
      const variables = { WIKIDATA: "on", TMDB_API_KEY: "0".repeat(32) }
      for (const reply of [{ status: 401, body: "{}" }, { body: JSON.stringify({ results: [], total_pages: 0 }) }]) {
        const { ask, asked } = yield* service(
          (request) => (request.url.startsWith("/tmdb/") ? reply : sources(request)),
          variables
        )
        assert.isString(onlyItem(yield* ask(film)).summary)
        assert.isTrue(asked.some(({ url }) => url.startsWith("/tmdb/")))
      }
    })
  )
})

describe("a key that TMDB refuses", () => {
  const key = "0123456789abcdef".repeat(2)
  const refuses: Sources = (request) =>
    request.url.startsWith("/tmdb/") ? { status: 401, body: '{"status_code":7}' } : sources(request)
  const unknown = "/movies/library/metadata/vpro-nobody-knows-it-1999-none-m"
  const Reference = Schema.Struct({ reference: Schema.String, state: Schema.String })
  const Ready = Schema.Struct({ status: Schema.String, checks: Schema.Struct({ tmdb: Schema.Unknown }) })
  const Page = Schema.Struct({ references: Schema.Array(Reference) })
  const Trial = Schema.Struct({
    results: Schema.Array(
      Schema.Struct({ trace: Schema.Struct({ references: Schema.optional(Schema.Array(Reference)) }) })
    )
  })

  it.scopedLive("counts as no key: nothing fails, TMDB is asked once, and health, page and story say so", () =>
    Effect.gen(function* () {
      for (const wikidata of ["on", "off"] as const) {
        const lines: Array<string> = []
        const logger = Logger.map(Logger.logfmtLogger, (line) => void lines.push(line))
        const { ask, asked } = yield* service(
          refuses,
          { WIKIDATA: wikidata, TMDB_API_KEY: key },
          { logs: Logger.replace(Logger.defaultLogger, logger) }
        )
        assert.deepStrictEqual(json(Ready, yield* ask("/health/ready")), {
          status: "ok",
          checks: { tmdb: { status: "ok", configured: true } }
        })
        assert.strictEqual((yield* ask(unknown)).headers["x-cache"], "lookup")
        assert.strictEqual((yield* ask(unknown)).headers["x-cache"], "hit")
        yield* ask(film)
        // Seasons are asked for with the same key.
        yield* ask("/series/library/metadata/vpro-nobody-knows-it-1999-none-s/children")

        const ready = json(Ready, yield* ask("/health/ready"))
        assert.strictEqual(ready.status, "degraded")
        assert.deepStrictEqual(ready.checks.tmdb, {
          status: "degraded",
          configured: true,
          message:
            "TMDB refused the API key (status 401, status_code 7); give the API key (32 characters) or the read access token (eyJ…) of your TMDB account, on the page or in TMDB_API_KEY, or none"
        })
        const states = [
          { reference: "tmdb", state: "refused" },
          { reference: "wikidata", state: wikidata === "on" ? "asked" : "off" }
        ]
        assert.deepStrictEqual(json(Page, yield* ask("/ui/data")).references, states)
        const { results } = json(Trial, yield* ask("/test?title=Nobody+knows+it+either"))
        assert.deepStrictEqual(results[0]?.trace.references, states)

        assert.lengthOf(
          asked.filter(({ url }) => url.startsWith("/tmdb/")),
          1
        )
        const warnings = lines.filter((line) => line.includes("TMDB refused"))
        assert.lengthOf(warnings, 1)
        assert.match(warnings[0] ?? "", /level=WARN/)
        const without =
          wikidata === "on"
            ? "without TMDB (refuses the key), with Wikidata instead"
            : "without TMDB (refuses the key) and Wikidata (switched off): no reference of works was asked"
        assert.isTrue(lines.some((line) => line.includes("film: ") && line.includes(`references="${without}"`)))
        assert.notInclude(lines.join(), key)
      }
    })
  )
})

describe("what Wikidata told", () => {
  const folder: Effect.Effect<string, never, Scope.Scope> = Effect.acquireRelease(
    Effect.promise(() => Fs.mkdtemp(Path.join(tmpdir(), "works-"))),
    (path) => Effect.promise(() => Fs.rm(path, { recursive: true, force: true }))
  )

  /** The service, in this folder, from its start to its end. */
  const run = <A, E>(
    directory: string,
    use: (
      given: Effect.Effect.Success<ReturnType<typeof service>> & { readonly toWikidata: () => number }
    ) => Effect.Effect<A, E>
  ) =>
    Effect.scoped(
      Effect.flatMap(service(sources, { WIKIDATA: "on", CACHE_URL: "", CACHE_DIR: directory }), (given) =>
        use({ ...given, toWikidata: () => given.asked.filter(({ url }) => url.startsWith("/wikidata/")).length })
      )
    )

  const key = film.slice(film.lastIndexOf("/") + 1)
  const post = { method: "POST" }

  it.scopedLive("is not asked again after a restart, until the cache is cleared", () =>
    Effect.gen(function* () {
      const directory = yield* folder
      yield* run(directory, ({ ask, toWikidata }) =>
        Effect.gen(function* () {
          assert.isString(onlyItem(yield* ask(film)).summary)
          assert.isAbove(toWikidata(), 0)
        })
      )
      yield* run(directory, ({ ask, toWikidata }) =>
        Effect.gen(function* () {
          assert.strictEqual((yield* ask(`/cache/delete?key=${key}`, post)).status, 200)
          assert.isString(onlyItem(yield* ask(film)).summary)
          assert.strictEqual(toWikidata(), 0)
          assert.strictEqual((yield* ask("/cache/clear", post)).status, 200)
          assert.isString(onlyItem(yield* ask(film)).summary)
          assert.isAbove(toWikidata(), 0)
        })
      )
    })
  )

  it.scopedLive("counts as part of the cache, whose bound is the one that was set", () =>
    Effect.gen(function* () {
      yield* run(yield* folder, ({ ask }) =>
        Effect.gen(function* () {
          const Figures = Schema.Struct({
            cache_stats: Schema.Struct({ max_entries: Schema.Int, max_size_mb: Schema.Int })
          })
          assert.deepStrictEqual(json(Figures, yield* ask("/health/ready")).cache_stats, {
            max_entries: 10_000,
            max_size_mb: 500
          })
        })
      )
    })
  )
})
