/** The first question to the catalogue beside the reference: what is asked when an id leads somewhere, and when it leads astray. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Layer, TestClock } from "effect"
import * as Sources from "../../../src/adapters/sources/memory/SourcesMemory.ts"
import { lookup } from "../../../src/domain/lookup/Lookup.ts"
import type { Work } from "../../../src/domain/values/Work.ts"
import { WorkPort } from "../../../src/ports/WorkPort.ts"
import { film, hints, work } from "../../stand-ins/works.ts"
import { world } from "../../stand-ins/world.ts"

const imdb = "tt0000007"
const asked = hints("Summer Light", 1990, { imdb })
const page = film("Zomerlicht", 1990, { directors: ["Ada Maas"] })
const meant = work("Summer Light", 1990, ["Ada Maas"], ["Zomerlicht"], { imdb })

/** What POMS was asked for, in the words of the story. */
const questions = Effect.map(lookup(asked), ({ outcome, trace }) => ({
  ends: outcome._tag,
  asked: trace.steps.filter(({ step }) => step.startsWith("poms")).map(({ query }) => query)
}))

/** A reference whose first answers are late. */
const late = (works: ReadonlyArray<Work>) =>
  Layer.effect(
    WorkPort,
    Effect.map(WorkPort, (port) => ({
      ...port,
      byExternalId: (...id: Parameters<typeof port.byExternalId>) => Effect.delay(port.byExternalId(...id), "3 seconds")
    }))
  ).pipe(Layer.provide(Sources.works(works)))

describe("with an id", () => {
  it.effect("one question asks for the title and those that the reference tells", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* questions, { ends: "Found", asked: ["Summer Light Zomerlicht 1988–1992"] })
    }).pipe(Effect.provide(world({ films: [page], works: [meant] })))
  )

  it.effect("the title alone is asked for when the reference takes longer than a moment", () =>
    Effect.gen(function* () {
      const looking = yield* Effect.fork(questions)
      yield* TestClock.adjust("4 seconds")
      assert.deepStrictEqual(yield* Fiber.join(looking), {
        ends: "Found",
        asked: ["Summer Light", "Zomerlicht 1988–1992"]
      })
    }).pipe(Effect.provide(late([meant])), Effect.provide(world({ films: [page] })))
  )

  it.effect("at the wrong work, the title leads to the right one", () =>
    Effect.gen(function* () {
      const { ends } = yield* questions
      assert.strictEqual(ends, "Found")
    }).pipe(
      Effect.provide(
        world({
          films: [page],
          works: [
            work("Winterkou", 1950, ["Bo Roos"], [], { tmdb: 1, imdb }),
            work("Summer Light", 1990, ["Ada Maas"], ["Zomerlicht"], { tmdb: 2 })
          ]
        })
      )
    )
  )

  it.effect("at the wrong work, and nothing else known, the title is asked for as it is", () =>
    Effect.gen(function* () {
      const { asked } = yield* questions
      assert.include(asked, "Summer Light")
    }).pipe(
      Effect.provide(world({ films: [page], works: [work("Winterkou", 1950, ["Bo Roos"], [], { tmdb: 1, imdb })] }))
    )
  )
})
