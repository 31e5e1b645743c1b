/** Which references of works take part: a title that nobody knows may be known to one that was left out. */
import { Schema } from "effect"
import { described } from "./Described.ts"

const { Literal, String, Struct, optional } = Schema

/** One reference of works, and whether it takes part in look-ups. */
export const ReferenceState = Struct({
  reference: described("What the ids of its works begin with: `tmdb`, `wikidata`.", String),
  state: described(
    "`asked`: it takes part. `no-key`: it is left out, since it needs a key and there is none. `refused`: it refuses the key, which counts as no key. `off`: it is switched off.",
    Literal("asked", "no-key", "refused", "off")
  ),
  /** Holds no secret. */
  detail: optional(described("Why it refuses the key, and what to do.", String))
}).annotations({ identifier: "Reference" })
export type ReferenceState = typeof ReferenceState.Type
