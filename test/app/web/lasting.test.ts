/** What answers about a key say of how long they hold, so that a cache in front can answer in our place. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, TestClock } from "effect"
import { answer, page } from "../../adapters/sources/pomsStage.ts"
import { container, onlyItem, service, type Given, type Sources } from "../stage.ts"

const key = "vpro-de-stille-dijk-2011-none-m"
const film = `/movies/library/metadata/${key}`
const unknown = "/movies/library/metadata/vpro-nobody-knows-it-1999-none-m"
const show = "/series/library/metadata/vpro-de-dijkwacht-2010-none-s"

const day = 86_400
const month = 30 * day

/** POMS holds one film, with a poster. */
const withFilm: Sources = ({ url, body }) =>
  url.startsWith("/poms/") && body.includes("MOVIE") && /stille dijk/i.test(body)
    ? answer([
        page({
          images: [{ type: "PROMO_PORTRAIT", url: "https://images.vpro.test/poster.jpg" }],
          relations: [{ type: "CINEMA_YEAR", value: "2011" }]
        })
      ])
    : undefined

const refusedBy =
  (...paths: ReadonlyArray<string>): Sources =>
  ({ url }) =>
    paths.some((path) => url.startsWith(path)) ? { status: 403 } : undefined

/** Where it came from, and what it says of how long it holds. */
const said = ({ headers, status }: Given) => [status, headers["x-cache"], headers["cache-control"], "etag" in headers]

const lasts = (seconds: number) => `public, max-age=${seconds}`

describe("an answer that is kept", () => {
  it.scoped("holds for what is left of the life of its entry, also as a hot answer", () =>
    Effect.gen(function* () {
      const routed: Array<string> = []
      const { ask } = yield* service(withFilm, {}, { routed: ({ url }) => void routed.push(url) })
      assert.deepStrictEqual(said(yield* ask(film)), [200, "lookup", lasts(month), true])
      yield* TestClock.adjust("90500 millis")
      assert.deepStrictEqual(said(yield* ask(film)), [200, "hit", lasts(month - 91), true])
      yield* TestClock.adjust("10 days")
      assert.deepStrictEqual(said(yield* ask(film)), [200, "hit", lasts(20 * day - 91), true])
      yield* TestClock.adjust("19 days")
      assert.deepStrictEqual(said(yield* ask(film)), [200, "hit", lasts(day - 91), true])
      assert.lengthOf(routed, 2)
      yield* TestClock.adjust("1 day")
      assert.deepStrictEqual(said(yield* ask(film)), [200, "lookup", lasts(month), true])
    })
  )

  it.scoped("of nothing holds for an hour", () =>
    Effect.gen(function* () {
      const { ask } = yield* service()
      assert.deepStrictEqual(said(yield* ask(unknown)), [200, "lookup", lasts(3600), true])
      yield* TestClock.adjust("59 minutes")
      for (let at = 0; at < 3; at++) assert.deepStrictEqual(said(yield* ask(unknown)), [200, "hit", lasts(60), true])
    })
  )

  it.scoped("has one tag for the same bytes, and another for others", () =>
    Effect.gen(function* () {
      const { ask } = yield* service(withFilm)
      const tagOf = (path: string) => Effect.map(ask(path), ({ headers }) => headers["etag"])
      const [tag, again, hot] = [yield* tagOf(film), yield* tagOf(film), yield* tagOf(film)]
      assert.match(tag ?? "", /^"[\w-]{22}"$/)
      assert.deepStrictEqual([again, hot], [tag, tag])
      const others = [`${film}?includeFields=title`, `${film}/images`, unknown]
      const tags = [tag]
      for (const other of others) tags.push(yield* tagOf(other))
      assert.lengthOf(new Set(tags), 4)
      assert.notInclude(tags, undefined)
    })
  )

  it.scoped("is spared to who has it, by the router and as a hot answer", () =>
    Effect.gen(function* () {
      const routed: Array<string> = []
      const { ask } = yield* service(withFilm, {}, { routed: ({ url }) => void routed.push(url) })
      const etag = (yield* ask(film)).headers["etag"] ?? assert.fail("there is no tag")
      const ways = [etag, `W/${etag}`, `"another", W/"one",${etag}`, "*"]
      for (const method of ["HEAD", "GET"])
        for (const having of ways) {
          const given = yield* ask(film, { method, headers: { "if-none-match": having } })
          assert.deepStrictEqual([...said(given), given.text], [304, "hit", lasts(month), true, ""], having)
          assert.strictEqual(given.headers["etag"], etag)
          assert.notProperty(given.headers, "content-type")
          assert.notProperty(given.headers, "content-length")
          assert.strictEqual(given.headers["x-content-type-options"], "nosniff")
        }
      // All of HEAD, the look-up, and the first GET.
      assert.lengthOf(routed, ways.length + 2)
      for (const having of ['"another"', "another", etag.slice(1, -1), `"${etag}`, ""]) {
        const given = yield* ask(film, { headers: { "if-none-match": having } })
        assert.deepStrictEqual(said(given), [200, "hit", lasts(month), true], having)
        assert.isString(onlyItem(given).summary)
      }
      const whole = yield* ask(film)
      const head = yield* ask(film, { method: "HEAD" })
      assert.deepStrictEqual([...said(head), head.text], [...said(whole), ""])
      assert.strictEqual(head.headers["content-length"], String(Buffer.byteLength(whole.text)))
    })
  )

  it.scoped("is the same whatever the headers of the request say", () =>
    Effect.gen(function* () {
      const { ask } = yield* service(withFilm)
      yield* ask(film)
      const plain = yield* ask(film)
      const headers = {
        host: "films.example.org",
        accept: "text/html",
        "accept-language": "en",
        "accept-encoding": "gzip, br",
        authorization: "Bearer anything",
        cookie: "a=b",
        origin: "https://films.example.org",
        "user-agent": "PlexMediaServer/1.43.0",
        "x-forwarded-for": "192.0.2.1",
        "x-forwarded-host": "films.example.org",
        "x-forwarded-proto": "https",
        "x-plex-container-size": "0",
        "x-plex-container-start": "1",
        "x-plex-language": "en",
        "x-plex-token": "anything"
      }
      const pictures = yield* ask(`${film}/images`)
      for (const [name, value] of Object.entries(headers))
        // Under an address that was not asked before, the router answers.
        for (const query of ["", `?asked=${name}`])
          for (const [path, expected] of [
            [film, plain],
            [`${film}/images`, pictures]
          ] as const) {
            const given = yield* ask(`${path}${query}`, { headers: { [name]: value } })
            assert.strictEqual(given.text, expected.text, name)
            assert.deepStrictEqual(said(given), said(expected), name)
            assert.strictEqual(given.headers["etag"], expected.headers["etag"])
            assert.notProperty(given.headers, "vary")
            assert.notProperty(given.headers, "content-encoding")
          }
    })
  )
})

const unkept = "no-store"

describe("not to be kept is", () => {
  it.scoped("what a failing source left incomplete, or an expired text that is served meanwhile", () =>
    Effect.gen(function* () {
      let down = true
      const { ask } = yield* service((asked) => (down ? refusedBy("/poms/")(asked) : withFilm(asked)))
      for (let at = 0; at < 2; at++) assert.deepStrictEqual(said(yield* ask(film)), [200, "incomplete", unkept, false])
      const having = { "if-none-match": "*" }
      assert.deepStrictEqual(said(yield* ask(film, { headers: having })), [200, "incomplete", unkept, false])
      down = false
      yield* TestClock.adjust("10 minutes")
      assert.deepStrictEqual(said(yield* ask(film)), [200, "lookup", lasts(month), true])
      down = true
      yield* TestClock.adjust("31 days")
      assert.deepStrictEqual(said(yield* ask(film)), [200, "stale", unkept, false])
    })
  )

  it.scoped("a text whose ids a failing source left open, as long as it is open", () =>
    Effect.gen(function* () {
      let down = true
      const tmdb: Sources = ({ url }) =>
        !url.startsWith("/tmdb/") ? undefined : down ? { status: 501 } : { body: JSON.stringify({ results: [] }) }
      const { ask } = yield* service((asked) => tmdb(asked) ?? withFilm(asked), { TMDB_API_KEY: "a".repeat(32) })
      const first = yield* ask(film)
      assert.isString(onlyItem(first).summary)
      assert.deepStrictEqual(said(first), [200, "lookup", unkept, false])
      // The time in which the ids might have come is over.
      yield* TestClock.adjust("1 hour")
      for (let at = 0; at < 3; at++) assert.deepStrictEqual(said(yield* ask(film)), [200, "hit", unkept, false])
      down = false
      assert.strictEqual((yield* ask("/cache/clear", { method: "POST" })).status, 200)
      assert.deepStrictEqual(said(yield* ask(film)), [200, "lookup", unkept, false])
      yield* TestClock.adjust("25 seconds")
      for (let at = 0; at < 3; at++)
        assert.deepStrictEqual(said(yield* ask(film)), [200, "hit", lasts(month - 25), true])
    })
  )

  it.scoped("what hangs on the seasons of a show, which are remembered for another time", () =>
    Effect.gen(function* () {
      const { ask } = yield* service(({ url }) => (url.startsWith("/tvmaze/search/") ? { body: "[]" } : undefined))
      assert.deepStrictEqual(said(yield* ask(show)), [200, "lookup", lasts(3600), true])
      const rest = ["?includeChildren=1", "/children", "/grandchildren", "-z1", "-z1/children", "-z1e2", "-z1/images"]
      for (const path of rest)
        assert.deepStrictEqual(said(yield* ask(`${show}${path}`)).slice(2), [unkept, false], path)
      assert.deepInclude(container(yield* ask(`${show}/children`)), { size: 0 })
    })
  )

  it.scoped("what is unknown or unavailable", () =>
    Effect.gen(function* () {
      const { ask } = yield* service(refusedBy("/poms/"), { WHEN_UNSETTLED: "unavailable" })
      assert.deepStrictEqual(said(yield* ask(film)), [503, undefined, unkept, false])
      assert.deepStrictEqual(said(yield* ask("/movies/library/metadata/nonsense")), [404, undefined, unkept, false])
      assert.deepStrictEqual(said(yield* ask(`${film}/extras`)), [200, undefined, unkept, false])
    })
  )

  it.scoped("what lives for no time at all", () =>
    Effect.gen(function* () {
      const { ask } = yield* service(undefined, { CACHE_TTL_NOT_FOUND: "0" })
      assert.deepStrictEqual(said(yield* ask(unknown)), [200, "lookup", unkept, false])
    })
  )
})
