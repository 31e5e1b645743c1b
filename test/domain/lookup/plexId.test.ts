/** What Plex itself calls a work: it leads to the page when a reference knows it, and else changes nothing. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { lookup } from "../../../src/domain/lookup/Lookup.ts"
import { workQuery } from "../../../src/domain/lookup/Query.ts"
import { asked } from "../../../src/domain/matching/Asked.ts"
import { decide } from "../../../src/domain/matching/Decide.ts"
import { PlexId } from "../../../src/domain/values/Media.ts"
import { film, hints, work } from "../../stand-ins/works.ts"
import { world } from "../../stand-ins/world.ts"

const plex = PlexId.make("5d7768244de0ee001fcc7fed")
const unknown = PlexId.make("0".repeat(24))
const summer = { ...work("Summer Light", 1990, ["Ada Maas"], ["Zomerlicht"]), plex }
const films = [film("Zomerlicht", 1990, { directors: ["Ada Maas"] }), film("De dijk", 1991, { id: 2 })]

describe("an id of Plex's", () => {
  it.effect("leads to the page of the work under a title that nobody else knows", () =>
    Effect.gen(function* () {
      const { outcome, trace } = yield* lookup({ ...hints("Lato na wsi", 1990), plex })
      assert.deepInclude(outcome, { _tag: "Found", method: "tmdb_alt" })
      assert.strictEqual(trace.asked.plex, plex)
      assert.include(
        trace.steps.map(({ query }) => query),
        `plex ${plex}`
      )
      assert.strictEqual((yield* lookup(hints("Lato na wsi", 1990))).outcome._tag, "NotFound")
    }).pipe(Effect.provide(world({ films, works: [summer] })))
  )

  it.effect.each([
    ["Zomerlicht", 1990],
    ["Summer Light", 1990],
    ["Summer Light", 1985],
    ["De dijk", 1990],
    ["De dijk", 1994],
    ["Lato na wsi", 1990]
  ] as const)("that nobody knows changes nothing of %s (%s)", ([title, year]) =>
    Effect.gen(function* () {
      const without = yield* lookup(hints(title, year))
      const { outcome, trace } = yield* lookup({ ...hints(title, year), plex: unknown })
      assert.deepStrictEqual(outcome, without.outcome)
      const told = (steps: typeof trace.steps) => steps.map(({ candidates, step }) => [step, candidates])
      assert.deepStrictEqual(told(trace.steps), told(without.trace.steps))
    }).pipe(Effect.provide(world({ films, pages: films, works: [summer] })))
  )

  it.effect("that a work of that title does not have speaks not against it", () =>
    Effect.gen(function* () {
      const { outcome } = yield* lookup({ ...hints("Summer Light", 1990), plex: unknown })
      assert.deepInclude(outcome, { _tag: "Found", work: summer })
    }).pipe(Effect.provide(world({ films, works: [summer] })))
  )

  it("makes of a page with nothing to compare one to be confirmed, once it led to a work", () => {
    const page = film("Zomerlicht", 1990)
    const verdict = (id: PlexId | undefined) => decide(asked({ ...hints("Zomerlicht", 1990), plex: id }, summer), page)
    assert.deepStrictEqual(
      [plex, unknown, undefined].map((id) => verdict(id).verdict),
      ["plausible", "sure", "sure"]
    )
  })

  it("is shown where it is asked for", () => {
    assert.strictEqual(workQuery({ ...hints("Zomerlicht"), plex }), `plex ${plex}`)
    assert.strictEqual(workQuery({ ...hints("Zomerlicht", 1990, { imdb: "tt0012345" }), plex }), "tt0012345")
  })
})
