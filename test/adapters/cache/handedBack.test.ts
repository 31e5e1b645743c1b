/** A cache folder that came from the Python system, was used here, and goes back to it. */
import { assert, describe, it } from "@effect/vitest"
import { DateTime, Effect, FastCheck, Option, Schema, type Scope, TestClock } from "effect"
import { createHash } from "node:crypto"
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import * as Fs from "node:fs/promises"
import { tmpdir } from "node:os"
import * as Path from "node:path"
import * as CacheFiles from "../../../src/adapters/cache/files/CacheFiles.ts"
import { encodeRatingKey } from "../../../src/domain/keys/RatingKey.ts"
import { ImdbId, Year } from "../../../src/domain/values/Media.ts"
import { fullEntry, plain } from "../../contract/cache.ts"

const bounds = { maxEntries: 500, maxBytes: 50_000_000 }

const sha = (key: string) => createHash("sha256").update(key, "utf8").digest("hex")

/** What the Python system writes a key under since 3.1.0: a folder by two digits, 80 characters of the key and twelve digits. */
const pathOfPython = (folder: string, key: string) =>
  Path.join(
    folder,
    sha(key).slice(0, 2),
    `${key.replace(/[^\p{L}\p{N}_-]/gu, "_").slice(0, 80)}_${sha(key).slice(0, 12)}.json`
  )

/** For a key without an IMDb id it takes the first file that begins with title and year, and is of the same kind. */
const byTitleAndYear = (folder: string, key: string) => {
  const parts = key.split("-")
  const kind = parts.at(-1) ?? ""
  const typed = kind === "m" || kind === "s"
  const start = typed ? parts.slice(0, -2).join("-") : key.slice(0, key.lastIndexOf("-none"))
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).find(
    (path) => Path.basename(path).startsWith(start) && Path.basename(path).includes(`-${typed ? kind : "m"}_`)
  )
}

/** Where the Python system finds a key: under its own name, under that of a film, or by title and year. */
const foundByPython = (folder: string, key: string): string | undefined => {
  const typed = /-[ms]$/.test(key)
  const exact = [key, ...(typed ? [] : [`${key}-m`])].map((one) => pathOfPython(folder, one)).find(existsSync)
  if (exact !== undefined || !/-none(-|$)/.test(key)) return exact
  const other = byTitleAndYear(folder, key)
  return other === undefined ? undefined : Path.join(folder, other)
}

/** What it takes of a file: these members by these names, and a time that `fromisoformat` reads. */
const OfPython = Schema.Struct({
  title: Schema.String,
  year: Schema.NullOr(Schema.Int),
  description: Schema.NullOr(Schema.String),
  url: Schema.NullOr(Schema.String),
  imdb_id: Schema.NullOr(Schema.String),
  vpro_id: Schema.NullOr(Schema.String),
  media_type: Schema.Literal("film", "series"),
  status: Schema.Literal("found", "not_found"),
  fetched_at: Schema.String.pipe(Schema.pattern(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00$/))
})
const readByPython = (path: string) => Schema.decodeUnknownSync(Schema.parseJson(OfPython))(readFileSync(path, "utf8"))

const folder: Effect.Effect<string, never, Scope.Scope> = Effect.acquireRelease(
  Effect.promise(() => Fs.mkdtemp(Path.join(tmpdir(), "handed-back-"))),
  (path) => Effect.promise(() => Fs.rm(path, { recursive: true, force: true }))
)

const write = (path: string, value: object) => {
  mkdirSync(Path.dirname(path), { recursive: true })
  writeFileSync(path, JSON.stringify(value, null, 2))
}

const files = (path: string) =>
  readdirSync(path, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".json"))

const ofFilm = (title: string) => ({
  title,
  year: 1988,
  description: `De tekst over ${title}.`,
  url: null,
  imdb_id: "tt0095016",
  vpro_id: "42",
  media_type: "film",
  status: "found",
  fetched_at: "2026-01-05T10:11:12.123456+00:00",
  last_accessed: "2026-01-06T10:11:12.123456+00:00",
  lookup_method: "poms"
})

const long = `vpro-${"een-hele-lange-titel-".repeat(5)}1988-tt0095016-m`

/** The names that a key may have been left under: of the Python system, of ours before, and of 3.0.0. */
const forms = {
  python: pathOfPython,
  earlier: (root: string, key: string) =>
    Path.join(root, sha(key).slice(0, 2), `${key.slice(0, 100)}_${sha(key).slice(0, 16)}.json`),
  flat: (root: string, key: string) => Path.join(root, `${key}.json`)
}

describe("A folder of the Python system", () => {
  for (const key of ["vpro-die-hard-1988-tt0095016-m", "vpro-die-hard-1988-tt0095016", "vpro-dijk-2020-none-s", long])
    it.effect(`${key.slice(0, 40)} is served from each form, and found there again`, () =>
      Effect.gen(function* () {
        for (const form of Object.values(forms)) {
          const directory = yield* folder
          write(form(directory, key), ofFilm("Die Hard"))
          const cache = yield* CacheFiles.make({ directory, ...bounds })
          const entry = Option.getOrThrow(yield* cache.get(key))
          assert.strictEqual(entry.description, "De tekst over Die Hard.")
          yield* cache.set(key, { ...entry, description: "Een nieuwe tekst." })
          const found = foundByPython(directory, key)
          assert.strictEqual(found, pathOfPython(directory, key))
          assert.strictEqual(readByPython(found ?? "").description, "Een nieuwe tekst.")
          assert.strictEqual(files(directory).length, 1, "one file for one key")
        }
      }).pipe(Effect.scoped)
    )

  it.effect("has no older twin left once a key is written, whichever lay there", () =>
    Effect.gen(function* () {
      const directory = yield* folder
      const key = "vpro-die-hard-1988-tt0095016-m"
      for (const form of Object.values(forms)) write(form(directory, key), ofFilm("Die Hard"))
      const cache = yield* CacheFiles.make({ directory, ...bounds })
      yield* cache.set(key, fullEntry({ description: "Nieuw." }))
      assert.deepStrictEqual(files(directory), [Path.relative(directory, pathOfPython(directory, key))])
      assert.strictEqual((yield* cache.stats).entries, 1)
      assert.isTrue(yield* cache.remove(key))
      assert.isEmpty(files(directory))
    }).pipe(Effect.scoped)
  )

  it.effect("is read before a file of ours under the longer name: it was written later", () =>
    Effect.gen(function* () {
      const directory = yield* folder
      const key = "vpro-die-hard-1988-tt0095016-m"
      write(forms.earlier(directory, key), ofFilm("Van ons"))
      write(forms.python(directory, key), ofFilm("Van Python"))
      const cache = yield* CacheFiles.make({ directory, ...bounds })
      assert.strictEqual(Option.getOrThrow(yield* cache.get(key)).title, "Van Python")
      assert.strictEqual((yield* cache.list({ part: "die-hard", limit: 9 })).length, 1)
    }).pipe(Effect.scoped)
  )

  it.effect("without an IMDb id finds what was kept here with one", () =>
    Effect.gen(function* () {
      const directory = yield* folder
      const cache = yield* CacheFiles.make({ directory, ...bounds })
      yield* cache.set("vpro-die-hard-1988-tt0095016-m", fullEntry())
      assert.isDefined(foundByPython(directory, "vpro-die-hard-1988-none-m"))
      assert.isDefined(foundByPython(directory, "vpro-die-hard-1988-none"))
      assert.isUndefined(foundByPython(directory, "vpro-die-hard-1988-none-s"))
    }).pipe(Effect.scoped)
  )
})

const hints = FastCheck.record({
  kind: FastCheck.constantFrom("film" as const, "series" as const),
  title: FastCheck.oneof(
    FastCheck.string({ unit: "grapheme", minLength: 1, maxLength: 120 }),
    FastCheck.array(FastCheck.constantFrom("de", "Schaduw", "Солярис", "花樣年華", "l'été", "II"), {
      minLength: 1,
      maxLength: 20
    }).map((words) => words.join(" "))
  ),
  year: FastCheck.option(
    FastCheck.integer({ min: 1900, max: 2030 }).map((year) => Year.make(year)),
    {
      nil: undefined
    }
  ),
  imdb: FastCheck.option(
    FastCheck.integer({ min: 1, max: 9_999_999 }).map((n) => ImdbId.make(`tt${String(n).padStart(7, "0")}`)),
    { nil: undefined }
  )
})

it.effect.prop(
  "every key of ours is found by the rules of the Python system, with what was written",
  [hints],
  ([asked]) =>
    Effect.gen(function* () {
      yield* TestClock.setTime(DateTime.toEpochMillis(DateTime.unsafeMake("2026-01-05T10:11:12Z")))
      const directory = yield* folder
      const key = encodeRatingKey(asked)
      const cache = yield* CacheFiles.make({ directory, ...bounds })
      const entry = fullEntry({ kind: asked.kind })
      yield* cache.set(key, entry)
      const found = foundByPython(directory, key)
      assert.strictEqual(found, pathOfPython(directory, key))
      assert.deepInclude(plain(readByPython(found ?? "")), {
        description: entry.description,
        media_type: asked.kind,
        status: "found"
      })
    }).pipe(Effect.scoped)
)
