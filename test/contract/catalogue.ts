import { assert, describe, it } from "@effect/vitest"
import { Effect, Option } from "effect"
import { type MediaKind, VproId, Year } from "../../src/domain/values/Media.ts"
import { type CatalogueQuery, CataloguePort, pagesAtOnce, type PageNumber } from "../../src/ports/CataloguePort.ts"
import { film } from "../stand-ins/works.ts"
import { type Asks, lets, saysSo, type Stages } from "./source.ts"

/** What a catalogue must hold for this suite. */
export const catalogueShelf = [
  film("De stille dijk", 1999, { id: 4712, directors: ["Cy Maker"] }),
  film("Zomerlicht", 1990, { id: 4713, directors: ["Bo Maker"] }),
  film("Het dorp achter de stille dijk", 2003, { id: 4715, directors: ["Di Maker"] }),
  film("De stille dijk", 2011, { id: 4711, directors: ["Bo Maker"] }),
  film("De stille nacht", 2005, { id: 4714, kind: "series" })
]

const query = (rest: Partial<CatalogueQuery> = {}): CatalogueQuery => ({
  text: "de stille dijk",
  kind: "film",
  mode: "words",
  ...rest
})

const numbered = (...pages: ReadonlyArray<readonly [id: number, kind: MediaKind]>): ReadonlyArray<PageNumber> =>
  pages.map(([id, kind]) => ({ id: VproId.make(id), kind }))

const asks: Asks<CataloguePort["Type"]> = (port) => [
  port.search(query()),
  port.byId(VproId.make(4711), "film"),
  port.byIds(numbered([4711, "film"], [4714, "series"]))
]

/** Every `CataloguePort` must pass this suite on `catalogueShelf`. */
export const catalogueContract = (name: string, { down, knows, silent, source }: Stages<CataloguePort>) =>
  describe(`CataloguePort: ${name}`, () => {
    const found = (rest: Partial<CatalogueQuery>) =>
      Effect.flatMap(CataloguePort, (port) =>
        Effect.map(port.search(query(rest)), ({ items }) => items.map(({ id }) => Number(id)))
      )

    it.effect("finds pages by their words, the closest first, and says that these are all", () =>
      Effect.gen(function* () {
        const { items, more } = yield* (yield* CataloguePort).search(query())
        assert.deepStrictEqual([items.map(({ id }) => Number(id)), more], [[4712, 4711, 4715], false])
        const { directors, kind, text, title, year } = items[1] ?? catalogueShelf[1] ?? film("")
        assert.deepStrictEqual<unknown>(
          { directors, kind, text, title, year },
          {
            directors: ["Bo Maker"],
            kind: "film",
            text: catalogueShelf[3]?.text,
            title: "De stille dijk",
            year: 2011
          }
        )
      }).pipe(Effect.provide(knows))
    )

    it.effect("finds only what was asked: kind, years, the whole phrase", () =>
      Effect.gen(function* () {
        assert.deepStrictEqual(yield* found({ kind: "series" }), [4714])
        assert.deepStrictEqual(yield* found({ years: [Year.make(2011)] }), [4711])
        assert.deepStrictEqual(yield* found({ years: [Year.make(1999), Year.make(2003)] }), [4712, 4715])
        assert.deepStrictEqual(yield* found({ text: "dorp achter", mode: "phrase" }), [4715])
        assert.deepStrictEqual(yield* found({ text: "achter dorp", mode: "phrase" }), [])
        assert.deepStrictEqual(yield* found({ text: "achter dorp" }), [4715])
        assert.deepStrictEqual(yield* found({ text: "zomerlicht", mode: "fuzzy" }), [4713])
      }).pipe(Effect.provide(knows))
    )

    it.effect("knows nothing of what it does not hold, which is no failure", () =>
      Effect.gen(function* () {
        const port = yield* CataloguePort
        assert.deepStrictEqual(yield* port.search(query({ text: "winterkou" })), { items: [], more: false })
        assert.deepStrictEqual(yield* found({ years: [Year.make(1950)] }), [])
        assert.deepStrictEqual(yield* port.byId(VproId.make(99), "film"), Option.none())
      }).pipe(Effect.provide(knows))
    )

    it.effect("has the page with a number, of its kind only", () =>
      Effect.gen(function* () {
        const port = yield* CataloguePort
        const page = Option.getOrThrow(yield* port.byId(VproId.make(4711), "film"))
        assert.deepStrictEqual<unknown>([page.id, page.title, page.year], [4711, "De stille dijk", 2011])
        assert.deepStrictEqual(yield* port.byId(VproId.make(4711), "series"), Option.none())
        const series = Option.getOrThrow(yield* port.byId(VproId.make(4714), "series"))
        assert.deepStrictEqual([series.kind, series.title], ["series", "De stille nacht"])
      }).pipe(Effect.provide(knows))
    )

    it.effect(
      "has those of many pages that it holds, each once, whatever their kind and however many are asked for",
      () =>
        Effect.gen(function* () {
          const port = yield* CataloguePort
          const has = (pages: ReadonlyArray<PageNumber>) =>
            Effect.map(port.byIds(pages), (items) => items.map(({ id }) => Number(id)).toSorted())
          assert.deepStrictEqual(yield* has([]), [])
          assert.deepStrictEqual(yield* has(numbered([99, "film"], [4711, "series"])), [])
          assert.deepStrictEqual(yield* has(numbered([4714, "series"], [99, "film"], [4711, "film"])), [4711, 4714])
          const unknown = Array.from({ length: pagesAtOnce }, (_, at) => [5000 + at, "film"] as const)
          assert.deepStrictEqual(yield* has(numbered([4713, "film"], ...unknown, [4712, "film"])), [4712, 4713])
          const [page] = yield* port.byIds(numbered([4711, "film"]))
          assert.deepStrictEqual(Option.fromNullable(page), yield* port.byId(VproId.make(4711), "film"))
        }).pipe(Effect.provide(knows))
    )

    if (down !== undefined) it.effect("fails when nobody is there", () => saysSo(CataloguePort, down, source, asks))
    if (silent !== undefined) it.effect("can be left while it says nothing", () => lets(CataloguePort, silent, asks))
  })
