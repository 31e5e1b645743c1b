/** Works that share a title: which page is taken, and which is left alone. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { lookup } from "../../../src/domain/lookup/Lookup.ts"
import { defaultLookupOptions } from "../../../src/domain/lookup/Options.ts"
import { film, hints, work } from "../../stand-ins/works.ts"
import { world } from "../../stand-ins/world.ts"

const imdb = "tt0012345"

/** What a look-up in a world comes to: the page, or how it ended. */
const found = (asked: Parameters<typeof hints>, of: Parameters<typeof world>[0]) =>
  Effect.map(lookup(hints(...asked)), ({ outcome }) =>
    outcome._tag === "Found" ? outcome.item.title : outcome._tag
  ).pipe(Effect.provide(world(of)))

const byAda = work("Zomerlicht", 1990, ["Ada Maas"], [], { imdb })

describe("a namesake of the same year", () => {
  it.effect("by somebody else is refused when the request has an id", () =>
    Effect.gen(function* () {
      const page = film("Zomerlicht", 1990, { directors: ["Bert Baan"] })
      assert.strictEqual(yield* found(["Zomerlicht", 1990, { imdb }], { films: [page], works: [byAda] }), "Bare")
    })
  )

  it.effect("is told by the id on its page where no maker is known", () =>
    Effect.gen(function* () {
      const films = [film("Zomerlicht", 1990)]
      const pageOf = (id: string) => [film("Zomerlicht", 1990, { imdb: id, source: "cinema" })]
      const of = (id: string) => ({ films, works: [byAda], pages: pageOf(id) })
      assert.strictEqual(yield* found(["Zomerlicht", 1990, { imdb }], of("tt0099999")), "Bare")
      assert.strictEqual(yield* found(["Zomerlicht", 1990, { imdb }], of(imdb)), "Zomerlicht")
    })
  )

  it.effect("is the film itself when its page has the id, whatever its maker is called", () =>
    Effect.gen(function* () {
      const films = [film("Zomerlicht", 1990, { directors: ["Alan Smithee"] })]
      const pages = [film("Zomerlicht", 1990, { directors: ["Alan Smithee"], imdb, source: "cinema" })]
      assert.strictEqual(yield* found(["Zomerlicht", 1990, { imdb }], { films, pages, works: [byAda] }), "Zomerlicht")
    })
  )

  it.effect("is left alone when the title is one short word and nothing can confirm the id", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* found(["Thuis", 1990, { imdb }], { films: [film("Thuis", 1990)] }), "NotFound")
      const films = [film("Het lange zomerlicht", 1990)]
      assert.strictEqual(yield* found(["Het lange zomerlicht", 1990, { imdb }], { films }), "Het lange zomerlicht")
      assert.strictEqual(yield* found(["Lange zomerlicht", 1990, { imdb }], { films }), "NotFound")
    })
  )

  it.effect("does not come back two years later, unless its title is a long one", () =>
    Effect.gen(function* () {
      const asked = (title: string, year: number) => found([title, year], { films: [film(title, 1990)] })
      assert.strictEqual(yield* asked("Spreek geen kwaad", 1992), "NotFound")
      assert.strictEqual(yield* asked("Spreek geen kwaad", 1991), "Spreek geen kwaad")
      assert.strictEqual(yield* asked("Het meisje met het rode haar", 1992), "Het meisje met het rode haar")
    })
  )
})

it.effect("a work that has another id than the one asked for is not it, whatever its title", () =>
  Effect.gen(function* () {
    const works = [work("Zomerlicht", 1990, ["Bert Baan"], [], { imdb: "tt0099999" })]
    const films = [film("Zomerlicht", 1990, { directors: ["Bert Baan"] })]
    const { outcome } = yield* Effect.provide(lookup(hints("Zomerlicht", 1990, { imdb })), world({ films, works }))
    assert.strictEqual(outcome._tag === "Found" ? outcome.work : undefined, undefined)
  })
)

it.effect("a work without a year gives way to the one of the year asked", () =>
  Effect.gen(function* () {
    const undated = { ...work("Zomerlicht", 1990, ["Bert Baan"], [], { tmdb: 1 }), year: undefined }
    const works = [undated, work("Zomerlicht", 1990, ["Ada Maas"], [], { tmdb: 2 })]
    const films = [film("Zomerlicht", 1991, { directors: ["Ada Maas"] })]
    assert.strictEqual(yield* found(["Zomerlicht", 1990], { films, works }), "Zomerlicht")
  })
)

it.effect("a catalogue that is left out is not asked about other titles either", () =>
  Effect.gen(function* () {
    const works = [work("Summer Light", 1990, ["Ada Maas"], ["Zomerlicht"])]
    const films = [film("Zomerlicht", 1990, { directors: ["Ada Maas"] })]
    const options = { ...defaultLookupOptions, skip: new Set(["poms"] as const) }
    const { trace } = yield* Effect.provide(lookup(hints("Summer Light", 1990), options), world({ films, works }))
    assert.deepStrictEqual(
      trace.steps.map(({ step }) => step).filter((step) => step.startsWith("poms")),
      []
    )
  })
)

describe("a title that is nearly another", () => {
  it.effect("is the work that the reference knows, not the page with a slip", () =>
    Effect.gen(function* () {
      const works = [work("Romeo + Julia", 1996, ["Ada Maas"])]
      const films = [film("Romea en Julia", 1996, { directors: ["Bert Baan"] })]
      assert.strictEqual(yield* found(["Romeo Julia", 1996], { films, works }), "Bare")
    })
  )

  it.effect("is not short for a page with a subtitle where VPRO gives that title to another", () =>
    Effect.gen(function* () {
      const long = film("Robin Hoed: Prins der dieven", 1991, { id: 1 })
      assert.strictEqual(yield* found(["Robin Hoed", 1991], { films: [long] }), long.title)
      const films = [long, film("Robin Hoed", 1973, { id: 2 })]
      assert.strictEqual(yield* found(["Robin Hoed", 1991], { films }), "NotFound")
    })
  )
})

describe("two names in one title", () => {
  it.effect.each(["Lato AKA Zomerlicht", "Zomerlicht (Lato)", "Lato / Zomerlicht"])(
    "%s finds the page of either",
    (title) =>
      Effect.gen(function* () {
        assert.strictEqual(yield* found([title, 1990], { films: [film("Zomerlicht", 1990)] }), "Zomerlicht")
        assert.strictEqual(yield* found([title, 1990], { films: [film("Lato", 1990)] }), "Lato")
        const works = [work("Lato", 1990, ["Ada Maas"], ["Zomerlicht"])]
        const films = [film("Zomerlicht", 1990, { directors: ["Ada Maas"] })]
        assert.strictEqual(yield* found([title, 1990], { films, works }), "Zomerlicht")
      })
  )

  it.effect("half a title that may be a series' does not do without a reference", () =>
    found(["Zomerlicht - De storm", 1990], { films: [film("De storm", 1990)] }).pipe(
      Effect.map((title) => assert.strictEqual(title, "NotFound"))
    )
  )
})

it.effect("cinema.nl is searched by the title asked as well as by the original", () =>
  found(["Keizer Koekoek", 2000], {
    pages: [film("Keizer Koekoek", 2000, { source: "cinema" })],
    works: [work("The Cuckoo's New Clothes", 2000, ["Ada Maas"], ["Keizer Koekoek"])]
  }).pipe(Effect.map((title) => assert.strictEqual(title, "Keizer Koekoek")))
)
