/** The VPRO catalogue that can be searched: POMS today. */
import { Context, type Effect, type Option } from "effect"
import type { CatalogueItem } from "../domain/values/Catalogue.ts"
import type { MediaKind, VproId, Year } from "../domain/values/Media.ts"
import type { SourceError } from "./SourceError.ts"

/** A question to the catalogue. */
export interface CatalogueQuery {
  /** Free text; already fit to be sent (see `queryText`). */
  readonly text: string
  readonly kind: MediaKind
  /** Only pages of these years. */
  readonly years?: ReadonlyArray<Year> | undefined
  /** How words are taken: any of them (best first), the whole phrase, or any of them give or take a letter. */
  readonly mode: "words" | "phrase" | "fuzzy"
}

/** An answer of the catalogue; `more` says that it holds further pages that fit the question. */
export interface CatalogueAnswer {
  readonly items: ReadonlyArray<CatalogueItem>
  readonly more: boolean
}

/** A page by its number. */
export interface PageNumber {
  readonly id: VproId
  readonly kind: MediaKind
}

/** So many pages go into one request: the batch of NPO's own clients. */
export const pagesAtOnce = 240

export class CataloguePort extends Context.Tag("vpro-cinema-plex/ports/CataloguePort")<
  CataloguePort,
  {
    /** Pages in the catalogue's own order of relevance; none is an empty list. */
    readonly search: (query: CatalogueQuery) => Effect.Effect<CatalogueAnswer, SourceError>
    /** The page with this number, when the catalogue holds it. */
    readonly byId: (id: VproId, kind: MediaKind) => Effect.Effect<Option.Option<CatalogueItem>, SourceError>
    /** Those of these pages that the catalogue holds, in any order: a request for every `pagesAtOnce` of them, one after another. */
    readonly byIds: (pages: ReadonlyArray<PageNumber>) => Effect.Effect<ReadonlyArray<CatalogueItem>, SourceError>
  }
>() {}
