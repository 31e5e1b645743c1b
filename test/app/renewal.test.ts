/** Texts are renewed in the background, hundreds in a request, and nobody waits for it. */
import { FileSystem } from "@effect/platform"
import { NodeContext } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Chunk, Clock, DateTime, Effect, Layer, Ref, Schema, TestClock } from "effect"
import { dirname } from "node:path"
import * as EntryJson from "../../src/adapters/cache/EntryJson.ts"
import { namesOf, pathOf } from "../../src/adapters/cache/files/EntryPath.ts"
import { round } from "../../src/app/Renewal.ts"
import { Renewal } from "../../src/domain/describe/Renewal.ts"
import { encodeRatingKey } from "../../src/domain/keys/RatingKey.ts"
import { VproId } from "../../src/domain/values/Media.ts"
import { HttpPort, type SourceState } from "../../src/ports/HttpPort.ts"
import { fullEntry } from "../contract/cache.ts"
import { until } from "../stand-ins/server.ts"
import { hints, prose } from "../stand-ins/works.ts"
import { world } from "../stand-ins/world.ts"
import { onlyItem, service } from "./stage.ts"

const january = Date.UTC(2026, 0, 5)
/** A minute apart, so that the first of them are renewed first. */
const lookedUp = (id: number) => january + id * 60_000
const count = 1000
const every = 15 * 60_000
/** Hundreds of files are written in a round, each of them to the disk itself. */
const patience = 60_000
const titleOf = (id: number) => `De film met nummer ${id}`
const keyOf = (id: number) => encodeRatingKey(hints(titleOf(id), 1990))
const path = (id: number) => `/movies/library/metadata/${keyOf(id)}`
const ids = Array.from({ length: count }, (_, at) => at + 1)
const newer = `${prose} En dan komt de eb.`
const [changed, gone] = [7, 8]

/** A folder as a library leaves it: each text looked up in January, within a day, and used after it. */
const filled = Effect.gen(function* () {
  const files = yield* FileSystem.FileSystem
  const directory = yield* files.makeTempDirectoryScoped()
  yield* Effect.forEach(
    ids,
    (id) => {
      const key = keyOf(id)
      const file = pathOf(directory, namesOf(key).file)
      const at = DateTime.unsafeMake(lookedUp(id))
      const entry = fullEntry({ title: titleOf(id), vpro: VproId.make(id), description: prose, fetchedAt: at })
      const used = new Date(january + 2 * 86_400_000)
      return Effect.zipRight(
        files.makeDirectory(dirname(file), { recursive: true }),
        Effect.zipRight(
          files.writeFileString(file, EntryJson.encode(key, { ...entry, kind: "film" })),
          files.utimes(file, used, used)
        )
      )
    },
    { concurrency: 16, discard: true }
  )
  return directory
}).pipe(Effect.provide(NodeContext.layer))

const Crids = Schema.decodeSync(Schema.parseJson(Schema.Array(Schema.String)))

/** What POMS knows: the same, but for one text that changed and one page that is gone. */
const pageOf = (crid: string) => {
  const id = Number(/_(\d+)$/.exec(crid)?.[1])
  const text = id === changed ? newer : prose
  return id === gone
    ? { id: crid, error: `Not found ${crid}` }
    : { id: crid, result: { type: "MOVIE", title: titleOf(id), crids: [crid], paragraphs: [{ body: text }] } }
}

const isBatch = ({ url }: { readonly url: string }) => url.startsWith("/poms/v1/api/pages/multiple")

/** Lets the next round come. */
const nextRound = Effect.gen(function* () {
  const now = yield* Clock.currentTimeMillis
  // The round before is over once the next one is waited for.
  yield* until(
    Effect.map(
      TestClock.sleeps(),
      Chunk.some((wake) => wake === now + every)
    ),
    patience
  )
  yield* TestClock.adjust(every)
})

describe("a thousand texts at the end of their life", () => {
  const started = Effect.fn(function* (poms: () => boolean) {
    const directory = yield* filled
    yield* TestClock.setTime(january + 29.9 * 86_400_000)
    return yield* service(
      ({ body, url }) =>
        !url.startsWith("/poms/")
          ? undefined
          : !poms()
            ? { status: 501 }
            : isBatch({ url })
              ? { body: JSON.stringify({ total: count, items: Crids(body).map(pageOf) }) }
              : undefined,
      { CACHE_URL: "", CACHE_DIR: directory, RATE_LIMIT_POMS: "0" },
      { renewal: true }
    )
  })
  const textOf = (given: Parameters<typeof onlyItem>[0]) => [given.headers["x-cache"], onlyItem(given).summary]

  it.scoped(
    "cost five requests, and are then fresh for another month, those that changed with what is new",
    () =>
      Effect.gen(function* () {
        const { ask, asked } = yield* started(() => true)
        for (let at = 0; at < 8; at++) yield* nextRound
        yield* nextRound
        assert.isAtMost(asked.length, 6)
        assert.isTrue(asked.every(isBatch))
        assert.lengthOf(new Set(asked.flatMap(({ body }) => Crids(body))), count)
        // Their first life is over.
        yield* TestClock.adjust("10 days")
        const before = asked.length
        const answers = yield* Effect.forEach(
          ids.filter((id) => id !== gone),
          (id) => Effect.map(ask(path(id)), (given) => [id, ...textOf(given)]),
          { concurrency: 8 }
        )
        assert.deepStrictEqual(
          answers,
          ids.filter((id) => id !== gone).map((id) => [id, "hit", id === changed ? newer : prose])
        )
        assert.lengthOf(asked, before)
        // Gone from POMS: it was left to end as it was, and is looked up again when somebody wants it.
        assert.notStrictEqual((yield* ask(path(gone))).headers["x-cache"], "hit")
        assert.isAbove(asked.length, before)
      }),
    { timeout: 180_000 }
  )

  it.scoped(
    "stay as they are while POMS fails, the one that is gone too, and are renewed once it works",
    () =>
      Effect.gen(function* () {
        let works = false
        const { ask, asked } = yield* started(() => works)
        yield* nextRound
        yield* nextRound
        assert.isAbove(asked.length, 0)
        for (const id of [1, changed, gone]) assert.deepStrictEqual(textOf(yield* ask(path(id))), ["hit", prose])
        works = true
        yield* nextRound
        yield* nextRound
        assert.deepStrictEqual(textOf(yield* ask(path(changed))), ["hit", newer])
        assert.deepStrictEqual(textOf(yield* ask(path(gone))), ["hit", prose])
      }),
    { timeout: 180_000 }
  )
})

describe("a round", () => {
  const state = (rest: Partial<SourceState>): SourceState => ({
    source: "poms",
    breaker: "closed",
    requests: 1,
    failures: 0,
    ratePerSecond: 5,
    waiting: 0,
    recent: [],
    ...rest
  })

  it.effect.each([
    ["nobody waits", [state({}), state({ source: "tmdb" })], 1],
    ["somebody waits for POMS", [state({ waiting: 1 })], 0],
    ["somebody waits for another source", [state({}), state({ source: "tmdb", waiting: 1 })], 0],
    ["POMS is left alone", [state({ breaker: "open" })], 0],
    ["POMS is to be tried again", [state({ breaker: "half-open" })], 1],
    ["another source is left alone", [state({}), state({ source: "tmdb", breaker: "open" })], 1]
  ] as const)("while %s", ([, states, rounds]) =>
    Effect.gen(function* () {
      const made = yield* Ref.make(0)
      yield* round.pipe(
        Effect.provideService(Renewal, { round: Ref.update(made, (n) => n + 1) }),
        Effect.provide(Layer.succeed(HttpPort, { send: () => Effect.never, states: Effect.succeed(states) }))
      )
      assert.strictEqual(yield* Ref.get(made), rounds)
    }).pipe(Effect.provide(world({})))
  )
})
