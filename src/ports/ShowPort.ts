/** Where the seasons and episodes of a series are known: TMDB, or TVmaze without a key. */
import { Context, type Effect, type Option } from "effect"
import type { Show, ShowAsk } from "../domain/values/Show.ts"
import type { SourceError } from "./SourceError.ts"

export class ShowPort extends Context.Tag("vpro-cinema-plex/ports/ShowPort")<
  ShowPort,
  {
    /** The whole hierarchy of a series; `None` when no source knows it. Simultaneous askers of one show share the asking. */
    readonly find: (ask: ShowAsk) => Effect.Effect<Option.Option<Show>, SourceError>
    /** The same, but only when it is known already: answers at once. */
    readonly recall: (ask: ShowAsk) => Effect.Effect<Option.Option<Show>>
  }
>() {}
