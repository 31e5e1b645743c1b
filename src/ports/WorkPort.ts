/** The references that know the same work under all its titles, asked as one: TMDB, and Wikidata, which needs no key. */
import { Context, type Effect, type Option } from "effect"
import type { Hints } from "../domain/values/Hints.ts"
import type { ImdbId, MediaKind, PlexId, TmdbId, TvdbId, Year } from "../domain/values/Media.ts"
import type { ReferenceState } from "../domain/values/ReferenceState.ts"
import type { Work, WorkId, WorkTitle } from "../domain/values/Work.ts"
import type { SourceError } from "./SourceError.ts"

/** A line in the reference's search. Both titles are empty when only the details tell them. */
export interface WorkHit {
  readonly id: WorkId
  readonly title: string
  readonly originalTitle: string
  /** Every title, where a search tells them all; then the details tell no further one. */
  readonly titles?: ReadonlyArray<WorkTitle>
  readonly year?: Year | undefined
  /** Its number at TMDB, where another reference tells it. */
  readonly tmdb?: TmdbId | undefined
}

/** An id that a request may carry: of the Internet Movie Database, The Movie Database, TheTVDB, or of Plex itself. */
export type WorkExternalId =
  { readonly imdb: ImdbId } | { readonly tmdb: TmdbId } | { readonly tvdb: TvdbId } | { readonly plex: PlexId }

/** An answer to a search; `more` says that not all works that bear the title are in it. */
export interface WorkAnswer {
  readonly hits: ReadonlyArray<WorkHit>
  readonly more: boolean
  /** Whether many works are unknown to whoever answers, so that one that is not there may well exist. */
  readonly partial?: boolean
}

export class WorkPort extends Context.Tag("vpro-cinema-plex/ports/WorkPort")<
  WorkPort,
  {
    /** Whether any reference may be asked; without one (no key) every other operation answers "nothing". */
    readonly configured: boolean
    /** Which references there are, in the order of asking, and whether each takes part now. */
    readonly references: Effect.Effect<ReadonlyArray<ReferenceState>>
    /** The work with this id, as a search would list it. A hit may be a promise that its details do not keep. */
    readonly byExternalId: (id: WorkExternalId, kind: MediaKind) => Effect.Effect<Option.Option<WorkHit>, SourceError>
    /** Everything about a work of this kind that a hit named. */
    readonly byId: (id: WorkId, kind: MediaKind) => Effect.Effect<Option.Option<Work>, SourceError>
    /** Works that bear this title, in the reference's own order. */
    readonly search: (query: Pick<Hints, "kind" | "title" | "year">) => Effect.Effect<WorkAnswer, SourceError>
  }
>() {}
