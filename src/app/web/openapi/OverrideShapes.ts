/** The owner's decisions on pages, as the routes tell them. */
import { Schema } from "effect"
import { described } from "../../../domain/values/Described.ts"
import { Override } from "../../../domain/values/Override.ts"

const { Array: List, Boolean, Int, Literal, NullOr, optional, String, Struct } = Schema

/** A decision with its name. */
export const NamedOverride = Struct({
  id: described("The name of the decision.", String),
  url: optional(described("The address of the page.", String)),
  ...Override.fields
}).annotations({ identifier: "NamedOverride" })

export const OverrideList = Struct({
  overrides: described("The last first. `page` is absent where VPRO has none.", List(NamedOverride))
}).annotations({ identifier: "OverrideList" })

export const OverrideImported = Struct({
  imported: described("Those that were not there yet, or were made later than the one that was there.", Int),
  same: described("Those that change nothing.", Int)
}).annotations({ identifier: "OverrideImported" })

const plex = described(
  "`refreshing`: Plex asks anew. `matched`: Plex had it from somebody else, and has it from us now. `locked`: its text is locked in Plex. `notThere`: it is in no library that asks us, or none was compared yet. `notConnected`: no server is connected. `failed`: Plex could not be asked.",
  Literal("refreshing", "matched", "locked", "notThere", "notConnected", "failed")
)
const problem = optional(described("Why Plex could not be asked.", String))

export const OverrideMade = Struct({ override: NamedOverride, plex, problem }).annotations({
  identifier: "OverrideMade"
})
export const OverrideUndone = Struct({ removed: Boolean, plex: optional(plex), problem }).annotations({
  identifier: "OverrideUndone"
})

export const OverrideChoice = Struct({
  page: described("VPRO's number of the page.", Int),
  title: String,
  year: NullOr(Int),
  text: NullOr(described("The beginning of its text.", String)),
  poster: NullOr(String),
  url: NullOr(String)
}).annotations({ identifier: "OverrideChoice" })

export const OverrideChoices = Struct({
  candidates: described("At most ten, the likeliest first.", List(OverrideChoice)),
  failed: described("Sources that did not answer.", List(String))
}).annotations({ identifier: "OverrideChoices" })
export type OverrideChoices = typeof OverrideChoices.Type
