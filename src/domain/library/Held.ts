/** What is kept here of a title in a library of Plex. Asks no source. */
import { Effect, Option } from "effect"
import { keptFor } from "../plex/Answers.ts"
import { plexIdIn } from "../plex/MatchRequest.ts"
import { lesserOf, matchOf, providerOf } from "./LibraryMatch.ts"
import type { PlexItem, PlexSection } from "../../ports/PlexServerPort.ts"

/** The same title as Plex asks for it when it tells no ids elsewhere but its own, which says as well which work it is. */
const byPlexId = (item: PlexItem): ReadonlyArray<PlexItem> =>
  item.guid === undefined || plexIdIn(item.guid) === undefined
    ? []
    : lesserOf(item).filter(({ guid }) => guid !== undefined)

/**
 * What is kept for the match that Plex makes of a title, and under which key; `None` for one without a title. Where there is nothing, what
 * is kept for the lesser match of the same work.
 */
export const heldFor = Effect.fnUntraced(function* (section: PlexSection, item: PlexItem) {
  const provider = providerOf(section.kind)
  const first = yield* keptFor(provider, matchOf(section, item))
  if (Option.isNone(first) || first.value.entry !== undefined) return first
  for (const lesser of byPlexId(item)) {
    const other = yield* keptFor(provider, matchOf(section, lesser))
    if (Option.exists(other, ({ entry }) => entry !== undefined)) return other
  }
  return first
})
