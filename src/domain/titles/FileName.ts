/** What file names, folder names and titles as typed say of a film or series, besides its title. */
import {
  type ImdbId,
  imdbIdOf,
  type TmdbId,
  tmdbIdOf,
  type TvdbId,
  tvdbIdOf,
  type Year,
  yearOf
} from "../values/Media.ts"
import { withoutEnd, withoutStart } from "../text/Flat.ts"

export interface NameHints {
  readonly title?: string | undefined
  readonly year?: Year | undefined
  readonly imdb?: ImdbId | undefined
  readonly tmdb?: TmdbId | undefined
  readonly tvdb?: TvdbId | undefined
  readonly edition?: string | undefined
}

export interface TitleHints extends NameHints {
  readonly title: string
}

/**
 * Reads the path of a file or a folder, with slashes of either kind. The file name counts first, then the folder it
 * lies in; for an episode the folder of its show. What is not there is not guessed.
 */
export const fileNameHints = (path: string): NameHints => {
  const segments = path
    .slice(-longestPath)
    .split(/[\\/]+/)
    .map((segment) => segment.replace(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim())
    .filter((segment) => segment !== "" && segment !== "." && segment !== "..")
  const file = (segments.pop() ?? "").replace(extension, "")
  const season = segments.some((segment) => seasonFolder.test(segment)) || seasonFolder.test(file)
  const folders = segments.filter((segment) => !structural.test(segment) && !seasonFolder.test(segment))
  const folder = folders.at(-1) ?? ""
  const near = library.test(folder) ? "" : folder
  const episode = episodeMark.exec(file)
  const names = season || episode !== null ? [near, file] : [file, near]
  return defined({
    ...(season || episode !== null ? ofEpisode(file, near, season) : ofFilm(file, near)),
    ...idsOf(names)
  })
}

/**
 * Reads a title as users type it and scanners leave it. Ids, a year between brackets and a clear name of an edition are
 * taken off; a release name is read as one; anything else is the title, unchanged. The title is never empty.
 */
export const titleHints = (title: string): TitleHints => {
  const whole = title.slice(0, longestPath).trim()
  const ids = idsOf([whole])
  const bare = withoutTags(whole)
  const read = looksReleased(whole) ? parseName(whole) : parseTitle(bare)
  const edition = editionTag(whole) ?? read.edition
  return { ...defined({ year: read.year, edition, ...ids }), title: read.title || bare || whole }
}

/** Characters of a path that are read, the last ones. */
export const longestPath = 2000

/** Nothing that is unknown appears as a key. */
const defined = (hints: NameHints): NameHints =>
  Object.fromEntries(Object.entries(hints).filter(([, value]) => value !== undefined && value !== ""))

const extension =
  /\.(3gp|asf|asx|ass|avi|bdmv|bup|dat|divx|dvr-ms|evo|flv|idx|ifo|img|iso|jpe?g|m1v|m2p|m2ts|m2v|m4v|mk3d|mkv|mov|mp4|mpe?g|mpls|mts|nfo|nrg|nuv|ogm|ogv|png|qt|rar|rm|rmvb|smi|srt|strm|sub|svq3|tp|ts|txt|ty|vdr|viv|vob|vp3|webm|wmv|wpl|wtv|xsp|xvid|zip)$/i

/** Folders of a disc or of a part, which say nothing of the work. */
const structural =
  /^(video_ts|audio_ts|bdmv|stream|playlist|backup|certificate|subs?|subtitles|(cd|dvd|dis[ck])[ ._-]?\d)$/i

const seasonFolder =
  /^((season|seizoen|series|serie|staffel|saison|temporada|stagione|s)[ ._-]*\d{1,4}([ ._-]*[([].*)?|specials?)$/i

/** Folders of a library, which hold many works. */
const library =
  /^(media|data|mnt|volumes?|volume\d|storage|nas|share|plex|video'?s?|movies?|films?|cinema|tv|tv[ -]?(shows?|series)|shows?|series|downloads?|complete[d]?|torrents?|kids?|anime|documentar(y|ies|es?)|docu'?s|misc|new|nieuw|incoming|[a-z0-9#])$/i

/** Names that discs, rippers and the lazy give to any film. */
const nameless =
  /^(video|movie|film|feature|main|index|sample|trailer|untitled|(title|t|video)[ ._-]?t?\d{1,3}|\w{1,3}_t\d{2}|vts[ _]\d+[ _]\d+|video[ _]ts|\d{5}|(cd|dvd|dis[ck]|part|pt)[ ._-]?\d)$/i

const episodeMark =
  /(?:^|[ ._[(-])(?:s\d{1,4}[ ._-]*(?:e|ep)\d{1,4}(?!\d)|s\d{2}(?=[ ._-]|$)|(?<=[ ._[(-])\d{1,2}x\d{2,3}(?![\dp])|(?:aflevering|afl)[ ._-]*\d{1,4}(?!\d)|(?:19|20)\d\d[ .-][01]\d[ .-][0-3]\d(?!\d))/i

/** Only in the name of a show: "Open Season 2" is a film. */
const seasonMark = /[ ._-](?:season|seizoen|staffel|saison)[ ._]?\d{1,2}\b/i

const idsOf = (names: ReadonlyArray<string>): Pick<NameHints, "imdb" | "tmdb" | "tvdb"> => ({
  imdb: first(names, (name) => imdbIdOf(/(?<![\p{L}\p{N}])tt\d{7,10}(?![\p{L}\p{N}])/iu.exec(name)?.[0])),
  tmdb: first(names, (name) =>
    tmdbIdOf(/(?<![a-z])(?:the)?(?:tmdb|moviedb)(?:id)?[-=:_ ]{1,3}(\d{1,9})(?!\d)/i.exec(name)?.[1])
  ),
  tvdb: first(names, (name) => tvdbIdOf(/(?<![a-z])(?:the)?tvdb(?:id)?[-=:_ ]{1,3}(\d{1,9})(?!\d)/i.exec(name)?.[1]))
})

const first = <A>(names: ReadonlyArray<string>, read: (name: string) => A | undefined): A | undefined => {
  for (const name of names) {
    const found = read(name)
    if (found !== undefined) return found
  }
  return undefined
}

const editionTag = (name: string): string | undefined => /\{edition[-=: ]([^{}]{1,100})\}/i.exec(name)?.[1]?.trim()

interface Parsed {
  readonly title: string
  readonly year?: Year | undefined
  readonly edition?: string | undefined
}

/** A stub takes everything from its folder; a name that says the same as its folder takes what it lacks. */
const ofFilm = (file: string, folder: string): NameHints => {
  const own = nameless.test(withoutTags(file)) ? { title: "" } : parseName(file)
  const around = parseName(folder)
  const edition = own.edition ?? around.edition
  const stub = own.title === "" || (isRelease(folder, around) && isStub(file, own, around))
  if (stub) return { ...around, edition }
  const same = fold(own.title) === fold(around.title)
  return { title: same ? around.title : own.title, year: own.year ?? around.year, edition }
}

/** The groups that release films shorten the file name in a folder that says it all: `i-smwhr`, one word and no year. */
const isStub = (file: string, own: Parsed, around: Parsed): boolean =>
  !/\s/.test(file) && own.year === undefined && !fold(own.title).startsWith(fold(around.title))

const isRelease = (name: string, { year }: Parsed): boolean =>
  year !== undefined || strongAt(spaced(name, isDotted(name))) > 0

const ofEpisode = (file: string, folder: string, season: boolean): NameHints => {
  const own = seasonFolder.test(file) ? { title: "" } : parseName(beforeEpisode(file))
  const show = parseName(beforeEpisode(folder))
  const title =
    show.title !== "" && (season || own.title === "" || fold(show.title) === fold(own.title)) ? show.title : own.title
  return { title, year: show.year ?? own.year }
}

const beforeEpisode = (name: string): string => {
  const mark = episodeMark.exec(name) ?? seasonMark.exec(name)
  return mark === null ? name : name.slice(0, mark.index)
}

/** For the question whether two names say the same. */
const fold = (title: string): string =>
  title
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "")

/** Takes off what is between braces, and ids between other brackets. */
const withoutTags = (name: string): string =>
  name
    .replace(/\{[^{}]*\}/g, " ")
    .replace(/[[(]?(?<![\p{L}\p{N}])(?:imdb(?:id)?[-=:_ ]*)?tt\d{7,10}(?![\p{L}\p{N}])[\])]?/giu, " ")
    .replace(/[[(](?:the)?(?:tmdb|moviedb|tvdb)(?:id)?[-=:_ ]{1,3}\d{1,9}[\])]/gi, " ")
    .replace(/[\s]+/g, " ")
    .trim()

/** A title with a year or an edition behind it; only what is at the end is taken off. */
const parseTitle = (bare: string): Parsed => {
  const outer = splitEdition(bare)
  const found = /^(.*\S)\s*[([]((?:18[89]|19\d|20\d)\d|2100)[)\]]$/.exec(outer.title)
  const inner = splitEdition(found?.[1] ?? outer.title)
  return { title: inner.title, year: yearOf(found?.[2]), edition: outer.edition ?? inner.edition }
}

const editionWords =
  "director['’]?s cut|extended(?: (?:edition|cut|version))?|unrated(?: (?:edition|cut|version))?|theatrical(?: (?:edition|cut|version|release))?|(?:uncut|special|ultimate|collector['’]?s|limited|deluxe|(?:\\d+(?:st|nd|rd|th) )?anniversary) (?:edition|version)|ultimate cut|(?:digitally )?remastered|criterion collection"

/** Names of editions that are also words of titles ("Longer & Uncut") need a dash or brackets before them. */
const editionAtEnd = new RegExp(
  `^(.*?[^ :–-])(?: [([]((?:[^()[\\]]{1,40} )?(?:cut|edition|version|versie|editie|redux)|${editionWords}|uncut)[)\\]]` +
    `| ?(?: [–-]|:) (${editionWords}|uncut|(?:the )?final cut)| (${editionWords}))$`,
  "i"
)

const splitEdition = (title: string): Parsed => {
  const found = editionAtEnd.exec(title)
  const left = found?.[1]?.trim() ?? ""
  if (/^$|(^|\s)(the|a|an|de|het|een|and|en|of|&)$/i.test(left)) return { title }
  return { title: left, edition: found?.[2] ?? found?.[3] ?? found?.[4] }
}

/** A release name holds a token that titles do not, or is written with dots up to its year. */
const looksReleased = (title: string): boolean =>
  strongAt(spaced(title, isDotted(title))) > 0 || /^[^\s._]+([._]+[^\s._]+)+[._](19|20)\d\d(-\w+)?$/.test(title)

const isDotted = (name: string): boolean => {
  const spaces = name.split(" ").length - 1
  const dots = name.match(/[._](?=\S)/g)?.length ?? 0
  return dots > 0 && (spaces === 0 || (dots >= 3 && dots > 2 * spaces))
}

/** Underscores and, in a dotted name, dots as spaces; initials and decimals keep their dots. */
const spaced = (name: string, dotted: boolean): string => {
  const underscored = name.replace(/_+/g, " ")
  if (!dotted) return underscored
  return underscored
    .split(/(?<![\d.])(\d{1,2}\.\d{1,2})(?!\d|\.\d(?!\d{3}))/)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(/\.+/g, " ")))
    .join("")
    .replace(/(?<=^|\s)\p{Lu}(?: \p{Lu})+(?=\s|$)/gu, (initials) => `${initials.replaceAll(" ", ".")}.`)
}

/** Tokens that only a release name holds, wherever they stand. */
const strong =
  /(?<=[\s([+-])(?:(?:480|540|576|720|1080|1440|2160)[pi]|4k|uhd|blu-?ray|b[dr]-?rip|bdremux|remux|hd-?dvd|web-?dl|web-?rip|hdtv(?:rip)?|pdtv|dsr(?:ip)?|dvd-?rip|dvd-?scr|dvd-?r|dvd[59]|hd-?rip|hdcam|vhs-?rip|[xh][ .]?26[456]|hevc|av1|xvid|divx|e?-?ac-?3|aac|dts(?:-?hd)?|true-?hd|atmos|ddp?(?:\+|\d[ .]\d)|flac|mp3|10bit|hdr10)(?=[\s)\]+,.-]|\d[ .]\d|$)/i

/** Tokens that are words of titles in any other case ("Charlotte's Web"). */
const capital = /(?<=\s)(?:WEB|DVD|BD)(?=[\s-]|$)/

const strongAt = (name: string): number => {
  const found = strong.exec(name)?.index ?? -1
  const other = /\p{Ll}/u.test(name) ? (capital.exec(name)?.index ?? -1) : -1
  return found === -1 || (other !== -1 && other < found) ? other : found
}

/** Words of release names that titles hold too: they count behind a year, and before a strong token in an odd case. */
const weak =
  /^(?:proper|repack|rerip|limited|internal|extended|unrated|uncut|dc|directors|cut|remastered|criterion|multi\d?|dual|dl|subbed|dubbed|nlsubs?|subs?|dutch|nl|french|truefrench|vostfr|german|english|eng|italian|ita|spanish|hdr|sdr|dv|imax|amzn|nf|dsnp|hmax|atvp|hybrid|read|nfo|real|ws|fs|final|theatrical|edition|collection|open|matte|int|pal|ntsc)$/i

const withoutWeakTail = (head: string): string => {
  const words = head.trim().split(" ")
  while (words.length > 1 && isWeakInOddCase(words.at(-1) ?? "")) words.pop()
  return words.join(" ")
}

/** LIMITED, LiMiTED and iNTERNAL are of the release; The Darjeeling Limited is a film. */
const isWeakInOddCase = (word: string): boolean => weak.test(word) && /\p{Lu}.*\p{Lu}|^\p{Ll}.*\p{Lu}/u.test(word)

/** A title and a year out of the name of a file or a folder. */
const parseName = (name: string): Parsed => {
  const dotted = isDotted(name)
  const text = spaced(withoutTags(name), dotted)
  const { title, year } = aroundYear(text) ?? beforeToken(text, dotted)
  const clean = splitEdition(trimmed(title))
  return { title: clean.title, year: yearOf(year), edition: editionTag(name) ?? clean.edition }
}

interface Split {
  readonly title: string
  readonly year?: string | undefined
}

/** Before the last year between brackets, or behind it when nothing comes before. */
const aroundYear = (text: string): Split | undefined => {
  const found = [...text.matchAll(/[([](18[89]\d|19\d\d|20\d\d|2100)[)\]]/g)].at(-1)
  if (found === undefined) return undefined
  const sides = [text.slice(0, found.index), text.slice(found.index + found[0].length)].map((side) => {
    const plain = withoutGroups(side)
    const cut = strongAt(plain)
    return trimmed(cut > 0 ? plain.slice(0, cut) : plain)
  })
  const title = sides.find((side) => side !== "")
  return title === undefined ? undefined : { title, year: found[1] }
}

const beforeToken = (text: string, dotted: boolean): Split => {
  const plain = withoutGroups(text)
  const cut = strongAt(plain)
  const head = cut > 0 ? plain.slice(0, cut) : plain
  const split = (cut > 0 || dotted ? bareYear(head) : undefined) ?? { title: cut > 0 ? withoutWeakTail(head) : head }
  // Release names give a second title between brackets; "Birdman or (…)" is one title.
  return dotted ? { ...split, title: split.title.replace(/(?<=\S)(?<!\b(?:or|of|aka))\s+\([^()]*\)\s*$/i, "") } : split
}

/**
 * The last year of a release name, which nothing follows but other tokens. Without brackets a number of the far future
 * is part of a title (Blade Runner 2049), and so is one that a preposition leads in (Class of 1999).
 */
const bareYear = (head: string): Split | undefined => {
  const found = [...head.matchAll(/(?<=\s)(18[89]\d|19\d\d|20[0-3]\d)(?=[\s-]|$)/g)].at(-1)
  if (found === undefined) return undefined
  const title = trimmed(head.slice(0, found.index))
  const after = head.slice(found.index + 4).match(/[\p{L}\p{N}]+/gu) ?? []
  const strangers = after.filter((word) => !weak.test(word)).length
  if (title === "" || strangers > 2 || /\b(of|in|from|since|anno|van|uit|sinds)$/i.test(title)) return undefined
  return { title, year: found[1] }
}

/** Without what stands between square brackets, unless that is the title: [REC], [Safe]. */
const withoutGroups = (text: string): string => {
  const left = text.replace(/\[(?!\W?rec\])[^[\]]*\]/gi, " ")
  return trimmed(left) === "" ? text : left
}

/** Without separators at the ends and without the number of a split file. */
const trimmed = (title: string): string => {
  const line = title.replace(/(?<=^|\s)\(\s*\)(?=\s|$)/g, " ").replace(/\s+/g, " ")
  return withoutEnd(withoutStart(line, " _-"), " _–-").replace(
    /(?:\s-)?\s(?:cd|dvd|dis[ck])\d$|\s-\s(?:part|pt)\d$/i,
    ""
  )
}
