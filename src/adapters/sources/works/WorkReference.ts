/** One place where works may be known. */
import { type Context, Effect } from "effect"
import type { LeftOut } from "../../../domain/values/References.ts"
import type { WorkPort } from "../../../ports/WorkPort.ts"

/** A reference among others: all that a `WorkPort` can be asked, and what the ids of its works begin with. */
export interface WorkReference extends Context.Tag.Service<typeof WorkPort> {
  /** What stands before the colon, such as `tmdb` in `tmdb:603`; no other reference has the same. */
  readonly prefix: string
  /** Set when many works are missing in it, so that its silence says nothing. */
  readonly partial?: true
}

/** One that is not to be asked: it knows nothing and asks nobody. */
export const unasked = (prefix: string, state: LeftOut): WorkReference => ({
  prefix,
  configured: Effect.succeed(false),
  references: Effect.succeed([{ reference: prefix, state }]),
  byId: () => Effect.succeedNone,
  byExternalId: () => Effect.succeedNone,
  search: () => Effect.succeed({ hits: [], more: false })
})
