/** The help of the program and of each command, as it stands in a terminal. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Either } from "effect"
import { inOrder } from "../../../src/app/cli/Arguments.ts"
import { examples } from "../../../src/app/cli/Examples.ts"
import type { Helped } from "../../../src/app/cli/HelpText.ts"
import { root } from "../../../src/app/cli/Program.ts"
import { run } from "./stage.ts"

interface At {
  readonly path: ReadonlyArray<string>
  readonly command: Helped
}

const all = (command: Helped, path: ReadonlyArray<string> = []): ReadonlyArray<At> => [
  { path, command },
  ...command.below.flatMap((one) => all(one, [...path, one.word]))
]
const commands = all(root)

const help = (path: ReadonlyArray<string>, width = 80) =>
  Effect.map(run([...path, "--help"], {}, { width }), ({ code, err, out }) => {
    assert.deepStrictEqual([code, err], [0, ""], path.join(" "))
    return out
  })

/** The lines under a heading. */
const part = (text: string, heading: string): ReadonlyArray<string> => {
  const [, rest = ""] = text.split(`\n${heading}\n`)
  return (rest.split("\n\n")[0] ?? "").split("\n")
}

/** What the rows of a table say, each on one line: a row begins where no row goes on. */
const rows = (lines: ReadonlyArray<string>): ReadonlyArray<string> =>
  lines
    .join("\n")
    .split(/\n(?= {2}(?:-| {4}--))/)
    .map((row) => row.replaceAll(/\n\s+/g, " ").trim())

describe("the help of each command", () => {
  it.live("keeps to the width of the terminal", () =>
    Effect.gen(function* () {
      for (const { path } of commands)
        for (const width of [60, 80, 120]) {
          const long = (yield* help(path, width)).split("\n").filter((line) => line.length > width)
          assert.deepStrictEqual(long, [], `${path.join(" ")} in ${width} columns`)
        }
      const widest = (text: string) => Math.max(...text.split("\n").map((line) => line.length))
      assert.isAbove(widest(yield* help(["lookup"], 120)), 100)
    })
  )

  it.live("has one entry for each option, with its other names, its meaning, its default and its variable", () =>
    Effect.gen(function* () {
      for (const { command, path } of commands) {
        const told = rows(part(yield* help(path), "OPTIONS"))
        assert.strictEqual(told.length, command.options.length, path.join(" "))
        for (const { fallback, meaning, names, value, variable } of command.options) {
          const [own = ""] = names
          const mine = told.filter((row) => row.split(/ {2,}/)[0]?.split(/[ ,]+/).includes(own))
          assert.strictEqual(mine.length, 1, `${path.join(" ")} ${own}`)
          for (const part of [...names, value, meaning, fallback, variable])
            if (part !== undefined) assert.include(mine[0], part)
          assert.match(meaning, /^[A-Z].*\.$/, `${path.join(" ")} ${own}`)
        }
      }
    })
  )

  it.live("says nothing that tells nobody anything", () =>
    Effect.gen(function* () {
      for (const { path } of commands)
        assert.notMatch(yield* help(path), /user-defined|This setting|true or false value|redacted|wizard|undefined/)
    })
  )

  it.live("names every other name, default and variable that there is", () =>
    Effect.gen(function* () {
      const lookup = yield* help(["lookup"])
      for (const option of [
        "  -y, --year YEAR ",
        "  -i, --imdb ID ",
        "  -d, --director NAME ",
        "  -t, --type film|series|all "
      ])
        assert.include(lookup, `\n${option}`)
      assert.include(lookup, "\n  -v, --explain, --verbose ")
      assert.match(rows(part(lookup, "OPTIONS")).join("\n"), /--type .* Default: film\.\n/)
      assert.match(rows(part(yield* help(["warm"]), "OPTIONS")).join("\n"), /--token TOKEN .* Variable: PLEX_TOKEN\.\n/)
      assert.match(rows(part(yield* help(["cache", "list"]), "OPTIONS")).join("\n"), /--limit .* Default: 100\.\n/)
    })
  )

  it.live("ends with examples, which are command lines that the program takes", () =>
    Effect.gen(function* () {
      assert.sameMembers(
        Object.keys(examples),
        commands.map(({ path }) => path.join(" "))
      )
      for (const { path } of commands) {
        const lines = part(yield* help(path), "EXAMPLES")
          .join("\n")
          .replaceAll(/ \\\n */g, " ")
          .split("\n")
        const typed = lines.filter((line) => line.startsWith("    "))
        assert.isAtLeast(typed.length, 1, path.join(" "))
        for (const line of typed) {
          const [, words = ""] = /^ {4}(?:[A-Z_]+=\S+ )*vpro-cinema-plex ?(.*?)(?: > \S+)?$/.exec(line) ?? [
            line,
            "--nope"
          ]
          const given = (words.match(/(?:"[^"]*"|[^\s"])+/g) ?? []).map((word) => word.replaceAll('"', ""))
          const read = inOrder(root.tree, given)
          assert.isTrue(Either.isRight(read), `${line}: ${Either.isLeft(read) ? read.left.message : ""}`)
          if (Either.isRight(read) && path.length > 0)
            assert.deepStrictEqual(read.right.path.slice(0, path.length), path)
        }
      }
    })
  )
})

describe("options of the library", () => {
  it.live("show the version, by its letter too", () =>
    Effect.gen(function* () {
      const { out } = yield* run(["--version"])
      assert.match(out, /^\d+\.\d+\.\d+\n$/)
      for (const words of [["-V"], ["lookup", "-V"]]) assert.strictEqual((yield* run(words)).out, out)
    })
  )

  it.live("complete the options of commands, and none that there is not", () =>
    Effect.gen(function* () {
      for (const shell of ["sh", "bash", "fish", "zsh"]) {
        const { code, err, out } = yield* run(["--completions", shell])
        assert.deepStrictEqual([code, err], [0, ""])
        assert.include(out, "year")
        assert.notMatch(out, /wizard|--completions|-l completions/)
      }
      const { out } = yield* run(["--completions", "bash"])
      // Each state that a word leads to is one that words are read in, and that offers something.
      const states = new Set([...out.matchAll(/cmd="(\w[^"]*)"/g)].map(([, state]) => state))
      const offering = new Set([...out.matchAll(/^ {8}(\S+)\)$/gm)].map(([, state]) => state))
      const reading = [...out.matchAll(/^ {12}([^\s,"]+),\S+\)$/gm)].map(([, state]) => state)
      assert.strictEqual(states.size, commands.length)
      assert.deepStrictEqual(offering, states)
      for (const state of reading) assert.isTrue(states.has(state), state)
      const wrong = yield* run(["--completions", "csh"])
      assert.strictEqual(wrong.code, 2)
      assert.match(wrong.err, /^vpro-cinema-plex: --completions: sh, bash, fish or zsh is expected\n$/)
      assert.strictEqual((yield* run(["lookup", "x", "--completions", "bash"])).code, 2)
    })
  )
})
