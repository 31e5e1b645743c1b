/** Commands over a Redis: told in one line when it cannot be used, and used when it can. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import * as Fs from "node:fs/promises"
import * as Path from "node:path"
import { plex, token } from "../../stand-ins/plex.ts"
import { hasRedis, redisServer } from "../../stand-ins/redis.ts"
import { folder } from "../../stand-ins/folder.ts"
import { entry, key, run, world } from "./stage.ts"

/** A folder to import from. */
const other = Effect.gen(function* () {
  const other = yield* folder
  yield* Effect.promise(() => Fs.writeFile(Path.join(other, `${key}.json`), JSON.stringify(entry)))
  return other
})

/** Nothing listens on port 1. */
const gone = "redis://:geheim@127.0.0.1:1"

describe("a Redis that is gone", () => {
  it.scopedLive("is told in one plain line, and nothing is done with what is kept there", () =>
    Effect.gen(function* () {
      const { asked, variables } = yield* world()
      const { url } = yield* plex({
        libraries: [{ key: "1", title: "Films", type: "movie", items: [{ title: "Dijk" }] }]
      })
      const lines = [
        ["cache", "list"],
        ["cache", "list", "--json"],
        ["cache", "show", key],
        ["cache", "delete", key, "--yes"],
        ["cache", "delete", "--pattern", "dijk", "--yes"],
        ["cache", "clear", "--yes"],
        ["cache", "import", yield* other],
        ["warm", "--plex-url", url, "--token", token]
      ]
      // A start waits a while for its Redis: all of them at once.
      const ran = yield* Effect.forEach(lines, (words) => run(words, { ...variables, CACHE_URL: gone }), {
        concurrency: "unbounded"
      })
      for (const [at, { code, err, out }] of ran.entries()) {
        const words = lines[at] ?? []
        assert.deepStrictEqual([code, out], [1, ""], words.join(" "))
        assert.match(
          err,
          /^vpro-cinema-plex: Redis at 127\.0\.0\.1:1 cannot be reached \([^\n]*ECONNREFUSED[^\n]*\), where the answers are kept: nothing was done\.[^\n]*\n$/,
          words.join(" ")
        )
        assert.notInclude(err, "geheim")
      }
      assert.deepStrictEqual(asked, [])
    })
  )

  it.scopedLive("is told by commands that can do without it, which go on", () =>
    Effect.gen(function* () {
      const { variables } = yield* world()
      const lines = [
        ["lookup", "Dijk"],
        ["credentials", "show"],
        ["credentials", "refresh"]
      ]
      const ran = yield* Effect.forEach(lines, (words) => run(words, { ...variables, CACHE_URL: gone }), {
        concurrency: "unbounded"
      })
      assert.deepStrictEqual(
        ran.map(({ code }) => code),
        [3, 0, 0]
      )
      for (const { err, out } of ran) {
        assert.isNotEmpty(out)
        assert.match(err, /^warn: Redis at 127\.0\.0\.1:1 cannot be reached \([^\n]*\): going on [^\n]*\n$/)
        assert.notInclude(err, "geheim")
      }
    })
  )
})

describe.skipIf(!hasRedis)("a Redis that is there", () => {
  const server = Effect.acquireRelease(
    Effect.promise(() => redisServer()),
    ({ kill }) => Effect.promise(kill)
  )

  it.scopedLive("is used, and nothing is said of it", () =>
    Effect.gen(function* () {
      const { url } = yield* server
      const { variables } = yield* world()
      const over = (...words: ReadonlyArray<string>) => run(words, { ...variables, CACHE_URL: url })
      const imported = yield* over("cache", "import", yield* other)
      assert.deepStrictEqual([imported.code, imported.err], [0, ""])
      assert.include((yield* over("cache", "show", key)).out, "De dijk (2011)")
      assert.include((yield* over("cache", "list")).out, key)
      assert.strictEqual((yield* over("cache", "delete", key, "--yes")).out, "1 entry deleted\n")
      assert.strictEqual((yield* over("lookup", "Dijk")).err, "")
    })
  )

  it.scopedLive("but takes nothing new, is still read; what would be kept is not begun", () =>
    Effect.gen(function* () {
      const { url } = yield* Effect.acquireRelease(
        Effect.promise(() => redisServer(["--maxmemory", "1", "--maxmemory-policy", "noeviction"])),
        ({ kill }) => Effect.promise(kill)
      )
      const { variables } = yield* world()
      const over = (...words: ReadonlyArray<string>) => run(words, { ...variables, CACHE_URL: url })
      assert.strictEqual((yield* over("cache", "list")).code, 0)
      const { code, err } = yield* over("cache", "import", yield* other)
      assert.strictEqual(code, 1)
      assert.match(err, /^vpro-cinema-plex: Redis at [^\n]* takes nothing new \(OOM [^\n]*\), where [^\n]*\n$/)
    })
  )
})
