/** The status page as it is served: language, addresses, files, policy, data. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { languageOf, originOf, page } from "../../../src/app/web/page/Page.ts"
import { UiData } from "../../../src/app/web/page/Data.ts"
import { en } from "../../../src/app/web/page/texts/en.ts"
import { nl } from "../../../src/app/web/page/texts/nl.ts"
import { Headers } from "@effect/platform"
import { answer, page as pomsPage } from "../../adapters/sources/pomsStage.ts"
import { json, service } from "../stage.ts"

const html = { accept: "text/html,application/xhtml+xml" }

describe("the status page", () => {
  it.scopedLive("is at /ui, and / leads a browser there", () =>
    Effect.gen(function* () {
      const { ask } = yield* service()
      const root = yield* ask("/", { headers: html })
      assert.deepStrictEqual([root.status, root.headers["location"], root.headers["vary"]], [302, "/ui", "accept"])
      const given = yield* ask("/ui/", { headers: { ...html, host: 'a"<b>:5100' } })
      assert.strictEqual(given.status, 200)
      assert.match(given.headers["content-type"] ?? "", /^text\/html/)
      assert.notInclude(given.text, "<b>:5100")
      for (const path of ["/movies", "/series"])
        assert.match((yield* ask(path, { headers: html })).headers["content-type"] ?? "", /^application\/json/)
      assert.strictEqual((yield* ask("/")).headers["vary"], "accept")
      const head = yield* ask("/", { method: "HEAD", headers: html })
      assert.deepStrictEqual([head.status, head.headers["location"], head.text], [302, "/ui", ""])
    })
  )

  it("comes with every text that it names, in both languages", () => {
    for (const language of ["nl", "en"] as const) {
      const text = page(language, "http://nas:5100", {})
      const bare = [...text.matchAll(/\sdata-t="([^"]+)"[^>]*><\//g)].map(([, name]) => name)
      const unnamed = [...text.matchAll(/\sdata-t-label="([^"]+)"(?! aria-label="[^"]+")/g)].map(([, name]) => name)
      assert.deepStrictEqual([bare, unnamed], [[], []], language)
    }
  })

  it.scopedLive("allows nothing but its own files, and pictures of the sources", () =>
    Effect.gen(function* () {
      const { ask } = yield* service()
      const { headers, text } = yield* ask("/ui")
      const policy = headers["content-security-policy"] ?? ""
      assert.include(
        policy,
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' https://"
      )
      assert.include(policy, "frame-ancestors 'none'")
      assert.notInclude(policy, "unsafe")
      assert.deepInclude(headers, { "x-content-type-options": "nosniff", "referrer-policy": "no-referrer" })
      assert.notMatch(text, /<script(?![^>]*\ssrc=)|<style|\son\w+=|\sstyle=/)
      assert.notMatch(text, /(?:src|href)="(?:https?:)?\/\//)
    })
  )

  it.scopedLive("has files that a browser keeps, and asks for again when they change", () =>
    Effect.gen(function* () {
      const { ask } = yield* service()
      const files = [...(yield* ask("/ui")).text.matchAll(/(?:src|href)="(\/ui\/[^"]+)"/g)].map(([, file = ""]) => file)
      const types: Array<string | undefined> = []
      for (const file of new Set(files)) {
        const given = yield* ask(file)
        assert.strictEqual(given.status, 200)
        assert.isNotEmpty(given.text)
        types.push(given.headers["content-type"]?.split(";")[0])
        assert.include(given.headers["cache-control"] ?? "", "immutable")
        const etag = given.headers["etag"] ?? ""
        assert.include(file, etag.replaceAll('"', ""))
        const again = yield* ask(file, { headers: { "if-none-match": `"other", ${etag}` } })
        assert.deepStrictEqual([again.status, again.text], [304, ""])
      }
      assert.sameMembers(types, ["text/javascript", "text/css", "image/svg+xml"])
    })
  )

  it.scopedLive("shows the addresses by which it was reached, without a script too", () =>
    Effect.gen(function* () {
      const { ask } = yield* service()
      const { text } = yield* ask("/ui", { headers: { host: "nas.local:5100" } })
      assert.match(text, /<code [^>]*>http:\/\/nas\.local:5100\/movies<\/code>/)
      assert.match(text, /<code [^>]*>http:\/\/nas\.local:5100\/series<\/code>/)
      const proxied = { host: "inner:5100", "x-forwarded-host": "films.example.org", "x-forwarded-proto": "https" }
      const { text: outside } = yield* ask("/ui", { headers: proxied })
      assert.match(outside, /<code [^>]*>https:\/\/films\.example\.org\/movies<\/code>/)
      const docs = yield* ask("/docs", { headers: proxied })
      assert.include(docs.text, "curl &#39;https://films.example.org/health&#39;")
      assert.notInclude(docs.text, "{{")
    })
  )

  it.each([
    [{ host: "192.168.1.5:5100" }, "http://192.168.1.5:5100"],
    [{ host: "[fe80::1]:5100" }, "http://[fe80::1]:5100"],
    [
      { host: "inner:5100", "x-forwarded-host": "films.example.org, inner", "x-forwarded-proto": "https, http" },
      "https://films.example.org"
    ],
    [{ host: "inner:5100", "x-forwarded-host": "<script>" }, "http://inner:5100"],
    [{ host: "a b" }, "http://localhost:5100"],
    [{}, "http://localhost:5100"]
  ])("takes %j for %s", (headers, origin) => assert.strictEqual(originOf(Headers.fromInput(headers), 5100), origin))

  it.each([
    ["nl-NL,nl;q=0.9,en;q=0.8", "nl"],
    ["en-GB,en;q=0.9,nl;q=0.8", "en"],
    ["de-DE,de;q=0.9,nl;q=0.5,en;q=0.3", "nl"],
    ["en;q=0.2, nl;q=0.7", "nl"],
    ["nl;q=0, en", "en"],
    ["fr", "en"],
    ["", "en"]
  ] as const)("speaks to %s in %s", (accept, language) => assert.strictEqual(languageOf(accept), language))

  it("has a text for everything that it names, in both languages", () => {
    for (const language of ["nl", "en"] as const) {
      const text = page(language, "http://x", {})
      assert.include(text, `<html lang="${language}">`)
      assert.notMatch(text, /\(\w+[\w.]*\)<|"\(\w+[\w.]*\)"|\{\{/)
      assert.notMatch(text, /data-t="[\w.]+"[^>]*><\//)
    }
    const kinds = (texts: object) => Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, typeof text]))
    assert.deepStrictEqual(kinds(nl), kinds(en))
  })
})

describe("the data of the status page", () => {
  it.scopedLive("tells of Plex, the cache, the sources, the minutes and the look-ups", () =>
    Effect.gen(function* () {
      const { ask } = yield* service(({ url }) => (url.startsWith("/poms/") ? answer([pomsPage()]) : undefined), {
        ADMIN_TOKEN: "open-sesame"
      })
      const plex = { "user-agent": "PlexMediaServer/1.43" }
      const item = "/library/metadata/vpro-de-stille-dijk-2011-none-m"
      yield* ask(item, { headers: { ...plex, "x-request-id": "first" } })
      yield* ask(item)
      yield* ask("/series?X-Plex-Language=nl")
      yield* ask("/movies/library/metadata/matches", {
        method: "POST",
        headers: { "x-request-id": "by-hand" },
        body: JSON.stringify({ type: 1, title: "De stille dijk", manual: 1 })
      })
      const given = yield* ask("/ui/data")
      assert.strictEqual(given.headers["cache-control"], "no-store")
      assert.notInclude(given.text, "sesame")
      const data = json(UiData, given)
      assert.isTrue(data.guarded)
      assert.deepInclude(data.plex.film, { question: "metadata", agent: "PlexMediaServer/1.43" })
      assert.deepInclude(data.plex.series, { question: "root" })
      assert.deepInclude(data.cache, { writable: true, entries: 1, foundFor: 2_592_000, notFoundFor: 3600 })
      const poms = data.sources.find(({ source }) => source === "poms")
      assert.deepInclude(poms, { breaker: "closed", lastStatus: 200, ratePerSecond: 0, waiting: 0 })
      assert.lengthOf(poms?.recent ?? [], poms?.requests ?? -1)
      assert.deepStrictEqual(
        data.lookups.map(({ id, outcome, text, ratingKey }) => [id, outcome, text, ratingKey]),
        [
          ["by-hand", "listed", undefined, undefined],
          ["first", "found", true, "vpro-de-stille-dijk-2011-none-m"]
        ]
      )
      const sum = (name: "hits" | "found" | "incomplete") => data.minutes.reduce((total, one) => total + one[name], 0)
      assert.deepStrictEqual([sum("hits"), sum("found"), sum("incomplete")], [1, 1, 0])
    })
  )

  it.scopedLive("does not take a browser for Plex", () =>
    Effect.gen(function* () {
      const { ask } = yield* service()
      yield* ask("/movies", { headers: { "user-agent": "Mozilla/5.0" } })
      assert.deepStrictEqual(json(UiData, yield* ask("/ui/data")).plex, {})
    })
  )

  it.scopedLive("says when the cache cannot be written", () =>
    Effect.gen(function* () {
      const { ask } = yield* service(undefined, { CACHE_URL: "", CACHE_DIR: "/dev/null/cache" })
      assert.isFalse(json(UiData, yield* ask("/ui/data")).cache.writable)
    })
  )
})
