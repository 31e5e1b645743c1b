/** When a reference that needs a further request to tell who made a work is asked for it. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Option, Ref } from "effect"
import * as Sources from "../../../src/adapters/sources/memory/SourcesMemory.ts"
import type { Hints } from "../../../src/domain/values/Hints.ts"
import { lookup } from "../../../src/domain/lookup/Lookup.ts"
import type { CatalogueItem } from "../../../src/domain/values/Catalogue.ts"
import type { Work } from "../../../src/domain/values/Work.ts"
import { SourceError } from "../../../src/ports/SourceError.ts"
import { WorkPort } from "../../../src/ports/WorkPort.ts"
import { film, hints, work } from "../../stand-ins/works.ts"
import { world } from "../../stand-ins/world.ts"

const imdb = "tt0000007"
const byAda = { directors: ["Ada Maas"] }
const byBo = { directors: ["Bo Roos"] }
const down = new SourceError({ source: "wikidata", reason: "Unreachable", tried: "a test" })

/** A reference of these works that tells the makers only when they are asked for, and then may fail. */
const sparing = (works: ReadonlyArray<Work>, asked: Ref.Ref<number>, fails: boolean) =>
  Layer.effect(
    WorkPort,
    Effect.map(WorkPort, (port) =>
      WorkPort.of({
        ...port,
        byId: (id, kind, needsMakers = true) =>
          needsMakers
            ? Effect.zipRight(
                Ref.update(asked, (times) => times + 1),
                fails ? Effect.fail(down) : port.byId(id, kind)
              )
            : Effect.map(
                port.byId(id, kind),
                Option.map((known) => ({ ...known, directors: [], makersUntold: true as const }))
              )
      })
    )
  ).pipe(Layer.provide(Sources.works(works)))

const run = (
  request: Hints,
  films: ReadonlyArray<CatalogueItem>,
  works: ReadonlyArray<Work>,
  { fails = false }: { readonly fails?: boolean } = {}
) =>
  Effect.gen(function* () {
    const asked = yield* Ref.make(0)
    const { outcome } = yield* lookup(request).pipe(
      Effect.provide(sparing(works, asked, fails)),
      Effect.provide(world({ films }))
    )
    return { ends: outcome._tag, asked: yield* Ref.get(asked) }
  })

describe("who made a work", () => {
  it.effect("is not asked when VPRO has no page that it could tell apart", () =>
    Effect.gen(function* () {
      const works = [work("Summer Light", 1990, ["Ada Maas"], ["Zomerlicht"])]
      assert.deepStrictEqual(yield* run(hints("Summer Light", 1990), [], works), { ends: "Bare", asked: 0 })
      const elsewhere = film("Zomerlicht op zee", 1950, byBo)
      assert.deepStrictEqual(yield* run(hints("Summer Light", 1990), [elsewhere], works), { ends: "Bare", asked: 0 })
    })
  )

  it.effect("is not asked when a page is sure without it", () =>
    Effect.gen(function* () {
      const page = film("Zomerlicht", 1990, byAda)
      const works = [work("Zomerlicht", 1990, ["Ada Maas"])]
      assert.deepStrictEqual(yield* run(hints("Zomerlicht", 1990), [page], works), { ends: "Found", asked: 0 })
    })
  )

  it.effect("is asked once, and refuses a namesake of the same year, when an id was asked", () =>
    Effect.gen(function* () {
      const works = [work("Zomerlicht", 1990, ["Ada Maas"], [], { imdb })]
      const asked = hints("Zomerlicht", 1990, { imdb })
      const ofBo = film("Zomerlicht", 1990, byBo)
      assert.deepStrictEqual(yield* run(asked, [ofBo], works), { ends: "Bare", asked: 1 })
      const ofAda = film("Zomerlicht", 1990, { ...byAda, id: 2 })
      assert.deepStrictEqual(yield* run(asked, [ofBo, ofAda], works), { ends: "Found", asked: 1 })
    })
  )

  it.effect("is asked when a year apart leaves a doubt", () =>
    Effect.gen(function* () {
      const page = film("Zomerlicht", 1992, byAda)
      const works = [work("Zomerlicht", 1990, ["Ada Maas"])]
      assert.deepStrictEqual(yield* run(hints("Zomerlicht", 1990), [page], works), { ends: "Found", asked: 1 })
    })
  )

  it.effect("is asked to find the page by it, when the work has no other title", () =>
    Effect.gen(function* () {
      const page = film("Zomerlicht, deel een", 1990, byAda)
      const works = [work("Zomrlicht", 1990, ["Ada Maas"])]
      const { asked } = yield* run(hints("Zomrlicht", 1990), [page], works)
      assert.strictEqual(asked, 1)
    })
  )

  it.effect("costs no page that is right when it cannot be told", () =>
    Effect.gen(function* () {
      const page = film("Zomerlicht", 1990, { ...byAda, imdb })
      const works = [work("Zomerlicht", 1990, ["Ada Maas"], [], { imdb })]
      const { ends } = yield* run(hints("Zomerlicht", 1990, { imdb }), [page], works, { fails: true })
      assert.strictEqual(ends, "Found")
    })
  )
})
