/** `doctor`: the right line and exit code for everything that can be broken, in few requests and lines that fit. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Schema, TestClock } from "effect"
import * as Fs from "node:fs/promises"
import { pomsPage, sourceOf, wellKnown } from "../../stand-ins/wellKnown.ts"
import { plex, token } from "../../stand-ins/plex.ts"
import { type Asked, type Reply, standIn, until } from "../../stand-ins/server.ts"
import { leadingTo, type Sources } from "../stage.ts"
import { run, world } from "./stage.ts"

const key = { TMDB_API_KEY: "0123456789abcdef".repeat(2), WIKIDATA: "on" }

const Found = Schema.Struct({
  well: Schema.Boolean,
  checks: Schema.Array(
    Schema.Struct({
      id: Schema.String,
      state: Schema.String,
      asked: Schema.String,
      came: Schema.String,
      meaning: Schema.optional(Schema.String),
      advice: Schema.optional(Schema.String)
    })
  )
})
const found = Schema.decodeUnknownSync(Schema.parseJson(Found))

/** What `doctor --json` finds, and how often the sources were asked. */
const doctor = Effect.fn(function* (
  sources: Sources = wellKnown,
  variables: Readonly<Record<string, string>> = {},
  words: ReadonlyArray<string> = []
) {
  const { asked, cache, variables: all } = yield* world(sources)
  const ran = yield* run(["doctor", "--json", ...words], { ...all, ...key, ...variables })
  const { checks, well } = found(ran.out)
  const failing = checks.filter(({ state }) => state === "failing")
  return { ...ran, asked, cache, checks, failing, well }
})

/** Answers in the place of one source. */
const instead =
  (source: string, reply: (asked: Asked) => Reply | undefined): Sources =>
  (asked) =>
    sourceOf(asked) === source ? reply(asked) : wellKnown(asked)

/** No more than a person's patience, and the tests wait for real. */
const within = 30_000

describe("doctor", () => {
  it.scopedLive("finds nothing wrong where all is well, in nine requests and lines that fit a terminal", () =>
    Effect.gen(function* () {
      const { asked, variables } = yield* world(wellKnown)
      const { code, err, out } = yield* run(["doctor"], { ...variables, ...key })
      assert.strictEqual(code, 0, out)
      assert.strictEqual(err, "")
      assert.include(out, "Nothing fails. 1 not checked.")
      assert.lengthOf(asked, 9)
      for (const line of out.split("\n")) assert.isAtMost(line.length, 80, line)
      for (const subject of ["Settings", "Cache", "Clock", "POMS", "cinema.nl", "TMDB", "Wikidata", "TVmaze", "Plex"])
        assert.match(out, new RegExp(`^${subject}$`, "m"))
    })
  )

  it.scopedLive(
    "names each source that is down, alone",
    () =>
      Effect.gen(function* () {
        for (const [source, id] of [
          ["poms", "poms.page"],
          ["cinema", "cinema.search"],
          ["tmdb", "tmdb.find"],
          ["wikidata", "wikidata.item"],
          ["tvmaze", "tvmaze.show"]
        ] as const) {
          const { asked, code, failing } = yield* doctor(instead(source, () => ({ status: 503 })))
          assert.strictEqual(code, 1, source)
          assert.deepStrictEqual(
            failing.map(({ id }) => id),
            [id]
          )
          assert.include(failing[0]?.came, "status 503")
          assert.include(failing[0]?.meaning, "cannot be reached")
          assert.isAtMost(asked.length, 12)
          // It is told once, and nobody insists.
          assert.lengthOf(
            asked.filter((one) => sourceOf(one) === source),
            1
          )
        }
      }),
    within
  )

  it.scopedLive("names a key that is refused, and a pair that is", () =>
    Effect.gen(function* () {
      const tmdb = yield* doctor(instead("tmdb", () => ({ status: 401, body: '{"status_code":7}' })))
      assert.strictEqual(tmdb.code, 1)
      assert.deepStrictEqual(
        tmdb.failing.map(({ id }) => id),
        ["tmdb.find"]
      )
      assert.include(tmdb.failing[0]?.meaning, "TMDB refuses the key")
      assert.notInclude(tmdb.out + tmdb.err, key.TMDB_API_KEY)
      const poms = yield* doctor(instead("poms", () => ({ status: 401, body: '{"message":"no"}' })))
      assert.strictEqual(poms.code, 1)
      assert.deepStrictEqual(
        poms.failing.map(({ id }) => id),
        ["poms.page", "poms.pair"]
      )
      assert.include(poms.failing[1]?.advice, "POMS_API_KEY")
      assert.isAtMost(poms.asked.length, 12)
    })
  )

  it.scopedLive("names a page that has a new form, and what it lacks", () =>
    Effect.gen(function* () {
      const form = { body: "<!doctype html><div id=app></div><script src=/app.js></script>" }
      const cinema = yield* doctor(instead("cinema", () => form))
      assert.deepStrictEqual(
        cinema.failing.map(({ id }) => id),
        ["cinema.search", "cinema.page"]
      )
      for (const { advice, meaning } of cinema.failing) {
        assert.include(meaning, "new form")
        assert.include(advice, "newer version")
      }
      const textless = JSON.stringify({ items: [{ id: "1", result: { ...pomsPage(), paragraphs: [] } }] })
      const poms = yield* doctor(
        instead("poms", (asked) => (asked.url.includes("/multiple") ? { body: textless } : wellKnown(asked)))
      )
      assert.strictEqual(poms.code, 1)
      assert.deepInclude(poms.failing[0], {
        id: "poms.page",
        came: "an answer that can be read, but without: text",
        meaning: "There is no text where there was one: the page has a new form."
      })
    })
  )

  it.scopedLive("names a clock that is wrong", () =>
    Effect.gen(function* () {
      const date = new Date(Date.now() - 20 * 60_000).toUTCString()
      const late: Sources = (asked) => {
        const reply = wellKnown(asked)
        return reply === undefined ? undefined : { ...reply, headers: { ...reply.headers, date } }
      }
      const { code, failing } = yield* doctor(late)
      assert.strictEqual(code, 1)
      assert.deepStrictEqual(
        failing.map(({ came, id }) => [id, came]),
        [["clock", "20 minutes apart"]]
      )
    })
  )

  it.scopedLive("names a folder that cannot be written", () =>
    Effect.gen(function* () {
      const { cache } = yield* world()
      const file = `${cache}/file`
      yield* Effect.promise(() => Fs.writeFile(file, ""))
      const { code, failing } = yield* doctor(wellKnown, { CACHE_DIR: `${file}/cache` })
      assert.strictEqual(code, 1)
      assert.deepStrictEqual(
        failing.map(({ id }) => id),
        ["cache.write"]
      )
      assert.include(failing[0]?.came, "ENOTDIR")
      assert.include(failing[0]?.advice, "CACHE_DIR")
    })
  )

  it.scopedLive(
    "names a Redis that is gone",
    () =>
      Effect.gen(function* () {
        const { code, failing } = yield* doctor(wellKnown, { CACHE_URL: "redis://127.0.0.1:9" })
        assert.strictEqual(code, 1)
        assert.deepStrictEqual(
          failing.map(({ id }) => id),
          ["cache.redis"]
        )
        assert.include(failing[0]?.advice, "CACHE_URL")
      }),
    within
  )

  it.scopedLive("names settings that cannot be used, and goes on where it can", () =>
    Effect.gen(function* () {
      const placeholder = yield* doctor(wellKnown, { TMDB_API_KEY: "your_tmdb_api_key_here" })
      assert.strictEqual(placeholder.code, 1)
      assert.deepStrictEqual(
        placeholder.failing.map(({ id }) => id),
        ["settings.TMDB_API_KEY"]
      )
      assert.isTrue(placeholder.checks.some(({ id, state }) => id === "poms.page" && state === "well"))
      const wrong = yield* doctor(wellKnown, { CACHE_MAX_ENTRIES: "many" })
      assert.strictEqual(wrong.code, 1)
      assert.include(wrong.failing[0]?.came, "CACHE_MAX_ENTRIES")
      assert.lengthOf(wrong.asked, 0)
    })
  )

  it.scopedLive("takes a missing key for a hint", () =>
    Effect.gen(function* () {
      const { checks, code, well } = yield* doctor(wellKnown, { TMDB_API_KEY: "" })
      assert.strictEqual(code, 0)
      assert.isTrue(well)
      assert.deepInclude(
        checks.find(({ id }) => id === "tmdb.key"),
        { state: "warning", came: "there is no key" }
      )
    })
  )
})

/** What can be wrong with all sources at once, and what each of them answers then. */
const scripts = Array.from({ length: 8 }, (_, at) => `<script src="/vprogids/app${at}.js"></script>`).join("")
const newForm: Reply = { body: `<!doctype html><div id=app></div>${scripts}` }
const refused: Reply = { status: 401, body: '{"message":"no"}' }
const isPage = ({ url }: Asked) => sourceOf({ method: "", url, headers: {}, body: "" }) === "vprogids"

const troubles: ReadonlyArray<readonly [string, Sources]> = [
  ["all refuse", () => refused],
  ["all refuse, and the page of the pair has a new form", (asked) => (isPage(asked) ? newForm : refused)],
  ["POMS refuses, and all else is well", (asked) => (sourceOf(asked) === "poms" ? refused : wellKnown(asked))],
  [
    "POMS refuses, and the page of the pair has a new form",
    (asked) => (isPage(asked) ? newForm : sourceOf(asked) === "poms" ? refused : wellKnown(asked))
  ],
  [
    "POMS refuses a wrong clock, and any pair",
    (asked) =>
      sourceOf(asked) === "poms"
        ? { ...refused, headers: { date: "Thu, 01 Jan 2015 00:00:00 GMT" } }
        : isPage(asked)
          ? newForm
          : wellKnown(asked)
  ],
  ["all answer 500", () => ({ status: 500 })],
  ["all answer 503", () => ({ status: 503, headers: { "retry-after": "1" } })],
  ["all ask for a pause", () => ({ status: 429, headers: { "retry-after": "1" } })],
  ["all have a new form", () => newForm],
  [
    "all send on, for ever",
    ({ url }) => ({ status: 302, headers: { location: `${url}${url.includes("?") ? "&" : "?"}a` } })
  ]
]

describe("a run of doctor", () => {
  it.scopedLive.each(troubles)(
    "makes no more than twelve requests to sources where %s",
    ([, sources]) =>
      Effect.gen(function* () {
        const { asked, code } = yield* doctor(sources, { UPDATE_CHECK: "on" })
        assert.strictEqual(code, 1)
        assert.isAtMost(asked.length, 12, asked.map(({ url }) => url).join(" "))
        // Nobody goes without a question because POMS took all of them.
        for (const source of ["poms", "cinema", "tmdb", "wikidata", "tvmaze"])
          assert.isTrue(asked.some((one) => sourceOf(one) === source) || sources === troubles.at(-1)?.[1], source)
      }),
    within
  )

  it.scopedLive("finds and uses another pair within that", () =>
    Effect.gen(function* () {
      const fresh = "abcdefgh12"
      const pair: Reply = { body: `<script>var c = {apiKey: "${fresh}", apiSecret: "zyxwvuts98"}</script>` }
      const { asked, checks } = yield* doctor((asked) =>
        isPage(asked)
          ? pair
          : sourceOf(asked) === "poms" && !JSON.stringify(asked.headers).includes(fresh)
            ? refused
            : wellKnown(asked)
      )
      assert.isAtMost(asked.length, 12)
      const state = (wanted: string) => checks.find(({ id }) => id === wanted)?.state
      assert.deepStrictEqual([state("poms.page"), state("poms.pair")], ["well", "well"])
    })
  )

  it.scopedLive("tells of a newer version where that is wanted, which is no failure", () =>
    Effect.gen(function* () {
      const body = '[{"tag_name":"v99.0.0","draft":false,"prerelease":false}]'
      const { asked, checks, code } = yield* doctor(
        (asked) => (sourceOf(asked) === "github" ? { body } : wellKnown(asked)),
        { UPDATE_CHECK: "on" }
      )
      assert.strictEqual(code, 0)
      assert.lengthOf(asked, 10)
      assert.deepInclude(
        checks.find(({ id }) => id === "version.newer"),
        { state: "warning", came: "yes, 99.0.0" }
      )
    })
  )

  it.scoped("ends in time where nobody ever answers, and asks each once", () =>
    Effect.gen(function* () {
      const { asked, variables } = yield* world()
      const hanging = yield* standIn(() => undefined)
      const fiber = yield* Effect.fork(
        run(["doctor", "--json", "--plex-url", hanging.url], {
          ...variables,
          ...leadingTo(hanging.url),
          ...key,
          PLEX_TOKEN: token
        })
      )
      // Five sources and Plex.
      yield* until(Effect.sync(() => hanging.requests.length === 6))
      yield* TestClock.adjust("11 seconds")
      const { code, out } = yield* Fiber.join(fiber)
      assert.strictEqual(code, 1)
      assert.lengthOf(hanging.requests, 6)
      assert.lengthOf(asked, 0)
      const unwell = found(out).checks.filter(({ state }) => state === "failing")
      assert.sameMembers(
        unwell.map(({ id }) => id),
        ["poms.page", "cinema.search", "tmdb.find", "wikidata.item", "tvmaze.show", "plex.server"]
      )
    })
  )
})

describe("doctor with Plex", () => {
  const [films, series] = ["tv.plex.agents.custom.vpro.cinema", "tv.plex.agents.custom.vpro.cinema.tv"]
  const library = (key: string, title: string, agent: string, type: "movie" | "show" = "movie") => ({
    key,
    title,
    type,
    agent,
    items: []
  })

  const register = (url: string) =>
    run(["register", "--plex-url", url, "--token", token, "--url", "http://provider.test:5100"])

  it.scopedLive("says what Plex knows of the providers, and which libraries use them", () =>
    Effect.gen(function* () {
      const server = yield* plex({
        libraries: [
          library("1", "Films", films),
          library("2", "Series", series, "show"),
          library("3", "Kinderfilms", "tv.plex.agents.movie")
        ]
      })
      const variables = { PLEX_TOKEN: token }
      const before = yield* doctor(wellKnown, variables, ["--plex-url", server.url])
      assert.deepStrictEqual(
        before.failing.map(({ id }) => id),
        ["plex.film", "plex.series"]
      )
      assert.include(before.failing[0]?.advice, "register")
      yield* register(server.url)
      const after = yield* doctor(wellKnown, variables, ["--plex-url", server.url])
      assert.strictEqual(after.code, 0, after.out)
      assert.deepInclude(
        after.checks.find(({ id }) => id === "plex.libraries"),
        { state: "warning", came: "Films, Series; with another agent: Kinderfilms" }
      )
      assert.notInclude(after.out + after.err, token)
    })
  )

  it.scopedLive("says when Plex called the service last, or that it never has", () =>
    Effect.gen(function* () {
      const server = yield* plex({ libraries: [library("1", "Films", films)] })
      yield* register(server.url)
      const { cache, variables } = yield* world(wellKnown)
      const called = Effect.fn(function* (more: Readonly<Record<string, string>> = {}) {
        const all = { ...variables, ...key, PLEX_TOKEN: token, ...more }
        const { out } = yield* run(["doctor", "--json", "--plex-url", server.url], all)
        return found(out).checks.find(({ id }) => id === "plex.called")
      })
      const never = yield* called()
      assert.deepInclude(never, { state: "warning", came: "not yet" })
      assert.include(never?.advice, "Refresh Metadata")
      const at = Date.UTC(2026, 10, 24, 12, 0, 1)
      yield* Effect.promise(async () => {
        await Fs.mkdir(`${cache}/stories`, { recursive: true })
        const text = JSON.stringify({ film: { at, question: "metadata", agent: "PlexMediaServer/1.43.0" } })
        await Fs.writeFile(`${cache}/stories/plex.json`, text)
      })
      assert.deepInclude(yield* called(), {
        state: "well",
        came: "it has, the last time for films 2026-11-24 12:00:01 UTC, for series never"
      })
      assert.deepInclude(yield* called({ STORIES: "off" }), { state: "notChecked" })
    })
  )

  it.scopedLive("says when no library uses them, when the token is refused, and when nobody is there", () =>
    Effect.gen(function* () {
      const server = yield* plex({ libraries: [library("1", "Films", "tv.plex.agents.movie")] })
      yield* register(server.url)
      const unused = yield* doctor(wellKnown, { PLEX_TOKEN: token }, ["--plex-url", server.url])
      assert.deepStrictEqual(
        unused.failing.map(({ id }) => id),
        ["plex.libraries"]
      )
      const refused = yield* doctor(wellKnown, { PLEX_TOKEN: "another" }, ["--plex-url", server.url])
      assert.include(refused.failing.map(({ meaning }) => meaning).join(), "Plex refuses the token")
      const gone = yield* doctor(wellKnown, { PLEX_TOKEN: token }, ["--plex-url", "http://127.0.0.1:9"])
      assert.deepStrictEqual(
        gone.failing.map(({ id }) => id),
        ["plex.server"]
      )
      assert.strictEqual(gone.code, 1)
    })
  )

  it.scopedLive("is wrong use without a token", () =>
    Effect.gen(function* () {
      const { code, err } = yield* run(["doctor", "--plex-url", "http://127.0.0.1:9"])
      assert.strictEqual(code, 2)
      assert.include(err, "PLEX_TOKEN")
    })
  )
})
