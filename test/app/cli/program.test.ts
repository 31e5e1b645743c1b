/** What holds for every command: help, usage, exit codes, plain lines. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { run } from "./stage.ts"

const commands = [
  "serve",
  "lookup",
  "doctor",
  "cache",
  "cache list",
  "cache show",
  "cache delete",
  "cache clear",
  "cache import",
  "credentials",
  "credentials show",
  "credentials refresh",
  "register",
  "warm",
  "library"
]

/** One line without colours or a stack, that begins with the name of the program. */
const isPlainLine = (text: string) => /^vpro-cinema-plex: .+\n$/.test(text) && !text.includes("\u001b")

describe("help", () => {
  it.live("is there for every command, on stdout and uncoloured", () =>
    Effect.gen(function* () {
      for (const command of ["", ...commands])
        for (const flag of ["--help", "-h"]) {
          const { code, err, out } = yield* run([...command.split(" ").filter((word) => word !== ""), flag])
          assert.strictEqual(code, 0, command)
          assert.strictEqual(err, "", command)
          assert.include(out, `USAGE\n  ${`vpro-cinema-plex ${command}`.trim()}`)
          assert.notInclude(out, "\u001b", command)
        }
    })
  )

  it.live("of the whole names every command and every exit code", () =>
    Effect.gen(function* () {
      const { out } = yield* run(["--help"])
      for (const command of commands.filter((name) => !["cache", "credentials"].includes(name)))
        assert.include(out, `\n  ${command} `)
      for (const code of ["0    done", "1    it failed", "2    wrong usage", "3    not found", "130  stopped"])
        assert.include(out, `\n  ${code}`)
    })
  )

  it.live("is coloured on a terminal only", () =>
    Effect.gen(function* () {
      assert.include((yield* run(["--help"], {}, { colours: true })).out, "\u001b[")
    })
  )

  it.live("is shown when settings are wrong, too", () =>
    Effect.gen(function* () {
      assert.strictEqual((yield* run(["lookup", "--help"], { PORT: "x", LOG_LEVEL: "y" })).code, 0)
    })
  )
})

describe("wrong usage", () => {
  const wrong: ReadonlyArray<readonly [string, RegExp]> = [
    ["nonsense", /no command "nonsense".*lookup/],
    ["cache nonsense", /no command "nonsense".*import/],
    ["lookup", /TITLE/],
    ["lookup two words", /quotes/],
    ["lookup x --nope", /--nope/],
    ["lookup --nope x", /--nope/],
    ["lookup x --year", /--year needs a value/],
    ["lookup x --year 19", /--year: a year/],
    ["lookup x --imdb 7", /--imdb: an id/],
    ["lookup x --type both", /film, series, all/],
    ["lookup x --year 1988 --year 1989", /given more than once, see "1989"/],
    ["lookup x --log-level loud", /--log-level: all, .* or none is expected/],
    ["--wizard", /no option --wizard/],
    ["cache list --limit 0", /--limit/],
    ["cache list more", /only options/],
    ["cache show", /KEY/],
    ["cache show ../../etc", /not a rating key/],
    ["cache delete --yes", /KEY or --pattern/],
    ["cache delete vpro-x-1-none-m --pattern x --yes", /KEY or --pattern/],
    ["cache import", /FOLDER/],
    ["register --token t", /--plex-url/],
    ["register --plex-url http://127.0.0.1:1", /--token/],
    ["register --plex-url plex --token t", /--plex-url: an address/],
    ["register --plex-url http://u:p@127.0.0.1 --token t", /--plex-url: an address/],
    ["register --plex-url http://192.168.1.10:32400 --token t", /--url is required/],
    ["warm --plex-url http://127.0.0.1:1 --token t --json --csv", /not both/]
  ]

  it.live("ends with 2 and one plain line on stderr", () =>
    Effect.gen(function* () {
      for (const [words, reason] of wrong) {
        const { code, err, out } = yield* run(words.split(" "), { CACHE_DIR: "/nonexistent/cache" })
        assert.strictEqual(code, 2, `${words}: ${err}`)
        assert.strictEqual(out, "", words)
        assert.isTrue(isPlainLine(err), `${words}: ${err}`)
        assert.match(err, reason, words)
      }
    })
  )

  it.live("of settings ends with 1 and names the variable", () =>
    Effect.gen(function* () {
      const { code, err } = yield* run(["credentials", "show"], { REPLICAS: "high" })
      assert.strictEqual(code, 1)
      assert.isTrue(isPlainLine(err), err)
      assert.include(err, 'REPLICAS="high"')
    })
  )
})

describe("a cache that a command cannot see", () => {
  it.live("is told plainly", () =>
    Effect.gen(function* () {
      for (const words of [
        ["cache", "list"],
        ["cache", "clear", "--yes"]
      ]) {
        const { code, err } = yield* run(words, { CACHE_URL: "memory:" })
        assert.strictEqual(code, 1)
        assert.include(err, "CACHE_URL")
      }
    })
  )
})
