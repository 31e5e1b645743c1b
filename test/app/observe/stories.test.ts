/** Stories, and the last calls of Plex, outlive the program in a folder: bounded, whole, and only when something is new. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Option, TestClock } from "effect"
import * as Fs from "node:fs/promises"
import * as Path from "node:path"
import type { Trace } from "../../../src/domain/lookup/Trace.ts"
import { Witness } from "../../../src/domain/describe/Witness.ts"
import * as Activity from "../../../src/app/observe/Activity.ts"
import type { KeptTrace } from "../../../src/app/observe/KeptTrace.ts"
import { RequestId } from "../../../src/app/observe/RequestId.ts"
import * as StoryFiles from "../../../src/app/StoryFiles.ts"
import { StoryStore } from "../../../src/app/observe/StoryStore.ts"
import { Traces } from "../../../src/app/observe/Traces.ts"
import { until } from "../../stand-ins/server.ts"
import { folder } from "../../stand-ins/folder.ts"

const trace = (title: string, query = "dijk"): Trace => ({
  asked: { kind: "film", title },
  steps: [{ step: "poms", query, outcome: "nothing", ms: 1, candidates: [] }],
  ending: { outcome: "not_found", failures: [] },
  decision: "nobody knows this work",
  ms: 1
})
const kept = (at: number, query?: string): KeptTrace => ({
  requestId: `request-${at}`,
  at: "2026-01-01T00:00:00.000Z",
  trace: trace(`dijk ${at}`, query),
  sharedBy: []
})
const key = "vpro-de-stille-kade-2011-none-m"

const filesIn = (directory: string) =>
  Effect.promise(() => Fs.readdir(Path.join(directory, "stories")).catch((): ReadonlyArray<string> => []))

/** What is remembered in this folder, from a start to an end. */
const running = <A, E>(directory: string, effect: Effect.Effect<A, E, Activity.Activity | Traces | Witness>) =>
  Effect.provide(effect, Layer.provide(Activity.layer, StoryFiles.layer(directory)))

const told = Effect.flatMap(Witness, (witness) =>
  Effect.zipRight(
    witness.matched({
      ratingKey: key,
      request: {
        type: 1,
        title: "De stille kade",
        year: 2011,
        guid: "plex://movie/x",
        filename: "/home/jan/films/De stille kade.mkv"
      }
    }),
    witness.described({ ratingKey: key, from: "lookup", trace: trace("De stille kade") })
  )
).pipe(Effect.provideService(RequestId, "request"))

describe("stories in a folder", () => {
  it.scoped("are there after a restart, with what Plex sent and the file's own name; so is Plex's last call", () =>
    Effect.gen(function* () {
      const directory = yield* folder
      yield* running(
        directory,
        Effect.zipRight(
          told,
          Effect.flatMap(Activity.Activity, ({ called }) => called("film", "match", "PlexMediaServer/1.43"))
        )
      )
      const [all, one, plex] = yield* running(
        directory,
        Effect.gen(function* () {
          const traces = yield* Traces
          const activity = yield* Activity.Activity
          yield* until(Effect.map(traces.all, (all) => all.length > 0))
          yield* until(Effect.map(activity.plex, ({ film }) => film !== undefined))
          return [yield* traces.all, yield* traces.byRequest("request"), yield* activity.plex] as const
        })
      )
      assert.lengthOf(all, 1)
      assert.deepStrictEqual(Option.getOrThrow(one).match, {
        at: "1970-01-01T00:00:00.000Z",
        title: "De stille kade",
        year: 2011,
        guid: "plex://movie/x",
        file: "De stille kade.mkv"
      })
      assert.strictEqual(plex.film?.agent, "PlexMediaServer/1.43")
      for (const name of yield* filesIn(directory))
        assert.notInclude(
          yield* Effect.promise(() => Fs.readFile(Path.join(directory, "stories", name), "utf8")),
          "/home/jan"
        )
    })
  )

  it.scoped("are written beside everything else, some at a time, and not when nothing is new", () =>
    Effect.gen(function* () {
      const directory = yield* folder
      yield* running(
        directory,
        Effect.gen(function* () {
          yield* told
          assert.deepStrictEqual(yield* filesIn(directory), [])
          yield* TestClock.adjust("20 seconds")
          yield* until(Effect.map(filesIn(directory), (names) => names.some((name) => name.endsWith("-1.json"))))
        })
      )
      const before = yield* filesIn(directory)
      yield* running(directory, Effect.void)
      assert.deepStrictEqual(yield* filesIn(directory), before)
    })
  )

  it.scoped("are two thousand at most, of which any can be found", () =>
    Effect.gen(function* () {
      const directory = yield* folder
      yield* Effect.gen(function* () {
        const store = yield* StoryStore
        for (let at = 0; at < 30; at++) {
          yield* TestClock.adjust("1 second")
          yield* store.add(Array.from({ length: 100 }, (_, index) => kept(at * 100 + index, "x".repeat(2000))))
        }
        const last = yield* store.last(3000)
        assert.isAtMost(last.length, StoryFiles.storyBounds.stories)
        assert.isAbove(last.length, StoryFiles.storyBounds.stories - 300)
        assert.strictEqual(last[0]?.requestId, "request-2999")
        assert.isTrue(Option.isSome(yield* store.find("request-1500")))
        assert.isTrue(Option.isNone(yield* store.find("request-1")))
      }).pipe(Effect.provide(StoryFiles.layer(directory)))
      assert.isBelow((yield* filesIn(directory)).length, 40)
    })
  )

  it.scoped("are no failure where nothing can be written or read", () =>
    Effect.gen(function* () {
      const directory = yield* folder
      yield* Effect.promise(() => Fs.writeFile(Path.join(directory, "stories"), "no folder"))
      const found = yield* running(
        directory,
        Effect.zipRight(
          told,
          Effect.flatMap(Traces, (traces) => traces.byRequest("request"))
        )
      )
      assert.isTrue(Option.isSome(found))
      const other = yield* folder
      yield* Effect.promise(async () => {
        await Fs.mkdir(Path.join(other, "stories"))
        await Fs.writeFile(Path.join(other, "stories", "20260101T000000000-0123abcd-1.json"), "{")
        await Fs.writeFile(Path.join(other, "stories", "plex.json"), "[]")
      })
      const none = yield* running(
        other,
        Effect.flatMap(Traces, (traces) => traces.byRequest("request-1"))
      )
      assert.isTrue(Option.isNone(none))
    })
  )
})
