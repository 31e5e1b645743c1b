/** Of all references of works: which take part, and which are left out. Types alone of others: the page tells it too. */
import type { ReferenceState } from "./ReferenceState.ts"

/** Why a reference is left out. */
export type LeftOut = Exclude<ReferenceState["state"], "asked">

/** The ones that take part, and the ones that are left out. */
export const parted = (references: ReadonlyArray<ReferenceState>) => ({
  asked: references.filter(({ state }) => state === "asked").map(({ reference }) => reference),
  leftOut: references.flatMap(({ reference, state }) => (state === "asked" ? [] : [{ reference, state }]))
})

/** Whether there was nobody to ask. */
export const isNobodyAsked = (references: ReadonlyArray<ReferenceState> | undefined): boolean =>
  references !== undefined && parted(references).asked.length === 0
