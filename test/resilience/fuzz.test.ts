/** Generated requests: an answer in JSON for each, no failure of the service, and nothing touched but the cache folder. */
import { FastCheck as fc } from "effect"
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { assert, it } from "vitest"
import { option } from "./chance.ts"
import { folder, launch } from "./process.ts"
import { sources } from "./sources.ts"
import { everything } from "./world.ts"

const runs = option("RESILIENCE_REQUESTS", 100_000)
const clients = 16

const listing = (root: string): ReadonlyArray<string> =>
  readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((name) => !name.startsWith("cache"))
    .map((name) => {
      const stat = statSync(join(root, name))
      return `${name} ${stat.isFile() ? readFileSync(join(root, name), "utf8") : "folder"} ${stat.mtimeMs}`
    })
    .sort()

const nasty = fc.constantFrom(
  "..",
  "../secret",
  "..%2foutside%2fsecret",
  "..%2foutside%2fsecret.json",
  "%2e%2e%2f",
  "%00",
  "vpro-%2e%2e-0-none-m",
  "/etc/passwd",
  "%",
  "%zz",
  "\\",
  "vpro-a-0-none-m.json",
  "__proto__",
  "vpro-" + "a".repeat(400),
  "null"
)
const printable = fc.string({ maxLength: 40 }).map((text) => encodeURIComponent(text.replace(/[\ud800-\udfff]/g, "")))
const raw = fc.stringMatching(/^[!-"$->@-~]{0,40}$/)
const title = fc.constantFrom("dijk", "dam", "a", "het-water", "x1", "vijftig-tinten")
const key = fc
  .tuple(
    title,
    fc.integer({ min: 0, max: 2040 }),
    fc.constantFrom("none", "tt0012345", "tt1"),
    fc.constantFrom("m", "s", "s-z1", "s-z1e2", "q", "")
  )
  .map(([name, year, id, end]) => `vpro-${name}-${year}-${id}-${end}`)
const part = fc.oneof({ weight: 3, arbitrary: key }, nasty, printable, raw)
const root = fc.constantFrom("", "/movies", "/tv", "/series", "//", "/movies/", "/x")
const end = fc.constantFrom("", "/images", "/extras", "/children", "/grandchildren", "/", "//", "/matches", "/../..")
const query = fc.oneof(
  { weight: 3, arbitrary: fc.constant("") },
  fc
    .array(
      fc.tuple(
        fc.constantFrom(
          "X-Plex-Container-Start",
          "X-Plex-Container-Size",
          "key",
          "pattern",
          "title",
          "year",
          "imdb",
          "type",
          "a"
        ),
        fc.oneof(part, fc.integer().map(String))
      ),
      { maxLength: 4 }
    )
    .map((pairs) => `?${pairs.map(([name, value]) => `${name}=${value}`).join("&")}`)
)
const address = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.tuple(root, part, end).map(([at, item, rest]) => `${at}/library/metadata/${item}${rest}`)
  },
  { weight: 2, arbitrary: root.map((at) => `${at}/library/metadata/matches`) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      "/",
      "/health",
      "/health/live",
      "/metrics",
      "/cache",
      "/cache/delete",
      "/test",
      "/traces",
      "/ui",
      "/movies",
      "/tv"
    )
  },
  // A key goes straight to the name of a file.
  { weight: 1, arbitrary: nasty.map((text) => `/cache?key=${text}`) },
  part.map((text) => `/${text}`)
)
const value: fc.Arbitrary<unknown> = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc.integer(),
  fc.constant(null),
  fc.jsonValue({ maxDepth: 2 })
)
const body = fc.oneof(
  { weight: 3, arbitrary: fc.constant(undefined) },
  {
    weight: 4,
    arbitrary: fc
      .record(
        {
          type: fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 0, max: 5 }) }, value),
          title: fc.oneof({ weight: 3, arbitrary: title }, value),
          year: fc.oneof(fc.integer({ min: -1, max: 3000 }), value),
          guid: fc.oneof(fc.constantFrom("imdb://tt0012345", "tmdb://1", "vpro://11"), value),
          filename: value,
          manual: fc.constantFrom(0, 1, "1", true),
          grandparentTitle: value,
          parentIndex: value,
          index: value
        },
        { requiredKeys: [] }
      )
      .map((fields) => JSON.stringify(fields))
  },
  fc.string({ maxLength: 200 }),
  fc.constant("{".repeat(3000)),
  fc.constant("x".repeat(70_000))
)
const request = fc.record({
  path: fc.tuple(address, query).map(([at, wanted]) => at + wanted),
  method: fc.oneof(
    { weight: 8, arbitrary: fc.constant("GET") },
    { weight: 4, arbitrary: fc.constant("POST") },
    { weight: 1, arbitrary: fc.constantFrom("PUT", "DELETE", "PATCH", "OPTIONS") }
  ),
  headers: fc.dictionary(
    fc.constantFrom(
      "accept",
      "content-type",
      "x-request-id",
      "x-plex-container-size",
      "origin",
      "cookie",
      "x-plex-token",
      "authorization"
    ),
    fc.stringMatching(/^[ -~]{0,60}$/),
    { maxKeys: 3 }
  ),
  body
})

const isJson = (text: string) => {
  try {
    return JSON.parse(text) !== undefined
  } catch {
    return false
  }
}

it(`answers ${runs} generated requests`, { timeout: 900_000 }, async () => {
  const seed = option("RESILIENCE_SEED", 20_260_101)
  const { path, remove } = folder()
  mkdirSync(join(path, "outside"))
  writeFileSync(
    join(path, "outside", "secret.json"),
    '{"status":"found","title":"opensesame","description":"opensesame"}'
  )
  writeFileSync(join(path, "secret.json"), "opensesame")
  const before = listing(path)
  const others = await sources(everything)
  const service = await launch({
    ...others.variables,
    CACHE_DIR: join(path, "cache"),
    LOOKUP_TIMEOUT: "3 s",
    LOG_LEVEL: "ERROR"
  })
  const began = Date.now()
  const statuses: Record<number, number> = {}
  const wrong: Array<string> = []
  try {
    const batch = 500
    for (let from = 0; from < runs && wrong.length === 0; from += batch) {
      const requests = fc.sample(request, { seed: seed + from, numRuns: Math.min(batch, runs - from) })
      await Promise.all(
        Array.from({ length: clients }, async (_, client) => {
          for (const one of requests.filter((_, at) => at % clients === client)) {
            const shown = JSON.stringify(one).slice(0, 500)
            const given = await service.ask(one.path, one).catch((error: unknown) => String(error))
            if (typeof given === "string") {
              wrong.push(`${given}: ${shown}`)
              continue
            }
            statuses[given.status] = (statuses[given.status] ?? 0) + 1
            const type = given.headers["content-type"] ?? ""
            const form =
              given.status === 204 || /^text\/(html|plain)/.test(type)
                ? /^\/+(ui|movies|tv|metrics)?\/*(\?|$)/.test(one.path) || given.status === 204
                : type.startsWith("application/json") && isJson(given.text)
            if (!form) wrong.push(`${given.status} ${type}: ${shown}`)
            if (given.status >= 500 && given.status !== 503) wrong.push(`${given.status} ${given.text}: ${shown}`)
            if (given.text.includes("opensesame")) wrong.push(`a file outside was read: ${shown}`)
            if (/\bat .*\.(js|ts):\d+/.test(given.text)) wrong.push(`a stack trace: ${shown}`)
          }
        })
      )
    }
    assert.strictEqual(wrong.length, 0, `\n${wrong.slice(0, 20).join("\n")}\n`)
    assert.isTrue(service.running())
    assert.strictEqual((await service.ask("/health")).status, 200)
    assert.deepStrictEqual(listing(path), before, "nothing outside the cache folder was touched")
    console.log(
      `fuzz: ${runs} requests, RESILIENCE_SEED=${seed}, ${Math.round((Date.now() - began) / 1000)} s, statuses ${JSON.stringify(statuses)}`
    )
  } finally {
    await service.end("SIGKILL")
    await others.close()
    remove()
  }
})
