/**
 * Generated requests, hostile ones among them: an answer in JSON for each, no failure of the service, no standstill, nothing touched
 * but the cache folder, and the memory comes back. The key of every match is asked for too.
 */
import { FastCheck as fc, Option, Schema } from "effect"
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { setTimeout as wait } from "node:timers/promises"
import { assert, it } from "vitest"
import { parse } from "../app/observe/exposition.ts"
import { option } from "./chance.ts"
import { hostileText, nested } from "./hostile.ts"
import type { Given } from "../app/stage.ts"
import { strangeText } from "../stand-ins/texts.ts"
import { type Asking, folder, launch, type Service, shippedOptions } from "./process.ts"
import { sources } from "./sources.ts"
import { everything } from "./world.ts"

const runs = option("RESILIENCE_REQUESTS", 100_000)
const clients = 16
/** At rest: what the process takes with 10,000 answers, full hot answers and stories, and room to spare. */
const mostMegabytes = 250

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
  { weight: 3, arbitrary: fc.string({ maxLength: 60 }) },
  { weight: 2, arbitrary: hostileText },
  fc.integer(),
  fc.double(),
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
          title: fc.oneof({ weight: 3, arbitrary: title }, { weight: 2, arbitrary: hostileText }, value),
          year: fc.oneof(fc.integer({ min: -1, max: 3000 }), value),
          guid: fc.oneof(
            fc.constantFrom("imdb://tt0012345", "tmdb://1", "vpro://11"),
            key.map((own) => `tv.plex.agents.custom.vpro.cinema://movie/${own}`),
            value
          ),
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
  nested.map((text) => `{"type":1,"title":"dam","x":${text}}`),
  fc.constant("{".repeat(3000)),
  fc.constant("x".repeat(70_000))
)
const anything = fc.record({
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

/** Titles as they are, ones that cost a careless reader its time, and ones that a careless cut makes unusable. */
const anyTitle = fc.oneof(title, hostileText, strangeText)

/** What Plex sends, with members that a stranger has filled in. */
const match = fc
  .tuple(
    fc.constantFrom(["", 1], ["/movies", 1], ["/tv", 2], ["/series", 2], ["/series", 3], ["/series", 4]),
    fc.record(
      {
        title: anyTitle,
        parentTitle: anyTitle,
        grandparentTitle: anyTitle,
        filename: fc.oneof(
          fc.tuple(hostileText, title, hostileText).map(([folder, name, end]) => `/films/${folder}/${name} ${end}.mkv`),
          hostileText,
          strangeText.map((name) => `${name}.mkv`)
        ),
        guid: fc.oneof(
          key.map((own) => `tv.plex.agents.custom.vpro.cinema://movie/${own}`),
          key.map((own) => `tv.plex.agents.custom.vpro.cinema.tv://show/${own}`),
          hostileText.map((text) => `imdb://${text}`)
        ),
        year: fc.integer({ min: 1860, max: 2200 }),
        index: fc.integer({ min: 0, max: 1e9 }),
        parentIndex: fc.integer({ min: 0, max: 1e9 }),
        manual: fc.constantFrom(0, 0, 1)
      },
      { requiredKeys: ["title", "parentTitle", "grandparentTitle"] }
    )
  )
  .map(([[root, type], fields]) => ({
    path: `${root}/library/metadata/matches`,
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ type, ...fields })
  }))

const request = fc.oneof({ weight: 5, arbitrary: anything }, { weight: 1, arbitrary: match })

const isJson = (text: string) => {
  try {
    return JSON.parse(text) !== undefined
  } catch {
    return false
  }
}

/** What is wrong with an answer, whatever was asked. */
const faultsOf = (asked: string, { headers, status, text }: Given): ReadonlyArray<string> => {
  const type = headers["content-type"] ?? ""
  const page = /^\/+(ui|movies|tv|metrics)?\/*(\?|$)/.test(asked)
  const formed =
    status === 204 ||
    (/^text\/(html|plain)/.test(type) && page) ||
    (type.startsWith("application/json") && isJson(text))
  return [
    ...(formed ? [] : [`${status} ${type}`]),
    ...(status >= 500 && status !== 503 ? [`${status} ${text}`] : []),
    ...(text.includes("opensesame") ? ["a file outside was read"] : []),
    ...(/\bat .*\.(js|ts):\d+/.test(text) ? ["a stack trace"] : [])
  ]
}

const decodeMatch = Schema.decodeUnknownOption(
  Schema.parseJson(
    Schema.Struct({
      MediaContainer: Schema.Struct({ Metadata: Schema.Array(Schema.Struct({ key: Schema.String })) })
    })
  )
)

/** Where Plex goes on with what a match gave it: its own key, below the same root. */
const next = (path: string, given: Given): ReadonlyArray<string> => {
  const [root, rest] = path.split("/library/metadata/matches")
  if (rest === undefined || given.status !== 200) return []
  return Option.match(decodeMatch(given.text), {
    onNone: () => [],
    onSome: ({ MediaContainer }) => MediaContainer.Metadata.slice(0, 2).map(({ key }) => `${root}${key}`)
  })
}

const megabytes = (pid: number) =>
  Number(/VmRSS:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024

/** The longest time, in seconds, for which the service stood still since it was last asked. */
const standstill = async (service: Service) =>
  parse((await service.ask("/metrics")).text).find(({ name }) => name === "nodejs_eventloop_lag_seconds")?.series[0]
    ?.value ?? Number.NaN

/** A request that is late because of us makes everybody wait. */
const longestStandstill = 0.2

it(`answers ${runs} generated requests`, { timeout: 1_800_000 }, async () => {
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
  const service = await launch(
    {
      ...others.variables,
      CACHE_DIR: join(path, "cache"),
      LOOKUP_TIMEOUT: "3 s",
      LOG_LEVEL: "ERROR"
    },
    { options: shippedOptions }
  )
  const began = Date.now()
  const statuses: Record<number, number> = {}
  const wrong: Array<string> = []
  let slowest = 0
  let followed = 0
  const ask = async (path: string, asking: Asking) => {
    const shown = `${asking.method ?? "GET"} ${path} ${JSON.stringify(asking).slice(0, 500)}`
    const given = await service.ask(path, asking).catch((error: unknown) => String(error))
    if (typeof given === "string") return void wrong.push(`${given}: ${shown}`)
    statuses[given.status] = (statuses[given.status] ?? 0) + 1
    wrong.push(...faultsOf(path, given).map((fault) => `${fault}: ${shown}`))
    return given
  }
  try {
    const batch = 500
    for (let from = 0; from < runs && wrong.length === 0; from += batch) {
      const requests = fc.sample(request, { seed: seed + from, numRuns: Math.min(batch, runs - from) })
      await Promise.all(
        Array.from({ length: clients }, async (_, client) => {
          for (const one of requests.filter((_, at) => at % clients === client)) {
            const given = await ask(one.path, one)
            for (const key of given === undefined ? [] : next(one.path, given)) {
              followed += 1
              const described = await ask(key, {})
              if (described?.status === 404) wrong.push(`a key that was just issued is not known: ${key}`)
            }
          }
        })
      )
      const stood = await standstill(service)
      slowest = Math.max(slowest, stood)
      if (from > 0 && stood > longestStandstill)
        wrong.push(`stood still for ${stood} s: ${JSON.stringify(requests).slice(0, 20_000)}`)
    }
    assert.strictEqual(wrong.length, 0, `\n${wrong.slice(0, 20).join("\n")}\n`)
    assert.isTrue(service.running())
    assert.strictEqual((await service.ask("/health")).status, 200)
    assert.deepStrictEqual(listing(path), before, "nothing outside the cache folder was touched")
    const full = megabytes(service.pid)
    for (let seconds = 0; seconds < 60 && megabytes(service.pid) > mostMegabytes; seconds++) await wait(1000)
    console.log(
      `fuzz: ${runs} requests, ${followed} keys followed, RESILIENCE_SEED=${seed}, ${Math.round((Date.now() - began) / 1000)} s, ` +
        `statuses ${JSON.stringify(statuses)}, longest standstill ${Math.round(slowest * 1000)} ms, ` +
        `memory ${Math.round(full)} MB at the end and ${Math.round(megabytes(service.pid))} MB at rest`
    )
    assert.isAtMost(megabytes(service.pid), mostMegabytes, "memory at rest")
  } finally {
    await service.end("SIGKILL")
    await others.close()
    remove()
  }
})
