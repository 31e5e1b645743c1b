/** The domain in another Effect program: bring your own layers for the ports, call `describe`, read the answer. */
import { alone } from "../../src/domain/describe/Alone.ts"
import { assert, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import * as CacheMemory from "../../src/adapters/cache/memory/CacheMemory.ts"
import * as Sources from "../../src/adapters/sources/memory/SourcesMemory.ts"
import * as TitleMemory from "../../src/adapters/cache/memory/TitleMemory.ts"
import { describe } from "../../src/domain/describe/Describe.ts"
import { VproId, Year } from "../../src/domain/values/Media.ts"
import { encodeRatingKey } from "../../src/domain/keys/RatingKey.ts"

const page = {
  id: VproId.make(536405),
  kind: "film" as const,
  title: "De stille dijk",
  otherTitles: [],
  year: Year.make(1994),
  directors: ["Anna de Wit"],
  countries: ["Nederland"],
  genres: ["Drama"],
  text: "Een dijkwachter ziet het water stijgen en vertelt het niemand, tot de nacht waarin het dorp hem nodig heeft.",
  kijkwijzer: "12" as const,
  pictures: [],
  source: "poms" as const
}

const Ports = Layer.mergeAll(
  Sources.catalogue([page]),
  Sources.pages([]),
  Sources.works([]),
  Sources.noWebSearch,
  CacheMemory.layer(),
  TitleMemory.layer,
  alone
)

it.effect("looks a film up on in-memory layers, and answers from the cache the second time", () =>
  Effect.gen(function* () {
    const key = encodeRatingKey({ kind: "film", title: "De Stille Dijk", year: Year.make(1994) })
    const first = yield* Effect.flatten(describe(key))
    assert.deepStrictEqual([first.from, first.entry?.description, first.entry?.vpro], ["lookup", page.text, page.id])
    const second = yield* Effect.flatten(describe(key))
    assert.deepStrictEqual([second.from, second.entry?.description], ["hit", page.text])
  }).pipe(Effect.provide(Ports))
)
