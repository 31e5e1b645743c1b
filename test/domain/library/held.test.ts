/** What is kept of a title in a library of Plex, found without asking or changing anything. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Option, TestClock } from "effect"
import { describeAhead, keepAhead } from "../../../src/domain/plex/Answers.ts"
import { heldFor } from "../../../src/domain/library/Held.ts"
import { lesserOf, matchOf } from "../../../src/domain/library/LibraryMatch.ts"
import { movies } from "../../../src/domain/plex/Provider.ts"
import { CachePort } from "../../../src/ports/CachePort.ts"
import type { PlexItem, PlexSection } from "../../../src/ports/PlexServerPort.ts"
import { TitleMemoryPort } from "../../../src/ports/TitleMemoryPort.ts"
import { film, prose } from "../../stand-ins/works.ts"
import { world } from "../../stand-ins/world.ts"

const films: PlexSection = { key: "1", title: "Films", kind: "film", folders: ["/films"] }
const title: PlexItem = {
  key: "7",
  title: "De stille dijk",
  year: 2011,
  guid: "plex://movie/5d7768244de0ee001fcc7fed",
  ids: ["imdb://tt1234567"],
  file: "/films/De stille dijk (2011).mkv",
  summary: undefined,
  rating: undefined
}
const known = world({ films: [film("De stille dijk", 2011)] })
const textOf = (item: PlexItem) =>
  Effect.map(
    heldFor(films, item),
    Option.map(({ entry }) => entry?.description)
  )

describe("what is kept of a title", () => {
  it.effect("is nothing before it was looked up, and is found under the key that Plex will ask for after", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* textOf(title), Option.some(undefined))
      const ahead = yield* Effect.flatten(describeAhead(movies, matchOf(films, title)))
      const held = yield* Effect.flatten(heldFor(films, title))
      assert.strictEqual(held.ratingKey, ahead.ratingKey)
      assert.strictEqual(held.entry?.description, prose)
    }).pipe(Effect.provide(known))
  )

  it.effect("lies under the key in the guid that we gave it, whatever the title is called now", () =>
    Effect.gen(function* () {
      const { ratingKey } = yield* Effect.flatten(describeAhead(movies, matchOf(films, title)))
      const matched = { ...title, title: "Wat iemand ervan maakte", guid: `${movies.identifier}://movie/${ratingKey}` }
      assert.deepStrictEqual(yield* textOf(matched), Option.some(prose))
    }).pipe(Effect.provide(known))
  )

  it.effect("is found too where only the question without ids was answered", () =>
    Effect.gen(function* () {
      const [lesser = title] = lesserOf(title)
      const found = yield* Effect.flatten(describeAhead(movies, matchOf(films, lesser)))
      yield* keepAhead(movies, matchOf(films, lesser), found)
      assert.deepStrictEqual(yield* textOf(title), Option.some(prose))
    }).pipe(Effect.provide(known))
  )

  it.effect("still counts when it has expired", () =>
    Effect.gen(function* () {
      yield* describeAhead(movies, matchOf(films, title))
      yield* TestClock.adjust("90 days")
      assert.deepStrictEqual(yield* textOf(title), Option.some(prose))
    }).pipe(Effect.provide(known))
  )

  it.effect("is looked at without counting as used, and without remembering a title", () =>
    Effect.gen(function* () {
      const untouched = Layer.effect(
        CachePort,
        Effect.map(CachePort, (cache) => ({ ...cache, get: () => Effect.dieMessage("it was used") }))
      )
      const forgetful = Layer.mock(TitleMemoryPort, { recall: () => Effect.succeedNone })
      const held = yield* heldFor(films, title).pipe(Effect.provide(Layer.merge(untouched, forgetful)))
      assert.isTrue(Option.isSome(held))
    }).pipe(Effect.provide(known))
  )

  it.effect("is nothing at all for what has no title", () =>
    Effect.gen(function* () {
      assert.isTrue(Option.isNone(yield* heldFor(films, { ...title, title: "", file: undefined })))
    }).pipe(Effect.provide(known))
  )
})
