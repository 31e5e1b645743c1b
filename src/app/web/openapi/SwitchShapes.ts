/** The settings that may be chosen on the page, as its readers see them. */
import { Schema } from "effect"
import { described } from "../../../domain/values/Described.ts"
import { longestChoice, mostSigns, SwitchName } from "../../settings/Switchable.ts"

const { Array, Boolean, Literal, NullOr, String, Struct } = Schema

const name = described("The variable that says the same.", SwitchName)

export const Switches = Struct({
  mayChange: described("Whether who asks may change them.", Boolean),
  switches: Array(
    Struct({
      name,
      value: described("What holds, as the variable would have it; of a key only `set`, and empty for none.", String),
      fallback: described("What holds when nobody has chosen.", String),
      from: described(
        "`variable`: it is set, and no choice changes it. `page`: it was chosen. `default`: neither.",
        Literal("default", "page", "variable")
      )
    })
  )
}).annotations({ identifier: "Switches" })
export type Switches = typeof Switches.Type

export const SwitchWanted = Struct({
  name,
  value: described(
    "What is to hold, as the variable would have it; null takes the choice back.",
    NullOr(String.pipe(Schema.maxLength(longestChoice, { message: () => mostSigns })))
  )
}).annotations({ identifier: "SwitchWanted" })
