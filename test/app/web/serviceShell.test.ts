/** What every request gets, whatever it asks: an id, limits, and JSON. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, FastCheck, Schema } from "effect"
import { seed } from "../../properties.ts"
import { json, problem, service } from "../stage.ts"

const leaves = (value: unknown): ReadonlyArray<unknown> =>
  typeof value === "object" && value !== null ? Object.values(value).flatMap(leaves) : [value]
const matches = "/library/metadata/matches"
const key = "/library/metadata/vpro-de-stille-dijk-2011-none-m"

/** Every address there is, and the method it takes. */
const plexPaths = ["", "/movies", "/tv", "/series"].flatMap((root) =>
  ["", "/images", "/extras", "/children", "/grandchildren"].map((rest) => `${root}${key}${rest}`).concat(root || "/")
)
const matchPaths = ["", "/movies", "/tv", "/series"].map((root) => `${root}${matches}`)
const operatorPaths = [
  "/health",
  "/health/live",
  "/health/ready",
  "/metrics",
  "/cache",
  "/test",
  "/ui",
  "/ui/data",
  "/ui/app.js"
]
const addresses: ReadonlyArray<readonly [string, "GET" | "POST"]> = [
  ...plexPaths.concat(operatorPaths).map((path) => [path, "GET"] as const),
  ...matchPaths.concat("/cache/clear", "/cache/delete").map((path) => [path, "POST"] as const)
]

describe("every address", () => {
  it.scopedLive("refuses other methods in JSON, and says which it takes", () =>
    Effect.gen(function* () {
      const { ask, asked } = yield* service()
      for (const [path, taken] of addresses) {
        for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"].filter((method) => method !== taken)) {
          const given = yield* ask(path, { method })
          assert.strictEqual(problem(given)[0], 405, `${method} ${path}`)
          assert.strictEqual(given.headers["allow"], taken)
        }
        const options = yield* ask(path, { method: "OPTIONS" })
        assert.deepStrictEqual([options.status, options.headers["allow"], options.text], [204, taken, ""])
      }
      assert.isEmpty(asked)
      for (const [path] of addresses) {
        const head = yield* ask(path, { method: "HEAD" })
        assert.isBelow(head.status, 500, path)
        assert.strictEqual(head.text, "")
      }
    })
  )

  it.scopedLive("that does not exist is 404 in JSON", () =>
    Effect.gen(function* () {
      const { ask } = yield* service()
      const paths =
        "/nothing /movies/nothing /library/nothing /library/metadata /tv/library/metadata/ /movies/tv /favicon.ico /.env " +
        "/etc/passwd /..%2f..%2fetc%2fpasswd /%ZZ /%00 /% /%c3%a9 /library/metadata/..%2f..%2fetc%2fpasswd " +
        "/library/metadata/%ZZ /library/metadata/%00 /library/metadata/a/../../../etc/passwd /library/metadata/x%5c..%5cy"
      for (const path of paths.split(" ").concat(`/${"a/".repeat(2000)}`)) {
        const given = yield* ask(path, { headers: { accept: "text/html" } })
        const [status] = problem(given)
        assert.include([400, 404], status, path.slice(0, 80))
      }
    })
  )
})

describe("bodies", () => {
  const body = (bytes: number) => {
    const frame = '{"type":1,"title":"De stille dijk","x":""}'
    return frame.replace('""', `"${"x".repeat(bytes - frame.length)}"`)
  }

  it.scopedLive("up to 64 KiB are read, larger ones refused in JSON, whatever they say of their size", () =>
    Effect.gen(function* () {
      const { ask } = yield* service()
      const sizes = [
        [60_000, 200],
        [65_536, 200],
        [65_537, 413],
        [1 << 20, 413],
        [10 << 20, 413]
      ] as const
      for (const [bytes, expected] of sizes)
        for (const chunked of [false, true]) {
          const given = yield* ask(matches, { method: "POST", body: body(bytes), chunked })
          assert.strictEqual(given.status, expected, `${bytes} ${chunked}`)
          if (expected === 413) assert.include(problem(given)[1], "65536")
        }
    })
  )

  it.scopedLive("say nothing of what went wrong within", () =>
    Effect.gen(function* () {
      const { ask } = yield* service()
      for (const body of [
        "{",
        "\ud800",
        "[".repeat(50_000),
        `{"type":1,"title":["${"x".repeat(50_000)}"]}`,
        '{"__proto__":{"type":1}}',
        '{"type":{"$gt":0}}'
      ]) {
        const given = yield* ask(matches, { method: "POST", body })
        assert.strictEqual(problem(given)[0], 400)
        assert.notMatch(given.text, /\n\s*at |node_modules|\.ts\b|Error:/)
        assert.isBelow(given.text.length, 500)
      }
    })
  )
})

describe("the id of a request", () => {
  it.scopedLive("is taken over, or made, and goes back on answers of every kind", () =>
    Effect.gen(function* () {
      const { ask } = yield* service()
      for (const path of ["/", "/health", "/nothing", "/library/metadata/52222", "/test", "/%ZZ"]) {
        const own = yield* ask(path, { headers: { "x-request-id": "abc-123:4.5_6" } })
        assert.strictEqual(own.headers["x-request-id"], "abc-123:4.5_6", path)
        const made = [yield* ask(path), yield* ask(path)].map(({ headers }) => headers["x-request-id"])
        for (const id of made) assert.match(id ?? "", /^[\w-]{36}$/)
        assert.notStrictEqual(made[0], made[1])
      }
      for (const bad of ["", "a b", "x".repeat(200), "é", "<script>"].map((id) => Buffer.from(id).toString("latin1"))) {
        const { headers } = yield* ask("/health", { headers: { "x-request-id": bad } })
        assert.match(headers["x-request-id"] ?? "", /^[\w-]{36}$/)
      }
      const refused = yield* ask(matches, { method: "POST", body: "{", headers: { "x-request-id": "refused" } })
      assert.strictEqual(refused.headers["x-request-id"], "refused")
    })
  )
})

const part = FastCheck.constantFrom(
  "",
  ..."movies tv series library metadata matches images extras children grandchildren".split(" "),
  ..."health ready cache delete clear test .. . ..%2f.. %2e%2e %00 %ZZ % %ff ;".split(" "),
  ..."vpro-a-1999-none-m vpro-a-1999-none-s vpro-a-1999-none-m-xae vpro-0-none-m-xacgx6 52222 :ratingKey *".split(" ")
)
const word = FastCheck.oneof(part, FastCheck.webQueryParameters(), FastCheck.webFragments())
const path = FastCheck.oneof(
  FastCheck.array(FastCheck.oneof(part, FastCheck.webSegment()), { maxLength: 6 }).map(
    (parts) => `/${parts.join("/")}`
  ),
  FastCheck.tuple(FastCheck.constantFrom("", "/movies", "/tv", "/series"), part, part).map(
    ([root, ratingKey, rest]) => `${root}/library/metadata/${ratingKey}/${rest}`
  ),
  FastCheck.constantFrom(`/tv${matches}`, `/movies${matches}`, matches, "/test", "/cache/delete")
)
const loose = FastCheck.oneof(
  FastCheck.jsonValue(),
  FastCheck.constantFrom("1", 2, 3, 4, "De stille dijk", null, true, -1)
)
const members = ["type", "title", "year", "guid", "filename", "manual", "index", "parentTitle", "includeFields"]
const body = FastCheck.oneof(
  FastCheck.record(Object.fromEntries(members.map((name) => [name, loose])), { requiredKeys: [] }).map((value) =>
    JSON.stringify({ type: 1, ...value })
  ),
  FastCheck.json(),
  FastCheck.string()
)
const requests = FastCheck.record({
  method: FastCheck.constantFrom("GET", "GET", "POST", "POST", "PUT", "DELETE", "PATCH"),
  path,
  query: FastCheck.oneof(
    FastCheck.constant(""),
    FastCheck.tuple(word, word).map(([name, value]) => `?${name}=${value}`)
  ),
  body
})

describe("anything at all", () => {
  it.scopedLive("is answered in JSON, and the service lives", () =>
    Effect.gen(function* () {
      const { ask } = yield* service()
      const samples = FastCheck.sample(requests, { numRuns: 300, seed })
      yield* Effect.forEach(
        samples,
        ({ method, path, query, body }) =>
          Effect.gen(function* () {
            const given = yield* ask(path + query, { method, body: method === "GET" ? undefined : body })
            const shown = `PROPERTY_SEED=${seed} ${method} ${path}${query} ${body}: ${given.status} ${given.text}`
            assert.isBelow(given.status, 500, shown)
            assert.match(given.headers["content-type"] ?? "", /^application\/json/, shown)
            if (given.status === 200) assert.notInclude(leaves(json(Schema.Unknown, given)), null, shown)
            else assert.doesNotThrow(() => problem(given), shown)
          }),
        { concurrency: 8, discard: true }
      )
      assert.isAbove(new Set(samples.map(({ path }) => path)).size, 100)
      assert.strictEqual((yield* ask("/health")).status, 200)
    })
  )
})
