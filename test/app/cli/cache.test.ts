/** `cache list|show|delete|clear|import`, over folders as the Python system left them. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import * as Fs from "node:fs/promises"
import * as Path from "node:path"
import { folder } from "../../stand-ins/folder.ts"
import { run } from "./stage.ts"

/** An entry as the Python system writes it, in a flat file as its version 3.0.0 named them. */
const entry = (title: string, fetchedAt = "2026-11-20T10:00:00") => ({
  title,
  year: 2011,
  description: `Over ${title}: een dijkwachter ontdekt dat het water hoger staat dan de kaarten zeggen.`,
  url: null,
  imdb_id: null,
  vpro_id: "4711",
  media_type: "film",
  status: "found",
  fetched_at: fetchedAt,
  last_accessed: fetchedAt
})
const keyOf = (name: string) => `vpro-de-${name}-2011-none-m`
const put = (directory: string, name: string, text: string) =>
  Effect.promise(() => Fs.writeFile(Path.join(directory, `${keyOf(name)}.json`), text))

const kept = Effect.fn(function* (...names: ReadonlyArray<string>) {
  const directory = yield* folder
  for (const name of names) yield* put(directory, name, JSON.stringify(entry(`De ${name}`)))
  return { directory, variables: { CACHE_DIR: directory, CACHE_TTL_FOUND: "36500 days" } }
})

const Listed = Schema.parseJson(
  Schema.Struct({ entries: Schema.Int, listed: Schema.Array(Schema.Struct({ key: Schema.String })) })
)
const keysIn = (out: string) =>
  Schema.decodeUnknownSync(Listed)(out)
    .listed.map(({ key }) => key)
    .toSorted()

describe("what is kept", () => {
  it.scopedLive("is listed, the result on stdout and the sum beside it", () =>
    Effect.gen(function* () {
      const { variables } = yield* kept("dijk", "kade")
      const { code, err, out } = yield* run(["cache", "list"], variables)
      assert.strictEqual(code, 0)
      assert.strictEqual(out.trim().split("\n").length, 2)
      assert.match(out, /^2026-11-20 {2}found {6}vpro-de-dijk-2011-none-m {2}De dijk \(2011\)$/m)
      assert.match(err, /^2 shown, 2 entries in the cache, \d+ kB\n$/)
      const some = yield* run(["cache", "list", "--pattern", "kade", "--json"], variables)
      assert.deepStrictEqual(keysIn(some.out), [keyOf("kade")])
      assert.strictEqual(some.err, "")
    })
  )

  it.scopedLive("is shown by its key; what is not kept ends with 3", () =>
    Effect.gen(function* () {
      const { variables } = yield* kept("dijk")
      const { code, out } = yield* run(["cache", "show", keyOf("dijk")], variables)
      assert.strictEqual(code, 0)
      assert.match(out, /^text {7}Over De dijk/m)
      const other = yield* run(["cache", "show", keyOf("kade")], variables)
      assert.strictEqual(other.code, 3)
      assert.strictEqual(other.err, "vpro-cinema-plex: nothing is cached under that key\n")
    })
  )

  it.scopedLive("goes only when somebody agrees, and alone", () =>
    Effect.gen(function* () {
      const { directory, variables } = yield* kept("dijk", "kade", "sluis")
      yield* Effect.promise(() => Fs.writeFile(Path.join(directory, "credentials.json"), "{}"))
      const left = Effect.map(run(["cache", "list", "--json"], variables), ({ out }) => keysIn(out).length)
      const one = ["cache", "delete", keyOf("dijk")]
      assert.strictEqual((yield* run(one, variables)).code, 2, "nobody to ask")
      assert.strictEqual((yield* run(one, variables, { answers: "" })).code, 1)
      assert.strictEqual(yield* left, 3)
      assert.strictEqual((yield* run(one, variables, { answers: "j" })).code, 0)
      assert.strictEqual(yield* left, 2)
      const some = yield* run(["cache", "delete", "--pattern", "kade", "--yes"], variables)
      assert.strictEqual(some.out, "1 entry deleted\n")
      assert.strictEqual((yield* run(["cache", "clear", "--yes"], variables)).out, "1 entry deleted\n")
      assert.strictEqual(yield* left, 0)
      assert.include(yield* Effect.promise(() => Fs.readdir(directory)), "credentials.json")
    })
  )
})

describe("another folder", () => {
  it.scopedLive("is taken over: the newer of two stays, the folder is left as it is, again changes nothing", () =>
    Effect.gen(function* () {
      const { variables } = yield* kept("dijk", "kade")
      const { directory: other } = yield* kept("sluis")
      yield* put(other, "dijk", JSON.stringify(entry("De dijk", "2026-11-25T10:00:00")))
      yield* put(other, "kade", JSON.stringify(entry("De kade", "2026-11-01T10:00:00")))
      yield* put(other, "molen", "{")
      const names = Effect.promise(() => Fs.readdir(other))
      const before = yield* names
      const dry = yield* run(["cache", "import", "--dry-run", other], variables)
      assert.include(dry.out, "1 would be added\n1 newer than the cached entry, would be replaced\n1 skipped")
      const first = yield* run(["cache", "import", other], variables)
      assert.strictEqual(first.code, 0, first.err)
      assert.include(first.out, "4 files read\n1 added\n1 newer than the cached entry, replaced\n1 skipped")
      assert.match(first.out, /1 damaged, not read:\n {2}\S*vpro-de-molen-2011-none-m\.json/)
      assert.deepStrictEqual(yield* names, before)
      const second = yield* run(["cache", "import", other], variables)
      assert.include(second.out, "0 added\n0 newer than the cached entry, replaced\n3 skipped")
      assert.match((yield* run(["cache", "show", keyOf("dijk")], variables)).out, /^looked up {2}2026-11-25/m)
    })
  )

  it.scopedLive("that is none is told plainly", () =>
    Effect.gen(function* () {
      const { directory, variables } = yield* kept()
      for (const path of [Path.join(directory, "no-such-folder"), directory]) {
        const { code, err } = yield* run(["cache", "import", path], variables)
        assert.strictEqual(code, 1)
        assert.match(err, /^vpro-cinema-plex: [^\n]*\n$/)
      }
    })
  )
})
