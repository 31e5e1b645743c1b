/** What file names, folder names and titles as typed say of a film or series, besides its title. */
import { mostYears, yearsBetween } from "../values/Years.ts"
import { type MediaKind, type Year, yearOf } from "../values/Media.ts"
import { withoutEnd, withoutStart } from "../text/Flat.ts"
import { comparisonForm, words } from "./Comparison.ts"
import { editionOfTitle } from "./Edition.ts"
import {
  abbreviates,
  fits,
  isCollection,
  isLibrary,
  isOfOne,
  isSameName,
  isScrambled,
  isSeason,
  namingFolder
} from "./Folders.ts"
import { editionTag, idsOf, type NameIds, withoutDanglingBracket, withoutTags } from "./NameTags.ts"
import { looksReleased, type Parsed, parseName, withoutSecondName } from "./ReleaseName.ts"

export interface NameHints extends NameIds {
  readonly title?: string | undefined
  readonly year?: Year | undefined
  readonly edition?: string | undefined
}

export interface TitleHints extends NameHints {
  readonly title: string
}

/** What is known of a file already. */
export interface Known {
  /** Names of films are never read as those of episodes. */
  readonly kind?: MediaKind | undefined
  /** The title that somebody else gives it: a folder that bears it speaks of the same work, and a year in it is no other year. */
  readonly title?: string | undefined
}

/**
 * Reads the path of a file or a folder, with slashes of either kind. The file name counts first, then the folder it
 * lies in, if it fits; for an episode the folder of its show. What is not there is not guessed.
 */
export const fileNameHints = (path: string, known: Known = {}): NameHints => {
  const { file, folder, season } = partsOf(path)
  const isEpisode = known.kind !== "film" && (season || episodeMark.test(file))
  return defined(isEpisode ? ofEpisode(file, folder, season, known.title) : ofFilm(file, folder, known.title))
}

/** Whether the name of a film's file says nothing, or too little, so that its folder names it. */
export const isStub = (path: string): boolean => {
  const { file, folder } = partsOf(path)
  return isNameless(file) || (!isShelf(folder, true) && abbreviates(file, parseName(folder)))
}

/** Whether it ends as files of films do. */
export const isFileName = (text: string): boolean => extension.test(text.slice(-longestPath).trim())

interface Parts {
  readonly file: string
  readonly folder: string
  readonly season: boolean
}

const partsOf = (path: string): Parts => {
  const segments = path
    .slice(-longestPath)
    .split(/[\\/]+/)
    .map((segment) =>
      segment
        .replace(/\p{Cf}+/gu, "")
        .replace(/[\p{Cc}\s]+/gu, " ")
        .trim()
    )
    .filter((segment) => segment !== "" && segment !== "." && segment !== "..")
  const file = (segments.pop() ?? "").replace(extension, "")
  return { file, folder: namingFolder(segments), season: segments.some(isSeason) || isSeason(file) }
}

/**
 * Reads a title as users type it and scanners leave it. Ids, a year between brackets and a clear name of an edition are
 * taken off; a release name is read as one; anything else is the title, unchanged. The title is never empty.
 */
export const titleHints = (title: string): TitleHints => {
  const whole =
    withoutEnd(withoutStart(title.slice(0, longestPath).trim(), signsOfDirection), signsOfDirection).trim() ||
    title.trim()
  const bare = withoutTags(whole)
  const read = looksReleased(whole) ? parseName(whole) : parseTitle(withoutDanglingBracket(bare))
  const edition = editionTag(whole) ?? read.edition
  return { ...defined({ year: read.year, edition, ...idsOf([whole]) }), title: read.title || bare || whole }
}

/** Characters of a path that are read, the last ones. */
export const longestPath = 2000

/** Signs without a width, by which texts turn their direction; they come along with what is copied. */
const signsOfDirection = " \u200b\u200e\u200f\u2060\ufeff"

/** Nothing that is unknown appears as a key. */
const defined = (hints: NameHints): NameHints =>
  Object.fromEntries(Object.entries(hints).filter(([, value]) => value !== undefined && value !== ""))

const extension =
  /\.(3gp|asf|asx|ass|avi|bdmv|bup|dat|divx|dvr-ms|evo|flv|idx|ifo|img|iso|jpe?g|m1v|m2p|m2ts|m2v|m4v|mk3d|mkv|mov|mp4|mpe?g|mpls|mts|nfo|nrg|nuv|ogm|ogv|png|qt|rar|rm|rmvb|smi|srt|strm|sub|svq3|tp|ts|txt|ty|vdr|viv|vob|vp3|webm|wmv|wpl|wtv|xsp|xvid|zip)$/i

/** Names that discs, rippers and the lazy give to any film. */
const namelessName =
  /^(video|movie|film|feature|main|index|sample|trailer|untitled|(title|t|video)[ ._-]?t?\d{1,3}|\w{1,3}_t\d{2}|vts[ _]\d+[ _]\d+|video[ _]ts|\d{5}|(cd|dvd|dis[ck]|part|pt)[ ._-]?\d)$/i

/** Whether a name says nothing of the work. */
const isNameless = (name: string): boolean => namelessName.test(withoutTags(name)) || isScrambled(name)

/** Something must stand before a season alone: "S21 - The Khmer Rouge" is a film. */
const episodeMark =
  /(?:^|[ ._[(-])(?:s\d{1,4}[ ._-]*(?:e|ep)\d{1,4}(?!\d)|(?<=[^ ._[(-][ ._[(-]{1,3})s\d{2}(?=[ ._-]|$)|(?<=[ ._[(-])\d{1,2}x\d{2,3}(?![\dp])|(?<=[ ._[(-])\d{1,2}of\d{1,2}(?!\d)|(?:aflevering|afl)[ ._-]*\d{1,4}(?!\d)|(?:19|20)\d\d[ .-][01]\d[ .-][0-3]\d(?!\d)|(?:19|20)\d\d[01]\d[0-3]\d(?= - ))/i

/** Only in the name of a show: "Open Season 2" is a film. */
const seasonMark = /[ ._-](?:season|seizoen|staffel|saison|series|se)[ ._]?\d{1,2}(?![\p{L}\p{N}])/iu

/** Whether a folder holds the films of many; one with a year may name a file that does not name itself. */
const isShelf = (folder: string, stub: boolean): boolean =>
  folder === "" || ((isLibrary(folder) || isCollection(folder)) && !(stub && isOfOne(folder)))

/** A nameless file takes everything from its folder; another what it lacks, if the folder can be that of its film. */
const ofFilm = (file: string, folder: string, asked: string | undefined): NameHints => {
  const around = parseName(folder)
  const own = isNameless(file) ? { title: "" } : titledBy(asked, around, parseName(file, isCollection(folder)))
  const isSame =
    own.title !== "" &&
    (isSameName(own.title, around.title) ||
      (file.includes("(") && isSameName(own.title, withoutSecondName(around.title))))
  const stub = own.title === "" || (!isSame && own.year === undefined && abbreviates(file, around))
  if (isShelf(folder, stub) && !isSame) return { ...ofOne(own), ...idsOf([file]) }
  const edition = own.edition ?? around.edition
  const ids = idsOf([file, folder])
  if (stub) return { title: around.title, year: around.year, edition, ...ids }
  const bears = asked !== undefined && isSameName(asked, around.title)
  const agrees = (yearsBetween(own.year, around.year) ?? 0) <= mostYears.folder
  if (!fits(own, around) && !(bears && agrees)) return { ...ofOne(own), ...idsOf([file]) }
  return { title: isSame ? around.title : own.title, year: own.year ?? around.year, edition, ...ids }
}

const ofOne = ({ edition, title, year }: Parsed): NameHints => ({ title, year, edition })

/** "Wonder.Woman.1984.1080p" by somebody who knows the title, or in a folder that has its year in brackets: 1984 is of the title. */
const titledBy = (asked: string | undefined, around: Parsed, own: Parsed): Parsed => {
  if (own.bare === undefined || own.year === undefined) return own
  const title = own.bare === "behind" ? `${own.title} ${own.year}` : `${own.year} - ${own.title}`
  const isKnown =
    (asked !== undefined && hasNumber(asked, own.year) && !hasNumber(own.title, own.year)) ||
    (around.year !== undefined && around.bare === undefined && comparisonForm(around.title) === comparisonForm(title))
  return isKnown ? { title, edition: own.edition } : own
}

const hasNumber = (title: string, year: Year): boolean => words(title).includes(String(year))

const ofEpisode = (file: string, folder: string, season: boolean, asked: string | undefined): NameHints => {
  const near = isLibrary(folder) ? "" : folder
  const read = (name: string) => titledBy(asked, { title: "" }, parseName(name))
  const own = isSeason(file) ? { title: "" } : read(beforeEpisode(file))
  const named = read(beforeEpisode(near))
  const show = named.year === undefined ? { ...named, year: read(near).year } : named
  const isOf = season || own.title === "" || isSameName(show.title, own.title) || isNumbered(own.title, show.title)
  const title = show.title !== "" && isOf ? show.title : own.title
  return { title, year: show.year ?? own.year, ...idsOf([near, file]) }
}

/** "Duckman - 101 (01)" is of the show Duckman; "Heimat 2" is another than Heimat. */
const isNumbered = (own: string, show: string): boolean =>
  comparisonForm(own).startsWith(comparisonForm(show)) &&
  /^\d{3,}$/.test(comparisonForm(own).slice(comparisonForm(show).length))

const beforeEpisode = (name: string): string => {
  const end = episodeMark.exec(name)?.index
  const head = end === undefined ? name : name.slice(0, end)
  const season = seasonMark.exec(head)
  return season === null ? head : head.slice(0, season.index)
}

/** A title with a year or an edition behind it; only what is at the end is taken off. */
const parseTitle = (bare: string): Parsed => {
  const outer = editionOfTitle(bare)
  const found = /^(.*\S)\s*[([]((?:18[89]|19\d|20\d)\d|2100)[)\]]$/.exec(outer.title)
  const inner = editionOfTitle(found?.[1] ?? outer.title)
  return { title: inner.title, year: yearOf(found?.[2]), edition: outer.edition ?? inner.edition }
}
