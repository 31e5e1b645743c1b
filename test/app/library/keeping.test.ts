/** Titles looked up ahead and refreshed in Plex because a person wants that, and both by themselves. */
import { assert, describe, it } from "@effect/vitest"
import { Array as Arr, Duration, Effect, Layer, Option, Ref, TestClock } from "effect"
import * as RefreshedMemory from "../../../src/adapters/plex/RefreshedMemory.ts"
import * as Sources from "../../../src/adapters/sources/memory/SourcesMemory.ts"
import * as HistoryStore from "../../../src/app/library/HistoryStore.ts"
import * as LibraryView from "../../../src/app/library/LibraryView.ts"
import * as RefreshRun from "../../../src/app/library/RefreshRun.ts"
import * as WarmRun from "../../../src/app/library/WarmRun.ts"
import { Connected } from "../../../src/app/plex/Connected.ts"
import { pace } from "../../../src/domain/library/Refreshing.ts"
import { HttpPort, type SourceState } from "../../../src/ports/HttpPort.ts"
import { PlexServerPort } from "../../../src/ports/PlexServerPort.ts"
import { playedPlex } from "../../stand-ins/playedPlex.ts"
import { word } from "../../resilience/world.ts"
import { film, hints } from "../../stand-ins/works.ts"
import { pomsDown, world } from "../../stand-ins/world.ts"

const known = (count: number) => Arr.makeBy(count, (at) => `Zomer ${word(8000 + 2 * at)}`)
const busy = (waiting: number): SourceState => ({
  source: "poms",
  breaker: "closed",
  requests: 0,
  failures: 0,
  ratePerSecond: 5,
  waiting,
  recent: []
})

/** The services over a Plex with these films, which holds none of the texts yet. */
const stage = Effect.fn(function* (titles: ReadonlyArray<string>, isDown = false) {
  const waiting = yield* Ref.make(0)
  const sources = isDown ? Layer.merge(world({}), pomsDown) : world({ films: titles.map((title) => film(title, 1990)) })
  const http = Layer.mock(HttpPort, { states: Effect.map(Ref.get(waiting), (count) => [busy(count)]) })
  const below = yield* Layer.build(Layer.mergeAll(sources, Sources.shows([]), http, RefreshedMemory.layer, pace))
  const plex = yield* Effect.provide(playedPlex, below)
  const connected = Layer.succeed(Connected, {
    server: Effect.succeedSome({ name: "Plex", url: "http://plex.test", id: "m" }),
    asking: (use) => Effect.provideService(use, PlexServerPort, plex.server)
  })
  const above = yield* Layer.build(
    Layer.merge(RefreshRun.layer, WarmRun.layer).pipe(
      Layer.provideMerge(Layer.provide(LibraryView.layer, HistoryStore.inMemory)),
      Layer.provide(connected),
      Layer.provide(Layer.succeedContext(below))
    )
  )
  const { refresh, view, warm } = yield* Effect.provide(
    Effect.all({ refresh: RefreshRun.RefreshRun, view: LibraryView.LibraryView, warm: WarmRun.WarmRun }),
    above
  )
  const titlesNow = Effect.gen(function* () {
    yield* view.compare
    yield* view.settled
    return Option.match(yield* view.current, { onNone: () => [], onSome: ({ titles }) => titles })
  })
  return { plex, refresh, titlesNow, view, waiting, warm }
})

/** Puts films into Plex as they were before it asked us: with the texts of its own provider, and under our guids. */
const old = Effect.fn(function* (plex: Effect.Effect.Success<typeof playedPlex>, titles: ReadonlyArray<string>) {
  for (const [at, title] of titles.entries())
    yield* plex.add({ key: String(at), hints: hints(title, 1990), locked: at === 1, deaf: true })
  yield* plex.hears
})

describe("titles that a person wants refreshed", () => {
  it.scoped("are refreshed one a second, but for locked ones, and looked at again until Plex shows them", () =>
    Effect.gen(function* () {
      const { plex, refresh, titlesNow } = yield* stage(known(4))
      yield* old(plex, known(4))
      const titles = yield* titlesNow
      assert.deepStrictEqual(
        titles.map(({ locked, standing }) => [standing, locked]),
        [
          ["waiting", false],
          ["waiting", true],
          ["waiting", false],
          ["waiting", false]
        ]
      )
      assert.isTrue(yield* refresh.start(titles))
      assert.isFalse(yield* refresh.start(titles), "one at a time")
      yield* TestClock.adjust("10 minutes")
      const end = Option.getOrThrow(yield* refresh.state)
      assert.deepStrictEqual(
        [end.running, end.outcomes.asked, end.outcomes.locked, end.taken, end.problem],
        [false, 3, 1, 3, undefined]
      )
      const moments = plex.refreshes().map(({ at }) => at)
      assert.isTrue(moments.slice(1).every((at, before) => at - (moments[before] ?? 0) >= 1000))
      assert.deepStrictEqual(
        (yield* titlesNow).map(({ standing }) => standing),
        ["shown", "waiting", "shown", "shown"]
      )
    })
  )

  it.scoped("can be stopped, and nothing is refreshed after that", () =>
    Effect.gen(function* () {
      const { plex, refresh, titlesNow } = yield* stage(known(9))
      yield* old(plex, known(9))
      yield* refresh.start(yield* titlesNow)
      yield* TestClock.adjust("2500 millis")
      assert.isTrue(yield* refresh.stop)
      const { length } = plex.refreshes()
      assert.isBelow(length, 5)
      yield* TestClock.adjust("1 hour")
      assert.lengthOf(plex.refreshes(), length)
      assert.isFalse(Option.getOrThrow(yield* refresh.state).running)
      assert.isFalse(yield* refresh.stop, "nothing is left to stop")
    })
  )

  it.scoped("end with the reason when Plex cannot be reached", () =>
    Effect.gen(function* () {
      const { plex, refresh, titlesNow } = yield* stage(known(3))
      yield* old(plex, known(3))
      const titles = yield* titlesNow
      yield* Effect.fork(plex.restarted(Duration.toMillis("1 hour")))
      yield* Effect.yieldNow()
      yield* refresh.start(titles)
      yield* TestClock.adjust("1 minute")
      const end = Option.getOrThrow(yield* refresh.state)
      assert.isFalse(end.running)
      assert.include(end.problem ?? "", "Plex cannot be reached")
    })
  )
})

describe("a library that a person wants looked up ahead", () => {
  it.scoped("is looked up whole, and known then; a second time nothing is slow", () =>
    Effect.gen(function* () {
      const { titlesNow, plex, warm } = yield* stage(known(6))
      yield* plex.quietly(known(6).map((title, at) => ({ key: String(at), hints: hints(title, 1990) })))
      assert.isTrue((yield* titlesNow).every(({ standing }) => standing === "notAsked"))
      assert.isTrue(yield* warm.start)
      yield* TestClock.adjust("5 minutes")
      const first = Option.getOrThrow(yield* warm.state)
      assert.deepStrictEqual(
        [first.running, first.titles, first.done, first.slow, first.text, first.problem],
        [false, 6, 6, 6, 6, undefined]
      )
      assert.isTrue((yield* titlesNow).every(({ standing }) => standing === "waiting"))
      yield* warm.start
      yield* TestClock.adjust("5 minutes")
      assert.strictEqual(Option.getOrThrow(yield* warm.state).slow, 0)
    })
  )

  it.scoped("waits while people wait for a source", () =>
    Effect.gen(function* () {
      const { plex, waiting, warm } = yield* stage(known(6))
      yield* plex.quietly(known(6).map((title, at) => ({ key: String(at), hints: hints(title, 1990) })))
      yield* Ref.set(waiting, 8)
      yield* warm.start
      yield* TestClock.adjust("1 minute")
      assert.strictEqual(Option.getOrThrow(yield* warm.state).done, 0)
      yield* Ref.set(waiting, 0)
      yield* TestClock.adjust("1 minute")
      assert.strictEqual(Option.getOrThrow(yield* warm.state).done, 6)
    })
  )

  it.scoped("is given up when the sources do not answer, with the reason", () =>
    Effect.gen(function* () {
      const titles = Arr.makeBy(60, (at) => `Zomerlicht ${at}`)
      const { plex, warm } = yield* stage(titles, true)
      yield* plex.quietly(titles.map((title, at) => ({ key: String(at), hints: hints(title, 1990) })))
      yield* warm.start
      yield* TestClock.adjust("2 hours")
      const end = Option.getOrThrow(yield* warm.state)
      assert.isFalse(end.running)
      assert.include(end.problem ?? "", "the sources do not answer")
      assert.isBelow(end.done, 30)
      assert.strictEqual(end.open, end.done)
    })
  )
})
