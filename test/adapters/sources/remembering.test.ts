/** What of a reference of works is remembered, and for how long. */
import { assert, describe, it } from "@effect/vitest"
import { Arbitrary, Duration, Effect, Layer, Option, Schema, type Scope, TestClock } from "effect"
import * as Fs from "node:fs/promises"
import { tmpdir } from "node:os"
import * as Path from "node:path"
import * as RecordFiles from "../../../src/adapters/cache/files/RecordFiles.ts"
import * as RecordMemory from "../../../src/adapters/cache/memory/RecordMemory.ts"
import * as Wikidata from "../../../src/adapters/sources/wikidata/Wikidata.ts"
import { remembering } from "../../../src/adapters/sources/works/Remembering.ts"
import type { WorkReference } from "../../../src/adapters/sources/works/WorkReference.ts"
import { JsonText } from "../../../src/domain/text/Json.ts"
import { ImdbId, TmdbId, Year } from "../../../src/domain/values/Media.ts"
import { Work, WorkId } from "../../../src/domain/values/Work.ts"
import { MemoryPort } from "../../../src/ports/MemoryPort.ts"
import { SourceError } from "../../../src/ports/SourceError.ts"
import { WorkAnswer, WorkHit } from "../../../src/ports/WorkPort.ts"
import { plain } from "../../contract/cache.ts"
import { standIn } from "../../stand-ins/http.ts"
import { dated, item, says, wikidata } from "../../stand-ins/wikidata.ts"
import { work } from "../../stand-ins/works.ts"

const imdb = ImdbId.make("tt7654321")
const film = work("De dijk", 1999, [], [], { imdb })
const now = Date.UTC(2026, 10, 29)
const year = (value: number) => Year.make(value)

const hitOf = (title: string, of?: number): WorkHit => ({
  id: film.id,
  title,
  originalTitle: title,
  titles: [{ title }, { title: `${title} (other)` }],
  ...(of === undefined ? {} : { year: year(of) })
})

interface Knows {
  readonly partial?: boolean
  readonly hits?: ReadonlyArray<WorkHit>
  readonly work?: Work
}

/** A reference that counts how often it was asked. */
const reference = ({ hits = [], partial = true, work }: Knows) => {
  const asked: Array<string> = []
  const told = <A>(what: string, answer: A) => Effect.sync(() => (asked.push(what), answer))
  const it: WorkReference = {
    prefix: "one",
    configured: Effect.succeed(true),
    references: Effect.succeed([{ reference: "one", state: "asked" }]),
    ...(partial ? { partial } : {}),
    byId: () => told("byId", Option.fromNullable(work)),
    byExternalId: () => told("byExternalId", Option.fromNullable(hits[0])),
    search: () => told("search", { hits, more: false, ...(partial ? { partial } : {}) })
  }
  return { asked, it }
}

type Ask = (reference: WorkReference) => Effect.Effect<unknown, SourceError>

const byId: Ask = (one) => one.byId(film.id, "film")
const byExternalId =
  (about?: number): Ask =>
  (one) =>
    one.byExternalId({ imdb }, "film", about === undefined ? undefined : year(about))
const search =
  (about?: number, of?: number): Ask =>
  (one) =>
    one.search({
      kind: "film",
      title: "De dijk",
      ...(of === undefined ? {} : { year: year(of) }),
      about: about === undefined ? undefined : year(about)
    })

const dijk = [hitOf("De dijk", 1999)]

describe("a reference that remembers", () => {
  it.effect.each<readonly [string, Knows, Ask, number]>([
    ["a work", { work: film }, byId, 30],
    ["no work", {}, byId, 0],
    ["the hit of an id", { hits: dijk }, byExternalId(1999), 30],
    ["a promise", { hits: [hitOf("")] }, byExternalId(1999), 0],
    ["no item of an id, of an old work", {}, byExternalId(2024), 7],
    ["no item of an id, of last year", {}, byExternalId(2025), 1],
    ["no item of an id, of this year", {}, byExternalId(2026), 1],
    ["no item of an id, of the next year", {}, byExternalId(2027), 1],
    ["no item of an id, of who knows when", {}, byExternalId(), 7],
    ["a search that finds it", { hits: dijk }, search(1999), 30],
    ["a search that finds it a year off", { hits: dijk }, search(2000), 30],
    ["a search of a year that finds it", { hits: dijk }, search(1999, 1999), 30],
    ["a search without a year", { hits: dijk }, search(), 30],
    ["a search that finds nothing, of an old work", {}, search(2024), 7],
    ["a search that finds nothing, of this year", {}, search(2026), 1],
    ["a search that finds nothing, within this year", {}, search(undefined, 2026), 1],
    ["a search that finds nothing, of who knows when", {}, search(), 7],
    ["a search that finds one of another year", { hits: dijk }, search(2025), 1],
    ["a search that finds one of another year, long ago", { hits: dijk }, search(1950), 7],
    ["a search that finds one of no year", { hits: [hitOf("De dijk")] }, search(2026), 1],
    ["a search that finds another title", { hits: [hitOf("Dijk van niemand", 2026)] }, search(2026), 1],
    ["complete, a work", { partial: false, work: film }, byId, 30],
    ["complete, the hit of an id", { partial: false, hits: dijk }, byExternalId(1999), 30],
    ["complete, no item of an id", { partial: false }, byExternalId(1950), 0],
    ["complete, a search", { partial: false, hits: dijk }, search(1999), 0],
    ["complete, a search that finds nothing", { partial: false }, search(1950), 0]
  ])("%s", ([, knows, ask, days]) =>
    Effect.gen(function* () {
      yield* TestClock.setTime(now)
      const memory = yield* RecordMemory.make()
      const { asked, it } = reference(knows)
      const one = remembering(it, memory)
      yield* ask(one)
      if (days > 0) {
        yield* TestClock.adjust(Duration.subtract(Duration.days(days), "1 minute"))
        // As another replica would.
        yield* ask(remembering(it, memory))
        assert.lengthOf(asked, 1)
        yield* TestClock.adjust("2 minutes")
      }
      yield* ask(one)
      assert.lengthOf(asked, 2)
    })
  )

  it.effect("tells what it was told, but of works that are not meant their further titles", () =>
    Effect.gen(function* () {
      const memory = yield* RecordMemory.make()
      const hits = [hitOf("De dijk", 1999), hitOf("De dijk", 1950), hitOf("Dijk van niemand", 1999)]
      const one = remembering(reference({ hits, work: film }).it, memory)
      const query = { kind: "film", title: "De dijk", about: year(1999) } as const
      const told = [one.byId(film.id, "film"), one.byExternalId({ imdb }, "film")]
      for (const ask of told) assert.deepStrictEqual(plain(yield* ask), plain(yield* ask))
      const first = yield* one.search(query)
      assert.deepStrictEqual(first.hits, hits)
      const again = yield* one.search(query)
      assert.deepStrictEqual(
        again.hits.map(({ titles }) => titles?.length),
        [2, 0, 0]
      )
      assert.deepStrictEqual(plain({ ...again, hits: [] }), plain({ ...first, hits: [] }))
      assert.deepStrictEqual(
        again.hits.map((hit) => ({ ...hit, titles: [] })),
        hits.map((hit) => ({ ...hit, titles: [] }))
      )
    })
  )

  it.effect("tells one question from another", () =>
    Effect.gen(function* () {
      const { asked, it } = reference({ hits: dijk, work: film })
      const one = remembering(it, yield* RecordMemory.make())
      const tmdb = TmdbId.make(7654321)
      for (const kind of ["film", "series"] as const) {
        yield* one.byId(film.id, kind)
        yield* one.byId(WorkId.make("one:2"), kind)
        yield* one.byExternalId({ imdb }, kind)
        yield* one.byExternalId({ tmdb }, kind)
        for (const title of ["De dijk", "de dijk", "any De dijk"]) {
          yield* one.search({ kind, title })
          yield* one.search({ kind, title, year: year(1999) })
          yield* one.search({ kind, title, about: year(1999) })
          yield* one.search({ kind, title, about: year(2026) })
        }
      }
      assert.lengthOf(asked, 32)
    })
  )

  it.effect("is asked again after a failure, and after what was remembered in another form", () =>
    Effect.gen(function* () {
      let asked = 0
      const failure = Effect.suspend(() => {
        asked++
        return new SourceError({ source: "wikidata", reason: "Unreachable", tried: "a test" })
      })
      const down: WorkReference = {
        ...reference({}).it,
        byId: () => failure,
        byExternalId: () => failure,
        search: () => failure
      }
      const memory = yield* RecordMemory.make()
      for (const ask of [byId, byExternalId(1999), search(1999)])
        for (let at = 0; at < 2; at++) yield* Effect.flip(ask(remembering(down, memory)))
      assert.strictEqual(asked, 6)
      const strange = { ...memory, recall: () => Effect.succeedSome('{"hits":3}') }
      assert.deepStrictEqual(
        yield* remembering(reference({ work: film }).it, strange).byId(film.id, "film"),
        Option.some(film)
      )
    })
  )
})

describe("what is remembered", () => {
  const same = <A, I>(schema: Schema.Schema<A, I>, value: A) => {
    const text = JsonText(schema)
    assert.deepStrictEqual(plain(Schema.decodeSync(text)(Schema.encodeSync(text)(value))), plain(value))
  }
  it.prop("is the same work", { value: Arbitrary.make(Work) }, ({ value }) => same(Work, value))
  it.prop("is the same hit", { value: Arbitrary.make(WorkHit) }, ({ value }) => same(WorkHit, value))
  it.prop("is the same answer", { value: Arbitrary.make(WorkAnswer) }, ({ value }) => same(WorkAnswer, value))
})

describe("Wikidata", () => {
  const items = {
    Q7: {
      labels: { en: "The Silent Dyke", nl: "De stille dijk" },
      claims: {
        P345: [says("tt7654321")],
        P577: [says(dated("1987-09-12"))],
        P57: ["Q501", "Q502", "Q503"].map((id) => says(item(id)))
      }
    },
    Q501: { labels: { mul: "Halina Zawada" } },
    Q503: { labels: { fr: "Jean Digue" } }
  }

  const temporaryFolder: Effect.Effect<string, never, Scope.Scope> = Effect.acquireRelease(
    Effect.promise(() => Fs.mkdtemp(Path.join(tmpdir(), "works-"))),
    (folder) => Effect.promise(() => Fs.rm(folder, { recursive: true, force: true }))
  )

  /** All that a look-up may ask, of a program that starts, asks and ends; with how many requests went out. */
  const run = (directory: string) => {
    const http = standIn(wikidata(items))
    return Effect.gen(function* () {
      const one = yield* Wikidata.make({ baseUrl: "https://wikidata.test", enabled: true })
      const reference = remembering(one, yield* MemoryPort)
      const hit = yield* reference.byExternalId({ imdb }, "film", year(1987))
      const found = yield* reference.search({ kind: "film", title: "the silent dyke", about: year(1987) })
      const absent = yield* reference.search({ kind: "film", title: "Winterkou", about: year(1987) })
      const details = yield* reference.byId(WorkId.make("wikidata:Q7"), "film")
      return { answers: plain({ hit, found, absent, details }), requests: http.requests.length }
    }).pipe(
      Effect.provide(Layer.merge(http.layer, RecordFiles.layer({ directory, maxEntries: 1000, maxBytes: 10_000_000 })))
    )
  }

  it.scoped("is asked for nothing by the second of two equal runs, and for all but the names a month later", () =>
    Effect.gen(function* () {
      const directory = yield* temporaryFolder
      yield* TestClock.setTime(now)
      const first = yield* run(directory)
      assert.isAbove(first.requests, 3)
      assert.deepStrictEqual(yield* run(directory), { ...first, requests: 0 })
      yield* TestClock.adjust("31 days")
      assert.deepStrictEqual(yield* run(directory), first)
      assert.deepStrictEqual(yield* run(directory), { ...first, requests: 0 })
    })
  )

  it.effect("is asked for the names that are not remembered only", () =>
    Effect.gen(function* () {
      const memory = yield* RecordMemory.make()
      const asked = (days: number) => {
        const http = standIn(wikidata(items))
        return Effect.gen(function* () {
          yield* TestClock.adjust(Duration.days(days))
          const one = yield* Wikidata.make({ baseUrl: "https://wikidata.test", enabled: true })
          const found = yield* one.byId(WorkId.make("wikidata:Q7"), "film")
          assert.deepStrictEqual(Option.getOrThrow(found).directors, ["Halina Zawada", "Jean Digue"])
          return http.requests.slice(1).map(({ url }) => url.searchParams.get("ids"))
        }).pipe(Effect.provide(http.layer), Effect.provideService(MemoryPort, memory))
      }
      assert.deepStrictEqual(yield* asked(0), ["Q501|Q502|Q503"])
      assert.deepStrictEqual(yield* asked(6), [])
      assert.deepStrictEqual(yield* asked(2), ["Q502"])
      assert.deepStrictEqual(yield* asked(356), ["Q502"])
      assert.deepStrictEqual(yield* asked(3), ["Q501|Q503"])
    })
  )
})
