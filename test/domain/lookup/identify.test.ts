import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Option } from "effect"
import * as Sources from "../../../src/adapters/sources/memory/SourcesMemory.ts"
import { identify } from "../../../src/domain/lookup/Identify.ts"
import type { Hints } from "../../../src/domain/values/Hints.ts"
import type { Work } from "../../../src/domain/values/Work.ts"
import { hints, work } from "../../stand-ins/works.ts"

const dyke = work("The Silent Dyke", 1987, [], ["De stille dijk"], { tmdb: 1, imdb: "tt7654321" })
const light = work("Summer Light", 2011, [], ["Zomerlicht"], { tmdb: 2, imdb: "tt0000002" })

const identified = (asked: Hints, works: ReadonlyArray<Work> = [dyke, light]) =>
  Effect.map(identify(asked), ({ work }) => Option.getOrUndefined(work)?.title).pipe(
    Effect.provide(Layer.merge(Sources.works(works), Sources.catalogue([])))
  )

describe("an id", () => {
  const imdb = "tt7654321"
  it.effect.each([
    ["title and year", hints("The Silent Dyke", 1987, { imdb })],
    ["title", hints("De stille dijk", 2011, { imdb })],
    ["title in part", hints("Silent Dyke", 1950, { imdb })],
    ["year", hints("Winterkou", 1986, { imdb })],
    ["no year", hints("Winterkou", undefined, { imdb })],
    ["the id as title", hints(imdb, 2011, { imdb })],
    ["no title", hints("", 2011, { imdb })]
  ] as const)("decides with the same %s", ([, asked]) =>
    Effect.map(identified(asked), (title) => assert.strictEqual(title, "The Silent Dyke"))
  )

  it.effect("at the wrong work counts for nothing: then the title decides", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* identified(hints("Zomerlicht", 2011, { imdb })), "Summer Light")
      assert.strictEqual(yield* identified(hints("Winterkou", 2011, { imdb })), undefined)
    })
  )
})

describe("a title without an id", () => {
  it.effect("is rather that of a work of the year asked than of one of which the year is not known", () =>
    Effect.gen(function* () {
      const undated = { ...dyke, year: undefined }
      const later = { ...dyke, id: light.id, title: "De Stille Dijk!", year: light.year }
      assert.strictEqual(yield* identified(hints("De stille dijk", 2012), [undated, later]), "De Stille Dijk!")
      assert.strictEqual(yield* identified(hints("De stille dijk", 2012), [undated]), "The Silent Dyke")
      assert.strictEqual(yield* identified(hints("De stille dijk"), [undated, later]), "The Silent Dyke")
    })
  )
})
