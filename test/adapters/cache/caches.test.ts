import { assert, describe, it } from "@effect/vitest"
import { DateTime, Effect, FastCheck, HashMap, Layer, Logger, Option, Schema, type Scope, TestClock } from "effect"
import { createHash } from "node:crypto"
import * as Fs from "node:fs/promises"
import { tmpdir } from "node:os"
import * as Path from "node:path"
import * as CacheFiles from "../../../src/adapters/cache/files/CacheFiles.ts"
import * as EntryJson from "../../../src/adapters/cache/EntryJson.ts"
import * as EntryPath from "../../../src/adapters/cache/files/EntryPath.ts"
import * as CacheMemory from "../../../src/adapters/cache/memory/CacheMemory.ts"
import type { CachePort } from "../../../src/ports/CachePort.ts"
import { anyEntry, cacheContract, fullEntry, plain } from "../../contract/cache.ts"

const bounds = { maxEntries: 30, maxBytes: 10_000_000 }

const temporaryFolder: Effect.Effect<string, never, Scope.Scope> = Effect.acquireRelease(
  Effect.promise(() => Fs.mkdtemp(Path.join(tmpdir(), "cache-"))),
  (folder) => Effect.promise(() => Fs.rm(folder, { recursive: true, force: true }))
)

cacheContract("memory", CacheMemory.layer(bounds))
cacheContract(
  "files",
  Layer.unwrapScoped(Effect.map(temporaryFolder, (directory) => CacheFiles.layer({ directory, ...bounds })))
)

const key = "vpro-amelie-2001-tt0211915-m"
const digest = createHash("sha256").update(key).digest("hex")
const shard = digest.slice(0, 2)
const name = `${key.slice(0, 80)}_${digest.slice(0, 12)}.json`

const ofPython = {
  title: "Amélie",
  year: 2001,
  description: "Een sprookje op Montmartre.",
  url: "https://www.vprogids.nl/cinema/films/film~123~amelie~.html",
  imdb_id: "tt0211915",
  vpro_id: "123",
  media_type: "film",
  status: "found",
  fetched_at: "2026-01-05T10:11:12.123456+00:00",
  last_accessed: "2026-01-06T10:11:12.123456",
  lookup_method: "tmdb_alt",
  discovered_imdb: null,
  content_rating: "nl/12",
  vpro_rating: 0,
  images: [
    { type: "PICTURE", url: "https://images.example/scene.jpg", title: "Scene" },
    { type: "poster", url: "https://images.example/poster.jpg", title: "" },
    { type: "STILL" },
    "nonsense"
  ],
  genres: ["komedie"],
  director: "Jean-Pierre Jeunet, Marc Caro",
  added_later: { a: [1] }
}

const put = (path: string, content: string | Uint8Array) =>
  Effect.promise(async () => {
    await Fs.mkdir(Path.dirname(path), { recursive: true })
    await Fs.writeFile(path, content)
  })
const readJson = (path: string) =>
  Effect.promise(async () => Schema.decodeUnknownSync(Schema.parseJson())(await Fs.readFile(path, "utf8")))
const all = (directory: string) =>
  Effect.promise(async () => (await Fs.readdir(directory, { recursive: true })).toSorted())

describe("EntryJson", () => {
  it.prop("reads back any entry it wrote", { entry: anyEntry }, ({ entry }) => {
    const { entry: read, key } = Option.getOrThrow(EntryJson.decode(EntryJson.encode("vpro-x", entry), "film"))
    assert.deepStrictEqual(plain(read), plain(entry))
    assert.strictEqual(key, "vpro-x")
  })

  it.prop("never throws on JSON", { value: FastCheck.jsonValue() }, ({ value }) => {
    EntryJson.decode(JSON.stringify({ status: "found", ...Object(value) }), "film")
    EntryJson.decode(JSON.stringify(value), "film")
  })

  it("reads what the older system wrote", () => {
    const { entry, key } = Option.getOrThrow(EntryJson.decode(JSON.stringify(ofPython), "film"))
    assert.strictEqual(key, undefined)
    assert.strictEqual(entry.vpro, 123)
    assert.strictEqual(entry.kijkwijzer, "12")
    assert.strictEqual(entry.appreciation, undefined)
    assert.deepStrictEqual(entry.directors, ["Jean-Pierre Jeunet", "Marc Caro"])
    assert.deepStrictEqual(entry.pictures, [
      { type: "background", url: "https://images.example/scene.jpg", title: "Scene" },
      { type: "coverPoster", url: "https://images.example/poster.jpg", title: "" }
    ])
    assert.strictEqual(DateTime.formatIso(entry.fetchedAt), "2026-01-05T10:11:12.123Z")
    assert.strictEqual(DateTime.formatIso(entry.lastAccessed), "2026-01-06T10:11:12.123Z")
  })

  it("writes every field that the older system wants, null when absent", () => {
    const bare = { year: undefined, description: undefined, url: undefined, imdb: undefined, vpro: undefined }
    const fields = JSON.parse(EntryJson.encode(key, fullEntry({ ...bare, status: "not_found" })))
    for (const name of ["year", "description", "url", "imdb_id", "vpro_id"]) assert.isNull(fields[name], name)
    assert.strictEqual(fields.fetched_at, "2026-01-05T10:11:12.123+00:00")
    assert.strictEqual(JSON.parse(EntryJson.encode(key, fullEntry())).vpro_id, "12345")
  })

  it("takes an empty description for none, and a time it cannot read for long ago", () => {
    const text = JSON.stringify({ ...ofPython, description: "", fetched_at: "gisteren", last_accessed: null })
    const { entry } = Option.getOrThrow(EntryJson.decode(text, "film"))
    assert.strictEqual(entry.description, undefined)
    assert.strictEqual(DateTime.toEpochMillis(entry.fetchedAt), 0)
  })

  it("refuses what is no entry", () => {
    const wrong = [{}, [], null, 3, "x", { ...ofPython, title: 3 }, { ...ofPython, status: "busy" }]
    for (const value of [...wrong, { ...ofPython, media_type: "boek" }, { ...ofPython, description: ["x"] }])
      assert.deepStrictEqual(EntryJson.decode(JSON.stringify(value), "film"), Option.none(), JSON.stringify(value))
  })
})

describe("EntryPath", () => {
  it("keeps any key inside the folder", () => {
    FastCheck.assert(
      FastCheck.property(FastCheck.stringMatching(/^vpro-[a-z0-9-]{1,195}$/), (key) => {
        const { file, older } = EntryPath.namesOf(key)
        for (const name of [file, ...older]) {
          const path = EntryPath.pathOf("/cache", name)
          assert.match(Path.resolve(path), /^\/cache\//)
          assert.isBelow(Path.basename(path).length, 210)
        }
        assert.strictEqual(EntryPath.namedKey(file).key, key.length <= 80 ? key : undefined)
      })
    )
  })
})

const withCache = <A, E>(
  use: (cache: CachePort["Type"], directory: string) => Effect.Effect<A, E, Scope.Scope>,
  prepare: (directory: string) => Effect.Effect<unknown> = () => Effect.void,
  limits: Partial<typeof bounds> = {}
) =>
  Effect.gen(function* () {
    yield* TestClock.setTime(yield* Effect.sync(() => Date.now()))
    const directory = yield* temporaryFolder
    yield* prepare(directory)
    return yield* use(yield* CacheFiles.make({ directory, ...bounds, ...limits }), directory)
  }).pipe(Effect.scoped)

describe("CacheFiles", () => {
  for (const [system, path] of [
    ["3.1 and later", `${shard}/${name}`],
    ["5.0 before its release", `${shard}/${key.slice(0, 100)}_${digest.slice(0, 16)}.json`],
    ["3.0.0", `${key}.json`]
  ] as const)
    it.effect(`takes over a file of version ${system}, and keeps its unknown fields`, () =>
      withCache(
        (cache, directory) =>
          Effect.gen(function* () {
            assert.strictEqual((yield* cache.stats).entries, 1)
            const listed = yield* cache.list({ part: "amelie", limit: 5 })
            assert.deepStrictEqual(
              listed.map((item) => item.key),
              [key]
            )
            const entry = Option.getOrThrow(yield* cache.get(key))
            assert.strictEqual(entry.title, "Amélie")
            yield* cache.set(key, { ...entry, title: "Le fabuleux destin" })
            const fields = yield* readJson(Path.join(directory, shard, name))
            assert.deepInclude(fields, { title: "Le fabuleux destin", added_later: { a: [1] }, key })
            assert.strictEqual((yield* cache.stats).entries, 1)
            assert.isTrue(yield* cache.remove(key))
            assert.deepStrictEqual(yield* all(directory), [shard])
          }),
        (directory) => put(Path.join(directory, path), JSON.stringify(ofPython))
      )
    )

  for (const [what, content] of [
    ["empty", ""],
    ["cut off", JSON.stringify(ofPython).slice(0, 200)],
    ["of wrong types", JSON.stringify({ ...ofPython, title: 5 })],
    ["binary", Uint8Array.from([0, 255, 254, 1])],
    ["too large", JSON.stringify({ ...ofPython, description: "x".repeat(1_100_000) })],
    ["of another key", JSON.stringify({ ...ofPython, key: "vpro-other-0-none-m" })]
  ] as const)
    it.effect(`takes a file that is ${what} for a miss and moves it aside`, () =>
      withCache(
        (cache, directory) =>
          Effect.gen(function* () {
            assert.deepStrictEqual(yield* cache.get(key), Option.none())
            const { damaged, entries } = yield* cache.stats
            assert.deepStrictEqual({ damaged, entries }, { damaged: 1, entries: 0 })
            assert.deepStrictEqual(yield* all(directory), [shard, `${shard}/${name}.bad`])
            yield* cache.set(key, fullEntry())
            assert.strictEqual((yield* cache.get(key))._tag, "Some")
          }),
        (directory) => put(Path.join(directory, shard, name), content)
      )
    )

  it.effect("takes folders and links in the place of files for a miss, and never follows a link", () =>
    withCache((cache, directory) =>
      Effect.gen(function* () {
        const outside = yield* temporaryFolder
        const target = Path.join(outside, name)
        yield* put(target, JSON.stringify(ofPython))
        yield* Effect.promise(() => Fs.mkdir(Path.join(directory, shard, name), { recursive: true }))
        yield* cache.set(key, fullEntry())
        assert.strictEqual((yield* cache.get(key))._tag, "Some")

        yield* Effect.promise(() => Fs.rm(Path.join(directory, shard), { recursive: true }))
        yield* put(Path.join(directory, shard, "x"), "")
        yield* Effect.promise(() => Fs.symlink(target, Path.join(directory, shard, name)))
        // So long it is believed that nothing has changed.
        yield* TestClock.adjust("1 second")
        assert.deepStrictEqual(yield* cache.get(key), Option.none())

        yield* Effect.promise(() => Fs.rm(Path.join(directory, shard), { recursive: true }))
        yield* Effect.promise(() => Fs.symlink(outside, Path.join(directory, shard)))
        assert.deepStrictEqual(yield* cache.get(key), Option.none())
        assert.isFalse(yield* cache.remove(key))
        assert.strictEqual(yield* cache.removeMatching(""), 0)
        assert.strictEqual((yield* Effect.flip(cache.set(key, fullEntry()))).reason, "Unavailable")
        assert.deepStrictEqual(yield* readJson(target), ofPython)
      })
    )
  )

  it.effect("leaves credentials and foreign files alone", () =>
    withCache(
      (cache, directory) =>
        Effect.gen(function* () {
          yield* cache.set(key, fullEntry())
          assert.deepStrictEqual(yield* cache.get("vpro-credentials"), Option.none())
          assert.isFalse(yield* cache.remove("vpro-credentials"))
          assert.strictEqual(yield* cache.removeMatching(""), 1)
          const left = yield* all(directory)
          for (const file of ["credentials.json", "vpro-credentials.json", "notes.txt", "ab/foreign.json"])
            assert.include(left, file)
          assert.strictEqual((yield* cache.stats).damaged, 0)
        }),
      (directory) =>
        Effect.all([
          put(Path.join(directory, "credentials.json"), `{"api_key":"a","api_secret":"b"}`),
          put(Path.join(directory, "vpro-credentials.json"), `{"api_key":"a","api_secret":"b"}`),
          put(Path.join(directory, "notes.txt"), "x"),
          put(Path.join(directory, "ab/foreign.json"), "x")
        ])
    )
  )

  it.effect("sweeps old temporary files at the start, not those of a process at work", () =>
    withCache(
      (cache, directory) =>
        Effect.gen(function* () {
          // Figures are there once the folder has been looked over.
          yield* cache.stats
          assert.deepStrictEqual(yield* all(directory), [shard, `${shard}/${name}.new.tmp`])
        }),
      (directory) =>
        Effect.gen(function* () {
          const old = [`${shard}/${name}.old.tmp`, `${shard}/${key}_${digest.slice(0, 12)}.tmp`, ".probe-1.tmp"]
          for (const file of [...old, `${shard}/${name}.new.tmp`]) yield* put(Path.join(directory, file), "half")
          const then = Date.now() / 1000 - 2 * 3600
          for (const file of old) yield* Effect.promise(() => Fs.utimes(Path.join(directory, file), then, then))
        })
    )
  )

  it.effect("leaves no temporary files and fails in a typed way when a shard cannot be made", () =>
    withCache(
      (cache, directory) =>
        Effect.gen(function* () {
          const error = yield* Effect.flip(cache.set(key, fullEntry()))
          assert.deepInclude(plain(error), { _tag: "CacheError", reason: "Unavailable", operation: "set", key })
          assert.deepStrictEqual(yield* cache.get(key), Option.none())
          assert.isFalse(yield* cache.remove(key))
          assert.strictEqual((yield* cache.get("vpro-flat-0-none-m"))._tag, "Some")
          assert.deepStrictEqual(yield* all(directory), [shard, "vpro-flat-0-none-m.json"].toSorted())
        }),
      (directory) =>
        Effect.zipRight(
          put(Path.join(directory, shard), "a file, not a folder"),
          put(Path.join(directory, "vpro-flat-0-none-m.json"), JSON.stringify(ofPython))
        )
    )
  )

  it.effect("does without a folder until the first write", () =>
    withCache((cache, directory) =>
      Effect.gen(function* () {
        yield* Effect.promise(() => Fs.rm(directory, { recursive: true }))
        assert.deepStrictEqual(yield* cache.get(key), Option.none())
        assert.deepStrictEqual(yield* cache.list({ part: "", limit: 5 }), [])
        yield* cache.set(key, fullEntry())
        assert.strictEqual((yield* cache.get(key))._tag, "Some")
        yield* Effect.promise(() => Fs.rm(directory, { recursive: true }))
        yield* cache.probe
        assert.deepStrictEqual(yield* all(directory), [])
      })
    )
  )

  it.scoped(
    "says once in the log that nothing can be kept, with folder, cause and user, and once that it can again",
    () =>
      Effect.gen(function* () {
        const lines: Array<string> = []
        const logger = Logger.make<unknown, void>(({ annotations, logLevel, message }) => {
          const notes = HashMap.toEntries(annotations).map(([name, value]) => ` ${name}=${String(value)}`)
          lines.push(`${logLevel.label} ${String(message)}${notes.toSorted().join("")}`)
        })
        const folder = yield* temporaryFolder
        const directory = Path.join(folder, "cache")
        const cache = yield* CacheFiles.make({ directory, ...bounds })
        const keep = Effect.provide(
          Effect.exit(cache.set(key, fullEntry({}))),
          Logger.replace(Logger.defaultLogger, logger)
        )
        yield* Effect.promise(() => Fs.writeFile(directory, "in the way"))
        yield* Effect.replicateEffect(keep, 3)
        yield* Effect.promise(() => Fs.rm(directory))
        yield* Effect.replicateEffect(keep, 3)
        assert.lengthOf(lines, 2)
        assert.match(lines[0] ?? "", new RegExp(`^WARN answers cannot be kept in ${directory} code=E[A-Z]+ user=\\d+$`))
        assert.strictEqual(lines[1], `INFO answers are kept in ${directory} again`)
      })
  )

  it.effect("cannot prove a write where the folder is a file", () =>
    Effect.gen(function* () {
      const directory = Path.join(yield* temporaryFolder, "file")
      yield* put(directory, "")
      const cache = yield* CacheFiles.make({ directory, ...bounds })
      assert.strictEqual((yield* Effect.flip(cache.probe)).operation, "probe")
    }).pipe(Effect.scoped)
  )

  it.effect("sees what another process writes and removes", () =>
    withCache((mine, directory) =>
      Effect.gen(function* () {
        const theirs = yield* CacheFiles.make({ directory, ...bounds })
        yield* theirs.set(key, fullEntry())
        assert.strictEqual((yield* mine.get(key))._tag, "Some")
        assert.strictEqual((yield* mine.stats).entries, 1)
        yield* theirs.removeMatching("")
        // So long it is believed that nothing has changed.
        yield* TestClock.adjust("1 second")
        assert.deepStrictEqual(yield* mine.get(key), Option.none())
        assert.strictEqual((yield* mine.stats).bytes, 0)
        yield* theirs.set(key, fullEntry())
        assert.strictEqual((yield* mine.list({ part: "", limit: 5 })).length, 1)
        assert.strictEqual(yield* mine.removeMatching("amelie"), 1)
      })
    )
  )

  it.effect("goes by the times of the files after a start, and holds the bound on bytes", () =>
    withCache(
      (cache) =>
        Effect.gen(function* () {
          assert.strictEqual((yield* cache.stats).entries, 3)
          yield* cache.get("vpro-oldest-0-none-m")
          yield* cache.set("vpro-new-0-none-m", fullEntry({ description: "x".repeat(4000) }))
          assert.deepStrictEqual(
            (yield* cache.list({ part: "", limit: 9 })).map((item) => item.key),
            ["vpro-new-0-none-m", "vpro-oldest-0-none-m"]
          )
          const { bytes, evictions } = yield* cache.stats
          assert.strictEqual(evictions, 2)
          assert.isAtMost(bytes, 7500)
        }),
      (directory) =>
        Effect.forEach(["oldest", "older", "old"], (title, i) =>
          Effect.gen(function* () {
            const path = EntryPath.pathOf(directory, EntryPath.namesOf(`vpro-${title}-0-none-m`).file)
            yield* put(path, JSON.stringify({ ...ofPython, description: "x".repeat(1000) }))
            yield* Effect.promise(() => Fs.utimes(path, 1_700_000_000 + i, 1_700_000_000 + i))
          })
        ),
      { maxBytes: 7500 }
    )
  )

  it.effect("leaves one whole value when many write through several instances", () =>
    withCache((_, directory) =>
      Effect.gen(function* () {
        const caches = yield* Effect.all(Array.from({ length: 4 }, () => CacheFiles.make({ directory, ...bounds })))
        const texts = Array.from({ length: 40 }, (_, i) => `${i} `.repeat(5000))
        yield* Effect.forEach(
          texts,
          (description, i) => caches[i % 4]?.set(key, fullEntry({ description })) ?? Effect.void,
          { concurrency: "unbounded" }
        )
        for (const cache of caches)
          assert.include(texts, Option.getOrThrow(yield* cache.get(key)).description ?? "none")
        assert.deepStrictEqual(yield* all(directory), [shard, `${shard}/${name}`])
      })
    )
  )
})
