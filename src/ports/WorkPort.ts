/** A reference that knows the same work under all its titles: TMDB today. */
import { Context, type Effect, type Option } from "effect"
import type { Hints } from "../domain/values/Hints.ts"
import type { ImdbId, MediaKind, TmdbId, TvdbId, Year } from "../domain/values/Media.ts"
import type { Work } from "../domain/values/Work.ts"
import type { SourceError } from "./SourceError.ts"

/** A line in the reference's search. */
export interface WorkHit {
  readonly tmdb: TmdbId
  readonly title: string
  readonly originalTitle: string
  readonly year?: Year | undefined
}

/** An answer to a search; `more` says that not all works that bear the title are in it. */
export interface WorkAnswer {
  readonly hits: ReadonlyArray<WorkHit>
  readonly more: boolean
}

export class WorkPort extends Context.Tag("vpro-cinema-plex/ports/WorkPort")<
  WorkPort,
  {
    /** False when no key is configured; every other operation then answers "nothing". */
    readonly configured: boolean
    /** The work with this id in another catalogue, as a search would list it. */
    readonly byExternalId: (
      id: { readonly imdb: ImdbId } | { readonly tvdb: TvdbId },
      kind: MediaKind
    ) => Effect.Effect<Option.Option<WorkHit>, SourceError>
    readonly byId: (id: TmdbId, kind: MediaKind) => Effect.Effect<Option.Option<Work>, SourceError>
    /** Works that bear this title, in the reference's own order. */
    readonly search: (query: Pick<Hints, "kind" | "title" | "year">) => Effect.Effect<WorkAnswer, SourceError>
  }
>() {}
