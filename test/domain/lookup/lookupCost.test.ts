/** What a look-up costs: requests, and how many of them wait for another before Plex has its answer. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Layer, Ref, TestClock } from "effect"
import * as Sources from "../../../src/adapters/sources/memory/SourcesMemory.ts"
import type { CatalogueItem } from "../../../src/domain/values/Catalogue.ts"
import type { Hints } from "../../../src/domain/values/Hints.ts"
import { lookup, type LookupResult } from "../../../src/domain/lookup/Lookup.ts"
import { defaultLookupOptions, type IdsWanted } from "../../../src/domain/lookup/Options.ts"
import type { Work } from "../../../src/domain/values/Work.ts"
import { CataloguePort } from "../../../src/ports/CataloguePort.ts"
import { PagePort } from "../../../src/ports/PagePort.ts"
import { WorkPort } from "../../../src/ports/WorkPort.ts"
import { film, hints, work } from "../../stand-ins/works.ts"

interface Known {
  readonly poms?: ReadonlyArray<CatalogueItem>
  readonly tmdb?: ReadonlyArray<Work>
  readonly cinema?: ReadonlyArray<CatalogueItem>
}

/** What every answer of a source takes here, in milliseconds. */
const answerTime = 100

/** Sources that count what they are asked. */
const counted = (requests: Ref.Ref<number>, { cinema = [], poms = [], tmdb = [] }: Known) => {
  const asked =
    <Question extends ReadonlyArray<unknown>, A, E>(ask: (...question: Question) => Effect.Effect<A, E>) =>
    (...question: Question) =>
      Effect.zipRight(
        Ref.update(requests, (n) => n + 1),
        Effect.delay(ask(...question), answerTime)
      )
  const catalogue = Layer.effect(
    CataloguePort,
    Effect.map(CataloguePort, ({ byId, byIds, search }) => ({
      search: asked(search),
      byId: asked(byId),
      byIds: asked(byIds)
    }))
  )
  const works = Layer.effect(
    WorkPort,
    Effect.map(WorkPort, ({ byExternalId, byId, configured, references, search }) => ({
      configured,
      references,
      byExternalId: asked(byExternalId),
      byId: asked(byId),
      search: asked(search)
    }))
  )
  const pages = Layer.effect(
    PagePort,
    Effect.map(PagePort, ({ read, search }) => ({ search: asked(search), read: asked(read) }))
  )
  return Layer.mergeAll(
    Layer.provide(catalogue, Sources.catalogue(poms)),
    Layer.provide(works, Sources.works(tmdb)),
    Layer.provide(pages, Sources.pages(cinema)),
    Sources.noWebSearch
  )
}

const costOf = (asked: Hints, known: Known, ids: IdsWanted) =>
  Effect.gen(function* () {
    const requests = yield* Ref.make(0)
    const early = yield* Ref.make<LookupResult | undefined>(undefined)
    const looking = yield* Effect.fork(
      Effect.provide(
        lookup(asked, { ...defaultLookupOptions, ids }, (result) => Ref.update(early, (first) => first ?? result)),
        counted(requests, known)
      )
    )
    yield* TestClock.adjust("25 seconds")
    const whole = yield* Fiber.join(looking)
    const { outcome, trace } = (yield* Ref.get(early)) ?? whole
    return { ends: outcome._tag, roundTrips: trace.ms / answerTime, requests: yield* Ref.get(requests) }
  })

const maker = { directors: ["Ada Maas"] }
/** Makes the reference one that can be asked. */
const other = work("Herfstblad", 1970, [], [], { tmdb: 7 })
const asSeries = { kind: "series" as const }

const costs: ReadonlyArray<
  readonly [
    name: string,
    asked: Hints,
    known: Known,
    /** How it ends; with the ids of every work, round trips and requests; and with the fewest requests. */
    cost: readonly [ends: string, always: readonly [number, number], whenNeeded: readonly [number, number]]
  ]
> = [
  [
    "the catalogue knows the title",
    hints("Zomerlicht", 1990),
    { poms: [film("Zomerlicht", 1990)], tmdb: [other] },
    ["Found", [1, 3], [1, 1]]
  ],
  [
    "the catalogue and the reference know the title",
    hints("Zomerlicht", 1990),
    {
      poms: [film("Zomerlicht", 1990, maker)],
      tmdb: [work("Zomerlicht", 1990, ["Ada Maas"], [], { imdb: "tt0000500" })]
    },
    ["Found", [1, 3], [1, 1]]
  ],
  [
    "the catalogue knows the title of a series",
    { ...hints("De lage landen", 2010), ...asSeries },
    { poms: [film("De lage landen", 2010, asSeries)], tmdb: [other] },
    ["Found", [1, 3], [1, 1]]
  ],
  [
    "its page in the catalogue has no text",
    hints("Zomerlicht", 1990),
    { poms: [film("Zomerlicht", 1990, { text: undefined })], cinema: [film("Zomerlicht", 1990)], tmdb: [other] },
    ["Found", [2, 3], [2, 2]]
  ],
  [
    "the catalogue knows it a year off",
    hints("Zomerlicht", 1990),
    { poms: [film("Zomerlicht", 1991, maker)], tmdb: [work("Zomerlicht", 1991, ["Ada Maas"])] },
    ["Found", [2, 4], [3, 3]]
  ],
  [
    "the catalogue knows the original title",
    hints("Summer Light", 1990),
    { poms: [film("Lumière", 1990, maker)], tmdb: [work("Summer Light", 1990, ["Ada Maas"], ["Lumière"])] },
    ["Found", [2, 5], [3, 4]]
  ],
  [
    "the catalogue knows the original title, and the id is known",
    hints("Summer Light", 1990, { imdb: "tt0012345" }),
    {
      poms: [film("Lumière", 1990, maker)],
      tmdb: [work("Summer Light", 1990, ["Ada Maas"], ["Lumière"], { imdb: "tt0012345" })]
    },
    ["Found", [2, 3], [2, 3]]
  ],
  [
    "the catalogue knows a title that only the details of the work tell",
    hints("Summer Light", 1990),
    {
      poms: [film("Zomerlicht", 1990, maker)],
      tmdb: [work("Summer Light", 1990, ["Ada Maas"], ["Summer Light", "Zomerlicht"])]
    },
    ["Found", [3, 6], [4, 5]]
  ],
  [
    "only the public site knows it",
    hints("Zomerlicht", 1990),
    { cinema: [film("Zomerlicht", 1990)], tmdb: [work("Zomerlicht", 1990, ["Ada Maas"])] },
    ["Found", [4, 6], [5, 6]]
  ],
  [
    "only the public site knows it, the reference does not",
    hints("Zomerlicht", 1990),
    { cinema: [film("Zomerlicht", 1990)], tmdb: [other] },
    ["Found", [3, 5], [4, 5]]
  ],
  [
    "only the reference knows it, under many titles",
    hints("Summer Light 3", 1990),
    { tmdb: [work("Summer Light 3", 1990, ["Ada Maas"], ["Lumière 3", "Zomerlicht", "Sommerlicht", "Luce d'estate"])] },
    ["Bare", [3, 6], [4, 6]]
  ],
  ["nobody knows it", hints("Zomerlicht", 1990), { tmdb: [other] }, ["NotFound", [2, 4], [3, 4]]],
  ["nobody knows it, and there is no reference", hints("Zomerlicht", 1990), {}, ["NotFound", [2, 3], [2, 3]]],
  [
    "only the public site knows it, and there is no reference",
    hints("Zomerlicht", 1990),
    { cinema: [film("Zomerlicht", 1990)] },
    ["Found", [3, 4], [3, 4]]
  ]
]

describe("a look-up costs so many round trips and requests", () => {
  for (const [name, asked, known, [ends, always, whenNeeded]] of costs)
    for (const [ids, [roundTrips, requests]] of [
      ["always", always],
      ["when-needed", whenNeeded]
    ] as const)
      it.effect(`when ${name}, with ids ${ids}: ${roundTrips} and ${requests}`, () =>
        Effect.map(costOf(asked, known, ids), (cost) => assert.deepStrictEqual(cost, { ends, roundTrips, requests }))
      )
})
