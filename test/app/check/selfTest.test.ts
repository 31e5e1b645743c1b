/** The service examines itself in time, tells each problem once, and says when it is over. */
import { assert, describe, it } from "@effect/vitest"
import { ConfigProvider, Effect, Layer, Logger, Option, TestClock } from "effect"
import * as CacheMemory from "../../../src/adapters/cache/memory/CacheMemory.ts"
import { ConnectedPlex } from "../../../src/app/check/ConnectedPlex.ts"
import * as SelfTest from "../../../src/app/check/SelfTest.ts"
import * as Trials from "../../../src/app/check/Trials.ts"
import { SourcesAnew } from "../../../src/app/check/SourcesAnew.ts"
import * as CacheProof from "../../../src/app/observe/CacheProof.ts"
import * as Prometheus from "../../../src/app/observe/Prometheus.ts"
import * as Settings from "../../../src/app/Settings.ts"
import { alwaysExamined } from "../../../src/domain/check/Check.ts"
import type { CheckedSources } from "../../../src/domain/check/SourceChecks.ts"
import { versionOf } from "../../../src/domain/values/SemanticVersion.ts"
import { HttpPort, type SourceState } from "../../../src/ports/HttpPort.ts"
import { SourceError } from "../../../src/ports/SourceError.ts"
import { wellSources } from "../../stand-ins/checked.ts"

const settings = Settings.load.pipe(
  Effect.withConfigProvider(ConfigProvider.fromMap(new Map([["CACHE_URL", "memory:"]])))
)

const gone = new SourceError({ source: "tvmaze", reason: "Unreachable", tried: "GET /search/shows: status 503" })
const broken: CheckedSources = { ...wellSources, shows: { find: () => gone } }

/** A service over sources that can be broken, and what it told. */
const stageWith = Effect.fn(function* (
  rhythm: Layer.Layer<never, never, SelfTest.SelfTest | HttpPort | Settings.Settings | SourcesAnew>
) {
  const world = {
    sources: wellSources,
    tests: 0,
    states: new Array<SourceState>(),
    sent: new Array<string>()
  }
  const lines: Array<string> = []
  const logger = Logger.make<unknown, void>(({ logLevel, message }) => {
    lines.push(`${logLevel.label} ${Array.isArray(message) ? message.join(" ") : String(message)}`)
  })
  const sources = Layer.succeed(SourcesAnew, {
    open: Effect.sync(() => {
      world.tests += 1
      return { sources: world.sources, apart: Effect.succeed([0]) }
    })
  })
  const http = Layer.succeed(HttpPort, {
    send: (source, call) =>
      Effect.flatMap(call, ({ url }) => {
        world.sent.push(`${source} ${url}`)
        return Effect.never
      }),
    states: Effect.sync(() => world.states)
  })
  const plex = Layer.succeed(ConnectedPlex, { checks: Effect.succeed([]) })
  const cache = Layer.provideMerge(CacheProof.layer, CacheMemory.layer({ maxEntries: 10, maxBytes: 10_000 }))
  const context = yield* Layer.build(
    rhythm.pipe(
      Layer.provideMerge(SelfTest.layer),
      Layer.provide(Layer.mergeAll(sources, cache, http, plex, Layer.effect(Settings.Settings, settings))),
      Layer.provide(Logger.replace(Logger.defaultLogger, logger))
    )
  )
  return { world, lines, selfTest: yield* Effect.provide(SelfTest.SelfTest, context) }
})
const stage = stageWith(SelfTest.rhythm)

describe("the self-test", () => {
  it.scoped("is not done at the start itself, but soon after it, and then once a day", () =>
    Effect.gen(function* () {
      const { selfTest, world } = yield* stage
      assert.strictEqual(world.tests, 0)
      assert.isTrue(Option.isNone(yield* selfTest.last))
      yield* TestClock.adjust("5 seconds")
      assert.strictEqual(world.tests, 1)
      assert.isTrue(Option.isSome(yield* selfTest.last))
      yield* TestClock.adjust("23 hours")
      assert.strictEqual(world.tests, 1)
      yield* TestClock.adjust("1 hour")
      assert.strictEqual(world.tests, 2)
      yield* TestClock.adjust("10 days")
      assert.strictEqual(world.tests, 12)
    })
  )

  it.scoped("says nothing more of a source that is left alone, of which the log tells anyway", () =>
    Effect.gen(function* () {
      const { lines, world } = yield* stage
      world.sources = broken
      world.states = [
        { source: "tvmaze", breaker: "open", requests: 1, failures: 1, ratePerSecond: 2, waiting: 0, recent: [] }
      ]
      yield* TestClock.adjust("5 seconds")
      assert.strictEqual(world.tests, 1)
      assert.deepStrictEqual(lines, [])
    })
  )

  it.scoped("is done again within the hour while something fails; each problem is told once, and its end", () =>
    Effect.gen(function* () {
      const { lines, world } = yield* stage
      world.sources = broken
      yield* TestClock.adjust("5 seconds")
      assert.lengthOf(lines, 1)
      assert.match(lines[0] ?? "", /^WARN TVmaze: It cannot be reached from here\..* Check the connection/)
      yield* TestClock.adjust("3 hours")
      assert.strictEqual(world.tests, 4)
      assert.lengthOf(lines, 1)
      world.sources = wellSources
      yield* TestClock.adjust("1 hour")
      assert.deepStrictEqual(lines.slice(1), ["INFO TVmaze: well again, after 4h"])
      yield* TestClock.adjust("1 day")
      assert.lengthOf(lines, 2)
      assert.strictEqual(world.tests, 6)
    })
  )

  it.scoped("tells of a newer version in one line, as news and not as trouble", () =>
    Effect.gen(function* () {
      const { lines, world } = yield* stage
      const newest = Effect.succeed(Option.fromNullable(versionOf("6.0.0")))
      world.sources = { ...wellSources, releases: { newest, version: "5.0.0" } }
      yield* TestClock.adjust("3 days")
      assert.strictEqual(world.tests, 3)
      assert.lengthOf(lines, 1)
      assert.match(lines[0] ?? "", /^INFO Version: Version 6\.0\.0 is there; this is 5\.0\.0\. Read what is new/)
    })
  )

  it.scoped("is shared by all who ask for it at a time", () =>
    Effect.gen(function* () {
      const { selfTest, world } = yield* stage
      const all = yield* Effect.all(
        Array.from({ length: 5 }, () => selfTest.run),
        { concurrency: "unbounded" }
      )
      assert.strictEqual(world.tests, 1)
      assert.lengthOf(new Set(all), 1)
    })
  )

  it.scoped("is a metric", () =>
    Effect.gen(function* () {
      const { selfTest, world } = yield* stage
      assert.match(Prometheus.text(), /^self_test_state\{check="tvmaze\.show"\} 3$/m)
      world.sources = broken
      const { checks } = yield* selfTest.run
      assert.sameMembers(
        checks.map(({ id }) => id),
        [...alwaysExamined]
      )
      const text = Prometheus.text()
      assert.match(text, /^self_test_state\{check="tvmaze\.show"\} 2$/m)
      assert.match(text, /^self_test_state\{check="poms\.page"\} 0$/m)
    })
  )
})

describe("a source that was left alone", () => {
  it.scoped("is asked again when its pause is over, alone and once: all is well again within minutes", () =>
    Effect.gen(function* () {
      const { world } = yield* stageWith(Trials.layer)
      const told = { requests: 1, failures: 1, ratePerSecond: 2, waiting: 0, recent: [] }
      const asked: Array<string> = []
      world.states = [
        { ...told, source: "tvmaze", breaker: "open" },
        { ...told, source: "poms", breaker: "closed" }
      ]
      const find = () =>
        Effect.sync(() => {
          asked.push("tvmaze")
          world.states = []
          return Option.none()
        })
      const byIds = () => Effect.dieMessage("POMS is well, and need not be asked")
      world.sources = { ...wellSources, shows: { find }, catalogue: { ...wellSources.catalogue, byIds } }
      yield* TestClock.adjust("5 minutes")
      assert.deepStrictEqual(asked, [])
      world.states = [{ ...told, source: "tvmaze", breaker: "half-open" }]
      yield* TestClock.adjust("30 seconds")
      assert.deepStrictEqual(asked, ["tvmaze"])
      yield* TestClock.adjust("10 minutes")
      assert.deepStrictEqual(asked, ["tvmaze"])
    })
  )

  it.scoped("is asked for its front page, if it has no known question", () =>
    Effect.gen(function* () {
      const { world } = yield* stageWith(Trials.layer)
      const told = { requests: 1, failures: 1, ratePerSecond: 2, waiting: 0, recent: [] }
      world.states = [{ ...told, source: "vprogids", breaker: "half-open" }]
      yield* TestClock.adjust("20 seconds")
      assert.deepStrictEqual(world.sent, ["vprogids https://www.vprogids.nl/"])
    })
  )
})
