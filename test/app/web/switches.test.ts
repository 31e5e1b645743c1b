/** Settings that the owner chooses on the page: they hold from the next answer on, and after a restart. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import * as Fs from "node:fs/promises"
import * as Path from "node:path"
import { answer, page } from "../../adapters/sources/pomsStage.ts"
import { folder } from "../../stand-ins/folder.ts"
import { json, service, type Sources } from "../stage.ts"

const admin = { authorization: "Bearer een-lang-geheim" }
const metadata = "/movies/library/metadata/vpro-de-stille-dijk-2011-none-m"
const secret = "0123456789abcdef0123456789abcdef"

const film = page({ relations: [{ type: "CINEMA_APPRECIATION", value: "8", broadcaster: "VPRO" }] })
const sources: Sources = ({ body, url }) => {
  if (url.startsWith("/poms/") && body.includes("MOVIE")) return answer([film])
  return url.startsWith("/tmdb/") ? { body: JSON.stringify({ results: [], total_pages: 1 }) } : undefined
}

const Told = Schema.Struct({
  mayChange: Schema.Boolean,
  switches: Schema.Array(Schema.Struct({ name: Schema.String, value: Schema.String, from: Schema.String }))
})

const stage = Effect.fn(function* (directory: string, variables: Readonly<Record<string, string>> = {}) {
  const own = yield* service(sources, {
    CACHE_URL: "",
    CACHE_DIR: directory,
    ADMIN_TOKEN: "een-lang-geheim",
    ...variables
  })
  const change = (name: string, value: unknown, headers: Readonly<Record<string, string>> = admin) =>
    own.ask("/switches/change", { method: "POST", headers, body: JSON.stringify({ name, value }) })
  const told = Effect.map(own.ask("/switches"), (given) => json(Told, given))
  const one = (name: string) => Effect.map(told, ({ switches }) => switches.find((one) => one.name === name))
  return { ...own, change, one, told }
})

describe("settings on the page", () => {
  it.scopedLive("hold from the next answer on, for an answer that was given before too", () =>
    Effect.gen(function* () {
      const { ask, change, match } = yield* stage(yield* folder)
      const item = Effect.map(ask(metadata), ({ text }) => text)
      // The second time it comes from memory, byte by byte.
      assert.strictEqual(yield* item, yield* item)
      assert.notInclude(yield* item, '"Rating"')
      assert.strictEqual((yield* change("VPRO_RETURN_RATING", "true")).status, 200)
      assert.include(yield* item, '"Rating"')
      yield* change("VPRO_RETURN_RATING", null)
      assert.notInclude(yield* item, '"Rating"')

      const extras = Effect.map(ask(`${metadata}/extras`), ({ status }) => status)
      assert.strictEqual(yield* extras, 200)
      yield* change("EXTRAS", "unavailable")
      assert.strictEqual(yield* extras, 503)

      // A key must hold all of a title that Plex is to keep.
      const asked = { type: 1, title: "De stille dijk", year: 2011 }
      const keyOf = Effect.map(match("/movies", asked), ({ text }) => /"ratingKey":"([^"]+)"/.exec(text)?.[1])
      const [first, again] = [yield* keyOf, yield* keyOf]
      assert.strictEqual(first, again)
      yield* change("VPRO_RETURN_TITLE", "false")
      assert.notStrictEqual(yield* keyOf, first)
    })
  )

  it.scopedLive("are kept in a file that nobody else can read, and hold after a restart", () =>
    Effect.gen(function* () {
      const directory = yield* folder
      yield* Effect.scoped(
        Effect.gen(function* () {
          const { change } = yield* stage(directory)
          yield* change("VPRO_RETURN_IMAGES", "true")
          yield* change("TMDB_API_KEY", secret)
        })
      )
      const { mode } = yield* Effect.promise(() => Fs.stat(Path.join(directory, "switches.json")))
      assert.strictEqual(mode & 0o777, 0o600)
      const { ask, one } = yield* stage(directory)
      assert.deepInclude(yield* one("VPRO_RETURN_IMAGES"), { value: "true", from: "page" })
      assert.deepInclude(yield* one("VPRO_RETURN_RATING"), { value: "false", from: "default" })
      const ready = yield* ask("/health/ready")
      assert.include(ready.text, '"images":true')
      assert.include(ready.text, '"tmdb":{"configured":true}')
    })
  )

  it.scopedLive("let TMDB be asked from the next look-up on, with a key that is told nowhere", () =>
    Effect.gen(function* () {
      const { ask, asked, change, one } = yield* stage(yield* folder)
      const unknown = (title: string) => ask(`/test?title=${title}&year=1999`)
      const ofTmdb = Effect.sync(() => asked.filter(({ url }) => url.startsWith("/tmdb/")).length)
      yield* unknown("eerste")
      assert.strictEqual(yield* ofTmdb, 0)
      const given = yield* change("TMDB_API_KEY", ` ${secret} `)
      assert.strictEqual(given.status, 200)
      yield* unknown("tweede")
      const between = yield* ofTmdb
      assert.isAbove(between, 0)
      assert.deepInclude(yield* one("TMDB_API_KEY"), { value: "set", from: "page" })
      for (const path of ["/switches", "/health/ready", "/ui/data", "/metrics", "/report?title=derde&year=1999"])
        assert.notInclude((yield* ask(path)).text, secret, path)
      assert.notInclude(given.text, secret)
      const before = yield* ofTmdb
      yield* change("TMDB_API_KEY", null)
      yield* unknown("vierde")
      assert.strictEqual(yield* ofTmdb, before)
    })
  )

  it.scopedLive("give way to a variable that is set, but not to one whose value cannot be used", () =>
    Effect.gen(function* () {
      const { change, one } = yield* stage(yield* folder, {
        VPRO_RETURN_RATING: "no",
        VPRO_RETURN_IMAGES: "misschien",
        TMDB_API_KEY: "your_tmdb_api_key_here"
      })
      const refused = yield* change("VPRO_RETURN_RATING", "true")
      assert.strictEqual(refused.status, 409)
      assert.include(refused.text, "VPRO_RETURN_RATING is set")
      assert.deepInclude(yield* one("VPRO_RETURN_RATING"), { value: "false", from: "variable" })
      for (const name of ["VPRO_RETURN_IMAGES", "TMDB_API_KEY"])
        assert.deepInclude(yield* one(name), { from: "default" }, name)
      assert.strictEqual((yield* change("TMDB_API_KEY", secret)).status, 200)
    })
  )

  it.scopedLive("refuse what they cannot hold, and say it without the secret", () =>
    Effect.gen(function* () {
      const { change, told } = yield* stage(yield* folder)
      const before = yield* told
      for (const [name, value] of [
        ["VPRO_RETURN_RATING", "misschien"],
        ["EXTRAS", "soms"],
        ["TMDB_API_KEY", "geen-sleutel-maar-wel-geheim"],
        ["TMDB_API_KEY", "geheim".repeat(200)],
        ["EXTRAS", " "],
        ["PORT", "80"],
        ["EXTRAS", 3]
      ] as const) {
        const given = yield* change(name, value)
        assert.strictEqual(given.status, 400, `${name} ${value}`)
        assert.notInclude(given.text, "geheim")
      }
      assert.deepStrictEqual(yield* told, before)
    })
  )

  it.scopedLive("are nobody else's to change, and say so when they cannot be kept", () =>
    Effect.gen(function* () {
      const directory = yield* folder
      const { ask, change, one } = yield* stage(directory)
      assert.strictEqual((yield* change("EXTRAS", "unavailable", {})).status, 401)
      assert.isFalse(json(Told, yield* ask("/switches")).mayChange)
      assert.isTrue(json(Told, yield* ask("/switches", { headers: admin })).mayChange)
      // A file in the place of the folder takes none.
      yield* Effect.promise(() => Fs.rm(directory, { recursive: true }))
      yield* Effect.promise(() => Fs.writeFile(directory, ""))
      const given = yield* change("EXTRAS", "unavailable")
      assert.strictEqual(given.status, 503)
      assert.deepInclude(yield* one("EXTRAS"), { value: "empty" })
    })
  )

  it.scopedLive("begin anew, and are put aside, when the file is damaged", () =>
    Effect.gen(function* () {
      const directory = yield* folder
      yield* Effect.promise(() => Fs.writeFile(Path.join(directory, "switches.json"), '{"EXTRAS": 7'))
      const { change, one } = yield* stage(directory)
      assert.deepInclude(yield* one("EXTRAS"), { value: "empty", from: "default" })
      assert.strictEqual((yield* change("EXTRAS", "unavailable")).status, 200)
      const names = yield* Effect.promise(() => Fs.readdir(directory))
      assert.lengthOf(
        names.filter((name) => name.startsWith("switches.json")),
        2
      )
    })
  )

  it.scopedLive("live as long as the service where nothing is to be on disk", () =>
    Effect.gen(function* () {
      const directory = yield* folder
      const { change, one } = yield* stage(directory, { CACHE_URL: "memory:" })
      yield* change("VPRO_RETURN_IMAGES", "true")
      assert.deepInclude(yield* one("VPRO_RETURN_IMAGES"), { value: "true", from: "page" })
      assert.notInclude(yield* Effect.promise(() => Fs.readdir(directory)), "switches.json")
    })
  )
})
