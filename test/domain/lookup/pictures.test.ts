/** Pictures, when they are switched on: from the public page, then from the reference; and what they may never cost. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Layer, Option, TestClock } from "effect"
import * as Sources from "../../../src/adapters/sources/memory/SourcesMemory.ts"
import { describe as describeKey } from "../../../src/domain/describe/Describe.ts"
import { defaultFeatures, Features } from "../../../src/domain/describe/Features.ts"
import { encodeRatingKey } from "../../../src/domain/keys/RatingKey.ts"
import { candidates } from "../../../src/domain/lookup/Candidates.ts"
import { lookup } from "../../../src/domain/lookup/Lookup.ts"
import { defaultLookupOptions } from "../../../src/domain/lookup/Options.ts"
import type { CatalogueItem, Picture } from "../../../src/domain/values/Catalogue.ts"
import { PagePort } from "../../../src/ports/PagePort.ts"
import { WorkPort } from "../../../src/ports/WorkPort.ts"
import { film, hints, prose, work } from "../../stand-ins/works.ts"
import { nobodyAsked, pagesDown, pomsDown, withFewest, world } from "../../stand-ins/world.ts"

const on = Effect.provideService(Features, Effect.succeed({ ...defaultFeatures, images: true }))
const asked = hints("Zomerlicht", 1990)
const key = encodeRatingKey(asked)

const poster: Picture = { type: "coverPoster", url: "https://i.test/poster.jpg" }
const stills = Array.from({ length: 14 }, (_, at): Picture => ({ type: "background", url: `https://i.test/${at}.jpg` }))
const gone: Picture = { type: "coverPoster", url: "https://www.vprogids.nl/poster.jpg" }
const unshown: Picture = { type: "coverPoster", url: "https://i.test/poster.webp" }
const live: Picture = { type: "coverPoster", url: "https://i.test/catalogue.jpg" }
const known: Picture = { type: "coverPoster", url: "https://i.test/reference.jpg" }
const logo: Picture = { type: "clearLogo", url: "https://i.test/logo.png" }

const listed = (...pictures: ReadonlyArray<Picture>): CatalogueItem => ({
  ...film("Zomerlicht", 1990, { directors: ["Ada Maas"] }),
  pictures
})
const page = (...pictures: ReadonlyArray<Picture>): CatalogueItem => ({
  ...film("Zomerlicht", 1990, { source: "cinema" }),
  pictures
})
const referred = (director = "Ada Maas") => ({ ...work("Zomerlicht", 1990, [director]), pictures: [known, logo] })

const addresses = (pictures: ReadonlyArray<Picture> | undefined) => pictures?.map(({ url }) => url)
/** What is kept of the film. */
const entry = Effect.flatMap(Effect.flatten(describeKey(key)), ({ entry }) =>
  entry === undefined ? Effect.die("there is no entry") : Effect.succeed(entry)
)

describe("a film that the catalogue knows with its text", () => {
  it.effect("asks nobody else for pictures while they are off", () =>
    Effect.gen(function* () {
      assert.deepInclude(yield* withFewest(Effect.provide(entry, nobodyAsked)), { description: prose, pictures: [] })
    }).pipe(Effect.provide(world({ films: [listed()] })))
  )

  it.effect("asks nobody else when it has a poster to show", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual((yield* on(withFewest(Effect.provide(entry, nobodyAsked)))).pictures, [live])
    }).pipe(Effect.provide(world({ films: [listed(live)] })))
  )

  it.effect.each([
    ["none", []],
    ["only one that is gone", [gone]],
    ["only one that is not shown", [unshown]]
  ] as const)("takes the poster and nine stills of its page when it has %s", ([, pictures]) =>
    Effect.gen(function* () {
      const { description, pictures: taken } = yield* on(
        withFewest(
          Effect.provide(
            entry,
            Layer.mock(WorkPort, { configured: Effect.succeed(true), references: Effect.succeed([]) })
          )
        )
      )
      assert.strictEqual(description, prose)
      assert.deepStrictEqual(taken, [poster, ...stills.slice(0, 9)])
    }).pipe(Effect.provide(world({ films: [listed(...pictures)], pages: [page(unshown, poster, live, ...stills)] })))
  )

  it.effect("takes those of the reference that its page lacks", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual((yield* on(entry)).pictures, [...stills.slice(0, 2), known, logo])
    }).pipe(Effect.provide(world({ films: [listed(gone)], pages: [page(...stills.slice(0, 2))], works: [referred()] })))
  )

  it.effect("takes those of the reference when there is no page, unless its work is by somebody else", () =>
    Effect.gen(function* () {
      const of = (director: string) =>
        Effect.map(
          on(withFewest(Effect.provide(entry, Sources.works([referred(director)])))),
          ({ pictures }) => pictures
        )
      assert.deepStrictEqual(yield* Effect.provide(of("Ada Maas"), world({ films: [listed()] })), [known, logo])
      assert.deepStrictEqual(yield* Effect.provide(of("Bo Roos"), world({ films: [listed()] })), [])
    })
  )

  it.effect("does not ask the reference when that step is left out", () =>
    Effect.gen(function* () {
      const { outcome } = yield* on(lookup(asked, { ...defaultLookupOptions, skip: new Set(["tmdb"] as const) }))
      if (outcome._tag !== "Found") return assert.fail(outcome._tag)
      assert.isUndefined(outcome.work)
    }).pipe(Effect.provide(world({ films: [listed()], works: [referred()] })))
  )

  it.effect("is refused when its page carries the id of another", () =>
    Effect.gen(function* () {
      const { outcome } = yield* on(lookup(hints("Zomerlicht", 1990, { imdb: "tt0000001" })))
      assert.strictEqual(outcome._tag, "NotFound")
    }).pipe(
      Effect.provide(
        world({ films: [listed()], pages: [film("Zomerlicht", 1990, { imdb: "tt0000002", source: "cinema" })] })
      )
    )
  )
})

describe("a text", () => {
  it.effect("is kept though its page cannot be read, with the pictures it had before", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(addresses((yield* on(entry)).pictures), [poster.url])
      yield* TestClock.adjust("31 days")
      const again = yield* on(
        Effect.provide(Effect.flatten(describeKey(key)), Layer.merge(pagesDown, Sources.works([])))
      )
      assert.deepStrictEqual([again.from, again.entry?.description], ["lookup", prose])
      assert.deepStrictEqual(addresses(again.entry?.pictures), [poster.url])
    }).pipe(Effect.provide(world({ films: [listed()], pages: [page(poster)] })))
  )

  it.effect("is there in time, and kept, though its page and the reference never answer", () =>
    Effect.gen(function* () {
      const fiber = yield* Effect.fork(on(Effect.flatten(describeKey(key))))
      yield* TestClock.adjust("25 seconds")
      const found = yield* Fiber.join(fiber)
      assert.deepStrictEqual([found.from, found.entry?.description], ["lookup", prose])
    }).pipe(
      Effect.provide(
        Layer.mergeAll(
          world({ films: [listed()] }),
          Layer.succeed(PagePort, { search: () => Effect.never, read: () => Effect.never }),
          Layer.succeed(WorkPort, {
            configured: Effect.succeed(true),
            references: Effect.succeed([{ reference: "tmdb", state: "asked" as const }]),
            byExternalId: () => Effect.never,
            byId: () => Effect.never,
            search: () => Effect.never
          })
        )
      )
    )
  )
})

describe("an answer without a poster", () => {
  const from = Effect.map(Effect.flatten(describeKey(key)), ({ from }) => from)

  it.effect("that was kept while pictures were off gets one after an hour, and then lives as long as any", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* from, "lookup")
      assert.strictEqual(yield* on(from), "hit")
      yield* TestClock.adjust("61 minutes")
      assert.strictEqual(yield* from, "hit")
      assert.strictEqual(yield* on(from), "lookup")
      yield* TestClock.adjust("29 days")
      assert.strictEqual(yield* on(from), "hit")
    }).pipe(Effect.provide(world({ films: [listed()], pages: [page(poster)] })))
  )

  it.effect("is served when it cannot be looked up again", () =>
    Effect.gen(function* () {
      yield* from
      yield* TestClock.adjust("61 minutes")
      assert.strictEqual(yield* on(Effect.provide(from, Layer.merge(pomsDown, pagesDown))), "stale")
    }).pipe(Effect.provide(world({ films: [listed()] })))
  )
})

describe("pages to choose from", () => {
  const read = Effect.map(candidates(asked), ({ decisions }) =>
    decisions.map(({ candidate }) => addresses(candidate.pictures))
  )
  const pages = Layer.succeed(PagePort, {
    search: () => Effect.succeed([]),
    read: () => Effect.succeed(Option.some(page(poster, ...stills)))
  })
  const World = (work: ReturnType<typeof referred> | undefined) =>
    world({ films: [listed(gone)], works: work === undefined ? [] : [work] })

  it.effect("have the pictures of their pages", () =>
    Effect.gen(function* () {
      const [first] = yield* on(Effect.provide(read, pages))
      assert.deepStrictEqual(first?.slice(0, 2), [poster.url, stills[0]?.url])
    }).pipe(Effect.provide(World(undefined)))
  )

  it.effect("have those of the reference where its page has none", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* on(read), [[known.url, logo.url]])
    }).pipe(Effect.provide(World(referred())))
  )

  it.effect("are not read while pictures are off, and listed when they cannot be read", () =>
    Effect.gen(function* () {
      const silent = Layer.succeed(PagePort, {
        search: () => Effect.succeed([]),
        read: () => Effect.die("a page was read")
      })
      assert.deepStrictEqual(yield* Effect.provide(read, silent), [[gone.url]])
      assert.deepStrictEqual(yield* on(Effect.provide(read, pagesDown)), [[gone.url]])
    }).pipe(Effect.provide(World(undefined)))
  )
})
