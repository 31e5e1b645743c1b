/** Reading a page of the public site: once in a look-up, whoever wants it. */
import { Effect, Option, Ref } from "effect"
import { PagePort } from "../../ports/PagePort.ts"
import type { SourceError } from "../../ports/SourceError.ts"
import type { CatalogueItem } from "../values/Catalogue.ts"
import type { VproId } from "../values/Media.ts"
import type { LookupProgress } from "./LookupProgress.ts"

/** A page by its number; `slug` is any readable title. */
export interface PageName {
  readonly id: VproId
  readonly slug: string
}

type Read = Option.Option<CatalogueItem>

/** The page, or that there is none; `undefined` when it could not be read. `within` may bound the time that it takes. */
export const readPage = Effect.fn("ReadPage.readPage")(function* (
  progress: LookupProgress,
  { id, slug }: PageName,
  within: (reading: Effect.Effect<Read, SourceError>) => Effect.Effect<Read, SourceError> = (reading) => reading
) {
  const { read } = yield* Ref.get(progress.state)
  if (read.has(id)) return read.get(id)
  const pages = yield* PagePort
  const page = yield* progress.step("cinema-page", String(id), within(pages.read(id, slug)), Option.toArray)
  yield* Ref.update(progress.state, (now) => ({ ...now, read: new Map([...now.read, [id, page] as const]) }))
  return page
})
