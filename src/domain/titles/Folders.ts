/** Folders: which ones say something of a work, and of which. */
import { mostYears, yearsBetween } from "../values/Years.ts"
import { comparisonForm, words } from "./Comparison.ts"
import { type Parsed, parseName } from "./ReleaseName.ts"

/** Folders of a disc or of a part, which say nothing of the work. */
const structural =
  /^(video_ts|audio_ts|bdmv|stream|playlist|backup|certificate|subs?|subtitles|(cd|dvd|dis[ck])[ ._-]?\d)$/i

const seasonFolder =
  /^((season|seizoen|series|serie|staffel|saison|temporada|stagione|s)[ ._-]*\d{1,4}([ ._-]*[([].*)?|specials?)$/i

export const isSeason = (folder: string): boolean => seasonFolder.test(folder)

/** Words of which the names of libraries are made. */
const shelfWords =
  /^(media|data|mnt|volumes?|volume\d|storage|nas|share[d]?|plex|server|library|videos?|movies?|films?|filme[nrs]?|pel[ií]culas?|cinema|tv|shows?|series|downloads?|completed?|torrents?|kids?|kinderfilms|kinder|anime|documentar(y|ies|es?)|docus?|misc|new|nieuw|incoming|speelfilms|фильмы|кино|映画|电影|s)$/iu

/** Words that only come with those. */
const shelfTails =
  /^(4k|8k|uhd|u?hd|sd|3d|hdr\d*|dv|dolby|vision|atmos|remux|blu|ray|bluray|dvds?|rips?|web|dl|hevc|[xh]?26[456]|\d{3,4}[pi]|my|mijn|alle?|and|en|the|nl|en|dutch|english|french|german|nederlands|engels|foreign|international|old|oude?|seen|unseen|for|to|watch|best|of|(19|20)\d\ds?|[a-z]|\d{1,2})$/i

/** A folder of many films: "Alien Anthology", "The Complete 4-Film Collection"; "The Bone Collector" is a film. */
const collection =
  /(?<![\p{L}\p{N}])(collecti(on|e)|colecci[oó]n|collezione|raccolta|trilog(y|i|ie|ien|ier|ia|ía)|tetralog(y|ie)|quadrilog(y|ie)|pentalogy|hexalogy|duology|anthology|antholog(ie|ia)|saga|box ?set|cofanetto|coffret|franchise|filmography|filmografie|integrale?|intégrale|reihe|sammlung|samling(en)?|verzameling|(?<=\S )(?:movies|films|filme))(?: (?:of|von|van|der|de|\d+|(?:18|19|20)\d\d ?[-–] ?(?:18|19|20)\d\d))*[)\]]?$/iu
const many = /(?<![\p{L}\p{N}])(?:\d{1,2}[ -](?:films?|movies?)|all (?:movies|films))(?![\p{L}\p{N}])/iu

/** Names of folders without what their film is marked with. */
const plain = (folder: string): string =>
  folder
    .replace(/[[({][^[\](){}]*[\])}]/g, " ")
    .replace(/[._\s]+/g, " ")
    .trim()

/** Names that a library has even with a year behind it; "Kids (1995)" is a film. */
const manifold =
  /(?<![\p{L}\p{N}])(?:movies|films|filme[nrs]|pel[ií]culas|series|shows|downloads|documentar(?:y|ies|es)|speelfilms|kinderfilms|фильмы|videos|torrents)(?![\p{L}\p{N}])/iu

/** Whether a folder with a year of its own in brackets is that of one film, for want of anything else that names it. */
export const isOfOne = (folder: string): boolean => {
  const { bare, year } = parseName(folder)
  return year !== undefined && bare !== "before" && !(isLibrary(folder) && manifold.test(folder))
}

/** A folder of a library, which holds any works: Movies, Films (2019), movies[1080p], 4K UHD Films, D:. */
export const isLibrary = (folder: string): boolean => {
  const name = plain(folder)
  if (/^([a-z0-9#]:?|[a-z0-9] ?- ?[a-z0-9])$/i.test(name)) return true
  const all = name.split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => word !== "")
  return (
    all.some((word) => shelfWords.test(word)) && all.every((word) => shelfWords.test(word) || shelfTails.test(word))
  )
}

/** A folder that holds the films of a row or of a maker, by what it is called. */
export const isCollection = (folder: string): boolean => {
  if (isLibrary(folder)) return false
  const { title } = parseName(folder)
  return [title, plain(folder)].some((name) => collection.test(name) || many.test(name))
}

/** Nothing but signs of a release, a disc or a program: the folder around it may say more. */
const isMute = (folder: string): boolean =>
  structural.test(folder) ||
  isScrambled(folder) ||
  plain(folder)
    .split(" ")
    .every((word) => /^(4k|uhd|\d{3,4}[pi]|blu-?ray|remux|dvd|hevc|x26[45]|web-?dl)$/i.test(word))

/** Names that programs make up, where letters and digits alternate as they never do in a title. */
export const isScrambled = (name: string): boolean => {
  if (name.length < 16 || /[^a-z\d-]/i.test(name)) return false
  return (name.match(/[a-z](?=\d)|\d(?=[a-z])/gi)?.length ?? 0) >= 6
}

/** The folder that may bear the name of the work, or "". */
export const namingFolder = (folders: ReadonlyArray<string>): string =>
  folders.findLast((folder) => !isMute(folder) && !isSeason(folder)) ?? ""

const withoutArticle = (title: string): string =>
  title
    .replace(/^(?:the|an?|de|het|een|der|die|das|le|la|les|l['’]|il|el|los|las|den|det)(?:\s+|(?<=['’]))(?=\S)/i, "")
    .replace(/,\s*(?:the|an?|de|het|een|der|die|das|les?|la|il|el)$/i, "")

/** Whether two names are one but for an article, case and accents. */
export const isSameName = (a: string, b: string): boolean =>
  comparisonForm(a) === comparisonForm(b) || comparisonForm(withoutArticle(a)) === comparisonForm(withoutArticle(b))

/**
 * Whether a folder's name can be that of the film in it: the same; the same year; or one says more than the other. A folder
 * that says less, and no year, may be that of a row (Harry Potter).
 */
export const fits = (file: Parsed, folder: Parsed): boolean => {
  if (isSameName(file.title, folder.title)) return (yearsBetween(file.year, folder.year) ?? 0) <= mostYears.folder
  if (file.year !== undefined && folder.year !== undefined) return file.year === folder.year
  const [own, around] = [words(file.title), words(folder.title)]
  const contains = (all: ReadonlyArray<string>, some: ReadonlyArray<string>) => some.every((word) => all.includes(word))
  return contains(around, own) || (folder.year !== undefined && contains(own, around))
}

/** The groups that release films shorten the name of a file in a folder that says it all: `i-smwhr` for Somewhere. */
export const abbreviates = (file: string, folder: Parsed): boolean => {
  if (/\s/.test(file) || folder.title === "") return false
  const whole = words(folder.title)
  const parts = file
    .split(/[-._]+/)
    .map(comparisonForm)
    .filter((part) => part.length > 1)
  return parts.some((part) => (part === whole.join("") && parts.length > 1) || isShort(part, whole))
}

/** Its first letters, or its letters without vowels and what else was left out. */
const isShort = (part: string, whole: ReadonlyArray<string>): boolean => {
  const letters = whole.join("")
  if (part === whole.map((word) => word.charAt(0)).join("")) return true
  // A word that is whole is no abbreviation: "alien" in "Aliens".
  if (part.length < 3 || part.length >= letters.length || whole.includes(part) || letters.startsWith(part)) return false
  const isBare = part.length > 3 && !/[aeiou]/.test(part)
  return (isBare || part.charAt(0) === letters.charAt(0)) && isWithin(part, letters)
}

/** Whether all letters of the one stand in the other in this order. */
const isWithin = (part: string, whole: string): boolean => {
  let at = 0
  for (const letter of whole) if (letter === part.charAt(at)) at++
  return at === part.length
}
