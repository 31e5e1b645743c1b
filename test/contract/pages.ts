import { assert, describe, it } from "@effect/vitest"
import { Effect, Option } from "effect"
import { VproId } from "../../src/domain/values/Media.ts"
import { PagePort } from "../../src/ports/PagePort.ts"
import { film } from "../stand-ins/works.ts"
import { type Asks, lets, saysSo, type Stages } from "./source.ts"

/** The pages there must be for this suite. */
export const pageShelf = [
  film("De stille dijk", 2011, { id: 4711, directors: ["Bo Maker"], source: "cinema" }),
  film("Zomerlicht", 1990, { id: 4713, source: "cinema" }),
  film("Achter de dijk", 2005, { id: 4714, kind: "series", source: "cinema" })
]

const asks: Asks<PagePort["Type"]> = (port) => [port.search("dijk"), port.read(VproId.make(4711), "de-stille-dijk")]

/** Every `PagePort` must pass this suite on `pageShelf`. */
export const pagesContract = (name: string, { down, knows, silent, source }: Stages<PagePort>) =>
  describe(`PagePort: ${name}`, () => {
    it.effect("lists films and series by the words of their titles, in its own order", () =>
      Effect.gen(function* () {
        const cards = yield* (yield* PagePort).search("dijk")
        assert.deepStrictEqual<unknown>(
          cards.map(({ id, kind, title, year }) => [id, kind, title, year]),
          [
            [4711, "film", "De stille dijk", 2011],
            [4714, "series", "Achter de dijk", 2005]
          ]
        )
      }).pipe(Effect.provide(knows))
    )

    it.effect("reads the page that it lists, whatever the readable part of the address", () =>
      Effect.gen(function* () {
        const port = yield* PagePort
        for (const card of yield* port.search("zomerlicht"))
          for (const slug of [card.slug, "een-andere-titel", "Zomerlicht", "堤防"]) {
            const page = Option.getOrThrow(yield* port.read(card.id, slug))
            assert.deepStrictEqual<unknown>(
              [page.id, page.title, page.year, page.text],
              [4713, "Zomerlicht", 1990, pageShelf[1]?.text]
            )
          }
        const page = Option.getOrThrow(yield* port.read(VproId.make(4711), "de-stille-dijk"))
        assert.deepStrictEqual([page.kind, page.directors], ["film", ["Bo Maker"]])
      }).pipe(Effect.provide(knows))
    )

    it.effect("knows nothing of what there is no page of, which is no failure", () =>
      Effect.gen(function* () {
        const port = yield* PagePort
        assert.deepStrictEqual(yield* port.search("winterkou"), [])
        assert.deepStrictEqual(yield* port.search(" "), [])
        assert.deepStrictEqual(yield* port.read(VproId.make(99), "zomerlicht"), Option.none())
      }).pipe(Effect.provide(knows))
    )

    if (down !== undefined) it.effect("fails when nobody is there", () => saysSo(PagePort, down, source, asks))
    if (silent !== undefined) it.effect("can be left while it says nothing", () => lets(PagePort, silent, asks))
  })
