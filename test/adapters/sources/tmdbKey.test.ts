/** A key that TMDB refuses counts as no key, until TMDB takes it. */
import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Layer, Option, Redacted, TestClock, Ref } from "effect"
import * as KeyStanding from "../../../src/adapters/sources/tmdb/KeyStanding.ts"
import * as Tmdb from "../../../src/adapters/sources/tmdb/Tmdb.ts"
import * as TmdbShows from "../../../src/adapters/sources/tmdb/TmdbShows.ts"
import * as Works from "../../../src/adapters/sources/works/Works.ts"
import { describe as describeKey } from "../../../src/domain/describe/Describe.ts"
import { makeUnsettled, Unsettled } from "../../../src/domain/describe/Unsettled.ts"
import { encodeRatingKey } from "../../../src/domain/keys/RatingKey.ts"
import { lookup } from "../../../src/domain/lookup/Lookup.ts"
import { defaultLookupOptions } from "../../../src/domain/lookup/Options.ts"
import { TmdbId } from "../../../src/domain/values/Media.ts"
import { WorkId } from "../../../src/domain/values/Work.ts"
import { WorkPort } from "../../../src/ports/WorkPort.ts"
import { json, type Reply, standIn } from "../../stand-ins/http.ts"
import { logged } from "../../stand-ins/logs.ts"
import { hints } from "../../stand-ins/works.ts"
import { world } from "../../stand-ins/world.ts"

const secret = "0123456789abcdef0123456789abcdef"
const invalid = json({ status_code: 7, status_message: "Invalid API key" }, 401)
const empty = json({ results: [], total_pages: 1 })
const title = { kind: "film", title: "De dijk" } as const

/** TMDB as both of its readers know it, which share what they know of the key; what TMDB says may change. */
const stage = Effect.gen(function* () {
  const now: { reply: Reply } = { reply: invalid }
  const http = standIn(() => now.reply)
  const key = yield* Ref.make(Option.some(Redacted.make(secret)))
  const standing = yield* KeyStanding.make(key)
  const options = { baseUrl: "https://tmdb.test/3", standing }
  const made = Effect.all([Tmdb.make(options), TmdbShows.make({ ...options, textFallback: false })])
  const [works, shows] = yield* Effect.provide(made, http.layer)
  return {
    now,
    works,
    shows,
    give: (other: string | undefined) =>
      Ref.set(
        key,
        Option.map(Option.fromNullable(other), (text) => Redacted.make(text))
      ),
    leftOut: shows.leftOut ?? Effect.die("it does not say"),
    asked: () => http.requests.length
  }
})

describe("a key that TMDB refuses", () => {
  it.effect("is a warning once, and is tried again once an hour, by whichever of its readers", () =>
    Effect.gen(function* () {
      const { asked, shows, works } = yield* stage
      const search = Effect.flip(works.search(title))
      const find = Effect.flip(shows.find({ title: "De dijk", tmdb: TmdbId.make(1) }))
      const { lines } = yield* logged(
        Effect.gen(function* () {
          assert.strictEqual((yield* search).reason, "Refused")
          assert.strictEqual((yield* find).reason, "Refused")
          assert.strictEqual((yield* search).reason, "Refused")
          assert.strictEqual(asked(), 1)
          yield* TestClock.adjust(Duration.minutes(59))
          yield* find
          assert.strictEqual(asked(), 1)
          yield* TestClock.adjust(Duration.minutes(1))
          yield* Effect.all([find, search, search], { concurrency: "unbounded" })
          assert.strictEqual(asked(), 2)
          yield* TestClock.adjust(KeyStanding.retryAfter)
          yield* search
          assert.strictEqual(asked(), 3)
        })
      )
      assert.lengthOf(lines, 1)
      assert.match(lines[0] ?? "", /^WARN TMDB refused the API key \(status 401, status_code 7\); give the API key /)
      assert.notInclude(lines.join(), secret)
    })
  )

  it.effect("is a warning once, however many requests were under way", () =>
    Effect.gen(function* () {
      const { works } = yield* stage
      const searches = Array.from({ length: 20 }, () => Effect.flip(works.search(title)))
      const { lines } = yield* logged(Effect.all(searches, { concurrency: "unbounded" }))
      assert.lengthOf(lines, 1)
    })
  )

  it.effect("takes part again, which is told, as soon as TMDB accepts it", () =>
    Effect.gen(function* () {
      const { asked, leftOut, now, works } = yield* stage
      const state = Effect.map(works.references, ([own]) => own?.state)
      assert.strictEqual(yield* state, "asked")
      yield* Effect.flip(works.search(title))
      assert.strictEqual(yield* state, "refused")
      assert.isTrue(yield* leftOut)
      now.reply = empty
      yield* TestClock.adjust(KeyStanding.retryAfter)
      // Nothing is known better before somebody asked.
      assert.strictEqual(yield* state, "refused")
      const { lines } = yield* logged(Effect.zipRight(works.search(title), works.search(title)))
      assert.deepStrictEqual(lines, ["INFO TMDB accepts the API key again"])
      assert.strictEqual(yield* state, "asked")
      assert.isFalse(yield* leftOut)
      assert.strictEqual(asked(), 3)
    })
  )

  it.effect("is another matter as soon as there is another key, or none", () =>
    Effect.gen(function* () {
      const { asked, give, leftOut, now, shows, works } = yield* stage
      const state = Effect.map(works.references, ([own]) => own?.state)
      yield* Effect.flip(works.search(title))
      assert.strictEqual(yield* state, "refused")
      now.reply = empty
      yield* give("fedcba9876543210fedcba9876543210")
      assert.strictEqual(yield* state, "asked")
      assert.isFalse(yield* leftOut)
      yield* works.search(title)
      assert.strictEqual(asked(), 2)
      yield* give(undefined)
      assert.strictEqual(yield* state, "no-key")
      assert.deepStrictEqual([yield* works.configured, yield* shows.configured], [false, false])
      assert.deepInclude(yield* works.search(title), { hits: [] })
      assert.strictEqual(asked(), 2)
      // The first one is still the one that was refused.
      yield* give(secret)
      now.reply = invalid
      yield* Effect.flip(works.search(title))
      assert.strictEqual(yield* state, "refused")
    })
  )

  it.effect("leaves nothing half told when it goes in the middle of a question, and is then no failure of TMDB", () =>
    Effect.gen(function* () {
      const left = yield* Ref.make(2)
      const current = Ref.modify(left, (n) => [n > 0 ? Option.some(Redacted.make(secret)) : Option.none(), n - 1])
      const standing = yield* KeyStanding.make(current)
      const seasons = Array.from({ length: 25 }, (_, number) => ({ season_number: number }))
      const http = standIn(() => json({ id: 7, name: "De dijk", original_language: "nl", seasons }))
      const options = { baseUrl: "https://tmdb.test/3", standing, textFallback: false }
      const shows = yield* Effect.provide(TmdbShows.make(options), http.layer)
      const ask = { title: "De dijk", tmdb: TmdbId.make(7) }
      assert.strictEqual((yield* Effect.flip(shows.find(ask))).reason, "Refused")
      assert.isTrue(yield* shows.leftOut ?? Effect.succeed(false))
      assert.deepStrictEqual(yield* shows.find(ask), Option.none())
      assert.lengthOf(http.requests, 1)
    })
  )

  it.effect("stays refused when TMDB cannot be reached to try it again", () =>
    Effect.gen(function* () {
      const { now, works } = yield* stage
      yield* Effect.flip(works.search(title))
      now.reply = "Connection"
      yield* TestClock.adjust(KeyStanding.retryAfter)
      assert.strictEqual((yield* Effect.flip(works.search(title))).reason, "Unreachable")
      assert.deepStrictEqual(
        (yield* works.references).map(({ state }) => state),
        ["refused"]
      )
      // Which is no failure where others are asked, or nobody.
      assert.deepInclude(yield* Works.make([works]).search(title), { hits: [] })
      assert.isTrue(Option.isNone(yield* Works.make([works]).byId(WorkId.make("tmdb:1"), "film")))
    })
  )

  it.effect("leaves no look-up open: nobody knows the title, which is kept, and not looked up again", () =>
    Effect.gen(function* () {
      const { asked, works } = yield* stage
      const unsettled = yield* makeUnsettled()
      const key = encodeRatingKey(hints("Zomerlicht", 1990))
      yield* Effect.gen(function* () {
        const first = Option.getOrThrow(yield* describeKey(key))
        assert.deepStrictEqual([first.from, first.entry?.status], ["lookup", "not_found"])
        assert.strictEqual(Option.getOrThrow(yield* describeKey(key)).from, "hit")
        yield* TestClock.adjust("10 minutes")
        assert.deepStrictEqual(yield* unsettled.take(1), [])
        // The look-up that met the refusal and the ones after it tell the same.
        const second = yield* lookup(hints("Winterkou", 1990))
        for (const trace of [first.trace, second.trace]) {
          assert.deepStrictEqual(
            trace?.references?.map(({ reference, state }) => `${reference} ${state}`),
            ["tmdb refused"]
          )
          assert.isFalse(trace?.steps.some(({ step }) => step === "tmdb"))
          assert.deepInclude(trace?.ending, { outcome: "not_found", failures: [] })
          assert.strictEqual(trace?.decision, "no page at VPRO, and no reference of works was asked")
        }
        assert.strictEqual(asked(), 1)
      }).pipe(
        Effect.provideService(Unsettled, unsettled),
        Effect.provideService(WorkPort, Works.make([works])),
        Effect.provide(world({}))
      )
    })
  )
})

describe("the story of a look-up", () => {
  const told = (references: Layer.Layer<WorkPort>, title = "Winterkou") =>
    lookup(hints(title, 1990)).pipe(
      Effect.map(({ trace }) => trace),
      Effect.provide(references),
      Effect.provide(world({}))
    )

  it.effect("says that no reference was asked when there is none, and nothing of them when none was needed", () =>
    Effect.gen(function* () {
      const none = yield* told(
        Tmdb.layer({ baseUrl: "https://tmdb.test/3" }).pipe(Layer.provide(standIn(() => empty).layer))
      )
      assert.deepStrictEqual(none.references, [{ reference: "tmdb", state: "no-key" }])
      assert.strictEqual(none.decision, "no page at VPRO, and no reference of works was asked")
      const options = { ...defaultLookupOptions, skip: new Set(["tmdb"] as const) }
      const chosen = yield* Effect.provide(lookup(hints("Winterkou"), options), world({}))
      assert.isUndefined(chosen.trace.references)
      assert.strictEqual(chosen.trace.decision, "nobody knows this work")
    })
  )
})
