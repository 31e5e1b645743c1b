/** What the service says of itself: nothing before it looked, and never that all is well while something is wrong. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted, Schema } from "effect"
import * as KeptServer from "../../../src/adapters/plex/KeptServer.ts"
import { plex, token } from "../../stand-ins/plex.ts"
import { sourceOf, wellKnown } from "../../stand-ins/wellKnown.ts"
import { json, type Sources, service } from "../stage.ts"
import { folder } from "../../stand-ins/folder.ts"

const { Array: List, Literal, Number, Struct, String, optional } = Schema

const Ready = Struct({
  status: String,
  problems: List(Struct({ id: String, level: String, about: String, cause: String, since: Number, link: String })),
  checks: Struct({
    self_test: Struct({
      status: Literal("ok", "degraded", "not_checked"),
      at: optional(Number),
      checks: List(Struct({ id: String, state: String }))
    })
  })
})

const Shown = Struct({
  problems: List(Struct({ id: String, level: String, cause: Struct({ id: String }) })),
  selfTest: optional(Struct({ checks: List(Struct({ id: String, state: String })) }))
})

const key = { TMDB_API_KEY: "0123456789abcdef".repeat(2), WIKIDATA: "on" }
const fromPlex = { headers: { "user-agent": "PlexMediaServer/1.43.0" } }

/** A service, and what its health and its page say. */
const stage = Effect.fn(function* (sources: Sources = wellKnown, variables: Readonly<Record<string, string>> = {}) {
  const { ask, asked } = yield* service(sources, { ...key, ...variables })
  return {
    ask,
    asked,
    ready: Effect.map(ask("/health/ready"), (given) => ({ code: given.status, ...json(Ready, given) })),
    shown: Effect.map(ask("/ui/data"), (given) => json(Shown, given)),
    test: ask("/self-test", { method: "POST" })
  }
})

describe("the self-test of a service", () => {
  it.scopedLive("is told as not done yet until it is, and what it found afterwards", () =>
    Effect.gen(function* () {
      const { ask, ready, shown, test } = yield* stage()
      yield* ask("/movies", fromPlex)
      assert.deepInclude((yield* ready).checks.self_test, { status: "not_checked", checks: [] })
      assert.isUndefined((yield* shown).selfTest)
      assert.strictEqual((yield* test).status, 200)
      const { checks, problems, status } = yield* ready
      assert.strictEqual(status, "ok")
      assert.strictEqual(checks.self_test.status, "ok")
      assert.deepStrictEqual(problems, [])
      assert.isAbove((yield* shown).selfTest?.checks.length ?? 0, 8)
    })
  )

  it.scopedLive("looks at the Plex server that somebody connected, from then on, and tells what it lacks", () =>
    Effect.gen(function* () {
      const CACHE_DIR = yield* folder
      const server = yield* plex({ libraries: [{ key: "1", title: "Films", type: "movie", items: [] }] })
      const { ask, ready, test } = yield* stage(wellKnown, { CACHE_DIR })
      yield* test
      assert.deepStrictEqual(server.requests, [])
      yield* KeptServer.keep(CACHE_DIR, { name: "Thuis", url: server.url, token: Redacted.make(token) })
      const told = yield* test
      const found = (yield* ready).problems.map(({ id }) => id)
      assert.includeMembers(found, ["plex.film", "plex.series", "plex.libraries"])
      assert.deepStrictEqual(server.changes(), [])
      for (const { text } of [told, yield* ask("/health/ready"), yield* ask("/ui/data")]) assert.notInclude(text, token)
    })
  )

  it.scopedLive("shows a source that is down as a problem until it answers, and is ready all the same", () =>
    Effect.gen(function* () {
      let down = true
      const sources: Sources = (asked) => (down && sourceOf(asked) === "poms" ? { status: 503 } : wellKnown(asked))
      const { ask, ready, shown, test } = yield* stage(sources)
      yield* test
      const first = yield* ready
      assert.deepInclude(first, { code: 200, status: "degraded" })
      const [problem] = first.problems
      assert.deepInclude(problem, { id: "poms.page", level: "problem", about: "POMS" })
      assert.match(problem?.link ?? "", /docs\/how-to\/doctor\.md#sources$/)
      assert.strictEqual((yield* shown).problems[0]?.id, "poms.page")
      // What is first seen stays first seen.
      assert.strictEqual((yield* ready).problems[0]?.since, problem?.since)
      down = false
      yield* ask("/test?title=Der%20Untergang&year=2004&type=film")
      assert.deepStrictEqual(
        (yield* ready).problems.filter(({ level }) => level === "problem"),
        []
      )
    })
  )

  it.scopedLive("tells a refused key once, and what to do", () =>
    Effect.gen(function* () {
      const refusing: Sources = (asked) =>
        sourceOf(asked) === "tmdb" ? { status: 401, body: '{"status_code":7}' } : wellKnown(asked)
      const { ready, shown, test } = yield* stage(refusing)
      yield* test
      const { problems, status } = yield* ready
      assert.strictEqual(status, "degraded")
      assert.deepStrictEqual(
        problems.filter(({ level }) => level === "problem").map(({ about, cause }) => `${about}: ${cause}`),
        ["TMDB: TMDB refuses the key, which counts as no key. Some films may not be found."]
      )
      assert.strictEqual((yield* shown).problems[0]?.cause.id, "check.means.keyRefused")
    })
  )

  it.scopedLive("takes no key, and no call of Plex, for hints, and stays well", () =>
    Effect.gen(function* () {
      const { ask, ready, test } = yield* stage(wellKnown, { TMDB_API_KEY: "" })
      yield* test
      const { problems, status } = yield* ready
      assert.strictEqual(status, "ok")
      assert.deepStrictEqual(
        problems.map(({ id, level }) => [id, level]),
        [
          ["tmdb.key", "hint"],
          ["plex.called", "hint"]
        ]
      )
      yield* ask("/movies", fromPlex)
      assert.deepStrictEqual(
        (yield* ready).problems.map(({ id }) => id),
        ["tmdb.key"]
      )
    })
  )

  it.scopedLive("names a setting that cannot be used", () =>
    Effect.gen(function* () {
      const { shown } = yield* stage(wellKnown, { LOG_LEVEL: "loud" })
      assert.deepInclude((yield* shown).problems[0], { id: "settings.LOG_LEVEL", level: "problem" })
    })
  )

  it.scopedLive("is asked for only by who may change something", () =>
    Effect.gen(function* () {
      const { ask, asked, test } = yield* stage(wellKnown, { ADMIN_TOKEN: "open-sesame" })
      assert.strictEqual((yield* test).status, 401)
      const other = yield* ask("/self-test", { method: "POST", headers: { authorization: "Bearer open-sesam" } })
      assert.strictEqual(other.status, 401)
      assert.lengthOf(asked, 0)
      const given = yield* ask("/self-test", { method: "POST", headers: { authorization: "Bearer open-sesame" } })
      assert.strictEqual(given.status, 200)
      assert.lengthOf(asked, 9)
      assert.strictEqual((yield* ask("/self-test")).status, 405)
    })
  )
})
