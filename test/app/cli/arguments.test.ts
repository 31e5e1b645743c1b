/** A command says once what it takes, and the words of a command line are read by that. */
import { Args, Options } from "@effect/cli"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Either, Redacted } from "effect"
import { commandOf, inOrder, secret } from "../../../src/app/cli/Arguments.ts"
import { plexOptions } from "../../../src/app/cli/PlexOptions.ts"

const { tree } = commandOf(
  "try",
  "Tries something.",
  {
    loud: Options.boolean("loud"),
    year: Options.integer("year").pipe(Options.optional),
    pass: secret(Options.redacted("pass").pipe(Options.withDefault(Redacted.make("")))),
    title: Args.text({ name: "TITLE" })
  },
  () => Effect.void
)

const read = (...words: ReadonlyArray<string>) =>
  Either.match(inOrder(tree, words), { onLeft: ({ message }) => message, onRight: ({ rest }) => rest.join(" ") })

describe("a command", () => {
  it("knows all that it takes, and nothing else", () => {
    assert.strictEqual(read("De dijk", "--loud", "--year", "1988"), "--loud --year 1988 -- De dijk")
    assert.match(read("--quiet"), /no option --quiet/)
    assert.match(read("De", "dijk"), /one argument is expected, not 2/)
  })

  it("does not repeat a secret that is given twice", () => {
    assert.strictEqual(read("--pass", "one", "--pass=two"), "--pass is given more than once")
    assert.strictEqual(read("--year", "1", "--year", "2"), "--year 1 --year 2")
  })

  it("takes the address of Plex and its token for secrets", () => {
    const { tree } = commandOf("plex", "Asks Plex.", plexOptions, () => Effect.void)
    assert.sameMembers([...tree.secrets], ["--plex-url", "--token"])
  })
})
