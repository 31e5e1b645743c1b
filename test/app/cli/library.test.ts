/** `library`: what Plex shows compared with what is kept, without asking a source or changing anything. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { movies } from "../../../src/domain/plex/Provider.ts"
import { everything, textOf, titleOf, word, year } from "../../resilience/world.ts"
import { type Library, type Listed, plex, token } from "../../stand-ins/plex.ts"
import { service, type Sources } from "../stage.ts"
import { run, world } from "./stage.ts"

const film = (at: number, more: Partial<Listed> = {}): Listed => ({
  ratingKey: String(100 + at),
  title: titleOf(word(at)),
  year,
  guid: `plex://movie/5d7768244de0ee001fcc7f0${at}`,
  ...more
})
const films = (items: ReadonlyArray<Listed>): ReadonlyArray<Library> => [
  { key: "1", title: "Films", type: "movie", agent: movies.identifier, items },
  { key: "2", title: "Series", type: "show", agent: "tv.plex.agents.series", items: [film(8)] }
]
const known: Sources = ({ body, headers, url }) =>
  url.startsWith("/poms/") ? everything("poms", { path: url, body, headers }) : undefined

const Sums = Schema.Record({ key: Schema.String, value: Schema.Number })
const Report = Schema.parseJson(
  Schema.Struct({
    together: Sums,
    libraries: Schema.Array(Schema.Struct({ title: Schema.String, use: Schema.String, sums: Sums })),
    titles: Schema.Array(
      Schema.Struct({
        title: Schema.String,
        standing: Schema.String,
        ratingKey: Schema.optional(Schema.String),
        foundTitle: Schema.optional(Schema.String)
      })
    )
  })
)
const reportOf = (text: string) => Schema.decodeUnknownSync(Report)(text)
const some = (sums: typeof Sums.Type) => Object.fromEntries(Object.entries(sums).filter(([, count]) => count > 0))

/** A cache that was warmed, so that there are texts, and the address of a Plex that shows these titles. */
const warmed = Effect.fn(function* (items: ReadonlyArray<Listed>) {
  const { asked, cache, variables } = yield* world(known)
  const before = yield* plex({ libraries: films([0, 1, 2, 3].map((at) => film(at))) })
  const server = (url: string) => ["--plex-url", url, "--token", token]
  assert.strictEqual((yield* run(["warm", ...server(before.url), "--section", "Films"], variables)).code, 0)
  const now = yield* plex({ libraries: films(items) })
  const looked = asked.length
  return {
    cache,
    variables,
    plex: now,
    /** Requests to the sources since then. */
    asked: () => asked.length - looked,
    run: (...more: ReadonlyArray<string>) => run(["library", ...server(now.url), ...more], variables)
  }
})

describe("the libraries", () => {
  it.scopedLive(
    "are refreshed in Plex where they wait, when that is confirmed, and never where the text is locked",
    () =>
      Effect.gen(function* () {
        const library = yield* warmed([
          film(0, { summary: textOf(titleOf(word(0))) }),
          film(1, { summary: "A keeper sees the water.", Field: [{ name: "summary", locked: true }] }),
          film(2),
          film(5)
        ])
        const unasked = yield* library.run("--refresh")
        assert.strictEqual(unasked.code, 2)
        assert.include(unasked.err, "use --yes to go ahead")
        assert.strictEqual((yield* library.run("--refresh", "--json")).code, 2)
        assert.deepStrictEqual(library.plex.refreshedItems(), [])
        const { code, err, out } = yield* library.run("--library", "Films", "--refresh", "--yes")
        assert.strictEqual(code, 0, err)
        assert.deepStrictEqual(library.plex.refreshedItems(), ["102"])
        assert.include(out, "1 title asked to be refreshed in Plex")
        assert.include(out, "1 title not refreshed: the text is locked in Plex")
        const none = yield* library.run("--filter", "shown", "--refresh", "--yes")
        assert.include(none.out, "None of these titles has a text here that Plex does not show.")
        assert.strictEqual(library.asked(), 0)
      })
  )

  it.scopedLive("are told with what Plex shows, and why the rest has no text", () =>
    Effect.gen(function* () {
      const library = yield* warmed([
        film(0, { summary: `${textOf(titleOf(word(0)))} ` }),
        film(1, { summary: "A keeper sees the water.", Field: [{ name: "summary", locked: true }] }),
        film(2),
        film(5)
      ])
      const { code, err, out } = yield* library.run("--json")
      assert.deepStrictEqual([code, err], [0, ""])
      const { libraries, titles, together } = reportOf(out)
      assert.deepStrictEqual(
        titles.map(({ standing }) => standing),
        ["shown", "waiting", "waiting", "notAsked", "notAsked"]
      )
      assert.deepStrictEqual(some(libraries[0]?.sums ?? {}), {
        titles: 4,
        shown: 1,
        waiting: 2,
        notAsked: 1,
        differs: 1,
        elsewhere: 4,
        locked: 1
      })
      assert.deepStrictEqual(
        libraries.map(({ title, use }) => [title, use]),
        [
          ["Films", "first"],
          ["Series", "none"]
        ]
      )
      assert.strictEqual(together["titles"], 5)
      assert.deepStrictEqual([library.asked(), library.plex.changes()], [0, []])
      assert.notInclude(out, token)
    })
  )

  it.scopedLive("are told with what a failing source left open, as the stories of the service have it", () =>
    Effect.gen(function* () {
      const library = yield* warmed([film(0), film(5)])
      const before = reportOf((yield* library.run("--json", "--filter", "not-asked", "--library", "Films")).out)
      const key = before.titles[0]?.ratingKey ?? assert.fail("it has no key")
      yield* Effect.scoped(
        Effect.gen(function* () {
          const down: Sources = () => ({ status: 503, body: "" })
          const { ask } = yield* service(down, { CACHE_DIR: library.cache, CACHE_URL: "", LOOKUP_TIMEOUT: "1 s" })
          assert.strictEqual((yield* ask(`/movies/library/metadata/${key}`)).status, 200)
        })
      )
      const { titles } = reportOf((yield* library.run("--json", "--library", "Films")).out)
      assert.deepStrictEqual(
        titles.map(({ standing }) => standing),
        ["waiting", "open"]
      )
      // What was looked up meanwhile is open no longer.
      yield* run(["warm", "--plex-url", library.plex.url, "--token", token, "--section", "Films"], library.variables)
      assert.include((yield* library.run("--library", "Films", "--filter", "failed")).out, "0 titles are meant")
    })
  )

  it.scopedLive("are told to people, and one by one when some of the titles are meant", () =>
    Effect.gen(function* () {
      const library = yield* warmed([film(0), film(1, { title: "=1+1\nDijk" }), film(5)])
      const words = yield* library.run()
      assert.strictEqual(words.code, 0, words.err)
      assert.include(words.out, "Films: 3 titles; VPRO is in front of its agent")
      assert.include(words.out, "Series: 1 title; its agent does not hold VPRO: see register --library")
      assert.match(words.out, /1 \( 33 %\) a text here that Plex does not show yet/)
      assert.notInclude(words.out, titleOf(word(0)))
      const waiting = yield* library.run("--filter", "waiting", "--library", "films")
      assert.include(waiting.out, `1 title is meant:\n  ${titleOf(word(0))} (${year})`)
      assert.notInclude(waiting.out, "Series")
      const csv = yield* library.run("--csv", "--filter", "not-asked")
      const [head, ...rows] = csv.out.trimEnd().split("\n")
      assert.match(head ?? "", /^library,kind,title,year,standing,/)
      assert.include(rows.join("\n"), "'=1+1")
    })
  )

  it.scopedLive("are not told where the question makes no sense, or Plex does not answer", () =>
    Effect.gen(function* () {
      const library = yield* warmed([])
      assert.strictEqual((yield* library.run("--json", "--csv")).code, 2)
      assert.strictEqual((yield* library.run("--library", "Boeken")).code, 2)
      assert.strictEqual((yield* library.run("--filter", "mooi")).code, 2)
      assert.strictEqual((yield* run(["library"], library.variables)).code, 2)
      const away = yield* run(["library", "--plex-url", "http://127.0.0.1:9", "--token", token], library.variables)
      assert.strictEqual(away.code, 1)
      assert.match(away.err, /^vpro-cinema-plex: Plex cannot be reached/)
    })
  )
})
