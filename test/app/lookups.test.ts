/** The cascade on in-memory layers: who is asked, in which order, and what a failure does to the answer. */
import { alone } from "../../src/domain/describe/Alone.ts"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Layer, Option, Ref, TestClock } from "effect"
import * as CacheMemory from "../../src/adapters/cache/memory/CacheMemory.ts"
import * as Sources from "../../src/adapters/sources/memory/SourcesMemory.ts"
import * as TitleMemory from "../../src/adapters/cache/memory/TitleMemory.ts"
import type { CatalogueItem } from "../../src/domain/values/Catalogue.ts"
import { describe as describeKey } from "../../src/domain/describe/Describe.ts"
import { candidates } from "../../src/domain/lookup/Candidates.ts"
import { lookup } from "../../src/domain/lookup/Lookup.ts"
import { candidateItem } from "../../src/domain/plex/MatchItem.ts"
import { movies } from "../../src/domain/plex/Provider.ts"
import { LookupFlights, makeFlights } from "../../src/domain/describe/LookupFlights.ts"
import { encodeRatingKey } from "../../src/domain/keys/RatingKey.ts"
import type { TraceFailure } from "../../src/domain/lookup/Trace.ts"
import type { Work } from "../../src/domain/values/Work.ts"
import { CataloguePort } from "../../src/ports/CataloguePort.ts"
import { PagePort } from "../../src/ports/PagePort.ts"
import { SourceError } from "../../src/ports/SourceError.ts"
import { type WebSearchEngine, WebSearchPort } from "../../src/ports/WebSearchPort.ts"
import { WorkPort } from "../../src/ports/WorkPort.ts"
import { round } from "../../src/app/Afterwards.ts"
import { makeUnsettled, Unsettled } from "../../src/domain/describe/Unsettled.ts"
import { CachePort } from "../../src/ports/CachePort.ts"
import { HttpPort } from "../../src/ports/HttpPort.ts"
import { film, hints, prose, work } from "../stand-ins/works.ts"

const down = (source: "poms" | "cinema" | "tmdb") =>
  Effect.fail(new SourceError({ source, reason: "Unreachable", tried: "a test" }))

const world = (known: {
  readonly films?: ReadonlyArray<CatalogueItem>
  readonly pages?: ReadonlyArray<CatalogueItem>
  readonly works?: ReadonlyArray<Work>
}) =>
  Layer.mergeAll(
    Sources.catalogue(known.films ?? []),
    Sources.pages(known.pages ?? []),
    Sources.works(known.works ?? []),
    Sources.noWebSearch,
    CacheMemory.layer(),
    TitleMemory.layer,
    alone
  )

const pomsDown = Layer.succeed(CataloguePort, { search: () => down("poms"), byId: () => down("poms") })
const pagesDown = Layer.succeed(PagePort, { search: () => down("cinema"), read: () => down("cinema") })
const nobodyAsked = Layer.mergeAll(
  Layer.mock(PagePort, {}),
  Layer.mock(WorkPort, { configured: true }),
  Sources.noWebSearch
)

describe("the cascade", () => {
  it.effect("asks nobody else when the catalogue has the very film", () =>
    Effect.gen(function* () {
      const { outcome, trace } = yield* lookup(hints("Zomerlicht", 1990))
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
        [...failures]
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
      assert.isTrue(outcome._tag === "Found" && outcome.item.text === prose && outcome.item.source === "poms")
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
        Layer.merge(world({}), Layer.succeed(CataloguePort, { search: () => Effect.never, byId: () => Effect.never }))
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

describe("describing a key", () => {
  const key = encodeRatingKey(hints("Zomerlicht", 1990))

  it.effect("answers with title and year when sources fail, and asks again the next time", () =>
    Effect.gen(function* () {
      const asked = yield* Ref.make(0)
      const counted = Layer.succeed(CataloguePort, {
        search: () =>
          Effect.zipRight(
            Ref.update(asked, (n) => n + 1),
            down("poms")
          ),
        byId: () => down("poms")
      })
      const Failing = Layer.mergeAll(world({}), counted, pagesDown)
      yield* Effect.gen(function* () {
        for (const times of [1, 2]) {
          const found = yield* Effect.flatten(describeKey(key))
          assert.deepInclude(found, { from: "incomplete" })
          assert.deepStrictEqual([found.entry?.title, found.entry?.year], ["Zomerlicht", 1990])
          assert.isUndefined(found.entry?.description)
          assert.strictEqual(yield* Ref.get(asked), times)
        }
      }).pipe(Effect.provide(Failing))
    })
  )

  it.scoped("makes one look-up for any number of simultaneous requests, whoever hangs up", () =>
    Effect.gen(function* () {
      const asked = yield* Ref.make(0)
      const slow = Layer.succeed(CataloguePort, {
        search: () =>
          Effect.delay(
            Effect.as(
              Ref.update(asked, (n) => n + 1),
              { items: [film("Zomerlicht", 1990)], more: false }
            ),
            "1 second"
          ),
        byId: () => down("poms")
      })
      const flights = yield* makeFlights()
      const one = Effect.provide(
        Effect.flatten(describeKey(key)),
        Layer.mergeAll(world({}), slow, Layer.succeed(LookupFlights, flights))
      )
      const fibers = yield* Effect.forEach(Array.from({ length: 50 }), () => Effect.fork(one))
      yield* TestClock.adjust("500 millis")
      const [first, ...others] = fibers
      if (first !== undefined) yield* Fiber.interrupt(first)
      yield* TestClock.adjust("1 second")
      const found = yield* Fiber.join(Fiber.all(others))
      assert.isTrue(found.every((description) => description.entry?.description === prose))
      assert.strictEqual(yield* Ref.get(asked), 1)
      const alone = yield* Effect.fork(one)
      yield* TestClock.adjust("500 millis")
      yield* Fiber.interrupt(alone)
      yield* TestClock.adjust("1 hour")
      assert.strictEqual(yield* Ref.get(asked), 1)
    })
  )

  it.scoped("says at once that it has too much to do, and serves what it has kept all the same", () =>
    Effect.gen(function* () {
      const share = yield* makeFlights({ most: 1 })
      yield* Effect.gen(function* () {
        yield* Effect.provide(describeKey(key), Sources.catalogue([film("Zomerlicht", 1990)]))
        const busy = yield* Effect.fork(describeKey(encodeRatingKey(hints("Winterkou", 1990))))
        yield* TestClock.adjust("1 second")
        const refused = yield* Effect.flip(describeKey(encodeRatingKey(hints("Herfstblad", 1990))))
        assert.strictEqual(refused._tag, "Overloaded")
        assert.strictEqual((yield* Effect.flatten(describeKey(key))).from, "hit")
        yield* Fiber.interrupt(busy)
      }).pipe(
        Effect.provideService(LookupFlights, share),
        Effect.provide(Layer.succeed(CataloguePort, { search: () => Effect.never, byId: () => Effect.never })),
        Effect.provide(world({}))
      )
    })
  )

  it.effect("looks up afterwards what a failing source left open, and no sooner than the source is back", () =>
    Effect.gen(function* () {
      const unsettled = yield* makeUnsettled()
      const state = { source: "poms" as const, requests: 1, failures: 1, ratePerSecond: 5, waiting: 0, recent: [] }
      const http = (breaker: "open" | "closed") =>
        Layer.succeed(HttpPort, { send: () => Effect.never, states: Effect.succeed([{ ...state, breaker }]) })
      yield* Effect.gen(function* () {
        yield* Effect.provide(describeKey(key), Layer.merge(pomsDown, pagesDown))
        const Back = Sources.catalogue([film("Zomerlicht", 1990)])
        const cache = yield* CachePort
        yield* round.pipe(Effect.provide(Layer.merge(Back, http("open"))))
        assert.isTrue(Option.isNone(yield* cache.get(key)))
        yield* round.pipe(Effect.provide(Layer.merge(Back, http("closed"))))
        assert.strictEqual(Option.getOrThrow(yield* cache.get(key)).description, prose)
      }).pipe(Effect.provideService(Unsettled, unsettled))
    }).pipe(Effect.provide(world({})))
  )

  it.effect("serves an expired text rather than nothing while sources fail", () =>
    Effect.gen(function* () {
      yield* describeKey(key).pipe(Effect.provide(Sources.catalogue([film("Zomerlicht", 1990)])))
      yield* TestClock.adjust("31 days")
      const found = yield* Effect.flatten(describeKey(key)).pipe(Effect.provide(Layer.merge(pomsDown, pagesDown)))
      assert.deepInclude(found, { from: "stale" })
      assert.strictEqual(found.entry?.description, prose)
    }).pipe(Effect.provide(world({})))
  )

  it.effect("remembers not found for an hour, and a text for thirty days", () =>
    Effect.gen(function* () {
      const from = Effect.map(Effect.flatten(describeKey(key)), (found) => found.from)
      assert.strictEqual(yield* from, "lookup")
      yield* TestClock.adjust("59 minutes")
      assert.strictEqual(yield* from, "hit")
      yield* TestClock.adjust("1 minute")
      const found = Effect.provide(from, Sources.catalogue([film("Zomerlicht", 1990)]))
      assert.strictEqual(yield* found, "lookup")
      yield* TestClock.adjust("29 days")
      assert.strictEqual(yield* from, "hit")
    }).pipe(Effect.provide(world({})))
  )

  it.effect("answers the older keys of the same film from one entry", () =>
    Effect.gen(function* () {
      const id = { imdb: "tt0012345" }
      yield* describeKey(encodeRatingKey(hints("Zomerlicht", 1990, id)))
      const Silent = Layer.mergeAll(Layer.mock(CataloguePort, {}), nobodyAsked)
      for (const other of [
        "vpro-zomerlicht-1990-tt0012345",
        encodeRatingKey(hints("Zomerlicht", 1990, id), "verbatim")
      ]) {
        const found = yield* Effect.provide(Effect.flatten(describeKey(other)), Silent)
        assert.strictEqual(found.from, "hit", other)
      }
      assert.isTrue(Option.isNone(yield* describeKey("52222")))
    }).pipe(Effect.provide(world({ films: [film("Zomerlicht", 1990)] })))
  )
})
