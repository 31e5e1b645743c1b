/** What Plex posts to a match route. */
import { Option, Schema } from "effect"
import { isSameName } from "../titles/Folders.ts"
import { fileNameHints, isStub, longestPath, type NameHints, titleHints } from "../titles/FileName.ts"
import { editionTag } from "../titles/NameTags.ts"
import { looksReleased } from "../titles/ReleaseName.ts"
import { comparisonForm } from "../titles/Comparison.ts"
import { oneLine, wellFormed } from "../text/Flat.ts"
import type { Hints } from "../values/Hints.ts"
import { decodeRatingKey } from "../keys/RatingKey.ts"
import { decodeSeriesKey } from "../keys/SeriesKey.ts"
import { plexTypes, type Provider } from "./Provider.ts"
import {
  type ImdbId,
  imdbIdOf,
  type MediaKind,
  type PlexId,
  plexIdOf,
  type TmdbId,
  tmdbIdOf,
  type TvdbId,
  tvdbIdOf,
  type VproId,
  vproIdOf,
  yearOf
} from "../values/Media.ts"

/** Whole numbers, also written as text: not every client minds the difference. */
const Whole = Schema.Union(Schema.Int, Schema.NumberFromString.pipe(Schema.int()))
const Flag = Schema.transform(Schema.Union(Whole, Schema.Boolean), Schema.Boolean, {
  strict: true,
  decode: (value) => value === true || value === 1,
  encode: (value) => value
})
/** A text of a stranger's, on one line and of a bounded length. */
const Line = Schema.transform(Schema.String, Schema.String, {
  strict: true,
  decode: (text) => oneLine(text),
  encode: (text) => text
})
/** The end of a path says the most; half characters would not survive the way to a source. */
const Path = Schema.transform(Schema.String, Schema.String, {
  strict: true,
  decode: (text) => wellFormed(text.slice(-longestPath)),
  encode: (text) => text
})
const optional = <A, I>(schema: Schema.Schema<A, I>, description: string) =>
  Schema.optionalWith(schema, { nullable: true }).annotations({ description })

/** Unknown members are ignored; null counts as absent. Which members a type needs is checked by `matchSubject`. */
export const MatchRequest = Schema.Struct({
  type: Whole.pipe(
    Schema.filter((type) => type >= 1 && type <= 4, {
      message: () => "type must be 1, 2, 3 or 4",
      description: "1: film, 2: show, 3: season, 4: episode."
    })
  ),
  title: optional(Line, "The title of a film or show."),
  parentTitle: optional(Line, "For a season: the title of its show."),
  grandparentTitle: optional(Line, "For an episode: the title of its show."),
  index: optional(Whole, "The number of the season or episode."),
  parentIndex: optional(Whole, "For an episode: the number of its season."),
  date: optional(
    Line,
    "The day on which an episode was broadcast, `YYYY-MM-DD`, for shows whose episodes have no numbers."
  ),
  year: optional(Whole, "The year of release."),
  guid: optional(Line, "An id, such as `imdb://tt0095016`, `tmdb://562` or `plex://movie/5d7768244de0ee001fcc7fed`."),
  filename: optional(Path, "The path of the file, which often contains a title and a year."),
  manual: optional(Flag, "1 for a manual match: the sources are searched, which takes a while."),
  includeAdult: optional(Flag, "Has no effect here."),
  includeChildren: optional(Flag, "1: seasons or episodes are included."),
  episodeOrder: optional(
    Line,
    "The order of the episodes. Only broadcast order is supported: in any other order there are none."
  ),
  includeFields: optional(Schema.String, "The same as in the query of a metadata request."),
  excludeFields: optional(Schema.String, "The same as in the query of a metadata request."),
  includeElements: optional(Schema.String, "The same as in the query of a metadata request."),
  excludeElements: optional(Schema.String, "The same as in the query of a metadata request.")
})
export type MatchRequest = typeof MatchRequest.Type

/** The show or film of one of our own guids: Plex gives it back when it matches an item anew. */
export const ownKey = (provider: Provider, guid: string | undefined): Option.Option<string> => {
  const prefix = `${provider.identifier}://`
  if (guid === undefined || !guid.startsWith(prefix)) return Option.none()
  const key = guid.slice(prefix.length).replace(/^[a-z]+\//, "")
  const series = Option.map(decodeSeriesKey(key), ({ show }) => show)
  return provider.kind === "series"
    ? series
    : Option.map(
        Option.filter(decodeRatingKey(key), ({ kind }) => kind === "film"),
        () => key
      )
}

interface Ids {
  readonly imdb?: ImdbId | undefined
  readonly tmdb?: TmdbId | undefined
  readonly tvdb?: TvdbId | undefined
  readonly plex?: PlexId | undefined
  readonly vpro?: VproId | undefined
}

/** Ids of agents that put the name of the catalogue before them: hama://tvdb4-371310, nfo.movie://movie/tmdb_123. */
const prefixedId = /:\/\/(?:[a-z]+\/)?(tmdb|tvdb)\d?(?:id)?[-_](\d+)(?![\p{L}\p{N}])/iu

/** What Plex calls a film or show. Seasons and episodes have such ids too, which are not their show's. */
const plexGuid = /^plex:\/\/(?:movie|show)\/([0-9a-f]{24})(?=$|[/?#])/i

/** The id in a guid of Plex's own. */
export const plexIdIn = (guid: string): PlexId | undefined => plexIdOf(plexGuid.exec(guid.trim())?.[1])

const guidIds = (guid: string | undefined): Ids => {
  if (guid === undefined) return {}
  const id = /^(imdb|tmdb|tvdb|vpro):\/\/(?:(?:movie|show|title)\/)?([^/?#]+)/i.exec(guid.trim())
  const scheme = id?.[1]?.toLowerCase()
  // Legacy agents: com.plexapp.agents.imdb://tt0070842?lang=nl, com.plexapp.agents.themoviedb://603?lang=nl
  const legacy = /(themoviedb|thetvdb):\/\/(\d+)/i.exec(guid)
  const prefixed = prefixedId.exec(guid)
  const numeric = (name: string, old: string) => {
    if (scheme === name) return id?.[2]
    if (legacy?.[1]?.toLowerCase() === old) return legacy[2]
    return prefixed?.[1]?.toLowerCase() === name ? prefixed[2] : undefined
  }
  return {
    imdb: imdbIdOf(/tt\d{7,10}(?!\d)/i.exec(guid)?.[0]),
    tmdb: tmdbIdOf(numeric("tmdb", "themoviedb")),
    tvdb: tvdbIdOf(numeric("tvdb", "thetvdb")),
    plex: plexIdIn(guid),
    vpro: vproIdOf(numeric("vpro", "-"))
  }
}

/** The name of a file or folder at the end of a path, without its extension. */
const baseName = (path: string) => (path.split(/[\\/]/).pop() ?? "").replace(/\.[a-z0-9]{2,4}$/i, "")

/**
 * The title that was asked, unless it is a release name or names nothing: then what the file and its folder make of it. It
 * loses the name of the edition that the file is marked with.
 */
const betterTitle = (asked: string, typed: string, path: string, file: NameHints): string => {
  if (file.title === undefined) return typed
  const isFile = comparisonForm(baseName(path)) === comparisonForm(asked)
  if (isFile && (looksReleased(asked) || isStub(path))) return file.title
  const edition = editionTag(path)
  return edition !== undefined && comparisonForm(typed) === comparisonForm(`${file.title} ${edition}`)
    ? file.title
    : typed
}

/** What somebody types into Fix Match beside a file of another name speaks of another film than the file does. */
const isOther = (request: MatchRequest, typed: string, file: NameHints): boolean =>
  request.manual === true && file.title !== undefined && !isSameName(typed, file.title)

/**
 * What the request says about the work itself. Members beat the guid, the guid beats the title's own tags, and those
 * beat the file name. The year of a season or an episode is not the year of its show. None without a title.
 */
export const hintsOf = (request: MatchRequest, kind: MediaKind): Option.Option<Hints> => {
  const isPart = request.type === plexTypes.season || request.type === plexTypes.episode
  const part = request.type === plexTypes.season ? request.parentTitle : request.grandparentTitle
  const asked = isPart ? part : request.title
  const own = isPart ? undefined : yearOf(request.year)
  const typed: Partial<NameHints> = asked === undefined || asked.trim() === "" ? {} : titleHints(asked)
  const path = request.filename ?? ""
  const named = fileNameHints(path, { kind, title: typed.title })
  const title =
    asked === undefined || typed.title === undefined ? named.title : betterTitle(asked, typed.title, path, named)
  const file: NameHints = title !== undefined && isOther(request, title, named) ? {} : named
  // A season or an episode has ids of its own, which are not the show's.
  const guid = isPart ? {} : guidIds(request.guid)
  if (title === undefined || title === "") return Option.none()
  return Option.some({
    kind,
    title,
    year: own ?? typed.year ?? file.year,
    imdb: guid.imdb ?? typed.imdb ?? file.imdb,
    tmdb: guid.tmdb ?? typed.tmdb ?? file.tmdb,
    tvdb: guid.tvdb ?? typed.tvdb ?? file.tvdb,
    plex: guid.plex,
    vpro: guid.vpro
  })
}
