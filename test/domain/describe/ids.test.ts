/** Ids and dates in an answer: the reference is asked beside the catalogue, and the text never waits for it long. */
import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Fiber, Layer, Option, Ref, TestClock } from "effect"
import * as Sources from "../../../src/adapters/sources/memory/SourcesMemory.ts"
import { describe as describeKey, describeAgain } from "../../../src/domain/describe/Describe.ts"
import { LookupFlights, makeFlights } from "../../../src/domain/describe/LookupFlights.ts"
import { makeUnsettled, Unsettled, waits } from "../../../src/domain/describe/Unsettled.ts"
import { encodeRatingKey } from "../../../src/domain/keys/RatingKey.ts"
import type { Hints } from "../../../src/domain/values/Hints.ts"
import { imdbIdOf, isoDateOf, vproIdOf } from "../../../src/domain/values/Media.ts"
import type { Work } from "../../../src/domain/values/Work.ts"
import { CataloguePort } from "../../../src/ports/CataloguePort.ts"
import { SourceError } from "../../../src/ports/SourceError.ts"
import { WorkPort } from "../../../src/ports/WorkPort.ts"
import { film, hints, prose, work } from "../../stand-ins/works.ts"
import { withFewest, world } from "../../stand-ins/world.ts"

const asked = hints("Zomerlicht", 1990)
const page = film("Zomerlicht", 1990, { directors: ["Ada Maas"] })
const known: Work = {
  ...work("Zomerlicht", 1990, ["Ada Maas"], [], { tmdb: 7, imdb: "tt0000007" }),
  released: isoDateOf("1990-06-21")
}
const ids = { imdb: known.imdb, tmdb: known.tmdb, released: known.released }

const entryOf = (asked: Hints) =>
  Effect.flatMap(Effect.flatten(describeKey(encodeRatingKey(asked))), ({ entry, from }) =>
    entry === undefined ? Effect.die("there is no entry") : Effect.succeed({ ...entry, from })
  )

/** A reference of which every answer takes a time, or fails. */
const changed = (
  works: ReadonlyArray<Work>,
  change: <A>(answer: Effect.Effect<A, SourceError>) => Effect.Effect<A, SourceError>
) =>
  Layer.effect(
    WorkPort,
    Effect.map(WorkPort, (port) => ({
      ...port,
      byExternalId: (id, kind) => change(port.byExternalId(id, kind)),
      byId: (id, kind) => change(port.byId(id, kind)),
      search: (query) => change(port.search(query))
    }))
  ).pipe(Layer.provide(Sources.works(works)))

const failing = (reason: SourceError["reason"]) =>
  changed([known], () => new SourceError({ source: "tmdb", reason, tried: "a test" }))

describe("an answer has ids and date of its work", () => {
  it.effect("though the catalogue knew the title", () =>
    Effect.gen(function* () {
      assert.deepInclude(yield* entryOf(asked), { description: prose, ...ids })
    }).pipe(Effect.provide(world({ films: [page], works: [known] })))
  )

  it.effect("though a person chose the page", () =>
    Effect.gen(function* () {
      const chosen = yield* entryOf({ ...hints("Something else", 2001), vpro: vproIdOf(page.id) })
      assert.deepInclude(chosen, { description: prose, ...ids })
    }).pipe(Effect.provide(world({ films: [page], works: [known] })))
  )

  it.effect("though the title asked has a slip in it that the reference does not understand", () =>
    Effect.gen(function* () {
      assert.deepInclude(yield* entryOf(hints("Zomerlichd in de polder", 1990)), { description: prose, ...ids })
    }).pipe(
      Effect.provide(
        world({
          films: [film("Zomerlicht in de polder", 1990, { directors: ["Ada Maas"] })],
          works: [{ ...known, title: "Zomerlicht in de polder", titles: [{ title: "Zomerlicht in de polder" }] }]
        })
      ),
      Effect.provide(
        Layer.mock(CataloguePort, {
          search: () =>
            Effect.succeed({
              items: [film("Zomerlicht in de polder", 1990, { directors: ["Ada Maas"] })],
              more: false
            }),
          byId: () => Effect.succeedNone
        })
      )
    )
  )

  it.effect("unless that work is another: nothing but the title and a year two away", () =>
    Effect.gen(function* () {
      const entry = yield* entryOf(asked)
      assert.deepInclude(entry, { description: prose, imdb: undefined, tmdb: undefined, released: undefined })
    }).pipe(Effect.provide(world({ films: [film("Zomerlicht", 1990)], works: [work("Zomerlicht", 1992, [], [])] })))
  )

  it.effect("unless the fewest requests are wanted", () =>
    Effect.gen(function* () {
      assert.deepInclude(yield* withFewest(entryOf(asked)), { description: prose, imdb: undefined })
    }).pipe(Effect.provide(world({ films: [page], works: [known] })))
  )
})

it.effect("a page by another maker than the work's is a namesake's", () =>
  Effect.gen(function* () {
    assert.deepInclude(yield* entryOf(asked), { status: "not_found", description: undefined, ...ids })
  }).pipe(Effect.provide(world({ films: [film("Zomerlicht", 1990, { directors: ["Bo Roos"] })], works: [known] })))
)

describe("a text", () => {
  const slow = changed([known], (answer) => Effect.delay(answer, "1 second"))

  it.scoped("does not wait for the ids: they are kept when they are there, whoever has hung up", () =>
    Effect.gen(function* () {
      const flights = yield* makeFlights()
      const on = Effect.provideService(LookupFlights, flights)
      const first = yield* Effect.fork(on(entryOf(asked)))
      yield* TestClock.adjust("11 millis")
      assert.deepInclude(yield* Fiber.join(first), { from: "lookup", description: prose, imdb: undefined })
      // Nobody is waiting any more, and those who come meanwhile have what is known.
      assert.deepInclude(yield* on(entryOf(asked)), { from: "hit", description: prose, imdb: undefined })
      yield* TestClock.adjust("2 seconds")
      assert.deepInclude(yield* on(entryOf(asked)), { from: "hit", description: prose, ...ids })
    }).pipe(Effect.provide(slow), Effect.provide(world({ films: [page] })))
  )

  it.scoped("waits for ids that come at about the same time", () =>
    Effect.gen(function* () {
      const catalogue = Layer.effect(
        CataloguePort,
        Effect.map(CataloguePort, (port) => ({
          ...port,
          search: (query) => Effect.delay(port.search(query), "1 second")
        }))
      ).pipe(Layer.provide(Sources.catalogue([page])))
      const flights = yield* makeFlights()
      const first = yield* entryOf(asked).pipe(
        Effect.provideService(LookupFlights, flights),
        Effect.provide(catalogue),
        Effect.fork
      )
      yield* TestClock.adjust("1150 millis")
      assert.deepInclude(yield* Fiber.join(first), { from: "lookup", ...ids })
    }).pipe(
      Effect.provide(changed([known], (answer) => Effect.delay(answer, "520 millis"))),
      Effect.provide(world({ films: [page] }))
    )
  )

  it.effect("is there though the reference is down, and has its ids as soon as that is back", () =>
    Effect.gen(function* () {
      const unsettled = yield* makeUnsettled()
      const key = encodeRatingKey(asked)
      yield* Effect.gen(function* () {
        for (const reason of ["Unreachable", "Overloaded"] as const) {
          const entry = yield* Effect.provide(entryOf({ ...asked, title: asked.title }), failing(reason))
          assert.deepInclude(entry, { description: prose, imdb: undefined })
        }
        yield* TestClock.adjust("1 minute")
        assert.deepStrictEqual(yield* unsettled.take(5), [key])
        assert.deepInclude(yield* entryOf(asked), { from: "hit", imdb: undefined })
        const again = yield* Effect.flatten(describeAgain(key))
        assert.deepInclude(again.entry, { description: prose, ...ids })
        yield* TestClock.adjust("1 day")
        assert.deepStrictEqual(yield* unsettled.take(5), [])
      }).pipe(Effect.provideService(Unsettled, unsettled))
    }).pipe(Effect.provide(world({ films: [page], works: [known] })))
  )

  it.scoped("without ids is looked up again after longer and longer waits while the reference fails", () =>
    Effect.gen(function* () {
      const unsettled = yield* makeUnsettled()
      const flights = yield* makeFlights()
      const key = encodeRatingKey(asked)
      const fails = changed([known], () =>
        Effect.delay(new SourceError({ source: "tmdb", reason: "Unreachable", tried: "a test" }), "1 second")
      )
      yield* Effect.gen(function* () {
        yield* Effect.fork(describeKey(key))
        yield* TestClock.adjust("2 seconds")
        for (const wait of waits) {
          yield* TestClock.adjust(Duration.subtract(wait, "2 seconds"))
          assert.deepStrictEqual(yield* unsettled.take(5), [], `before ${Duration.format(wait)}`)
          yield* TestClock.adjust("2 seconds")
          assert.deepStrictEqual(yield* unsettled.take(5), [key], `after ${Duration.format(wait)}`)
          yield* Effect.fork(describeAgain(key))
        }
      }).pipe(
        Effect.provideService(Unsettled, unsettled),
        Effect.provideService(LookupFlights, flights),
        Effect.provide(fails)
      )
    }).pipe(Effect.provide(world({ films: [page] })))
  )

  it.effect("that only another title leads to waits for a reference without room", () =>
    Effect.gen(function* () {
      const times = yield* Ref.make(0)
      const busyAtFirst = changed(
        [{ ...known, titles: [{ title: "Summer Light" }, { title: "Zomerlicht" }], title: "Summer Light" }],
        (answer) =>
          Effect.flatMap(
            Ref.getAndUpdate(times, (n) => n + 1),
            (n) =>
              n === 0 ? Effect.fail(new SourceError({ source: "tmdb", reason: "Overloaded", tried: "a test" })) : answer
          )
      )
      const entry = yield* Effect.provide(entryOf(hints("Summer Light", 1990)), busyAtFirst)
      assert.deepInclude(entry, { description: prose, ...ids })
    }).pipe(Effect.provide(world({ films: [page] })))
  )
})

it.effect("an id that was asked is answered, whatever else is known", () =>
  Effect.gen(function* () {
    const entry = yield* entryOf({ ...asked, imdb: imdbIdOf("tt0000007"), tvdb: undefined })
    assert.deepInclude(entry, { description: prose, ...ids })
    assert.isTrue(Option.isNone(yield* describeKey("vpro-unknown")))
  }).pipe(Effect.provide(world({ films: [page], works: [known] })))
)
