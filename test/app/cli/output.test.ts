/** What is written, when that goes wrong, and what of others comes along. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import * as Fs from "node:fs/promises"
import { openSync } from "node:fs"
import * as Path from "node:path"
import { make } from "../../../src/app/cli/Output.ts"
import { isFile, wholly } from "../../../src/app/cli/StandardStreams.ts"
import { plex, token } from "../../stand-ins/plex.ts"
import { until } from "../../stand-ins/server.ts"
import { folder } from "../../stand-ins/folder.ts"
import { entry, key, run, world } from "./stage.ts"

const systemSays = (code: string, message: string) => Object.assign(new Error(`${code}: ${message}, write`), { code })

/** Every command that has something to tell, each with what it needs. */
const commands = Effect.fn(function* () {
  const { cache, variables } = yield* world()
  const { url } = yield* plex({ libraries: [{ key: "1", title: "Films", type: "movie", items: [{ title: "Dijk" }] }] })
  const other = yield* folder
  const put = Effect.promise(async () => {
    for (const directory of [cache, other])
      await Fs.writeFile(Path.join(directory, `${key}.json`), JSON.stringify(entry))
  })
  const server = ["--plex-url", url, "--token", token]
  const lines = [
    ["--help"],
    ["--version"],
    ["warm", "--help"],
    ["--completions", "bash"],
    ["lookup", "Dijk"],
    ["lookup", "Dijk", "--json"],
    ["lookup", "Dijk", "--explain"],
    ["cache", "list"],
    ["cache", "list", "--json"],
    ["cache", "show", key],
    ["cache", "show", key, "--json"],
    ["cache", "import", other],
    ["cache", "delete", key, "--yes"],
    ["cache", "clear", "--yes"],
    ["credentials", "show"],
    ["credentials", "refresh"],
    ["register", ...server, "--url", "http://provider.test:5100", "--dry-run"],
    ["warm", ...server],
    ["warm", ...server, "--json"],
    ["warm", ...server, "--csv"]
  ]
  return { lines, put, variables: { ...variables, CACHE_TTL_FOUND: "36500 days" } }
})

describe("a result that cannot be written", () => {
  it.scopedLive("is an error of every command, told in one line", () =>
    Effect.gen(function* () {
      const { lines, put, variables } = yield* commands()
      const fault = () => systemSays("ENOSPC", "no space left on device")
      for (const line of lines) {
        yield* put
        const { code, err } = yield* run(line, variables, { fault })
        assert.strictEqual(code, 1, line.join(" "))
        assert.strictEqual(
          err,
          "vpro-cinema-plex: the result cannot be written: ENOSPC: no space left on device, write\n",
          line.join(" ")
        )
      }
    })
  )

  it.scopedLive("because its reader has left is the end, with 141 and not a word", () =>
    Effect.gen(function* () {
      const { lines, put, variables } = yield* commands()
      for (const line of lines) {
        yield* put
        const { code, err } = yield* run(line, variables, { fault: () => systemSays("EPIPE", "broken pipe") })
        assert.deepStrictEqual([code, err], [141, ""], line.join(" "))
      }
    })
  )

  it.scopedLive("is not tried again line by line", () =>
    Effect.gen(function* () {
      const { put, variables } = yield* commands()
      yield* put
      yield* Effect.promise(() =>
        Fs.writeFile(Path.join(variables.CACHE_DIR, "vpro-de-kade-2011-none-m.json"), JSON.stringify(entry))
      )
      let parts = 0
      const fault = () => (++parts === 1 ? systemSays("EPIPE", "broken pipe") : undefined)
      const { code, out } = yield* run(["cache", "list"], variables, { fault })
      assert.deepStrictEqual([code, out, parts], [141, "", 1])
    })
  )
})

const streams = { live: false, columns: () => 80, interactive: true, colours: false, width: () => 80 }

describe("the output", () => {
  it.live("waits for each part to be taken before it makes the next", () =>
    Effect.gen(function* () {
      let taken: ReadonlyArray<() => void> = []
      const { print } = make({
        ...streams,
        out: (_, done) => void (taken = [...taken, done]),
        err: () => {},
        given: Effect.succeed(""),
        ask: () => Effect.succeed("")
      })
      const fiber = yield* Effect.fork(Effect.forEach([1, 2, 3], (part) => print(String(part)), { discard: true }))
      for (const part of [1, 2, 3]) {
        yield* until(Effect.sync(() => taken.length === part))
        yield* Effect.yieldNow()
        assert.strictEqual(taken.length, part)
        taken.at(-1)?.()
      }
      yield* Fiber.join(fiber)
    })
  )

  it.live("shows what would steer a terminal, wherever it is written; what is its own goes through", () =>
    Effect.gen(function* () {
      let all = ""
      const write = (text: string) => void (all += text)
      const output = make({
        ...streams,
        live: true,
        out: (text, done) => {
          write(text)
          done()
        },
        err: write,
        given: Effect.succeed(""),
        ask: (question) => Effect.sync(() => (write(question), ""))
      })
      const hostile = "a\u001b]0;x\u0007\u009b2J\u202e\u2066\ud800\r\tb"
      const shown = "a\\u001b]0;x\\u0007\\u009b2J\\u202e\\u2066\\ud800\\u000d\\u0009b"
      yield* output.print(`${hostile}\n${hostile}`)
      yield* output.remark(hostile)
      output.unsafeRemark(hostile)
      yield* output.ask(hostile)
      yield* output.status(hostile)
      assert.strictEqual(all, `${shown}\n${shown}\n${shown}\n${shown}\n${shown}\r\u001b[2K${shown}`)
      all = ""
      yield* output.printOwn("\u001b[1mNAME\u001b[0m")
      assert.strictEqual(all, "\u001b[1mNAME\u001b[0m\n")
    })
  )
})

describe("a file as standard output", () => {
  it.scoped("takes the whole text, or says why not", () =>
    Effect.gen(function* () {
      const directory = yield* folder
      const path = Path.join(directory, "out")
      const text = "dijk é\n".repeat(200_000)
      const told: Array<Error | undefined> = []
      const write = (fd: number) => wholly({ fd })(text, (error) => void told.push(error))
      const file = openSync(path, "w")
      assert.isTrue(isFile({ fd: file }))
      write(file)
      assert.strictEqual(yield* Effect.promise(() => Fs.readFile(path, "utf8")), text)
      const full = openSync("/dev/full", "w")
      assert.isTrue(isFile({ fd: full }))
      write(full)
      assert.deepStrictEqual(
        told.map((error) => error?.message),
        [undefined, "ENOSPC: no space left on device, write"]
      )
    })
  )
})
