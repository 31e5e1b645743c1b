/** One place where the seasons and episodes of a series may be known. */
import type { Effect, Option } from "effect"
import type { Show, ShowAsk } from "../../../domain/values/Show.ts"
import type { SourceError } from "../../../ports/SourceError.ts"

export interface ShowSource {
  readonly name: Show["source"]
  /** Whether it may be asked now; one that may not answers `None` without asking. */
  readonly configured: Effect.Effect<boolean>
  /** Whether it counts as not configured for now, since it refuses the key or that is gone: what then fails is no failure. */
  readonly leftOut?: Effect.Effect<boolean>
  /** The whole hierarchy; `None` when the source does not know the show. */
  readonly find: (ask: ShowAsk) => Effect.Effect<Option.Option<Show>, SourceError>
}
