/** A whole library in a row: how often, and how many at a time, each source is asked, and what is not asked again. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Option } from "effect"
import * as Fs from "node:fs/promises"
import { tmpdir } from "node:os"
import * as Path from "node:path"
import { vi } from "vitest"
import { CachePort } from "../../src/ports/CachePort.ts"
import { SourceName } from "../../src/ports/SourceError.ts"
import { answering, type Sent } from "../stand-ins/client.ts"
import { library } from "../stand-ins/library.ts"
import { during, limitsOf, lookedUp, mostTogether, mostWithin, staged, to } from "../app/libraryStage.ts"

// The client is the lowest part of the composition, which takes it from nobody: all above it is real here.
vi.mock(import("../../src/adapters/http/Client.ts"), async () => ({
  layer: (await import("../stand-ins/client.ts")).layer
}))

/** As many as Plex asks for at a time. */
const plex = 8

/** Milliseconds that an answer takes. */
const usual = 150

/** A busy machine may take its time; what is measured is the time of the sources. */
const patience = 600_000

/** What holds of every source, in every stretch of these seconds. */
const staysWithinRates = (sent: ReadonlyArray<Sent>) => {
  for (const source of SourceName.literals)
    for (const seconds of [1, 10, 60]) {
      const { burst, ratePerSecond } = limitsOf(source)
      assert.isAtMost(mostWithin(sent, source, seconds), burst + ratePerSecond * seconds, `${source}, ${seconds} s`)
    }
}

const staysWithinPlaces = (sent: ReadonlyArray<Sent>) => {
  for (const source of SourceName.literals)
    assert.isAtMost(mostTogether(sent, source), limitsOf(source).atOnce ?? Number.POSITIVE_INFINITY, source)
}

/** What nobody wants to ask often shows nothing: at its busiest a source is asked nearly as often as it may be. */
const isBusy = (sent: ReadonlyArray<Sent>, source: SourceName) =>
  assert.isAtLeast(mostWithin(sent, source, 60), 0.9 * 60 * limitsOf(source).ratePerSecond, source)

interface Run {
  readonly films: number
  readonly atATime: number
  readonly variables?: Readonly<Record<string, string>>
  /** Milliseconds that an answer of Wikidata takes, by their count so far. */
  readonly wikidata?: (index: number) => number
}

/** A library looked up once, and the requests that this made. */
const run = Effect.fn(function* ({ atATime, films, variables = {}, wikidata = () => usual }: Run) {
  const { answerOf, films: all } = library(films)
  const sources = answering(answerOf, (source, index) => (source === "wikidata" ? wikidata(index) : usual))
  // Ids of pages that are known may be on their way after the last answer.
  yield* staged(sources, during(variables, Effect.zipRight(lookedUp(all, atATime), Effect.sleep("1 minute"))))
  return sources.sent
})

describe("the limits of all sources hold", () => {
  it.live(
    "for 2,000 titles in a row, as many at a time as Plex asks for",
    () =>
      Effect.gen(function* () {
        const sent = yield* run({ films: 2000, atATime: plex })
        staysWithinRates(sent)
        staysWithinPlaces(sent)
        isBusy(sent, "wikidata")
        assert.isAtLeast(to(sent, "poms").length, 2000)
        assert.isAbove(to(sent, "cinema").length, 0)
        assert.lengthOf(to(sent, "tmdb"), 0)
      }),
    patience
  )

  it.live(
    "for titles one after another",
    () =>
      Effect.gen(function* () {
        const sent = yield* run({ films: 150, atATime: 1 })
        staysWithinRates(sent)
        staysWithinPlaces(sent)
        isBusy(sent, "wikidata")
      }),
    patience
  )

  it.live(
    "with a key for TMDB, after which Wikidata is asked for the rest",
    () =>
      Effect.gen(function* () {
        const sent = yield* run({ films: 200, atATime: plex, variables: { TMDB_API_KEY: "0".repeat(32) } })
        staysWithinRates(sent)
        staysWithinPlaces(sent)
        assert.isAtLeast(to(sent, "tmdb").length, 200)
        assert.isAbove(to(sent, "wikidata").length, 0)
      }),
    patience
  )
})

describe("while Wikidata is slow", () => {
  it.live(
    "it never has more requests under way than it allows",
    () =>
      Effect.gen(function* () {
        const sent = yield* run({ films: 40, atATime: plex, wikidata: () => 2000 })
        staysWithinPlaces(sent)
        assert.strictEqual(mostTogether(sent, "wikidata"), limitsOf("wikidata").atOnce)
      }),
    patience
  )

  // Who waited for a place has had a turn long ago: all of them may not start at once when places come free.
  it.live(
    "its rate holds, also when it is quick again",
    () =>
      Effect.gen(function* () {
        const sent = yield* run({ films: 40, atATime: plex, wikidata: (index) => (index < 12 ? 4000 : 50) })
        staysWithinRates(sent)
      }),
    patience
  )
})

/** In a folder that is there as long as the scope. */
const folder = Effect.acquireRelease(
  Effect.promise(() => Fs.mkdtemp(Path.join(tmpdir(), "limits-"))),
  (path) => Effect.promise(() => Fs.rm(path, { recursive: true, force: true }))
)

/** A library looked up several times, its answers deleted in between: the requests of each run. */
const runs = Effect.fn(function* (count: number, restarts: boolean) {
  const { answerOf, films } = library(40)
  const sources = answering(answerOf, () => usual)
  const variables = { CACHE_URL: restarts ? "" : "memory:", CACHE_DIR: yield* folder }
  const one = Effect.gen(function* () {
    const cache = yield* CachePort
    // Not all of the cache: that would take with it what references told.
    yield* cache.removeMatching("vpro-")
    const before = sources.sent.length
    // One at a time, so that Wikidata is never too busy to be asked.
    const from = yield* lookedUp(films, 1)
    assert.notInclude(from, Option.some("hit"))
    // What was put off is looked up in the background by then.
    yield* Effect.sleep("1 hour")
    return sources.sent.slice(before)
  })
  return yield* staged(
    sources,
    restarts
      ? Effect.replicateEffect(during(variables, one), count)
      : during(variables, Effect.replicateEffect(one, count))
  )
})

const asksWikidataNothingAgain = Effect.fn(function* (restarts: boolean) {
  const all = yield* runs(2, restarts)
  assert.isAbove(to(all[0] ?? [], "wikidata").length, 0)
  const again = all.at(-1) ?? []
  assert.isAtLeast(to(again, "poms").length, 40)
  assert.deepStrictEqual(
    to(again, "wikidata").map(({ url }) => url.search),
    []
  )
})

for (const restarts of [false, true])
  describe(`the same library again${restarts ? ", each time after a restart" : ""}`, () => {
    it.scopedLive("asks Wikidata for nothing the second time", () => asksWikidataNothingAgain(restarts), patience)
  })
