/** Repair over HTTP: the owner decides which page belongs to a title, and Plex gets it at once. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import * as Fs from "node:fs/promises"
import * as Path from "node:path"
import { movies } from "../../../src/domain/plex/Provider.ts"
import { folder } from "../../stand-ins/folder.ts"
import { type Listed, plex, token } from "../../stand-ins/plex.ts"
import { until } from "../../stand-ins/server.ts"
import { json, onlyItem, service } from "../stage.ts"

const admin = { authorization: "Bearer een-lang-geheim" }
const key = "vpro-de-stille-kade-2011-none-m"
const path = `/movies/library/metadata/${key}`
const texts = {
  7: "Een havenmeester ziet het water stijgen en zegt niets, tot de nacht waarin het hele dorp hem nodig heeft.",
  8: "Een smokkelaar zoekt onderdak in een stad waar iedereen elkaar kent, en vindt daar zijn eigen verleden terug."
}

const page = (id: 7 | 8) => ({
  type: "MOVIE",
  title: "De stille kade",
  crids: [`crid://vpro/cinema/movie/CINEMA_MOVIE_${id}`],
  summary: `België ${id === 7 ? 2011 : 1958}. Drama van Bo Maker. `,
  paragraphs: [{ body: texts[id] }],
  relations: [{ type: "CINEMA_YEAR", value: id === 7 ? "2011" : "1958", broadcaster: "VPRO" }]
})

/** POMS knows two films of one title, by that and by their numbers. */
const poms = ({ body, url }: { readonly url: string; readonly body: string }) => {
  if (!url.startsWith("/poms/")) return undefined
  const asked = `${decodeURIComponent(url)} ${body}`.toLowerCase()
  const found = ([7, 8] as const).filter(
    (id) => asked.includes(`cinema_movie_${id}"`) || asked.includes(page(id).title.toLowerCase())
  )
  return { body: JSON.stringify({ total: found.length, items: found.map((id) => ({ score: 1, result: page(id) })) }) }
}

const film: Listed = {
  title: "De stille kade",
  ratingKey: "70",
  year: 2011,
  guid: `${movies.identifier}://movie/${key}`,
  summary: texts[7]
}

const Made = Schema.Struct({ override: Schema.Struct({ id: Schema.String }), plex: Schema.String })
const List = Schema.Struct({
  overrides: Schema.Array(
    Schema.Struct({ id: Schema.String, page: Schema.optional(Schema.Int), pageTitle: Schema.optional(Schema.String) })
  )
})
const Choices = Schema.Struct({ candidates: Schema.Array(Schema.Struct({ page: Schema.Int, title: Schema.String })) })
const Titles = Schema.Struct({
  titles: Schema.Array(
    Schema.Struct({
      standing: Schema.String,
      override: Schema.optional(Schema.Struct({ id: Schema.String, page: Schema.NullOr(Schema.Int) }))
    })
  )
})
const Listed = Schema.Struct({
  MediaContainer: Schema.Struct({
    Metadata: Schema.Array(Schema.Struct({ ratingKey: Schema.String, summary: Schema.String }))
  })
})
const Undone = Schema.Struct({ removed: Schema.Boolean, plex: Schema.optional(Schema.String) })

const stage = Effect.fn(function* (
  items: ReadonlyArray<Listed> = [film],
  variables: Readonly<Record<string, string>> = {}
) {
  const server = yield* plex({
    libraries: [{ key: "1", title: "Films", type: "movie", agent: movies.identifier, items }]
  })
  const own = yield* service(poms, {
    ADMIN_TOKEN: "een-lang-geheim",
    PLEX_URL: server.url,
    PLEX_TOKEN: token,
    ...variables
  })
  const post = (path: string, body?: unknown, headers: Readonly<Record<string, string>> = admin) =>
    own.ask(path, { method: "POST", headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
  const Libraries = Schema.Struct({ whole: Schema.Boolean })
  const compared = until(Effect.map(own.ask("/library"), (given) => json(Libraries, given).whole))
  const title = Effect.map(own.ask("/library/titles"), (given) => json(Titles, given).titles[0])
  const summary = Effect.map(own.ask(path), (given) => onlyItem(given).summary)
  const changes = () => server.changes().map(({ method, url }) => `${method} ${decodeURIComponent(url)}`)
  return { ...own, changes, compared, post, server, summary, title }
})

describe("a page that the owner chose", () => {
  it.scopedLive("is answered at once, and the earlier one again when the choice is taken back", () =>
    Effect.gen(function* () {
      const { ask, changes, compared, post, summary, title } = yield* stage()
      for (let again = 0; again < 3; again += 1) assert.strictEqual(yield* summary, texts[7])
      yield* compared
      const { candidates } = json(
        Choices,
        yield* ask(
          `/overrides/candidates?ratingKey=${key}&query=${encodeURIComponent("https://www.cinema.nl/db/8-de-stille-kade")}`,
          { headers: admin }
        )
      )
      assert.deepStrictEqual(candidates, [{ page: 8, title: "De stille kade" }])
      const made = json(Made, yield* post("/overrides/keep", { ratingKey: key, page: 8 }))
      assert.strictEqual(made.plex, "refreshing")
      // Also where the answer before was given as bytes.
      for (let again = 0; again < 3; again += 1) assert.strictEqual(yield* summary, texts[8])
      assert.deepStrictEqual(yield* title, { standing: "waiting", override: { id: made.override.id, page: 8 } })
      assert.deepStrictEqual(json(List, yield* ask("/overrides")).overrides, [
        { id: made.override.id, page: 8, pageTitle: "De stille kade" }
      ])
      const held = json(List, yield* ask(`/overrides?ratingKey=${key}`)).overrides
      assert.deepStrictEqual(
        held.map(({ id }) => id),
        [made.override.id]
      )
      assert.deepStrictEqual(json(List, yield* ask("/overrides?ratingKey=vpro-heat-1995-none-m")).overrides, [])
      assert.strictEqual((yield* post("/cache/clear")).status, 200)
      assert.strictEqual(yield* summary, texts[8])
      const undone = json(Undone, yield* post(`/overrides/undo?id=${encodeURIComponent(made.override.id)}`))
      assert.deepStrictEqual(undone, { removed: true, plex: "refreshing" })
      assert.strictEqual(yield* summary, texts[7])
      assert.deepStrictEqual(changes(), ["PUT /library/metadata/70/refresh", "PUT /library/metadata/70/refresh"])
      const none = json(Undone, yield* post(`/overrides/undo?id=${encodeURIComponent(made.override.id)}`))
      assert.isFalse(none.removed)
    })
  )

  it.scopedLive("may be none: then nobody is asked, and Plex's next provider has its turn", () =>
    Effect.gen(function* () {
      const { asked, compared, post, summary, title } = yield* stage()
      assert.strictEqual(yield* summary, texts[7])
      yield* compared
      assert.strictEqual(json(Made, yield* post("/overrides/keep", { ratingKey: key, page: null })).plex, "refreshing")
      const before = asked.length
      assert.isUndefined(yield* summary)
      assert.lengthOf(asked, before)
      assert.strictEqual((yield* title)?.standing, "noPage")
    })
  )

  it.scopedLive("stands first in Fix Match, and what is chosen there later stands", () =>
    Effect.gen(function* () {
      const { ask, match, post } = yield* stage()
      const listed = Effect.map(
        match("/movies", { type: 1, title: "De stille kade", year: 2011, guid: "imdb://tt0000007", manual: 1 }),
        (given) => json(Listed, given).MediaContainer.Metadata
      )
      assert.deepStrictEqual(
        (yield* listed).map(({ summary }) => summary),
        [texts[7], texts[8]]
      )
      yield* post("/overrides/keep", { ratingKey: "vpro-de-stille-kade-2011-tt0000007-m", page: 8 })
      const [first, second] = yield* listed
      assert.strictEqual(first?.summary, texts[8])
      const chosen = onlyItem(yield* ask(`/movies/library/metadata/${second?.ratingKey ?? ""}`))
      assert.strictEqual(chosen.summary, texts[7])
    })
  )

  it.scopedLive("comes over a choice of Fix Match that was made before", () =>
    Effect.gen(function* () {
      const { ask, match, post } = yield* stage()
      const typed = yield* match("/movies", { type: 1, title: "De stille kade", manual: 1 })
      const chosen = /"ratingKey":"([^"]+)"/.exec(typed.text)?.[1] ?? ""
      const at = `/movies/library/metadata/${chosen}`
      assert.strictEqual(onlyItem(yield* ask(at)).summary, texts[7])
      yield* post("/overrides/keep", { ratingKey: chosen, page: 8 })
      assert.strictEqual(onlyItem(yield* ask(at)).summary, texts[8])
    })
  )

  it.scopedLive("is brought to a title that Plex has from somebody else, and not to one that is locked", () =>
    Effect.gen(function* () {
      const elsewhere = { ...film, guid: "plex://movie/5d7768244de0ee001fcc7fed" }
      const Keys = Schema.Struct({ titles: Schema.Array(Schema.Struct({ ratingKey: Schema.String })) })
      const { ask, changes, compared, post } = yield* stage([elsewhere])
      yield* compared
      const known = json(Keys, yield* ask("/library/titles")).titles[0]?.ratingKey ?? ""
      assert.strictEqual(json(Made, yield* post("/overrides/keep", { ratingKey: known, page: 8 })).plex, "matched")
      assert.deepStrictEqual(changes(), [
        `PUT /library/metadata/70/match?guid=${movies.identifier}://movie/${known}&name=De+stille+kade&year=2011`
      ])
      const locked = yield* stage([{ ...film, Field: [{ name: "summary", locked: true }] }])
      yield* locked.compared
      assert.strictEqual(json(Made, yield* locked.post("/overrides/keep", { ratingKey: key, page: 8 })).plex, "locked")
      assert.deepStrictEqual(locked.changes(), [])
    })
  )

  it.scopedLive("is refused to strangers, for a page that is not there, and for what is no key", () =>
    Effect.gen(function* () {
      const { ask, changes, post, summary } = yield* stage()
      const wanted = { ratingKey: key, page: 8 }
      for (const headers of [{}, { authorization: "Bearer geraden" }])
        for (const [where, body] of [
          ["/overrides/keep", wanted],
          ["/overrides/undo?id=x", undefined],
          ["/overrides/import", { overrides: [] }]
        ] as const)
          assert.strictEqual((yield* post(where, body, headers)).status, 401, where)
      assert.strictEqual((yield* ask(`/overrides/candidates?ratingKey=${key}`)).status, 401)
      assert.strictEqual((yield* post("/overrides/keep", { ratingKey: key, page: 9 })).status, 404)
      assert.strictEqual((yield* post("/overrides/keep", { ratingKey: "niets", page: 8 })).status, 400)
      assert.strictEqual((yield* post("/overrides/keep", { ratingKey: key, page: "8" })).status, 400)
      assert.strictEqual(yield* summary, texts[7])
      assert.deepStrictEqual(changes(), [])
    })
  )

  it.scopedLive("survives a restart and a lost cache, is exported and taken over elsewhere", () =>
    Effect.gen(function* () {
      const CACHE_DIR = yield* folder
      const first = yield* stage([film], { CACHE_DIR, CACHE_URL: "" })
      yield* first.post("/overrides/keep", { ratingKey: key, page: 8 })
      const exported = (yield* first.ask("/overrides")).text
      const answers = yield* Effect.promise(() => Fs.readdir(CACHE_DIR))
      for (const name of answers.filter((name) => name.startsWith("vpro-")))
        yield* Effect.promise(() => Fs.rm(Path.join(CACHE_DIR, name)))
      const second = yield* stage([film], { CACHE_DIR, CACHE_URL: "" })
      assert.strictEqual(yield* second.summary, texts[8])
      const third = yield* stage()
      assert.strictEqual(yield* third.summary, texts[7])
      const taken = yield* third.ask("/overrides/import", { method: "POST", headers: admin, body: exported })
      assert.include(taken.text, '"imported":1,"same":0')
      assert.strictEqual(yield* third.summary, texts[8])
      const bad = yield* third.post("/overrides/import", {
        overrides: [{ kind: "film", title: "x", at: 1, page: "y" }]
      })
      assert.strictEqual(bad.status, 400)
    })
  )
})
