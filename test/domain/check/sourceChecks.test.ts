/** Known questions: what every way of answering, and of not answering, is taken for. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Option, TestClock } from "effect"
import { type Check, isWell } from "../../../src/domain/check/Check.ts"
import { type CheckedSources, sourceChecks } from "../../../src/domain/check/SourceChecks.ts"
import { inEnglish } from "../../../src/domain/check/Words.ts"
import { VproId } from "../../../src/domain/values/Media.ts"
import { HttpError } from "../../../src/ports/HttpPort.ts"
import { SourceError } from "../../../src/ports/SourceError.ts"
import { page, wellSources } from "../../stand-ins/checked.ts"

const checked = (other: Partial<CheckedSources>) => sourceChecks({ ...wellSources, ...other })

const one = (checks: ReadonlyArray<Check>, wanted: string) => {
  const found = checks.find(({ id }) => id === wanted)
  if (found === undefined) throw new Error(`no check ${wanted}`)
  return found
}

const shown = ({ came, meaning, state }: Check) => [
  state,
  inEnglish(came),
  meaning === undefined ? "" : inEnglish(meaning)
]

const failing = (reason: SourceError["reason"]) =>
  new SourceError({ source: "cinema", reason, tried: "GET /zoeken: what was tried" })

describe("known questions", () => {
  it.effect("find nothing wrong where all is well", () =>
    Effect.gen(function* () {
      const checks = yield* checked({})
      assert.isTrue(isWell(checks))
      assert.deepStrictEqual(
        checks.map(({ id, state }) => `${id} ${state}`),
        [
          "poms.page well",
          "poms.search well",
          "poms.pair well",
          "cinema.search well",
          "cinema.page well",
          "tmdb.find well",
          "wikidata.item well",
          "tvmaze.show well"
        ]
      )
    })
  )

  it.effect.each([
    ["Unreachable", "failing", "reached"],
    ["Refused", "failing", "refuses"],
    ["Blocked", "failing", "robot"],
    ["Malformed", "failing", "new form"],
    ["Suspended", "failing", "left alone"],
    ["Overloaded", "notChecked", ""]
  ] as const)("that end as %s are %s, and say so", ([reason, state, meaning]) =>
    Effect.gen(function* () {
      const checks = yield* checked({ pages: { ...wellSources.pages, search: () => failing(reason) } })
      const [seen, , meant] = shown(one(checks, "cinema.search"))
      assert.strictEqual(seen, state)
      assert.include(meant, meaning)
      // Who gave no answer is not asked again; who gave one that cannot be read is.
      assert.strictEqual(one(checks, "cinema.page").state, reason === "Malformed" ? "well" : "notChecked")
      assert.isTrue(isWell(checks.filter(({ subject }) => subject !== "cinema")))
    })
  )

  it.effect("say in plain words why there was no answer", () =>
    Effect.gen(function* () {
      const url = "http://127.0.0.1:9/zoeken"
      const cause = new HttpError({ source: "cinema", reason: "Connection", method: "GET", url, attempts: 1 })
      const error = new SourceError({ source: "cinema", reason: "Unreachable", tried: cause.message, cause })
      const checks = yield* checked({ pages: { ...wellSources.pages, search: () => error } })
      assert.strictEqual(inEnglish(one(checks, "cinema.search").came), `nothing: no connection at ${url}`)
    })
  )

  it.effect.each([
    ["no text", { ...page, text: undefined }, "text", "There is no text where there was one"],
    ["no year and no directors", { ...page, year: undefined, directors: [] }, "year, directors", "in a new form"]
  ] as const)("name what a page lacks: %s", ([, item, parts, meaning]) =>
    Effect.gen(function* () {
      const checks = yield* checked({
        catalogue: { ...wellSources.catalogue, byIds: () => Effect.succeed([item]) },
        pages: { ...wellSources.pages, read: () => Effect.succeedSome(item) }
      })
      for (const id of ["poms.page", "cinema.page"]) {
        const [state, came, meant] = shown(one(checks, id))
        assert.strictEqual(state, "failing", id)
        assert.strictEqual(came, `an answer that can be read, but without: ${parts}`)
        assert.include(meant, meaning)
      }
    })
  )

  it.effect("are content with one page that is whole: a text may have been taken away", () =>
    Effect.gen(function* () {
      const other = { ...page, id: VproId.make(530_219), title: "Cloaca" }
      const byIds = () => Effect.succeed([{ ...page, text: undefined }, other])
      const checks = yield* checked({ catalogue: { ...wellSources.catalogue, byIds } })
      assert.strictEqual(one(checks, "poms.page").state, "well")
    })
  )

  it.effect("tell an answer without the film from no answer", () =>
    Effect.gen(function* () {
      const checks = yield* checked({
        catalogue: {
          byIds: () => Effect.succeed([]),
          search: () => Effect.succeed({ items: [{ ...page, id: VproId.make(7) }], more: false })
        },
        wikidata: { byExternalId: () => Effect.succeedNone },
        shows: { find: () => Effect.succeed(Option.some({ source: "tvmaze", seasons: [] })) }
      })
      const came = (id: string) => inEnglish(one(checks, id).came)
      assert.strictEqual(came("poms.page"), "an answer: there is no such thing")
      assert.strictEqual(came("poms.search"), "a list of 1 without it")
      assert.strictEqual(came("wikidata.item"), "an answer: there is no such thing")
      assert.strictEqual(came("tvmaze.show"), "an answer that can be read, but without: seasons, episodes")
      assert.deepStrictEqual(
        checks.filter(({ state }) => state === "failing").map(({ id }) => id),
        ["poms.page", "poms.search", "wikidata.item", "tvmaze.show"]
      )
    })
  )

  it.effect("tell a refused pair by itself, and what to do about it", () =>
    Effect.gen(function* () {
      const refused = new SourceError({ source: "poms", reason: "Refused", tried: "page 1: status 401" })
      const checks = yield* checked({
        catalogue: { byIds: () => refused, search: () => refused },
        credentials: { state: Effect.succeed({ source: "environment", state: "page-gone" }) }
      })
      for (const id of ["poms.page", "poms.pair"]) {
        assert.deepInclude(shown(one(checks, id)), "POMS refuses the key. Texts may be missing.")
        assert.include(inEnglish(one(checks, id).advice ?? one(checks, id).came), "POMS_API_KEY")
      }
    })
  )

  it.effect("take a key that is not there for a hint, and what is switched off for nothing", () =>
    Effect.gen(function* () {
      const checks = yield* checked({ tmdb: undefined, wikidata: undefined })
      assert.isTrue(isWell(checks))
      assert.deepStrictEqual(
        checks.filter(({ state }) => state !== "well").map(({ id, state }) => `${id} ${state}`),
        ["tmdb.key warning", "wikidata.item notChecked"]
      )
      assert.include(inEnglish(one(checks, "tmdb.key").meaning ?? one(checks, "tmdb.key").came), "many films")
    })
  )

  it.effect("do not blame a source that had no turn, as the time was up", () =>
    Effect.gen(function* () {
      const byIds = () => Effect.delay(Effect.succeed([page]), "8500 millis")
      const fiber = yield* Effect.fork(checked({ catalogue: { ...wellSources.catalogue, byIds } }))
      yield* TestClock.adjust("9 seconds")
      const checks = yield* Fiber.join(fiber)
      assert.strictEqual(one(checks, "poms.page").state, "well")
      assert.deepStrictEqual(shown(one(checks, "poms.search")), ["notChecked", "not asked: the time was up", ""])
    })
  )

  it.effect("end in time also when a request cannot be called off", () =>
    Effect.gen(function* () {
      const stuck = () => Effect.uninterruptible(Effect.sleep("1 hour")).pipe(Effect.as(Option.none()))
      const fiber = yield* Effect.fork(checked({ wikidata: { byExternalId: stuck } }))
      yield* TestClock.adjust("9 seconds")
      assert.strictEqual(inEnglish(one(yield* Fiber.join(fiber), "wikidata.item").came), "nothing in time")
    })
  )

  it.effect("end in time when nobody answers at all", () =>
    Effect.gen(function* () {
      const never = () => Effect.never
      const fiber = yield* Effect.fork(
        checked({
          catalogue: { byIds: never, search: never },
          pages: { search: never, read: never },
          tmdb: { byExternalId: never },
          wikidata: { byExternalId: never },
          shows: { find: never }
        })
      )
      yield* TestClock.adjust("15 seconds")
      const checks = yield* Fiber.join(fiber)
      assert.deepStrictEqual(
        [...new Set(checks.filter(({ state }) => state === "failing").map(({ came }) => inEnglish(came)))],
        ["nothing in time"]
      )
    })
  )
})
