/** A page whose number is known: from the catalogue, or from the public site when the catalogue lacks it. */
import { Effect, Option } from "effect"
import { CataloguePort } from "../../ports/CataloguePort.ts"
import type { MediaKind, VproId } from "../values/Media.ts"
import type { LookupProgress } from "./LookupProgress.ts"
import { readPage } from "./ReadPage.ts"

/** Collects the page as a candidate, if it can be had; `slug` is any readable title. */
export const collectPage = Effect.fn("KnownPage.collectPage")(function* (
  progress: LookupProgress,
  id: VproId,
  kind: MediaKind,
  slug: string
) {
  const catalogue = yield* CataloguePort
  const entry = yield* progress.step("vpro-id", String(id), catalogue.byId(id, kind), Option.toArray)
  const item = entry !== undefined && Option.isSome(entry) ? entry : yield* readPage(progress, { id, slug })
  if (item !== undefined) yield* progress.collect(Option.toArray(item))
})
