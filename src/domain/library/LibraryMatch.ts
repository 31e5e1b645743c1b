/** What Plex would post to the match route for a title in its library. Pure. */
import { type MatchRequest, plexIdIn } from "../plex/MatchRequest.ts"
import { movies, plexTypes, type Provider, series } from "../plex/Provider.ts"
import type { MediaKind } from "../values/Media.ts"
import type { PlexItem, PlexSection } from "../../ports/PlexServerPort.ts"

/** The provider that Plex asks about a kind of library. */
export const providerOf = (kind: MediaKind): Provider => (kind === "film" ? movies : series)

/** Plex names one id; of several the one that tells most to VPRO's sources. */
const preferred = ["imdb://", "tmdb://", "tvdb://"]

/** The guid of the provider that matched the title when that was us, else its best id elsewhere. */
const guidOf = (provider: Provider, { guid, ids }: PlexItem): string | undefined => {
  if (guid?.startsWith(`${provider.identifier}://`) === true) return guid
  return preferred.flatMap((scheme) => ids.find((id) => id.startsWith(scheme)) ?? [])[0] ?? guid
}

/** The path within the library, as Plex tells it. */
const withinLibrary = (file: string, folders: ReadonlyArray<string>): string => {
  const folder = folders.find((folder) => file.startsWith(`${folder}/`) || file.startsWith(`${folder}\\`))
  return folder === undefined ? file : file.slice(folder.length + 1)
}

/** The same title with less said about it: Plex need not tell its ids elsewhere, nor what it calls it itself. */
export const lesserOf = (item: PlexItem): ReadonlyArray<PlexItem> => {
  const { guid, ids } = item
  const withoutIds = ids.length === 0 ? [] : [{ ...item, ids: [] }]
  return guid === undefined || plexIdIn(guid) === undefined
    ? withoutIds
    : [...withoutIds, { ...item, ids: [], guid: undefined }]
}

export const matchOf = (section: PlexSection, item: PlexItem): MatchRequest => {
  const guid = guidOf(providerOf(section.kind), item)
  return {
    type: section.kind === "film" ? plexTypes.movie : plexTypes.show,
    title: item.title,
    ...(item.year === undefined ? {} : { year: item.year }),
    ...(guid === undefined ? {} : { guid }),
    ...(item.file === undefined ? {} : { filename: withinLibrary(item.file, section.folders) })
  }
}
