/** The cascade on in-memory layers: who is asked, in which order, and what a failure does to the answer. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Layer, Option, TestClock } from "effect"
import * as Sources from "../../../src/adapters/sources/memory/SourcesMemory.ts"
import { describe as describeKey } from "../../../src/domain/describe/Describe.ts"
import { candidates } from "../../../src/domain/lookup/Candidates.ts"
import { lookup } from "../../../src/domain/lookup/Lookup.ts"
import type { TraceFailure } from "../../../src/domain/lookup/Trace.ts"
import { candidateItem } from "../../../src/domain/plex/MatchItem.ts"
import { movies } from "../../../src/domain/plex/Provider.ts"
import { CataloguePort } from "../../../src/ports/CataloguePort.ts"
import { PagePort } from "../../../src/ports/PagePort.ts"
import { SourceError } from "../../../src/ports/SourceError.ts"
import { type WebSearchEngine, WebSearchPort } from "../../../src/ports/WebSearchPort.ts"
import { film, hints, prose, work } from "../../stand-ins/works.ts"
import { fewest, nobodyAsked, pagesDown, pomsDown, world } from "../../stand-ins/world.ts"

describe("the cascade", () => {
  it.effect("asks nobody else when the catalogue has the very film and the fewest requests are wanted", () =>
    Effect.gen(function* () {
      const { outcome, trace } = yield* lookup(hints("Zomerlicht", 1990), fewest)
      assert.strictEqual(outcome._tag, "Found")
      assert.deepStrictEqual(
        trace.steps.map((step) => step.step),
        ["poms"]
      )
    }).pipe(Effect.provide(Layer.merge(Sources.catalogue([film("Zomerlicht", 1990)]), nobodyAsked)))
  )

  it.effect("tells how it ended as data: the page taken and how, or who did not answer", () =>
    Effect.gen(function* () {
      const found = yield* lookup(hints("Zomerlicht", 1990))
      assert.deepInclude(found.trace.ending, { outcome: "found", page: 1000, method: "poms", text: true, failures: [] })
      const open = yield* lookup(hints("Zomerlicht", 1990)).pipe(Effect.provide(Layer.merge(pomsDown, pagesDown)))
      const failures: ReadonlyArray<TraceFailure> = [
        { source: "poms", reason: "Unreachable" },
        { source: "cinema", reason: "Unreachable" }
      ] as const
      assert.deepInclude(open.trace.ending, { outcome: "incomplete", timedOut: false, failures })
      assert.deepStrictEqual(
        open.trace.steps.flatMap(({ failure }) => failure ?? []),
        [...failures, ...failures]
      )
    }).pipe(Effect.provide(world({ films: [film("Zomerlicht", 1990)] })))
  )

  it.effect("finds a film under its own title when another is asked", () =>
    Effect.gen(function* () {
      const { outcome } = yield* lookup(hints("Summer Light", 1990))
      assert.deepInclude(outcome, { _tag: "Found", method: "tmdb_alt" })
    }).pipe(
      Effect.provide(
        world({
          films: [film("Zomerlicht", 1990, { directors: ["Ada Maas"] }), film("Summer Nights", 1990, { id: 2 })],
          works: [work("Summer Light", 1990, ["Ada Maas"], ["Zomerlicht"])]
        })
      )
    )
  )

  it.effect("finds a film of which no title is known, by its maker and the IMDb id on its page", () =>
    Effect.gen(function* () {
      const { outcome } = yield* lookup(hints("Summer Light", 1990))
      assert.deepInclude(outcome, { _tag: "Found", method: "imdb" })
    }).pipe(
      Effect.provide(
        world({
          films: [film("Lato", 1990, { directors: ["Ada Maas"] })],
          pages: [film("Lato", 1990, { directors: ["Ada Maas"], imdb: "tt0012345", source: "cinema" })],
          works: [work("Summer Light", 1990, ["Ada Maas"], [], { imdb: "tt0012345" })]
        })
      )
    )
  )

  it.effect("reads the public page of a film without a text, and keeps what both tell", () =>
    Effect.gen(function* () {
      const { outcome } = yield* lookup(hints("Zomerlicht", 1990))
      if (outcome._tag !== "Found") return assert.fail(outcome._tag)
      assert.deepInclude(outcome.item, { text: prose, source: "poms" })
    }).pipe(
      Effect.provide(
        world({
          films: [film("Zomerlicht", 1990, { text: undefined })],
          pages: [film("Zomerlicht", 1990, { source: "cinema" })]
        })
      )
    )
  )

  it.effect("drops a film whose page carries another IMDb id", () =>
    Effect.gen(function* () {
      const { outcome } = yield* lookup(hints("Zomerlicht", 1990, { imdb: "tt0000001" }))
      assert.strictEqual(outcome._tag, "NotFound")
    }).pipe(
      Effect.provide(
        world({
          films: [film("Zomerlicht", 1990, { text: undefined })],
          pages: [film("Zomerlicht", 1990, { imdb: "tt0000002", source: "cinema" })]
        })
      )
    )
  )

  it.effect("finds on cinema.nl what the catalogue lacks", () =>
    Effect.gen(function* () {
      const { outcome } = yield* lookup(hints("Zomerlicht", 1990))
      assert.deepInclude(outcome, { _tag: "Found", method: "cinema" })
    }).pipe(Effect.provide(world({ pages: [film("Zomerlicht", 1990, { source: "cinema" })] })))
  )

  it.effect("knows the bare facts when only the reference knows the film", () =>
    Effect.gen(function* () {
      const { outcome } = yield* lookup(hints("Zomerlicht", 1990))
      assert.strictEqual(outcome._tag, "Bare")
    }).pipe(Effect.provide(world({ works: [work("Zomerlicht", 1990)] })))
  )

  it.effect("ends in time with what is known when a source never answers", () =>
    Effect.gen(function* () {
      const fiber = yield* Effect.fork(lookup(hints("Zomerlicht", 1990)))
      yield* TestClock.adjust("25 seconds")
      const { outcome, trace } = yield* Fiber.join(fiber)
      assert.deepInclude(outcome, { _tag: "Incomplete", timedOut: true })
      assert.strictEqual(trace.ms, 25_000)
    }).pipe(
      Effect.provide(
        Layer.merge(world({}), Layer.mock(CataloguePort, { search: () => Effect.never, byId: () => Effect.never }))
      )
    )
  )
})

describe("web search", () => {
  const engine = (
    source: "duckduckgo" | "startpage",
    found: ReturnType<WebSearchEngine["search"]>
  ): WebSearchEngine => ({
    source,
    search: () => found
  })
  const listed = Effect.succeed([
    "https://example.org/x",
    "https://www.vprogids.nl/cinema/films/film~1000~zomerlicht~.html"
  ])
  const page = film("Zomerlicht", 1990, { source: "cinema" })
  const hidden = Layer.succeed(PagePort, {
    search: () => Effect.succeed([]),
    read: (id) => Effect.succeed(id === page.id ? Option.some(page) : Option.none())
  })
  const withEngines = (...engines: ReadonlyArray<WebSearchEngine>) =>
    Layer.mergeAll(world({}), hidden, Layer.succeed(WebSearchPort, { engines }))

  it.effect("finds a page by its address when an engine lists it, though the first is blocked", () =>
    Effect.gen(function* () {
      const { outcome } = yield* lookup(hints("Zomerlicht", 1990))
      assert.deepInclude(outcome, { _tag: "Found", method: "web" })
    }).pipe(Effect.provide(withEngines(engine("duckduckgo", blocked), engine("startpage", listed))))
  )

  it.effect("does not take a block for an answer", () =>
    Effect.gen(function* () {
      const { outcome } = yield* lookup(hints("Zomerlicht", 1990))
      assert.strictEqual(outcome._tag, "Incomplete")
    }).pipe(Effect.provide(withEngines(engine("duckduckgo", blocked))))
  )
  const blocked = Effect.fail(new SourceError({ source: "duckduckgo", reason: "Blocked", tried: "a test" }))
})

describe("Fix Match", () => {
  const dyke = film("De dijk", 1990, { id: 20001 })
  const remake = film("De dijk", 2010, { id: 20002 })
  const other = film("Zomerlicht", 1990, { id: 20003 })
  const Shelf = world({ films: [remake, dyke, other], works: [work("De dijk", 1990, [], [], { imdb: "tt0012345" })] })
  const chosen = (title: string, year?: number) =>
    Effect.map(candidates(hints(title, year)), ({ decisions }) =>
      decisions.map(({ candidate }) => Number(candidate.id))
    )

  it.effect("lists what could be meant, the nearest year first, whatever the year", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* chosen("De dijk", 1990), [20001, 20002])
      assert.deepStrictEqual(yield* chosen("De dijk", 2010), [20002, 20001])
    }).pipe(Effect.provide(Shelf))
  )

  it.effect("takes an IMDb id, an address or VPRO's number for a title", () =>
    Effect.gen(function* () {
      assert.strictEqual((yield* chosen("tt0012345"))[0], 20001)
      assert.deepStrictEqual(yield* chosen("https://www.cinema.nl/db/20003-zomerlicht"), [20003])
      assert.deepStrictEqual(yield* chosen("https://www.vprogids.nl/cinema/films/film~20003~zomerlicht~.html"), [20003])
      assert.deepStrictEqual(yield* chosen("20002"), [20002])
    }).pipe(Effect.provide(Shelf))
  )

  it.effect("keeps the choice in the key: it holds on another machine with an empty cache", () =>
    Effect.gen(function* () {
      const { decisions } = yield* candidates(hints("De dijk", 1990))
      const items = decisions.map((decision) => candidateItem(movies, hints("De dijk", 1990), decision))
      const second = yield* Effect.flatten(describeKey(items[1]?.ratingKey ?? ""))
      assert.strictEqual(second.entry?.vpro, remake.id)
    }).pipe(Effect.provide(Shelf))
  )
})
