/** What a person types to have a title looked up, and when more than one work could be meant by it. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { couldBeMeant } from "../../../src/domain/lookup/CouldBeMeant.ts"
import { lookup } from "../../../src/domain/lookup/Lookup.ts"
import { readTyped } from "../../../src/domain/lookup/Typed.ts"
import { film, hints } from "../../stand-ins/works.ts"
import { fewest, world } from "../../stand-ins/world.ts"

const readAs = (typed: string, wanted: object) => {
  const read: object = readTyped(typed)
  assert.deepInclude(read, wanted)
}

describe("what is typed", () => {
  it.each([
    ["The Matrix", { title: "The Matrix" }],
    ["The.Matrix.1999.1080p.mkv", { title: "The Matrix", year: 1999 }],
    ["/films/The Matrix (1999)/The.Matrix.1999.1080p.BluRay.mkv", { title: "The Matrix", year: 1999 }],
    ["Face/Off", { title: "Face/Off" }],
    ["De stille kade (2011)", { title: "De stille kade", year: 2011 }],
    ["1917", { title: "1917" }]
  ])("reads %s as a title", (typed, read) => readAs(typed, { ...read, isOne: false }))

  it.each([
    ["tt0133093", { imdb: "tt0133093" }],
    [" TT0133093 ", { imdb: "tt0133093" }],
    ["https://www.imdb.com/title/tt0133093/?ref_=nv", { imdb: "tt0133093" }],
    ["m.imdb.com/title/tt0133093", { imdb: "tt0133093" }],
    ["https://www.themoviedb.org/movie/603-the-matrix", { tmdb: 603, kind: "film", title: "the matrix" }],
    ["https://www.themoviedb.org/tv/1399", { tmdb: 1399, kind: "series" }],
    ["https://www.cinema.nl/db/123456-de-stille-kade", { vpro: 123456, title: "de stille kade" }],
    ["https://www.vprogids.nl/cinema/films/film~123456~de-stille-kade~.html", { vpro: 123456, kind: "film" }]
  ])("reads %s as one work", (typed, read) => readAs(typed, { ...read, isOne: true }))

  it.each([
    "https://example.org/title/tt0133093/",
    "https://notimdb.com/title/tt0133093",
    "https://www.imdb.com/name/nm1/"
  ])("does not take %s for the address of a work", (typed) => assert.isFalse(readTyped(typed).isOne))
})

describe("whether more than one could be meant", () => {
  const two = world({ films: [film("De stille kade", 1958, { id: 1 }), film("De stille kade", 2011, { id: 2 })] })
  const meant = (year?: number) =>
    Effect.map(lookup(hints("De stille kade", year), fewest), ({ trace }) =>
      couldBeMeant(trace)
        .map((one) => one.year)
        .toSorted()
    )

  it.effect("names both when no year tells them apart", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* meant(), [1958, 2011])
    }).pipe(Effect.provide(two))
  )

  it.effect("names none when the year does", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* meant(2011), [])
    }).pipe(Effect.provide(two))
  )
})
