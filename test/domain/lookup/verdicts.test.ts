/** What a story says of the page that was taken: the same in every step, and never that it was refused. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Option } from "effect"
import { lookup } from "../../../src/domain/lookup/Lookup.ts"
import { CataloguePort } from "../../../src/ports/CataloguePort.ts"
import { film, hints, work } from "../../stand-ins/works.ts"
import { fewest, world } from "../../stand-ins/world.ts"

/** The verdicts on the page that was taken, with the steps that showed it. */
const ofTaken = (options: typeof fewest) =>
  Effect.map(lookup(hints("Summer Light", 1990), options), ({ trace }) =>
    trace.steps.flatMap(({ candidates, step }) =>
      candidates.filter(({ id }) => id === trace.ending.page).map(({ verdict }) => [step, verdict])
    )
  )

/** A catalogue that lists one page, whatever is asked. */
const listing = (page: ReturnType<typeof film>) =>
  Layer.succeed(CataloguePort, {
    search: () => Effect.succeed({ items: [page], more: false }),
    byId: () => Effect.succeed(Option.none()),
    byIds: () => Effect.succeed([])
  })

describe("the verdict on the page that was taken", () => {
  it.effect("is the last one in the steps before its title was known, too", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* ofTaken(fewest), [
        ["poms", "sure"],
        ["poms-other-titles", "sure"]
      ])
    }).pipe(
      Effect.provide(
        Layer.merge(
          world({ works: [work("Summer Light", 1990, ["Ada Maas"], ["Zomerlicht"])] }),
          listing(film("Zomerlicht", 1990, { directors: ["Ada Maas"] }))
        )
      )
    )
  )

  it.effect("counts what the catalogue says of it, when its public page says less or something else", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* ofTaken(fewest), [
        ["poms", "sure"],
        ["cinema-page", "sure"]
      ])
    }).pipe(
      Effect.provide(
        world({
          films: [film("Summer Light", 1990, { text: undefined })],
          pages: [film("Het licht van juni", 1990, { source: "cinema" })]
        })
      )
    )
  )
})
