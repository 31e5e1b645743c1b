/** What sources told, in files, in memory and on a server that replicas share. */
import { assert, describe, it } from "@effect/vitest"
import { Deferred, Duration, Effect, Fiber, Logger, Option, type Scope, TestClock } from "effect"
import * as Fs from "node:fs/promises"
import { tmpdir } from "node:os"
import * as Path from "node:path"
import * as CacheFiles from "../../../src/adapters/cache/files/CacheFiles.ts"
import * as RecordFiles from "../../../src/adapters/cache/files/RecordFiles.ts"
import * as RecordMemory from "../../../src/adapters/cache/memory/RecordMemory.ts"
import * as RecordKeeping from "../../../src/adapters/cache/RecordKeeping.ts"
import * as RecordText from "../../../src/adapters/cache/RecordText.ts"
import * as RecordRedis from "../../../src/adapters/cache/redis/RecordRedis.ts"
import { fullEntry } from "../../contract/cache.ts"
import { bounds, memoryContract } from "../../contract/memory.ts"
import { hasRedis } from "../../stand-ins/redis.ts"
import { client, prefix, server, through } from "./redisStage.ts"

const aDay = Duration.days(1)

const temporaryFolder: Effect.Effect<string, never, Scope.Scope> = Effect.acquireRelease(
  Effect.promise(() => Fs.mkdtemp(Path.join(tmpdir(), "records-"))),
  (folder) => Effect.promise(() => Fs.rm(folder, { recursive: true, force: true }))
)

memoryContract("memory", Effect.map(RecordMemory.make(bounds), Effect.succeed))
memoryContract(
  "files",
  Effect.map(temporaryFolder, (directory) => RecordFiles.make({ directory, ...bounds }))
)

const answers = { maxEntries: 30, maxBytes: 10_000_000 }

const fileOf = (directory: string, key: string) => {
  const name = RecordText.nameOf(key)
  return Path.join(directory, "works", name.slice(0, 2), `${name}.json`)
}
const put = (path: string, text: string) =>
  Effect.promise(async () => {
    await Fs.mkdir(Path.dirname(path), { recursive: true })
    await Fs.writeFile(path, text)
  })
const isThere = (path: string) =>
  Effect.promise(() =>
    Fs.lstat(path).then(
      () => true,
      () => false
    )
  )

/** Opens the memory of a folder, uses it, and closes it. */
const session = <A, E>(
  directory: string,
  work: (memory: Effect.Effect.Success<ReturnType<typeof RecordFiles.make>>) => Effect.Effect<A, E>
) => Effect.scoped(Effect.flatMap(RecordFiles.make({ directory, ...bounds }), work))

describe("records in files", () => {
  it.scoped("make no folder as long as there are none", () =>
    Effect.gen(function* () {
      const directory = yield* temporaryFolder
      yield* session(directory, (memory) => Effect.all([memory.recall("a"), memory.size]))
      assert.deepStrictEqual(yield* Effect.promise(() => Fs.readdir(directory)), [])
    })
  )

  it.scoped("that are damaged are a miss, and go", () =>
    Effect.gen(function* () {
      const directory = yield* temporaryFolder
      const path = fileOf(directory, "a")
      const other = RecordText.encode({ key: "b", at: 0, life: Duration.toMillis(aDay), text: "x" })
      for (const text of ["", "{", "[]", "null", '{"key":"a"}', other, "x".repeat(2 * 1024 * 1024)]) {
        yield* put(path, text)
        assert.deepStrictEqual(yield* session(directory, (memory) => memory.recall("a")), Option.none())
        assert.isFalse(yield* isThere(path), text.slice(0, 20))
      }
      yield* session(directory, (memory) => memory.remember("a", "x", aDay))
      assert.deepStrictEqual(yield* session(directory, (memory) => memory.recall("a")), Option.some("x"))
    })
  )

  it.scoped("leave the answers alone, as the answers leave them", () =>
    Effect.gen(function* () {
      const directory = yield* temporaryFolder
      const key = "vpro-amelie-2001-tt0211915-m"
      const cache = yield* CacheFiles.make({ directory, ...answers })
      yield* cache.set(key, fullEntry())
      yield* session(directory, (memory) => memory.remember("a", "x", aDay))
      const again = yield* CacheFiles.make({ directory, ...answers })
      assert.strictEqual((yield* again.stats).entries, 1)
      yield* session(directory, (memory) => memory.clear)
      assert.isTrue(Option.isSome(yield* again.get(key)))
      yield* session(directory, (memory) => memory.remember("a", "x", aDay))
      assert.strictEqual(yield* again.removeMatching(""), 1)
      assert.isTrue(yield* isThere(fileOf(directory, "a")))
    })
  )

  it.scoped("what a killed process left half written goes after an hour, and foreign files stay", () =>
    Effect.gen(function* () {
      const directory = yield* temporaryFolder
      yield* TestClock.setTime(Date.now())
      const path = fileOf(directory, "a")
      const half = `${path}.0b8ff7dc-3a4f-4d0e-8e0c-0123456789ab.tmp`
      const foreign = Path.join(Path.dirname(path), "notes.txt")
      yield* put(half, "{")
      yield* put(foreign, "x")
      yield* session(directory, (memory) => memory.size)
      assert.isTrue(yield* isThere(half))
      yield* TestClock.adjust("2 hours")
      yield* Effect.scoped(
        Effect.gen(function* () {
          const memory = yield* RecordFiles.make({ directory, ...bounds })
          yield* memory.size
          yield* memory.clear
        })
      )
      assert.isFalse(yield* isThere(half))
      assert.isTrue(yield* isThere(foreign))
    })
  )

  it.scoped("another process may clear: that shows within a minute or so", () =>
    Effect.gen(function* () {
      const directory = yield* temporaryFolder
      yield* session(directory, (memory) => memory.remember("a", "x", aDay))
      yield* session(directory, (one) =>
        Effect.gen(function* () {
          assert.isTrue(Option.isSome(yield* one.recall("a")))
          yield* session(directory, (other) => other.clear)
          yield* TestClock.adjust("61 seconds")
          assert.deepStrictEqual(yield* one.recall("a"), Option.none())
        })
      )
    })
  )

  it.scoped("in a folder that cannot be used are not kept, which costs nothing and is told once", () =>
    Effect.gen(function* () {
      const directory = yield* temporaryFolder
      yield* put(Path.join(directory, "works"), "a file")
      const lines: Array<string> = []
      const logger = Logger.make<unknown, void>(({ logLevel, message }) => {
        if (logLevel.label !== "DEBUG") lines.push(String(message))
      })
      yield* session(directory, (memory) => Effect.forEach(["a", "b"], (key) => memory.remember(key, "x", aDay))).pipe(
        Effect.provide(Logger.replace(Logger.defaultLogger, logger))
      )
      assert.deepStrictEqual(lines, ["what references of works told cannot be kept, or read"])
      assert.deepStrictEqual(yield* session(directory, (memory) => memory.recall("a")), Option.none())
    })
  )
})

describe("a slow store", () => {
  /** A store of one record, whose writes wait for a sign. */
  const slow = (sign: Effect.Effect<void>) => {
    const written = new Map<string, string>()
    return {
      written,
      store: {
        read: () => Effect.succeedNone,
        write: (name: string, { text }: RecordText.MemoryRecord) =>
          Effect.map(sign, () => {
            written.set(name, text)
          }),
        clear: Effect.sync(() => written.clear()),
        size: Effect.sync(() => written.size)
      }
    }
  }

  it.effect("delays nobody, and has everything in the end", () =>
    Effect.gen(function* () {
      const sign = yield* Deferred.make<void>()
      const done = yield* Deferred.make<void>()
      const { store, written } = slow(Deferred.await(sign))
      const all = Array.from({ length: 50 }, (_, at) => `${at}`)
      const using = yield* Effect.scoped(
        Effect.gen(function* () {
          const memory = yield* RecordKeeping.make(store)
          for (const key of all) yield* memory.remember(key, `text ${key}`, aDay)
          const recalled = yield* Effect.forEach(all, memory.recall)
          assert.deepStrictEqual(
            recalled,
            all.map((key) => Option.some(`text ${key}`))
          )
          yield* Deferred.succeed(done, undefined)
        })
      ).pipe(Effect.fork)
      yield* Deferred.await(done)
      assert.strictEqual(written.size, 0)
      yield* Deferred.succeed(sign, undefined)
      yield* Fiber.join(using)
      assert.deepStrictEqual(new Set(written.keys()), new Set(all.map(RecordText.nameOf)))
    })
  )

  it.effect("that hangs holds up the end for three seconds", () =>
    Effect.gen(function* () {
      const { store } = slow(Effect.never)
      const using = yield* Effect.scoped(
        Effect.flatMap(RecordKeeping.make(store), (memory) => memory.remember("a", "x", aDay))
      ).pipe(Effect.fork)
      yield* TestClock.adjust("2 seconds")
      assert.isTrue(Option.isNone(yield* Fiber.poll(using)))
      yield* TestClock.adjust("10 seconds")
      yield* Fiber.join(using)
    })
  )
})

describe.skipIf(!hasRedis)("records on a Redis server", () => {
  memoryContract(
    "redis",
    Effect.map(server, ({ url }) => through(url, RecordRedis.make(bounds)))
  )

  it.scoped("expire there, are known to other replicas, and leave the answers alone", () =>
    Effect.gen(function* () {
      const { url } = yield* server
      const direct = yield* client(url)
      yield* Effect.scoped(
        Effect.flatMap(through(url, RecordRedis.make(bounds)), (one) => one.remember("a", "x", aDay))
      )
      const other = yield* through(url, RecordRedis.make(bounds))
      assert.deepStrictEqual(yield* other.recall("a"), Option.some("x"))
      const name = `${prefix}work:${RecordText.nameOf("a")}`
      const left = yield* Effect.promise(() => direct.pttl(name))
      assert.isAtMost(left, Duration.toMillis(aDay))
      assert.isAbove(left, Duration.toMillis(aDay) - 60_000)
      yield* Effect.promise(() => direct.set(`${prefix}entry:x`, "answer"))
      yield* other.clear
      assert.deepStrictEqual(yield* Effect.promise(() => direct.get(`${prefix}entry:x`)), "answer")
      assert.strictEqual(yield* Effect.promise(() => direct.exists(name)), 0)
    })
  )

  it.scoped("that are damaged are a miss, and go", () =>
    Effect.gen(function* () {
      const { url } = yield* server
      const direct = yield* client(url)
      const name = `${prefix}work:${RecordText.nameOf("a")}`
      yield* Effect.promise(() => direct.set(name, "{"))
      const memory = yield* through(url, RecordRedis.make(bounds))
      assert.deepStrictEqual(yield* memory.recall("a"), Option.none())
      assert.strictEqual(yield* Effect.promise(() => direct.exists(name)), 0)
    })
  )

  it.scopedLive("are done without while the server is gone", () =>
    Effect.gen(function* () {
      const { kill, url } = yield* server
      const memory = yield* through(url, RecordRedis.make(bounds))
      yield* Effect.promise(kill)
      yield* memory.remember("a", "x", aDay)
      assert.deepStrictEqual(yield* memory.recall("a"), Option.some("x"))
      assert.deepStrictEqual(yield* memory.recall("b"), Option.none())
      yield* memory.clear
      assert.strictEqual(yield* memory.size, 0)
    })
  )
})
