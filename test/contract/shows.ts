import { assert, describe, it } from "@effect/vitest"
import { Effect, Option } from "effect"
import { ImdbId, IsoDate, TmdbId, TvdbId, Year } from "../../src/domain/values/Media.ts"
import type { Show, ShowAsk } from "../../src/domain/values/Show.ts"
import { ShowPort } from "../../src/ports/ShowPort.ts"
import type { Shelved } from "../stand-ins/holding.ts"
import { type Asks, lets, saysSo, type Stages } from "./source.ts"

const imdb = ImdbId.make("tt1112223")
const tvdb = TvdbId.make(4455)
const tmdb = TmdbId.make(9002)

const seasons = (titles: ReadonlyArray<string>): Show["seasons"] => [
  { number: 1, episodes: titles.map((title, at) => ({ season: 1, number: at + 1, title })) }
]

/** The shows there must be for this suite: two of one title. */
export const showShelf: ReadonlyArray<Shelved> = [
  {
    title: "De nachtwacht",
    year: 1990,
    show: { source: "tmdb", tmdb: TmdbId.make(9001), released: IsoDate.make("1990-03-04"), seasons: seasons(["Oud"]) }
  },
  {
    title: "De nachtwacht",
    year: 2011,
    show: { source: "tmdb", tmdb, imdb, tvdb, released: IsoDate.make("2011-03-04"), seasons: seasons(["Storm", "Eb"]) }
  }
]

const asks: Asks<ShowPort["Type"]> = (port) => [port.find({ title: "De nachtwacht" })]

/** Every `ShowPort` must pass this suite on `showShelf`. */
export const showsContract = (name: string, { down, knows, silent, source }: Stages<ShowPort>) =>
  describe(`ShowPort: ${name}`, () => {
    const episodes = (found: Option.Option<Show>) =>
      Option.map(found, (show) =>
        show.seasons.flatMap((season) =>
          season.episodes.map(({ number, title }) => `${season.number}.${number} ${title}`)
        )
      )
    const storm = Option.some(["1.1 Storm", "1.2 Eb"])
    const old = Option.some(["1.1 Oud"])
    const find = (ask: ShowAsk) => Effect.flatMap(ShowPort, (port) => Effect.map(port.find(ask), episodes))

    it.effect("finds a whole show by an id, whatever its title", () =>
      Effect.gen(function* () {
        for (const ask of [{ imdb }, { tvdb }, { imdb, tvdb }])
          assert.deepStrictEqual(yield* find({ title: "Night Watch", ...ask }), storm)
      }).pipe(Effect.provide(knows))
    )

    it.effect("finds a show by its title, and of two the one of the year", () =>
      Effect.gen(function* () {
        assert.deepStrictEqual(yield* find({ title: "de NACHTWACHT!" }), old)
        assert.deepStrictEqual(yield* find({ title: "De nachtwacht", year: Year.make(2012) }), storm)
        assert.deepStrictEqual(yield* find({ title: "De nachtwacht", year: Year.make(1990) }), old)
      }).pipe(Effect.provide(knows))
    )

    it.effect("knows nothing of other titles and years, which is no failure", () =>
      Effect.gen(function* () {
        for (const ask of [
          { title: "De nachtwachten" },
          { title: "De nachtwacht", year: Year.make(1950) },
          { title: "" }
        ])
          assert.deepStrictEqual(yield* find(ask), Option.none())
      }).pipe(Effect.provide(knows))
    )

    it.effect("does not take a show for another that bears its title and another id", () =>
      Effect.gen(function* () {
        const other = { title: "De nachtwacht", year: Year.make(2011), imdb: ImdbId.make("tt9999999") }
        assert.deepStrictEqual(yield* find(other), Option.none())
      }).pipe(Effect.provide(knows))
    )

    it.effect("recalls what it has found, and nothing that it does not know", () =>
      Effect.gen(function* () {
        const port = yield* ShowPort
        const ask = { title: "De nachtwacht", imdb }
        const found = yield* port.find(ask)
        assert.deepStrictEqual(yield* port.recall(ask), found)
        assert.deepStrictEqual(episodes(found), storm)
        assert.deepStrictEqual(yield* port.recall({ title: "Zomerlicht" }), Option.none())
      }).pipe(Effect.provide(knows))
    )

    if (down !== undefined) it.effect("fails when nobody is there", () => saysSo(ShowPort, down, source, asks))
    if (silent !== undefined) it.effect("can be left while it says nothing", () => lets(ShowPort, silent, asks))
  })
