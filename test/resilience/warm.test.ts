/** `warm` stopped in every way: what was finished is never looked up again, and nothing is left out. */
import { it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { spawn } from "node:child_process"
import { once } from "node:events"
import { join } from "node:path"
import { setTimeout as wait } from "node:timers/promises"
import { assert } from "vitest"
import { type Library, plex, token } from "../stand-ins/plex.ts"
import { folder } from "./process.ts"
import { sources } from "./sources.ts"
import { everything, searched, titleOf, word, year } from "./world.ts"

const titles = Array.from({ length: 240 }, (_, at) => titleOf(word(at)))
const library: Library = {
  key: "1",
  title: "Films",
  type: "movie",
  items: titles.map((title, at) => ({ title, year, Guid: [{ id: `imdb://tt70${10_000 + at}` }] }))
}

const Sums = Schema.parseJson(
  Schema.Struct({
    sums: Schema.Struct({
      titles: Schema.Int,
      done: Schema.Int,
      lookedUp: Schema.Int,
      known: Schema.Int,
      text: Schema.Int
    })
  })
)

/** Runs `warm`, and sends it a signal when `soon` has come true. */
const warm = async (
  variables: Readonly<Record<string, string>>,
  url: string,
  stop?: { readonly signal: NodeJS.Signals; readonly soon: () => boolean }
) => {
  const cli = join(process.env["RESILIENCE_BUNDLE"] ?? "", "..", "cli.js")
  const child = spawn(process.execPath, [cli, "warm", "--plex-url", url, "--json"], {
    env: { PATH: process.env["PATH"], PLEX_TOKEN: token, ...variables },
    stdio: ["ignore", "pipe", "pipe"]
  })
  let [out, err] = ["", ""]
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()))
  const ended = once(child, "close")
  if (stop !== undefined) {
    while (!stop.soon() && child.exitCode === null) await wait(1)
    child.kill(stop.signal)
  }
  await ended
  return { code: child.exitCode, out, err }
}

it.scopedLive("a stopped or killed warm-up goes on where it was", () =>
  Effect.gen(function* () {
    const { url } = yield* plex({ libraries: [library] })
    yield* Effect.promise(async () => {
      const others = await sources(everything)
      const kept = folder()
      const variables = { ...others.variables, CACHE_DIR: kept.path }
      const { asked } = others.of.poms
      const stops = [
        { signal: "SIGKILL", code: null },
        { signal: "SIGINT", code: 130 },
        { signal: "SIGTERM", code: 130 }
      ] as const
      for (const [at, { code, signal }] of stops.entries()) {
        const before = asked.length
        const run = await warm(variables, url, { signal, soon: () => asked.length - before >= 40 + 10 * at })
        assert.strictEqual(run.code, code, run.err)
        assert.notMatch(run.err, /^\s+at /m)
        if (signal !== "SIGKILL") assert.include(run.err, "stopped; running this again continues from here")
      }
      const last = await warm(variables, url)
      assert.strictEqual(last.code, 0, last.err)
      const { sums } = Schema.decodeUnknownSync(Sums)(last.out)
      assert.deepInclude(sums, { titles: titles.length, done: titles.length, text: titles.length })
      assert.isAtLeast(sums.known, 100)
      assert.strictEqual(sums.known + sums.lookedUp, titles.length)
      // Only what was under way at a stop, four at a time, is asked for again.
      assert.sameMembers([...new Set(asked.map(searched))], [...titles])
      assert.isAtMost(asked.length, titles.length + 4 * stops.length)
      const before = asked.length
      assert.strictEqual((await warm(variables, url)).code, 0)
      assert.strictEqual(asked.length, before)
      kept.remove()
      await others.close()
    })
  })
)
