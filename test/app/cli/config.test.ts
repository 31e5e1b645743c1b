/** `config`: what holds, where it comes from, what is wrong with it, and what is chosen without a variable. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import * as Fs from "node:fs/promises"
import * as Path from "node:path"
import { folder } from "../../stand-ins/folder.ts"
import { run } from "./stage.ts"

const { Array: List, NullOr, String, Struct } = Schema
const Shown = Schema.parseJson(
  Struct({
    variables: List(
      Struct({ name: String, value: NullOr(String), origin: String, default: NullOr(String), problem: NullOr(String) })
    ),
    unknown: List(Struct({ name: String, meant: NullOr(String) })),
    problems: List(Struct({ variable: String, message: String, effect: String }))
  })
)

describe("config show", () => {
  it.effect("ends well when nothing is wrong", () =>
    Effect.map(run(["config", "show"], { RATE_LIMIT_POMS: "2" }), ({ code, err, out }) => {
      assert.strictEqual(code, 0)
      assert.strictEqual(err, "")
      assert.match(out, /^ {2}RATE_LIMIT_POMS +2 +environment$/m)
      assert.match(out, /^ {2}CACHE_TTL_FOUND +30 days +default$/m)
      assert.match(out, /^ {2}TMDB_API_KEY +none +default$/m)
      assert.match(out, /All settings can be used\.\n$/)
    })
  )

  it.effect("works when the service would not start, and says so", () =>
    Effect.map(run(["config", "show"], { EXTRAS: "none", PORT: "x", TMDB_APIKEY: "y" }), ({ code, err, out }) => {
      assert.strictEqual(code, 1)
      assert.strictEqual(err, "")
      assert.match(out, /^! EXTRAS +not valid +environment$/m)
      assert.match(out, /^! PORT +5100 +environment$/m)
      const [, wrong = ""] = out.split("\n\n")
      const told = wrong
        .replace(/\n {2}/g, " ")
        .trim()
        .split("\n")
      assert.deepStrictEqual(told, [
        '! PORT="x" is not valid: a whole number from 0 to 65535 is expected; it counts as not set',
        '! EXTRAS="none" is not valid: empty or unavailable is expected; the service does not start',
        "! TMDB_APIKEY is not known: did you mean TMDB_API_KEY?"
      ])
    })
  )

  it.effect("fits a terminal of 80 signs, whatever the values", () =>
    Effect.gen(function* () {
      const long = "/a/very/long/folder".repeat(20)
      const { out } = yield* run(["config", "show"], { CACHE_DIR: long, EXTRAS: "none or all of them", PORT: "x" })
      for (const line of out.split("\n")) assert.isAtMost(line.length, 80, line)
      assert.include(out, "…")
    })
  )

  it.effect("tells machines the same, in full", () =>
    Effect.gen(function* () {
      const key = "0123456789abcdef".repeat(2)
      const folder = "/a/very/long/folder".repeat(20)
      const ran = yield* run(["config", "show", "--json"], {
        TMDB_API_KEY: key,
        CACHE_DIR: folder,
        RATE_LIMIT_POM: "1"
      })
      assert.strictEqual(ran.code, 1)
      assert.notInclude(ran.out, key)
      const { problems, unknown, variables } = Schema.decodeSync(Shown)(ran.out)
      const of = (name: string) => variables.find((one) => one.name === name)
      assert.deepInclude(of("TMDB_API_KEY"), { value: "set", origin: "environment", default: null, problem: null })
      assert.deepInclude(of("CACHE_DIR"), { value: folder, default: "./cache" })
      assert.deepStrictEqual(unknown, [{ name: "RATE_LIMIT_POM", meant: "RATE_LIMIT_POMS" }])
      assert.lengthOf(problems, 1)
    })
  )

  it.effect("is refused with what it does not take", () =>
    Effect.gen(function* () {
      for (const words of [
        ["config", "show", "PORT"],
        ["config", "set"],
        ["config", "show", "--all"]
      ])
        assert.strictEqual((yield* run(words)).code, 2, words.join(" "))
    })
  )
})

const secret = "0123456789abcdef".repeat(2)

describe("config set", () => {
  it.scopedLive("keeps what the page would keep, until it is unset", () =>
    Effect.gen(function* () {
      const variables = { CACHE_DIR: yield* folder, WIKIDATA: "off" }
      const shown = (name: string) =>
        Effect.map(run(["config", "show"], variables), ({ out }) => out.split("\n").find((line) => line.includes(name)))
      const set = yield* run(["config", "set", "VPRO_RETURN_RATING", "on"], variables)
      assert.deepStrictEqual([set.code, set.out], [0, "VPRO_RETURN_RATING=true\n"], set.err)
      assert.match((yield* shown("VPRO_RETURN_RATING")) ?? "", /true +page$/)
      const unset = yield* run(["config", "unset", "VPRO_RETURN_RATING"], variables)
      assert.deepStrictEqual([unset.code, unset.out], [0, "VPRO_RETURN_RATING=false\n"])
      assert.match((yield* shown("VPRO_RETURN_RATING")) ?? "", /false +default$/)
    })
  )

  it.scopedLive("takes a key from a file, and shows it nowhere", () =>
    Effect.gen(function* () {
      const directory = yield* folder
      const file = Path.join(directory, "key.txt")
      yield* Effect.promise(() => Fs.writeFile(file, `${secret}\n`))
      const variables = { CACHE_DIR: directory }
      const set = yield* run(["config", "set", "TMDB_API_KEY", "--file", file], variables)
      assert.deepStrictEqual([set.code, set.out, set.err], [0, "TMDB_API_KEY=set\n", ""])
      const told = yield* run(["config", "show", "--json"], variables)
      assert.include(told.out, '"origin": "page"')
      assert.notInclude(told.out, secret)
      const again = yield* run(["config", "set", "TMDB_API_KEY", "--file", "-"], variables, { given: `g${secret}\n` })
      assert.strictEqual(again.code, 2)
      assert.include(again.err, "32 hexadecimal digits")
      assert.notInclude(again.err, secret)
      const given = yield* run(["config", "set", "TMDB_API_KEY", "--file", "-"], variables, { given: `${secret}\n` })
      assert.deepStrictEqual([given.code, given.out], [0, "TMDB_API_KEY=set\n"])
      const long = yield* run(["config", "set", "TMDB_API_KEY", "--file", "-"], variables, {
        given: `eyJ${"a".repeat(1000)}.b.c`
      })
      assert.strictEqual(long.code, 2)
      assert.notInclude(long.err, "aaaa")
      const doctor = yield* run(["doctor", "--json"], { ...variables, TMDB_API_BASE: "http://127.0.0.1:9" })
      assert.notInclude(doctor.out, secret)
    })
  )

  it.scopedLive("needs no Redis, and a service that keeps nothing on disk has none to set", () =>
    Effect.gen(function* () {
      const CACHE_DIR = yield* folder
      const away = { CACHE_DIR, CACHE_URL: "redis://127.0.0.1:1" }
      assert.strictEqual((yield* run(["config", "set", "EXTRAS", "unavailable"], away)).code, 0)
      const memory = { CACHE_DIR, CACHE_URL: "memory:" }
      const refused = yield* run(["config", "set", "EXTRAS", "empty"], memory)
      assert.deepStrictEqual([refused.code, refused.out], [1, ""])
      // Nor does a file of earlier hold there.
      assert.match((yield* run(["config", "show"], memory)).out, /^ {2}EXTRAS +empty +default$/m)
    })
  )

  it.scopedLive("tells of a file that was written by hand what of it does not hold", () =>
    Effect.gen(function* () {
      const CACHE_DIR = yield* folder
      const write = (text: string) => Effect.promise(() => Fs.writeFile(Path.join(CACHE_DIR, "switches.json"), text))
      const long = `eyJ${"a".repeat(1000)}.b.c`
      yield* write(
        `{ "EXTRAS": "soms", "VPRO_RETURN_TITLE": 7, "TMDB_API_KEY": "${long}", "VPRO_RETURN_RATING": true }`
      )
      const told = yield* run(["config", "show"], { CACHE_DIR })
      assert.strictEqual(told.code, 1)
      assert.include(told.out, "switches.json: VPRO_RETURN_TITLE: a text is expected")
      assert.include(
        told.out.replace(/\n {2}/g, " "),
        "switches.json: TMDB_API_KEY is not valid: a text of at most 1000 signs"
      )
      assert.notInclude(told.out, long.slice(0, 40))
      // Of one that a variable sets nothing is said.
      assert.notInclude((yield* run(["config", "show"], { CACHE_DIR, EXTRAS: "empty" })).out, "soms")
      assert.match(told.out, /^ {2}EXTRAS +empty +default$/m)
      assert.match(told.out, /^ {2}VPRO_RETURN_RATING +true +page$/m)
      assert.include(told.out, "empty or unavailable is expected")
      yield* write("[")
      assert.include((yield* run(["config", "show"], { CACHE_DIR })).out, "does not hold choices")
    })
  )

  it.effect("says what is wrong, and keeps nothing then", () =>
    Effect.gen(function* () {
      for (const [words, code, said] of [
        [["VPRO_RETURN_RATING", "misschien"], 2, "true or false is expected"],
        [["TMDB_API_KEY", secret], 2, "TMDB_API_KEY is a secret: give --file FILE"],
        [["PORT", "80"], 2, "VARIABLE: one of VPRO_RETURN_IMAGES"],
        [["EXTRAS"], 2, "give either VALUE or --file"],
        [["EXTRAS", "empty", "--file", "x"], 2, "give either VALUE or --file"],
        [["EXTRAS", "--file", "/nonexistent/x"], 1, "there is no such file"]
      ] as const) {
        const ran = yield* run(["config", "set", ...words])
        assert.strictEqual(ran.code, code, ran.err)
        assert.include(ran.err, said)
        assert.notInclude(ran.err, secret)
      }
      const set = yield* run(["config", "set", "EXTRAS", "unavailable"], { EXTRAS: "empty" })
      assert.deepStrictEqual([set.code, set.out], [1, ""])
      assert.include(set.err, "EXTRAS is set: change it there")
    })
  )
})
