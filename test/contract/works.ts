import { assert, describe, it } from "@effect/vitest"
import { Effect, type Layer, Option } from "effect"
import { ImdbId, TmdbId, TvdbId, Year } from "../../src/domain/values/Media.ts"
import { type Work, WorkId } from "../../src/domain/values/Work.ts"
import { WorkPort } from "../../src/ports/WorkPort.ts"
import { work } from "../stand-ins/works.ts"
import { type Asks, lets, saysSo, type Stages } from "./source.ts"

const imdb = ImdbId.make("tt7654321")
const tvdb = TvdbId.make(4455)

/** The works there must be for this suite. */
export const workShelf: ReadonlyArray<Work> = [
  work("The Silent Dyke", 1999, [], ["De stille dijk"], { tmdb: 9002 }),
  work("Summer Light", 1990, [], ["Zomerlicht"], { tmdb: 9003 }),
  work("The Silent Dyke", 2011, [], ["La digue"], { tmdb: 9001, imdb }),
  { ...work("The Silent Dyke", 2005, [], [], { tmdb: 9004 }), kind: "series", tvdb }
]

const asks =
  (called: string): Asks<WorkPort["Type"]> =>
  (port) => [
    port.byId(WorkId.make(`${called}9001`), "film"),
    port.byExternalId({ imdb }, "film"),
    port.search({ kind: "film", title: "The Silent Dyke" })
  ]

/**
 * Every `WorkPort` must pass this suite on `workShelf`, and without a key know nothing. `called` is what its ids are but for the number.
 */
export const worksContract = (
  name: string,
  {
    called = "tmdb:",
    down,
    knows,
    silent,
    source,
    without
  }: Stages<WorkPort> & { readonly called?: string; readonly without: Layer.Layer<WorkPort> }
) =>
  describe(`WorkPort: ${name}`, () => {
    const own = WorkId.make(`${called}9001`)

    it.effect("has the work with its own number, of its kind only", () =>
      Effect.gen(function* () {
        const port = yield* WorkPort
        const found = Option.getOrThrow(yield* port.byId(own, "film"))
        assert.deepStrictEqual<unknown>(
          [found.tmdb, found.imdb, found.kind, found.title, found.originalTitle, found.year],
          [9001, imdb, "film", "The Silent Dyke", "La digue", 2011]
        )
        assert.includeMembers(
          found.titles.map(({ title }) => title),
          ["The Silent Dyke", "La digue"]
        )
        assert.deepStrictEqual(yield* port.byId(own, "series"), Option.none())
      }).pipe(Effect.provide(knows))
    )

    it.effect("has the work with an id of another catalogue, as a search would list it", () =>
      Effect.gen(function* () {
        const port = yield* WorkPort
        const { titles, tmdb, ...hit } = Option.getOrThrow(yield* port.byExternalId({ imdb }, "film"))
        if (titles !== undefined)
          assert.includeMembers(
            titles.map(({ title }) => title),
            ["The Silent Dyke", "La digue"]
          )
        assert.include([undefined, 9001], tmdb)
        assert.deepStrictEqual<unknown>(hit, {
          id: own,
          title: "The Silent Dyke",
          originalTitle: "La digue",
          year: 2011
        })
        const series = Option.getOrThrow(yield* port.byExternalId({ tvdb }, "series"))
        assert.strictEqual(series.id, `${called}9004`)
        const byNumber = Option.getOrThrow(yield* port.byExternalId({ tmdb: TmdbId.make(9001) }, "film"))
        assert.strictEqual(byNumber.id, own)
        assert.deepStrictEqual(yield* port.byExternalId({ imdb }, "series"), Option.none())
        assert.deepStrictEqual(yield* port.byExternalId({ tvdb }, "film"), Option.none())
      }).pipe(Effect.provide(knows))
    )

    it.effect("finds works by any of their titles, in its own order, of a kind and of a year", () =>
      Effect.gen(function* () {
        const port = yield* WorkPort
        const found = (title: string, kind: Work["kind"], year?: number) =>
          Effect.map(
            port.search({ kind, title, year: year === undefined ? undefined : Year.make(year) }),
            ({ hits, more }) => [...hits.map(({ id }) => Number(id.replace(called, ""))), more]
          )
        assert.deepStrictEqual(yield* found("the silent DYKE!", "film"), [9002, 9001, false])
        assert.deepStrictEqual(yield* found("Zomerlicht", "film"), [9003, false])
        assert.deepStrictEqual(yield* found("The Silent Dyke", "series"), [9004, false])
        assert.deepStrictEqual(yield* found("The Silent Dyke", "film", 2011), [9001, false])
      }).pipe(Effect.provide(knows))
    )

    const knowsNothing = Effect.gen(function* () {
      const port = yield* WorkPort
      for (const id of [`${called}99`, "another:9001"])
        assert.deepStrictEqual(yield* port.byId(WorkId.make(id), "film"), Option.none())
      assert.deepStrictEqual(yield* port.byExternalId({ imdb: ImdbId.make("tt0000001") }, "film"), Option.none())
      assert.deepStrictEqual(yield* port.byExternalId({ tvdb: TvdbId.make(1) }, "series"), Option.none())
      for (const title of ["Winterkou", " "])
        assert.deepInclude(yield* port.search({ kind: "film", title }), { hits: [], more: false })
    })

    it.effect("knows nothing of what it does not hold, which is no failure", () =>
      Effect.gen(function* () {
        assert.strictEqual(yield* (yield* WorkPort).configured, true)
        yield* knowsNothing
        const of1950 = { kind: "film", title: "The Silent Dyke", year: Year.make(1950) } as const
        assert.deepInclude(yield* (yield* WorkPort).search(of1950), { hits: [], more: false })
      }).pipe(Effect.provide(knows))
    )

    it.effect("knows nothing when it is not configured, and says so", () =>
      Effect.gen(function* () {
        assert.strictEqual(yield* (yield* WorkPort).configured, false)
        yield* knowsNothing
      }).pipe(Effect.provide(without))
    )

    if (down !== undefined) it.effect("fails when nobody is there", () => saysSo(WorkPort, down, source, asks(called)))
    if (silent !== undefined) it.effect("can be left while it says nothing", () => lets(WorkPort, silent, asks(called)))
  })
