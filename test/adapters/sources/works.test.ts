import { assert, describe, it } from "@effect/vitest"
import { type Array as Arr, Effect, Layer, Option } from "effect"
import * as Sources from "../../../src/adapters/sources/memory/SourcesMemory.ts"
import { unasked, type WorkReference } from "../../../src/adapters/sources/works/WorkReference.ts"
import * as Works from "../../../src/adapters/sources/works/Works.ts"
import { lookup } from "../../../src/domain/lookup/Lookup.ts"
import { ImdbId, PlexId, TmdbId } from "../../../src/domain/values/Media.ts"
import { type Work, WorkId } from "../../../src/domain/values/Work.ts"
import { Deadline, remaining } from "../../../src/ports/Deadline.ts"
import { SourceError } from "../../../src/ports/SourceError.ts"
import type { WorkExternalId, WorkHit } from "../../../src/ports/WorkPort.ts"
import { hints, work } from "../../stand-ins/works.ts"

const imdb = ImdbId.make("tt7654321")
const unknownImdb = ImdbId.make("tt0000001")
const named = (id: string, title: string, known: { readonly imdb?: string } = {}): Work => ({
  ...work(title, 1999, [], [], known),
  id: WorkId.make(id)
})

const one = Sources.reference("one", [named("one:1", "De dijk", { imdb })])
const two = Sources.reference("two", [
  named("two:1", "De dijk", { imdb }),
  named("two:2", "Zomerlicht", { imdb: "tt0000002" })
])
const empty = Sources.reference("empty", [])

/** A reference to which every question fails, and which names itself in what was tried. */
const down = (prefix: string): WorkReference => {
  const failure = Effect.fail(new SourceError({ source: "tmdb", reason: "Unreachable", tried: prefix }))
  const references = Effect.succeed([{ reference: prefix, state: "asked" as const }])
  return {
    prefix,
    configured: Effect.succeed(true),
    references,
    byExternalId: () => failure,
    byId: () => failure,
    search: () => failure
  }
}

const film = (title: string) => ({ kind: "film", title }) as const
const idsOf = (answer: { readonly hits: ReadonlyArray<{ readonly id: WorkId }> }) =>
  answer.hits.map(({ id }) => `${id}`)
const nothing = { hits: [], more: false }

describe("Works", () => {
  it.effect("is told by the first reference that knows something, in their order", () =>
    Effect.gen(function* () {
      for (const [references, first] of [
        [[one, two], "one:1"],
        [[two, one], "two:1"],
        [[empty, two, one], "two:1"]
      ] as const) {
        const port = Works.make(references)
        const hit = yield* port.byExternalId({ imdb }, "film")
        assert.deepStrictEqual<unknown>(Option.getOrThrow(hit).id, first)
        assert.deepStrictEqual(idsOf(yield* port.search(film("De dijk"))), [first])
        assert.deepStrictEqual(idsOf(yield* port.search(film("Zomerlicht"))), ["two:2"])
        assert.deepStrictEqual(yield* port.search(film("Winterkou")), nothing)
        assert.deepStrictEqual(yield* port.byExternalId({ imdb: unknownImdb }, "film"), Option.none())
      }
    })
  )

  it.effect(
    "asks one with gaps neither for another writing of a title nor for a work that it did not know by its id",
    () =>
      Effect.gen(function* () {
        const gaps = Works.make([{ ...two, partial: true, search: () => Effect.die("it was asked") }])
        for (const question of [{ isVariant: true }, { imdb }])
          assert.deepStrictEqual(yield* gaps.search({ ...film("De dijk"), ...question }), { ...nothing, partial: true })
        const whole = Works.make([two])
        assert.deepStrictEqual(idsOf(yield* whole.search({ ...film("De dijk"), isVariant: true })), ["two:1"])
      })
  )

  it.effect("has the details of a work from the reference that its id names", () =>
    Effect.gen(function* () {
      const port = Works.make([one, two])
      for (const id of ["one:1", "two:1", "two:2"])
        assert.deepStrictEqual<unknown>(Option.getOrThrow(yield* port.byId(WorkId.make(id), "film")).id, id)
      for (const id of ["three:1", "one", "1", "one:2"])
        assert.deepStrictEqual(yield* port.byId(WorkId.make(id), "film"), Option.none())
      const half = Works.make([down("one"), two])
      assert.isTrue(Option.isSome(yield* half.byId(WorkId.make("two:1"), "film")))
      assert.strictEqual((yield* Effect.flip(half.byId(WorkId.make("one:1"), "film"))).tried, "one")
    })
  )

  it.effect("asks the others by the id when a hit was a promise that its reference does not keep", () =>
    Effect.gen(function* () {
      const promise = { id: WorkId.make("first:7"), title: "", originalTitle: "" }
      const promising = (byId: WorkReference["byId"]): WorkReference => ({
        ...down("first"),
        byExternalId: () => Effect.succeedSome(promise),
        byId
      })
      const found = (reference: WorkReference, id = imdb) => {
        const port = Works.make([reference, two])
        return Effect.zipRight(port.byExternalId({ imdb: id }, "film"), port.byId(promise.id, "film"))
      }
      for (const broken of [down("first").byId, () => Effect.succeedNone])
        assert.strictEqual<string>(Option.getOrThrow(yield* found(promising(broken))).id, "two:1")
      const kept = promising((id) => Effect.succeedSome(named(id, "De dijk")))
      assert.strictEqual<string>(Option.getOrThrow(yield* found(kept)).id, "first:7")
      assert.strictEqual((yield* Effect.flip(found(promising(down("first").byId), unknownImdb))).tried, "first")
      assert.isTrue(
        Option.isNone(
          yield* found(
            promising(() => Effect.succeedNone),
            unknownImdb
          )
        )
      )
      // What was never promised, nobody else is asked for.
      const port = Works.make([promising(down("first").byId), two])
      assert.strictEqual((yield* Effect.flip(port.byId(promise.id, "film"))).tried, "first")
    })
  )

  it.effect("has a work of Plex's from the first reference, by the number at TMDB that another tells", () =>
    Effect.gen(function* () {
      const plex = PlexId.make("5d7768244de0ee001fcc7fed")
      const tmdb = TmdbId.make(500)
      const telling = (hit: Partial<WorkHit>): WorkReference => ({
        ...two,
        byExternalId: (id, kind) =>
          "plex" in id
            ? Effect.succeedSome({ id: WorkId.make("two:1"), title: "De dijk", originalTitle: "De dijk", ...hit })
            : two.byExternalId(id, kind)
      })
      const led = (first: WorkReference, hit: Partial<WorkHit> = { tmdb }) => {
        const port = Works.make([first, telling(hit)])
        return Effect.flatMap(port.byExternalId({ plex }, "film"), (found) =>
          Effect.map(port.byId(Option.getOrThrow(found).id, "film"), (work) => Option.getOrThrow(work).id)
        )
      }
      const promised = Effect.succeedSome({ id: WorkId.make("one:1"), title: "", originalTitle: "" })
      const promising = { ...one, byExternalId: (id: WorkExternalId) => ("tmdb" in id ? promised : Effect.succeedNone) }
      assert.strictEqual<string>(yield* led(one), "one:1")
      assert.strictEqual<string>(yield* led(promising), "one:1")
      assert.strictEqual<string>(yield* led({ ...promising, byId: () => Effect.succeedNone }), "two:1")
      assert.strictEqual<string>(yield* led(one, {}), "two:1")
      assert.strictEqual<string>(yield* led(down("first")), "two:1")
      assert.strictEqual<string>(yield* led({ ...one, byExternalId: () => Effect.succeedNone }), "two:1")
    })
  )

  it.effect("passes a failure over when a later reference knows, and tells the first failure when none does", () =>
    Effect.gen(function* () {
      const port = Works.make([down("first"), down("second"), two])
      assert.deepStrictEqual(idsOf(yield* port.search(film("De dijk"))), ["two:1"])
      assert.isTrue(Option.isSome(yield* port.byExternalId({ imdb }, "film")))
      assert.strictEqual((yield* Effect.flip(port.search(film("Winterkou")))).tried, "first")
      assert.strictEqual((yield* Effect.flip(port.byExternalId({ imdb: unknownImdb }, "film"))).tried, "first")
      const last = Works.make([one, down("last")])
      assert.deepStrictEqual(idsOf(yield* last.search(film("De dijk"))), ["one:1"])
      assert.strictEqual((yield* Effect.flip(last.search(film("Winterkou")))).tried, "last")
    })
  )

  it.effect("does without one with gaps that fails after another answered", () =>
    Effect.gen(function* () {
      const withGaps = Works.make([one, { ...down("gaps"), partial: true }])
      assert.deepStrictEqual(yield* withGaps.search(film("Winterkou")), nothing)
      const alone = Works.make([{ ...down("gaps"), partial: true }])
      assert.strictEqual((yield* Effect.flip(alone.search(film("Winterkou")))).tried, "gaps")
    })
  )

  const refusing: WorkReference = {
    ...down("refusing"),
    references: Effect.succeed([{ reference: "refusing", state: "refused" }])
  }
  const failing = { tried: "down" }
  it.effect.each<readonly [string, Arr.NonEmptyReadonlyArray<WorkReference>, string, unknown]>([
    ["by the next", [refusing, two], "De dijk", ["two:1"]],
    ["and nobody knows it", [refusing, two], "Winterkou", []],
    ["and nobody else is there", [refusing], "De dijk", []],
    ["and the next is switched off", [refusing, unasked("off", "off")], "De dijk", []],
    ["and the next fails", [refusing, down("down")], "De dijk", failing],
    ["and the next, which has gaps, fails", [refusing, { ...down("down"), partial: true }], "De dijk", failing],
    ["after one that knows", [two, refusing], "De dijk", ["two:1"]],
    ["after one that does not", [one, refusing], "Winterkou", []]
  ])("one that refuses the key is left out, which is no failure: %s", ([, references, title, expected]) =>
    Effect.gen(function* () {
      const port = Works.make(references)
      const answer = yield* Effect.match(port.search(film(title)), {
        onFailure: ({ tried }) => ({ tried }),
        onSuccess: idsOf
      })
      assert.deepStrictEqual<unknown>(answer, expected)
      if (expected === failing) return
      assert.isTrue(Option.isNone(yield* port.byId(WorkId.make("refusing:1"), "film")))
      assert.isTrue(Option.isNone(yield* port.byExternalId({ imdb: unknownImdb }, "film")))
    })
  )

  it.effect("tells of each reference whether it takes part, in their order", () =>
    Effect.gen(function* () {
      const port = Works.make([refusing, unasked("keyless", "no-key"), one, unasked("off", "off")])
      assert.deepStrictEqual(yield* port.references, [
        { reference: "refusing", state: "refused" },
        { reference: "keyless", state: "no-key" },
        { reference: "one", state: "asked" },
        { reference: "off", state: "off" }
      ])
    })
  )

  it.effect("counts as configured when any reference is, and asks no other", () =>
    Effect.gen(function* () {
      assert.isTrue(yield* Works.make([empty, one]).configured)
      const off = Works.make([empty, { ...down("off"), configured: Effect.succeed(false) }])
      assert.isFalse(yield* off.configured)
      assert.deepStrictEqual(yield* off.search(film("De dijk")), nothing)
      assert.deepStrictEqual(yield* off.byExternalId({ imdb }, "film"), Option.none())
      assert.deepStrictEqual(yield* off.byId(WorkId.make("off:1"), "film"), Option.none())
    })
  )

  it.effect("leaves time for the references after one that is slow", () =>
    Effect.gen(function* () {
      const left: Array<number> = []
      const timed: WorkReference = {
        ...one,
        search: () => Effect.map(remaining, (time) => (left.push(Math.round(time)), nothing))
      }
      yield* Works.make([timed, timed, { ...timed }])
        .search(film("De dijk"))
        .pipe(Effect.provideService(Deadline, 9000))
      yield* Works.make([{ ...timed }])
        .search(film("De dijk"))
        .pipe(Effect.provideService(Deadline, 9000))
      assert.deepStrictEqual(left, [6000, 6000, 9000, 9000])
    })
  )

  it.effect.each<readonly [string, Arr.NonEmptyReadonlyArray<WorkReference>, string]>([
    ["before it could not be asked", [down("first"), two], "Incomplete"],
    ["before it has nothing", [empty, two], "NotFound"],
    ["with gaps after it could not be asked", [two, { ...down("gaps"), partial: true }], "NotFound"]
  ])("tells only of a work of another year, which is not the one that is meant: one %s", ([, references, outcome]) =>
    Effect.map(lookup(hints("De dijk", 1960)), (result) => assert.strictEqual(result.outcome._tag, outcome)).pipe(
      Effect.provide(
        Layer.mergeAll(
          Works.layer(Effect.succeed(references)),
          Sources.catalogue([]),
          Sources.pages([]),
          Sources.noWebSearch
        )
      )
    )
  )

  it.effect("shows by the id of the work in the story which reference knew it", () =>
    Effect.gen(function* () {
      const told = (title: string) =>
        Effect.map(lookup(hints(title, 1999)), ({ trace }) =>
          trace.steps.flatMap((step) => (step.work === undefined ? [] : [`${step.step} ${step.work.id}`]))
        )
      assert.deepStrictEqual(yield* told("De dijk"), ["tmdb one:1"])
      assert.deepStrictEqual(yield* told("Zomerlicht"), ["tmdb two:2"])
    }).pipe(
      Effect.provide(
        Layer.mergeAll(
          Works.layer(Effect.succeed([one, two])),
          Sources.catalogue([]),
          Sources.pages([]),
          Sources.noWebSearch
        )
      )
    )
  )
})
