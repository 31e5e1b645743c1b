/** The built command line, with a standard output that is full, closed, slow, or may not grow. */
import { it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { spawn } from "node:child_process"
import { once } from "node:events"
import { openSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { setTimeout as wait } from "node:timers/promises"
import { assert, describe } from "vitest"
import { type Library, plex, token } from "../stand-ins/plex.ts"
import { folder } from "./process.ts"
import { sources } from "./sources.ts"
import { everything } from "./world.ts"

const kept = 4000
const keyOf = (at: number) => `vpro-dijk-nummer-${at}-2011-none-m`

/** A cache of some megabytes. */
const filled = () => {
  const cache = folder()
  for (let at = 0; at < kept; at++)
    writeFileSync(
      join(cache.path, `${keyOf(at)}.json`),
      JSON.stringify({
        title: `Dijk nummer ${at}`,
        year: 2011,
        description: "Een dijkwachter ontdekt dat het water hoger staat dan de kaarten zeggen. ".repeat(10),
        url: null,
        imdb_id: null,
        vpro_id: "4711",
        media_type: "film",
        status: "found",
        fetched_at: "2026-11-20T10:00:00",
        last_accessed: "2026-11-20T10:00:00"
      })
    )
  return {
    ...cache,
    variables: { CACHE_DIR: cache.path, CACHE_TTL_FOUND: "36500 days", CACHE_MAX_ENTRIES: "10000" }
  }
}

const cli = () => join(process.env["RESILIENCE_BUNDLE"] ?? "", "..", "cli.js")

/** Starts the command line with this as its standard output; what it says on stderr is gathered. */
const start = (words: ReadonlyArray<string>, variables: Readonly<Record<string, string>>, out: "pipe" | number) => {
  const child = spawn(process.execPath, [cli(), ...words], {
    env: { PATH: process.env["PATH"], PLEX_TOKEN: token, ...variables },
    stdio: ["ignore", out, "pipe"]
  })
  if (child.stderr === null) throw new Error("no stderr")
  let err = ""
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()))
  // It is closed only when all of a pipe is read, which here may be never.
  const ended = Promise.all([once(child, "exit"), once(child.stderr, "end")]).then(() => ({
    code: child.exitCode,
    err
  }))
  return { child, ended }
}

const Listed = Schema.parseJson(Schema.Struct({ listed: Schema.Array(Schema.Struct({ key: Schema.String })) }))

const everyEntry = ["cache", "list", "--limit", String(kept)]

describe("a full disk", () => {
  it.scopedLive("is told by every command, in one line, with 1", () =>
    Effect.gen(function* () {
      const library: Library = { key: "1", title: "Films", type: "movie", items: [{ title: "dijk baba", year: 2011 }] }
      const { url } = yield* plex({ libraries: [library] })
      yield* Effect.promise(async () => {
        const others = await sources(everything)
        const { path, remove, variables } = filled()
        for (const words of [
          ["--help"],
          ["--version"],
          ["cache", "--help"],
          ["lookup", "dijk baba"],
          ["lookup", "dijk baba", "--json", "--explain"],
          everyEntry,
          [...everyEntry, "--json"],
          ["cache", "show", keyOf(1)],
          ["cache", "import", path, "--dry-run"],
          ["credentials", "show"],
          ["warm", "--plex-url", url],
          ["warm", "--plex-url", url, "--json"],
          ["warm", "--plex-url", url, "--csv"]
        ]) {
          const full = openSync("/dev/full", "w")
          const { code, err } = await start(words, { ...others.variables, ...variables }, full).ended
          assert.strictEqual(code, 1, words.join(" "))
          assert.match(err, /^vpro-cinema-plex: the result cannot be written: ENOSPC[^\n]*\n$/, words.join(" "))
        }
        remove()
        await others.close()
      })
    })
  )

  it("that takes a part of it is told too", async () => {
    const { path, remove, variables } = filled()
    const out = join(path, "out.txt")
    const shell = spawn(
      "sh",
      ["-c", 'ulimit -f 64; exec "$0" "$@" > "$OUT"', process.execPath, cli(), ...everyEntry, "--json"],
      {
        env: { PATH: process.env["PATH"], OUT: out, ...variables },
        stdio: ["ignore", "ignore", "pipe"]
      }
    )
    let err = ""
    shell.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()))
    await once(shell, "close")
    assert.strictEqual(shell.exitCode, 1, err)
    assert.match(err, /^vpro-cinema-plex: the result cannot be written: EFBIG[^\n]*\n$/)
    assert.isAtLeast(statSync(out).size, 1024)
    remove()
  })

  it("behind stderr changes nothing about the result", async () => {
    const { path, remove, variables } = filled()
    const out = join(path, "out.txt")
    const child = spawn(process.execPath, [cli(), ...everyEntry], {
      env: { PATH: process.env["PATH"], ...variables },
      stdio: ["ignore", openSync(out, "w"), openSync("/dev/full", "w")]
    })
    await once(child, "close")
    assert.strictEqual(child.exitCode, 0)
    assert.strictEqual(readFileSync(out, "utf8").trim().split("\n").length, kept)
    remove()
  })
})

describe("a pipe", () => {
  it("whose reader leaves early is the end: 141, and not a word", async () => {
    const { remove, variables } = filled()
    for (const words of [everyEntry, [...everyEntry, "--json"]]) {
      const { child, ended } = start(words, variables, "pipe")
      if (child.stdout === null) throw new Error("no pipe")
      await once(child.stdout, "data")
      child.stdout.destroy()
      assert.deepStrictEqual(await ended, { code: 141, err: "" }, words.join(" "))
    }
    const { child, ended } = start(["--help"], variables, "pipe")
    child.stdout?.destroy()
    assert.deepStrictEqual(await ended, { code: 141, err: "" })
    remove()
  })

  it("whose reader is slow gets everything, and is not waited for in vain when the command is stopped", async () => {
    const { remove, variables } = filled()
    const { child, ended } = start([...everyEntry, "--json"], variables, "pipe")
    if (child.stdout === null) throw new Error("no pipe")
    await once(child.stdout, "readable")
    await wait(1000)
    assert.isNull(child.exitCode)
    let text = ""
    for await (const chunk of child.stdout.setEncoding("utf8")) {
      text += String(chunk)
      if (text.length < 1_000_000) await wait(20)
    }
    assert.deepStrictEqual(await ended, { code: 0, err: "" })
    assert.strictEqual(Schema.decodeUnknownSync(Listed)(text).listed.length, kept)

    const stalled = start([...everyEntry, "--json"], variables, "pipe")
    if (stalled.child.stdout === null) throw new Error("no pipe")
    await once(stalled.child.stdout, "readable")
    stalled.child.kill("SIGINT")
    assert.strictEqual((await stalled.ended).code, 130)
    remove()
  })
})
