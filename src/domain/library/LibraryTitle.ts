/** A title of a library as the view of libraries tells it: no more of it than that, since there may be tens of thousands. Pure. */
import { Schema } from "effect"
import type { FeatureSwitches } from "../describe/Features.ts"
import type { Kept } from "../plex/Answers.ts"
import { comparisonForm } from "../titles/Comparison.ts"
import { described } from "../values/Described.ts"
import { MediaKind } from "../values/Media.ts"
import { isShowable } from "../values/Pictures.ts"
import type { CacheEntry } from "../values/CacheEntry.ts"
import type { Override } from "../values/Override.ts"
import { overrideId } from "../describe/OverrideFor.ts"
import type { PlexItem, PlexSection } from "../../ports/PlexServerPort.ts"
import { type AgentUse, isElsewhere } from "./AgentUse.ts"
import { Standing, standingOf } from "./Standing.ts"

const { Boolean, Int, optional, String, Struct } = Schema

export const LibraryTitle = Struct({
  library: described("Plex's number of the library.", String),
  kind: MediaKind,
  key: optional(described("Plex's number of the title.", String)),
  title: described("As Plex has it.", String),
  year: optional(Int),
  standing: described(
    "`shown`: Plex shows VPRO's text. `waiting`: there is a text here that Plex does not show yet. `withheld`: there is one, and the settings keep it from Plex. `noText`: VPRO's page has no text. `noPage`: VPRO has no page. `open`: a source failed. `notAsked`: it was not looked up yet.",
    Standing
  ),
  differs: described("Whether Plex shows another text than the one that is here.", Boolean),
  elsewhere: described("Whether Plex asks somebody else for this title.", Boolean),
  locked: described("Whether its text is locked in Plex, so that Plex keeps its own.", Boolean),
  ratingKey: optional(described("The key under which Plex asks for it here.", String)),
  foundTitle: optional(described("As VPRO has it.", String)),
  foundYear: optional(Int),
  page: optional(described("The address of VPRO's page.", String)),
  poster: optional(String),
  override: optional(
    described(
      "What the owner decided on it: the number of VPRO's page, or null when VPRO has none.",
      Struct({ id: String, page: Schema.NullOr(Int) })
    )
  )
}).annotations({ identifier: "LibraryTitle" })
export type LibraryTitle = typeof LibraryTitle.Type

/** The same, with the forms of its titles in which they are searched for. */
export interface Searchable extends LibraryTitle {
  readonly forms: string
}

/** A longer address of a poster is none that a page of hundreds of titles should hold. */
const longestPoster = 200

const posterOf = ({ pictures }: CacheEntry): string | undefined =>
  pictures.find(
    (picture) => picture.type === "coverPoster" && isShowable(picture) && picture.url.length <= longestPoster
  )?.url

const decided = (override: Override | undefined) =>
  override === undefined ? undefined : { id: overrideId(override), page: override.page ?? null }

/** Between two titles: no title has it in the form in which titles are compared. */
const between = "\n"

/** What is told of a title that is kept like this; nothing is where it has no title to ask for. */
export const titleOf = (
  { kind, key: library }: Pick<PlexSection, "key" | "kind">,
  item: PlexItem,
  kept: Kept | undefined,
  known: {
    readonly use: AgentUse
    readonly features: Pick<FeatureSwitches, "summary">
    readonly isOpen: boolean
  }
): Searchable => {
  const entry = kept?.entry
  const found = entry?.status === "found" ? entry : undefined
  const standing = kept?.meant.isNone === true ? "noPage" : standingOf(item, entry, known)
  const foundTitle = found?.title === "" ? undefined : found?.title
  return {
    library,
    kind,
    key: item.key,
    title: item.title,
    year: item.year,
    standing,
    differs: standing === "waiting" && item.summary !== undefined,
    elsewhere: isElsewhere({ kind }, known.use, item),
    locked: false,
    ratingKey: kept?.ratingKey,
    foundTitle,
    foundYear: found?.year,
    page: found?.url,
    poster: found === undefined ? undefined : posterOf(found),
    override: decided(kept?.meant.override),
    forms: [item.title, ...(foundTitle === undefined ? [] : [foundTitle])].map(comparisonForm).join(between)
  }
}
