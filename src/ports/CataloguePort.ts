/** The VPRO catalogue that can be searched: POMS today. */
import { Context, type Effect, type Option } from "effect"
import type { CatalogueItem } from "../domain/Catalogue.ts"
import type { MediaKind, VproId, Year } from "../domain/Media.ts"
import type { SourceError } from "./SourceError.ts"

/** A question to the catalogue. */
export interface CatalogueQuery {
  readonly text: string
  readonly kind: MediaKind
  /** Only pages of these years. */
  readonly years?: ReadonlyArray<Year> | undefined
  /** How words are taken: any of them (best first), the whole phrase, or any of them give or take a letter. */
  readonly mode: "words" | "phrase" | "fuzzy"
}

export class CataloguePort extends Context.Tag("vpro-cinema-plex/ports/CataloguePort")<
  CataloguePort,
  {
    /** Pages in the catalogue's own order of relevance; none is an empty list. */
    readonly search: (query: CatalogueQuery) => Effect.Effect<ReadonlyArray<CatalogueItem>, SourceError>
    /** The page with this number, when the catalogue holds it. */
    readonly byId: (id: VproId, kind: MediaKind) => Effect.Effect<Option.Option<CatalogueItem>, SourceError>
  }
>() {}
