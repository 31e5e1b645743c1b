/** A newer version: told when it is wanted and there, asked for seldom, and never a problem when nobody can tell. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Option, TestClock } from "effect"
import * as Releases from "../../../src/app/check/Releases.ts"
import { repository, version } from "../../../src/app/Version.ts"
import { type SemanticVersion, versionOf } from "../../../src/domain/values/SemanticVersion.ts"
import { ReleasePort } from "../../../src/ports/ReleasePort.ts"
import { SourceError } from "../../../src/ports/SourceError.ts"
import { sourceOf, wellKnown } from "../../stand-ins/wellKnown.ts"
import type { Reply } from "../../stand-ins/server.ts"
import { service, type Sources } from "../stage.ts"

const release = (tag_name: string, more: { readonly draft?: boolean; readonly prerelease?: boolean } = {}) => ({
  tag_name,
  draft: false,
  prerelease: false,
  ...more
})

const key = { TMDB_API_KEY: "0123456789abcdef".repeat(2), WIKIDATA: "on" }

/** What the page says of versions, and health of all, after a self-test with these releases. */
const told = Effect.fn(function* (reply: Reply, variables: Readonly<Record<string, string>> = { UPDATE_CHECK: "on" }) {
  const sources: Sources = (asked) => (sourceOf(asked) === "github" ? reply : wellKnown(asked))
  const { ask, asked } = yield* service(sources, { ...key, ...variables })
  yield* ask("/self-test", { method: "POST" })
  yield* ask("/self-test", { method: "POST" })
  const ready = JSON.parse((yield* ask("/health/ready")).text)
  const problems: ReadonlyArray<{ readonly id: string; readonly cause: string; readonly link: string }> = ready.problems
  return {
    status: ready.status,
    problem: problems.find(({ id }) => id === "version.newer"),
    asked: asked.filter((one) => sourceOf(one) === "github")
  }
})

const list = (...releases: ReadonlyArray<unknown>): Reply => ({ body: JSON.stringify(releases) })

describe("a newer version", () => {
  it.scopedLive("is a hint where it is wanted, and asked for once", () =>
    Effect.gen(function* () {
      const { asked, problem, status } = yield* told(
        list(
          release("v98.1.0", { draft: true }),
          release("v97.0.0", { prerelease: true }),
          release("v96.0.0-rc.1"),
          release("v9.0.0"),
          release("v10.2.0")
        )
      )
      assert.strictEqual(problem?.cause, `Version 10.2.0 is there; this is ${version}.`)
      assert.match(problem?.link ?? "", /doctor\.md#newer-version$/)
      assert.strictEqual(status, "ok")
      assert.lengthOf(asked, 1)
      assert.match(asked[0]?.url ?? "", new RegExp(`^/github/repos/${repository}/releases\\?`))
      assert.include(asked[0]?.headers["user-agent"], `/${version}`)
    })
  )

  it.scopedLive("is not asked for unless somebody wants it", () =>
    Effect.gen(function* () {
      const { asked, problem } = yield* told(list(release("v99.0.0")), {})
      assert.isUndefined(problem)
      assert.lengthOf(asked, 0)
    })
  )

  it.scopedLive.each<[what: string, reply: Reply]>([
    ["this is the newest", list(release(`v${version}`), release("v4.0.0"))],
    ["only trial versions are newer", list(release("v99.0.0-beta.1"), release("v99.0.0", { prerelease: true }))],
    ["nothing was published", list()],
    ["GitHub asks for a pause", { status: 429, headers: { "retry-after": "3600" } }],
    ["GitHub is broken", { status: 500 }],
    ["GitHub knows no such project", { status: 404, body: "{}" }],
    ["the answer has another form", { body: '{"releases":[]}' }]
  ])("is no problem where %s", ([, reply]) =>
    Effect.gen(function* () {
      const { asked, problem, status } = yield* told(reply)
      assert.isUndefined(problem)
      assert.strictEqual(status, "ok")
      assert.lengthOf(asked, 1)
    })
  )

  it.effect("is asked for once a day at most, also when nobody could tell", () =>
    Effect.gen(function* () {
      const world = { asked: 0, down: true }
      const found = versionOf("6.0.0")
      const port = Layer.succeed(ReleasePort, {
        newest: Effect.suspend((): Effect.Effect<Option.Option<SemanticVersion>, SourceError> => {
          world.asked++
          return world.down
            ? Effect.fail(new SourceError({ source: "github", reason: "Unreachable", tried: "a test" }))
            : Effect.succeed(Option.fromNullable(found))
        })
      })
      const releases = yield* Effect.provide(Releases.Releases, Layer.provide(Releases.layer(true), port))
      if (releases === undefined) throw new Error("it is wanted")
      assert.isTrue(Option.isNone(yield* Effect.option(releases.newest)))
      world.down = false
      yield* TestClock.adjust("23 hours")
      assert.isTrue(Option.isNone(yield* Effect.option(releases.newest)))
      assert.strictEqual(world.asked, 1)
      yield* TestClock.adjust("1 hour")
      for (let time = 0; time < 3; time++) assert.deepStrictEqual(yield* releases.newest, Option.fromNullable(found))
      assert.strictEqual(world.asked, 2)
    })
  )
})
