/** The public pages of cinema.nl (and, for old addresses, vprogids.nl): the richer but slower side of VPRO. */
import { Context, type Effect, type Option } from "effect"
import type { CatalogueItem } from "../domain/values/Catalogue.ts"
import type { MediaKind, VproId, Year } from "../domain/values/Media.ts"
import type { SourceError } from "./SourceError.ts"

/** A line in the site's own search: little is known before the page is read. */
export interface PageCard {
  readonly id: VproId
  readonly kind: MediaKind
  readonly title: string
  readonly slug: string
  readonly year?: Year | undefined
}

export class PagePort extends Context.Tag("vpro-cinema-plex/ports/PagePort")<
  PagePort,
  {
    /** What the site's search lists, in its order. */
    readonly search: (text: string) => Effect.Effect<ReadonlyArray<PageCard>, SourceError>
    /** Reads one page. `slug` is any readable title; `None` when the site has no such page. */
    readonly read: (id: VproId, slug: string) => Effect.Effect<Option.Option<CatalogueItem>, SourceError>
  }
>() {}
