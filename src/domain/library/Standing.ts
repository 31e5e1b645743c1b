/** How a title stands: what Plex shows of it, compared with what is kept here. Pure. */
import { Schema } from "effect"
import type { FeatureSwitches } from "../describe/Features.ts"
import { summaryOf } from "../plex/Item.ts"
import { proseForm } from "../text/Flat.ts"
import type { CacheEntry } from "../values/CacheEntry.ts"
import type { PlexItem } from "../../ports/PlexServerPort.ts"

/**
 * - `shown`: Plex shows the text that is kept here
 * - `waiting`: there is a text here that Plex does not show yet; a refresh brings it
 * - `withheld`: there is a text here, and the settings say that Plex gets none
 * - `noText`: VPRO has a page, without a text
 * - `noPage`: VPRO has no page
 * - `open`: a source failed, so that nobody knows
 * - `notAsked`: it was never looked up, or so long ago that it is forgotten
 */
export const Standing = Schema.Literal("shown", "waiting", "withheld", "noText", "noPage", "open", "notAsked")
export type Standing = typeof Standing.Type

/** Those of which there is no text here, whatever Plex shows. */
export const withoutText: ReadonlyArray<Standing> = ["noText", "noPage", "open", "notAsked"]

/** Whether two texts are the same but for what the way to Plex and back may change. */
export const isSameText = (one: string, other: string): boolean => one === other || proseForm(one) === proseForm(other)

/** Whether the text is among the fields that somebody locked: a refresh then leaves it as it is. */
export const isLocked = (fields: ReadonlyArray<string>): boolean => fields.includes("summary")

/**
 * How a title stands whose answer is this entry; none where nothing is kept. An answer that was found stays one when it has expired: it is
 * what Plex gets until the next look-up is done.
 */
export const standingOf = (
  { summary }: Pick<PlexItem, "summary">,
  entry: CacheEntry | undefined,
  {
    features,
    isOpen
  }: {
    readonly features: Pick<FeatureSwitches, "summary">
    /** Whether a failing source left its last look-up open. */
    readonly isOpen: boolean
  }
): Standing => {
  const text = summaryOf(entry, { summary: true })
  if (entry?.status === "found" && text !== undefined) {
    if (summary !== undefined && isSameText(summary, text)) return "shown"
    return features.summary ? "waiting" : "withheld"
  }
  if (isOpen) return "open"
  if (entry === undefined) return "notAsked"
  return entry.status === "found" ? "noText" : "noPage"
}
