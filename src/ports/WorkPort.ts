/** The references that know the same work under all its titles, asked as one: TMDB, and Wikidata, which needs no key. */
import { Context, type Effect, type Option, Schema } from "effect"
import type { Hints } from "../domain/values/Hints.ts"
import { type ImdbId, type MediaKind, type PlexId, TmdbId, type TvdbId, Year } from "../domain/values/Media.ts"
import type { ReferenceState } from "../domain/values/ReferenceState.ts"
import { type Work, WorkId, WorkTitle } from "../domain/values/Work.ts"
import type { SourceError } from "./SourceError.ts"

/** A line in the reference's search. Both titles are empty when only the details tell them. */
export const WorkHit = Schema.Struct({
  id: WorkId,
  title: Schema.String,
  originalTitle: Schema.String,
  /** Every title, where a search tells them all; then the details tell no further one. Of a work that is not meant it may be empty. */
  titles: Schema.optionalWith(Schema.Array(WorkTitle), { exact: true }),
  year: Schema.optional(Year),
  /** Its number at TMDB, where another reference tells it. */
  tmdb: Schema.optional(TmdbId)
})
export type WorkHit = typeof WorkHit.Type

/** An id that a request may carry: of the Internet Movie Database, The Movie Database, TheTVDB, or of Plex itself. */
export type WorkExternalId =
  { readonly imdb: ImdbId } | { readonly tmdb: TmdbId } | { readonly tvdb: TvdbId } | { readonly plex: PlexId }

/**
 * A search for works that bear a title, of a year if there is one. `about` is the year of the work that is meant, as far as it is
 * known: it changes no answer, and says only how long one that does not have that work is believed.
 */
export interface WorkQuery extends Pick<Hints, "kind" | "title" | "year"> {
  readonly about?: Year | undefined
  /** The IMDb id of the work that is meant, when no work is known by it: one with another id is another work. */
  readonly imdb?: ImdbId | undefined
  /** Set when the title is another writing of one that nobody bears: it is not worth a question to everybody. */
  readonly isVariant?: boolean
}

/** An answer to a search; `more` says that not all works that bear the title are in it. */
export const WorkAnswer = Schema.Struct({
  hits: Schema.Array(WorkHit),
  more: Schema.Boolean,
  /** Whether many works are unknown to whoever answers, so that one that is not there may well exist. */
  partial: Schema.optionalWith(Schema.Boolean, { exact: true })
})
export type WorkAnswer = typeof WorkAnswer.Type

/** What the references answer as one. */
export interface WorksAnswer extends WorkAnswer {
  /** Why one that may know more could not be asked: a work that is not among the hits may well be known to it. */
  readonly missing?: SourceError
}

export class WorkPort extends Context.Tag("vpro-cinema-plex/ports/WorkPort")<
  WorkPort,
  {
    /** Whether any reference may be asked now; while none may (no key) every other operation answers "nothing". */
    readonly configured: Effect.Effect<boolean>
    /** Which references there are, in the order of asking, and whether each takes part now. */
    readonly references: Effect.Effect<ReadonlyArray<ReferenceState>>
    /**
     * The work with this id, as a search would list it. A hit may be a promise that its details do not keep. `about` is as in a
     * search.
     */
    readonly byExternalId: (
      id: WorkExternalId,
      kind: MediaKind,
      about?: Year
    ) => Effect.Effect<Option.Option<WorkHit>, SourceError>
    /**
     * Everything about a work of this kind that a hit named. Where it costs a further request to tell who made it, that is left untold
     * unless `needsMakers` (by default).
     */
    readonly byId: (
      id: WorkId,
      kind: MediaKind,
      needsMakers?: boolean
    ) => Effect.Effect<Option.Option<Work>, SourceError>
    /** Works that bear this title, in the reference's own order. */
    readonly search: (query: WorkQuery) => Effect.Effect<WorksAnswer, SourceError>
  }
>() {}
