/** A world of sources in memory, in which some do not answer. */
import { Effect, Layer } from "effect"
import { alone } from "../../src/domain/describe/Alone.ts"
import * as CacheMemory from "../../src/adapters/cache/memory/CacheMemory.ts"
import * as TitleMemory from "../../src/adapters/cache/memory/TitleMemory.ts"
import * as Sources from "../../src/adapters/sources/memory/SourcesMemory.ts"
import type { CatalogueItem } from "../../src/domain/values/Catalogue.ts"
import { Policy } from "../../src/domain/describe/Policy.ts"
import { defaultLookupOptions, type LookupOptions } from "../../src/domain/lookup/Options.ts"
import type { Work } from "../../src/domain/values/Work.ts"
import { CataloguePort } from "../../src/ports/CataloguePort.ts"
import { PagePort } from "../../src/ports/PagePort.ts"
import { SourceError } from "../../src/ports/SourceError.ts"
import { WorkPort } from "../../src/ports/WorkPort.ts"

export const down = (source: "poms" | "cinema" | "tmdb") =>
  Effect.fail(new SourceError({ source, reason: "Unreachable", tried: "a test" }))

export const world = (known: {
  readonly films?: ReadonlyArray<CatalogueItem>
  readonly pages?: ReadonlyArray<CatalogueItem>
  readonly works?: ReadonlyArray<Work>
}) =>
  Layer.mergeAll(
    Sources.catalogue(known.films ?? []),
    Sources.pages(known.pages ?? []),
    Sources.works(known.works ?? []),
    Sources.noWebSearch,
    CacheMemory.layer(),
    TitleMemory.layer,
    alone
  )

export const pomsDown = Layer.succeed(CataloguePort, {
  search: () => down("poms"),
  byId: () => down("poms"),
  byIds: () => down("poms")
})
export const pagesDown = Layer.succeed(PagePort, { search: () => down("cinema"), read: () => down("cinema") })
/** The reference is asked only where the catalogue does not know the title. */
export const fewest: LookupOptions = { ...defaultLookupOptions, ids: "when-needed" }
export const withFewest = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.flatMap(Policy, (policy) => Effect.provideService(effect, Policy, { ...policy, lookup: fewest }))
export const nobodyAsked = Layer.mergeAll(
  Layer.mock(PagePort, {}),
  Layer.mock(WorkPort, { configured: Effect.succeed(true), references: Effect.succeed([]) }),
  Sources.noWebSearch
)
