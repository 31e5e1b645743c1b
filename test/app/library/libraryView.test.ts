/** The libraries compared in the background: one run at a time, the last result kept, and figures day by day. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Option, Ref, Stream, TestClock } from "effect"
import * as CacheMemory from "../../../src/adapters/cache/memory/CacheMemory.ts"
import * as TitleMemory from "../../../src/adapters/cache/memory/TitleMemory.ts"
import { HistoryStore, inMemory } from "../../../src/app/library/HistoryStore.ts"
import * as View from "../../../src/app/library/LibraryView.ts"
import { Connected } from "../../../src/app/plex/Connected.ts"
import { unsettledInMemory } from "../../../src/domain/describe/Unsettled.ts"
import { movies } from "../../../src/domain/plex/Provider.ts"
import { type PlexItem, PlexServerError, PlexServerPort } from "../../../src/ports/PlexServerPort.ts"

const { LibraryView } = View

const film = (at: number): PlexItem => ({
  key: String(at),
  title: `Dijk ${at}`,
  year: 1990,
  guid: undefined,
  ids: [],
  file: undefined,
  summary: undefined,
  rating: undefined
})
const section = { key: "1", title: "Films", kind: "film", agent: movies.identifier, folders: [] } as const
const away = new PlexServerError({ reason: "Busy", address: "http://plex", tried: "GET /" })

/** A view of a server whose listing is this, and how often it was listed. */
const stage = Effect.fn(function* (items: Stream.Stream<PlexItem, PlexServerError>) {
  const listed = yield* Ref.make(0)
  const server = yield* Ref.make(Option.some({ name: "Zolder", url: "http://plex" }))
  const plex = Layer.mock(PlexServerPort, {
    sections: Effect.zipRight(
      Ref.update(listed, (times) => times + 1),
      Effect.succeed([section])
    ),
    agents: Effect.succeed([]),
    providers: Effect.succeed([]),
    items: () => items
  })
  const connected = Layer.succeed(
    Connected,
    Connected.of({ server: Ref.get(server), asking: (use) => Effect.provide(use, plex) })
  )
  const layer = View.layer.pipe(
    Layer.provideMerge(Layer.mergeAll(connected, inMemory, CacheMemory.layer(), TitleMemory.layer, unsettledInMemory))
  )
  return { layer, listed: Ref.get(listed), server }
})

const titlesIn = Effect.map(
  Effect.flatMap(LibraryView, ({ current }) => current),
  Option.map(({ titles, whole }) => ({ count: titles.length, whole }))
)

describe("the libraries", () => {
  it.scoped("are compared when somebody looks, and again only after some minutes", () =>
    Effect.gen(function* () {
      const { layer, listed } = yield* stage(Stream.range(1, 300).pipe(Stream.map(film)))
      yield* Effect.gen(function* () {
        const { look, settled } = yield* LibraryView
        assert.isTrue(Option.isNone(yield* titlesIn))
        yield* look
        yield* settled
        assert.deepStrictEqual(yield* titlesIn, Option.some({ count: 300, whole: true }))
        yield* look
        yield* settled
        assert.strictEqual(yield* listed, 1)
        yield* TestClock.adjust("5 minutes")
        yield* look
        yield* settled
        assert.strictEqual(yield* listed, 2)
      }).pipe(Effect.provide(layer))
    })
  )

  it.scoped("are compared once at a time, and told meanwhile as far as they are known", () =>
    Effect.gen(function* () {
      const slow = Stream.concat(Stream.range(1, 200), Stream.never).pipe(Stream.map(film))
      const { layer, listed } = yield* stage(slow)
      yield* Effect.gen(function* () {
        const { compare, run } = yield* LibraryView
        assert.deepStrictEqual(yield* Effect.all([compare, compare], { concurrency: 2 }), [true, false])
        const known = Effect.map(run, (now) => now.state === "running" && now.done === 200)
        yield* Effect.repeat(Effect.zipRight(Effect.yieldNow(), known), { until: (is) => is })
        assert.deepStrictEqual(yield* titlesIn, Option.some({ count: 200, whole: false }))
        assert.strictEqual(yield* listed, 1)
      }).pipe(Effect.provide(layer))
    })
  )

  it.scoped("keep the last result when Plex is busy, which is not asked again at once", () =>
    Effect.gen(function* () {
      const isAway = yield* Ref.make(false)
      const items = Stream.unwrap(
        Effect.map(Ref.get(isAway), (away_) => (away_ ? Stream.fail(away) : Stream.make(film(1), film(2))))
      )
      const { layer, listed } = yield* stage(items)
      yield* Effect.gen(function* () {
        const { compare, look, run, settled } = yield* LibraryView
        yield* compare
        yield* settled
        yield* Ref.set(isAway, true)
        yield* compare
        yield* settled
        assert.deepInclude(yield* run, { state: "failed", reason: "Busy" })
        assert.deepStrictEqual(yield* titlesIn, Option.some({ count: 2, whole: true }))
        yield* look
        assert.strictEqual(yield* listed, 2)
        yield* Ref.set(isAway, false)
        yield* TestClock.adjust("1 minute")
        yield* look
        yield* settled
        assert.deepStrictEqual(yield* run, { state: "idle" })
      }).pipe(Effect.provide(layer))
    })
  )

  it.scoped("of another server, or of none, are not those of this one", () =>
    Effect.gen(function* () {
      const { layer, listed, server } = yield* stage(Stream.make(film(1)))
      yield* Effect.gen(function* () {
        const { compare, look, settled } = yield* LibraryView
        yield* compare
        yield* settled
        yield* Ref.set(server, Option.some({ name: "Kelder", url: "http://other" }))
        assert.isTrue(Option.isNone(yield* titlesIn))
        assert.deepStrictEqual(yield* Effect.flatMap(LibraryView, ({ history }) => history), [])
        yield* Ref.set(server, Option.none())
        yield* look
        assert.isFalse(yield* compare)
        assert.strictEqual(yield* listed, 1)
      }).pipe(Effect.provide(layer))
    })
  )

  it.scoped("have a point a day, the last of which counts", () =>
    Effect.gen(function* () {
      const { layer } = yield* stage(Stream.make(film(1), film(2)))
      yield* Effect.gen(function* () {
        const { compare, history, settled } = yield* LibraryView
        for (const wait of ["0 seconds", "1 hour", "1 day"] as const) {
          yield* TestClock.adjust(wait)
          yield* compare
          yield* settled
        }
        const points = [
          { day: "1970-01-01", titles: 2, shown: 0, waiting: 0 },
          { day: "1970-01-02", titles: 2, shown: 0, waiting: 0 }
        ]
        assert.deepStrictEqual(yield* history, [{ library: "1", points }])
        const kept = yield* Effect.flatMap(HistoryStore, ({ read }) => read)
        assert.deepStrictEqual(kept, { server: "Zolder", libraries: [{ library: "1", points }] })
      }).pipe(Effect.provide(layer))
    })
  )

  it.scoped("take titles that were looked at again in the place of what was known", () =>
    Effect.gen(function* () {
      const { layer } = yield* stage(Stream.make(film(1), film(2)))
      yield* Effect.gen(function* () {
        const { compare, current, replace, settled } = yield* LibraryView
        yield* compare
        yield* settled
        const { titles } = yield* Effect.flatten(current)
        yield* replace(titles.slice(1).map((title) => ({ ...title, standing: "shown" as const })))
        assert.deepStrictEqual(
          (yield* Effect.flatten(current)).titles.map(({ standing }) => standing),
          ["notAsked", "shown"]
        )
      }).pipe(Effect.provide(layer))
    })
  )
})
