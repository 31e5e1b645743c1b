/** How a look-up can end. */
import { Data } from "effect"
import type { LookupMethod } from "../values/CacheEntry.ts"
import type { SourceError } from "../../ports/SourceError.ts"
import type { CatalogueItem } from "../values/Catalogue.ts"
import type { Work } from "../values/Work.ts"

/**
 * - `Found`: the page of the work; without text only when VPRO has none
 * - `Bare`: VPRO does not know the work, a reference does
 * - `NotFound`: everyone was asked, nobody knows it
 * - `Incomplete`: a source that might have known could not be asked; what is known all the same comes along.
 *   Never to be remembered as not found.
 */
export type Outcome = Data.TaggedEnum<{
  Found: { readonly item: CatalogueItem; readonly work: Work | undefined; readonly method: LookupMethod }
  Bare: { readonly work: Work }
  NotFound: object
  Incomplete: {
    readonly item: CatalogueItem | undefined
    readonly work: Work | undefined
    readonly failures: ReadonlyArray<SourceError>
    readonly timedOut: boolean
  }
}>
export const Outcome = Data.taggedEnum<Outcome>()
