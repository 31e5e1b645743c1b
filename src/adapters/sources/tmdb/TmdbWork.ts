/** From TMDB's shapes to a work as the domain knows it. */
import type { Picture } from "../../../domain/values/Catalogue.ts"
import type { Complete } from "../../../domain/values/Complete.ts"
import { mostListed } from "../../../domain/text/Bounds.ts"
import {
  imdbIdOf,
  isoDateOf,
  type MediaKind,
  type TmdbId,
  tmdbIdOf,
  tvdbIdOf,
  yearOfDate
} from "../../../domain/values/Media.ts"
import { inOrderOfCountries, type Work, WorkId, type WorkTitle } from "../../../domain/values/Work.ts"
import type { WorkHit } from "../../../ports/WorkPort.ts"
import type { Brief, Details, TmdbImage } from "./TmdbJson.ts"

/** What the ids of TMDB's works begin with. */
export const prefix = "tmdb"

/** What TMDB calls a work. */
export const workId = (id: TmdbId): WorkId => WorkId.make(`${prefix}:${id}`)

/** The number of a work; none when it is one of another reference. */
export const numberOf = (id: WorkId): TmdbId | undefined => tmdbIdOf(/^tmdb:(\d+)$/.exec(id)?.[1])

/** The work behind a details answer; `undefined` when it bears no title at all. */
export const toWork = (details: Details, kind: MediaKind): Complete<Work> | undefined => {
  const names = namesOf(details)
  if (names === undefined) return undefined
  const released = isoDateOf(kind === "film" ? details.release_date : details.first_air_date)
  return {
    id: workId(details.id),
    kind,
    tmdb: details.id,
    imdb: imdbIdOf(details.external_ids?.imdb_id) ?? imdbIdOf(details.imdb_id),
    tvdb: tvdbIdOf(details.external_ids?.tvdb_id),
    plex: undefined,
    ...names,
    originalLanguage: details.original_language,
    titles: titlesOf(details, names),
    year: yearOfDate(released),
    released,
    directors: directorsOf(details),
    makersUntold: undefined,
    countries: countriesOf(details, kind),
    pictures: picturesOf(details)
  }
}

/** A line of a search; `undefined` when it bears no title. */
export const toHit = (brief: Brief): WorkHit | undefined => {
  const names = namesOf(brief)
  return names && { id: workId(brief.id), ...names, year: yearOfDate(brief.release_date ?? brief.first_air_date) }
}

type Names = Pick<Work, "title" | "originalTitle">

const filled = (text: string | undefined): string | undefined => text?.trim() || undefined

const namesOf = (of: Brief | Details): Names | undefined => {
  const title = filled(of.title) ?? filled(of.name)
  const originalTitle = filled(of.original_title) ?? filled(of.original_name) ?? title
  return originalTitle === undefined ? undefined : { title: title ?? originalTitle, originalTitle }
}

const titlesOf = (details: Details, { title, originalTitle }: Names): ReadonlyArray<WorkTitle> => {
  // A translation is the title in use there; alternative titles may be working titles, so they come second.
  const elsewhere: ReadonlyArray<WorkTitle> = [
    { title },
    ...(details.translations?.translations ?? []).map((translation) => ({
      title: translation.data.title ?? translation.data.name ?? "",
      country: countryCode(translation.iso_3166_1),
      language: filled(translation.iso_639_1)
    })),
    ...[...(details.alternative_titles?.titles ?? []), ...(details.alternative_titles?.results ?? [])].map(
      (alternative) => ({ title: alternative.title, country: countryCode(alternative.iso_3166_1) })
    )
  ]
  const unique = new Map<string, WorkTitle>()
  for (const each of [
    { title: originalTitle, language: details.original_language },
    ...inOrderOfCountries(elsewhere)
  ]) {
    const text = each.title.trim()
    if (text !== "" && !unique.has(text)) unique.set(text, { ...each, title: text })
  }
  return [...unique.values()].slice(0, mostListed)
}

const countryCode = (code: string | undefined): string | undefined => filled(code)?.toUpperCase()

/** Who made it: for a series that is its creators first. */
const directorsOf = (details: Details): ReadonlyArray<string> => {
  const crew = details.credits?.crew ?? []
  return unique([
    ...details.created_by.map((person) => person.name),
    ...crew.filter((person) => person.job === "Director").map((person) => person.name)
  ])
}

const countriesOf = (details: Details, kind: MediaKind): ReadonlyArray<string> => {
  const produced = details.production_countries.map((country) => country.iso_3166_1)
  const [first, second] = kind === "film" ? [produced, details.origin_country] : [details.origin_country, produced]
  return unique((first.length > 0 ? first : second).map((code) => code.toUpperCase()))
}

const unique = (texts: ReadonlyArray<string>): ReadonlyArray<string> => [
  ...new Set(texts.map((text) => text.trim()).filter((text) => text !== ""))
]

export const imageBase = "https://image.tmdb.org/t/p/original"

/** Enough to choose from. */
const mostPictures = 5

const picturesOf = (details: Details): ReadonlyArray<Picture> => [
  ...picturesOfType("coverPoster", details.images?.posters, details.poster_path),
  ...picturesOfType("background", details.images?.backdrops, details.backdrop_path),
  ...picturesOfType("clearLogo", details.images?.logos, undefined)
]

const picturesOfType = (
  type: Picture["type"],
  images: ReadonlyArray<TmdbImage> = [],
  otherwise: string | undefined
): ReadonlyArray<Picture> => {
  const paths = images
    .filter((image) => isPlainPicture(image.file_path) && languageRank(image) < languageOrder.length)
    .sort((a, b) => languageRank(a) - languageRank(b))
    .map((image) => image.file_path)
  const shown = paths.length > 0 ? paths : [otherwise ?? ""].filter(isPlainPicture)
  return unique(shown)
    .slice(0, mostPictures)
    .map((path) => ({ type, url: imageBase + path }))
}

const languageOrder = ["nl", "", "en"]

/** Past the end for a language that nobody asked for. */
const languageRank = (image: TmdbImage): number => {
  const index = languageOrder.indexOf(image.iso_639_1 ?? "")
  return index < 0 ? languageOrder.length : index
}

/** Plex shows neither SVG nor WebP. */
export const isPlainPicture = (path: string): boolean => /^\/[\w-]+\.(jpe?g|png)$/i.test(path)
