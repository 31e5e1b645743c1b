/** Which references of works a look-up did without, in words for logs and the command line. */
import { Schema } from "effect"
import { SourceName, sourceNames } from "../../ports/SourceError.ts"
import type { ReferenceState } from "../values/ReferenceState.ts"
import { parted } from "../values/References.ts"
import { storyEnglish } from "./StoryWords.ts"

const isSource = Schema.is(SourceName)

/** What people call a reference of works. */
export const nameOf = (reference: string): string => (isSource(reference) ? sourceNames[reference] : reference)

/** Who was left out, why, and who was asked instead; `undefined` when nobody was left out, or no reference was needed. */
export const withoutWhom = (references: ReadonlyArray<ReferenceState> | undefined): string | undefined => {
  const { asked, leftOut } = parted(references ?? [])
  if (leftOut.length === 0) return undefined
  const without = leftOut
    .map(({ reference, state }) => `${nameOf(reference)} (${storyEnglish[`leftOut.${state}`]})`)
    .join(" and ")
  return asked.length === 0
    ? `without ${without}: no reference of works was asked`
    : `without ${without}, with ${asked.map(nameOf).join(" and ")} instead`
}
