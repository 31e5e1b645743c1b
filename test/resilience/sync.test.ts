/** Sixty days of a library: in the end Plex shows every text that VPRO has, without anybody doing anything. */
import { assert, describe, it } from "@effect/vitest"
import { Array as Arr, Clock, Duration, Effect, Layer, Option, Record } from "effect"
import { vi } from "vitest"
import { Connected } from "../../src/app/plex/Connected.ts"
import { Syncing } from "../../src/app/library/Syncing.ts"
import * as Sync from "../../src/app/Sync.ts"
import { PlexServerPort } from "../../src/ports/PlexServerPort.ts"
import { SourceName } from "../../src/ports/SourceError.ts"
import { during, limitsOf, mostWithin, staged } from "../app/libraryStage.ts"
import { answering, type Question } from "../stand-ins/client.ts"
import { library } from "../stand-ins/library.ts"
import { own, playedPlex } from "../stand-ins/playedPlex.ts"
import { textOf } from "./world.ts"

// The client is the lowest part of the composition, which takes it from nobody: all above it is real here.
vi.mock(import("../../src/adapters/http/Client.ts"), async () => ({
  layer: (await import("../stand-ins/client.ts")).layer
}))

const day = Duration.toMillis("1 day")
const hour = Duration.toMillis("1 hour")
/** Of the real clock, on a machine that has more to do. */
const patience = 1_800_000

/** Films of the library. */
const size = 40
/** VPRO writes about these only later, on the twentieth day. */
const isLate = (at: number) => at % 10 === 3
/** The text about these is another one from the thirtieth day on. */
const isChanged = (at: number) => at % 10 === 5
const [lateDay, changeDay] = [20, 30]
/** Somebody has written a text of his own about these, and locked it. */
const isLocked = (at: number) => at % 30 === 6
/** Another provider has the last word about these. */
const isDeaf = (at: number) => at % 30 === 7
/** When a film comes into the library, in days, and when it goes again. */
const cameOn = (at: number) => (at < 26 ? 0 : at < 33 ? 5 : 13.2)
const wentOn = (at: number) => (at % 20 === 8 ? 25 : Number.POSITIVE_INFINITY)

/** The source of most texts is away: for the first hours, for a day and a half, and for a minute now and then. */
const isAway = (days: number) => days < 0.2 || (days > 12.5 && days < 14) || days % 7 < 1 / 1440

const newer = (text: string) => `${text} En dan komt de eb.`

/** What the sources know on a day. */
const sourcesOf = (films: ReturnType<typeof library>) => {
  const nameOf = (at: number) => films.films[at]?.title.toLowerCase() ?? "?"
  const named = (is: (at: number) => boolean) =>
    Array.from({ length: size }, (_, at) => at)
      .filter(is)
      .map((at) => nameOf(at).replace("dijk ", ""))
  const [late, changed] = [named(isLate), named(isChanged)]
  return (question: Question, days: number) => {
    if (isAway(days) && (question.source === "poms" || question.source === "cinema")) return { status: 503, body: "" }
    const answer = films.answerOf(question)
    if (days < lateDay && (question.source === "poms" || question.source === "cinema"))
      if (late.some((name) => answer.body.toLowerCase().includes(name)))
        return films.answerOf({ ...question, body: "", url: new URL("https://www.cinema.nl/zoeken?q=") })
    if (days < changeDay) return answer
    const body = changed.reduce(
      (text, name) => text.replaceAll(new RegExp(`(Over dijk ${name}:[^"<]*zeggen\\.)`, "g"), (all) => newer(all)),
      answer.body
    )
    return { ...answer, body }
  }
}

const isSettled = (text: string | undefined, at: number, title: string) =>
  text === (isChanged(at) ? newer(textOf(title)) : textOf(title))

describe("sixty days", () => {
  it.live(
    "with outages, new films, new and changed texts, locked fields, removed titles and a restart of Plex",
    () =>
      Effect.gen(function* () {
        const films = library(size)
        let start = 0
        const told = sourcesOf(films)
        const sources = answering(
          (question) => told(question, ((sources.sent.at(-1)?.at ?? 0) - start) / day),
          () => 150
        )
        const end = yield* staged(
          sources,
          during(
            { PLEX_SYNC: "on" },
            Effect.gen(function* () {
              const plex = yield* playedPlex
              start = yield* Clock.currentTimeMillis
              const connected = Layer.succeed(Connected, {
                server: Effect.succeedSome({ name: "Plex", url: "http://plex.test" }),
                asking: (use) => Effect.provideService(use, PlexServerPort, plex.server)
              })
              const sync = Layer.provideMerge(Sync.rhythm, Layer.provide(Sync.layer, connected))
              const life = Effect.forEach(
                films.films,
                (hints, at) =>
                  Effect.gen(function* () {
                    yield* Effect.sleep(cameOn(at) * day + at * 1000)
                    yield* plex.add({ key: String(at), hints, locked: isLocked(at), deaf: isDeaf(at) })
                    if (!Number.isFinite(wentOn(at))) return
                    yield* Effect.sleep((wentOn(at) - cameOn(at)) * day)
                    yield* plex.remove(String(at))
                  }),
                { concurrency: "unbounded", discard: true }
              )
              // Just when many titles were to be refreshed, and again later.
              const restarts = Effect.forEach(
                [0.25, 14.05, 35],
                (at) => Effect.delay(plex.restarted(2 * hour), at * day),
                { concurrency: "unbounded" }
              )
              return yield* Effect.gen(function* () {
                yield* Effect.all([life, restarts], { concurrency: "unbounded" })
                const now = yield* Clock.currentTimeMillis
                yield* Effect.sleep(start + 60 * day - now)
                return { items: yield* plex.items, refreshes: plex.refreshes(), sync: yield* (yield* Syncing).state }
              }).pipe(Effect.provide(sync))
            })
          )
        )

        // Every text that VPRO has is shown, but where somebody wants another one.
        const texts = end.items.map(({ key, summary, title }) => ({ at: Number(key), summary, title }))
        const wanted = texts.filter(({ at }) => !isLocked(at) && !isDeaf(at))
        const bare = wanted.filter(({ at }) => at % 20 >= 16)
        const missing = wanted.filter(({ at, summary, title }) => at % 20 < 14 && !isSettled(summary, at, title))
        assert.deepStrictEqual(missing, [])
        assert.isTrue(bare.every(({ summary }) => summary === own))
        assert.isTrue(texts.filter(({ at }) => isLocked(at)).every(({ summary }) => summary === own))

        // No title was refreshed more than once a day, and none that is locked.
        const byItem = Record.toEntries(Arr.groupBy(end.refreshes, ({ item }) => item))
        for (const [item, times] of byItem) {
          const pauses = times.slice(1).map(({ at }, before) => at - (times[before]?.at ?? 0))
          assert.isTrue(
            pauses.every((pause) => pause >= day),
            `${item}: ${pauses.map((pause) => pause / day)}`
          )
          assert.isFalse(isLocked(Number(item)))
          // What is asked for in vain is asked for less and less often.
          if (isDeaf(Number(item))) assert.isAtMost(times.length, 8)
          else assert.isAtMost(times.length, 5)
        }
        // One at a time, a second apart.
        const moments = end.refreshes.map(({ at }) => at)
        assert.isTrue(moments.slice(1).every((at, before) => at - (moments[before] ?? 0) >= 1000))
        assert.isAbove(moments.length, 30)

        // No limit of a source was passed.
        for (const source of SourceName.literals) {
          const { burst, ratePerSecond } = limitsOf(source)
          for (const seconds of [1, 60])
            assert.isAtMost(mostWithin(sources.sent, source, seconds), burst + ratePerSecond * seconds, source)
        }
        assert.strictEqual(end.sync.problem, undefined)
        assert.isTrue(Option.isSome(Option.fromNullable(end.sync.last)))
      }),
    patience
  )
})
