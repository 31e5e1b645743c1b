/** The page of one film or series: `/db/ID-slug`. */
import type { Element } from "domhandler"
import { Either } from "effect"
import type { CatalogueItem } from "../../../domain/values/Catalogue.ts"
import type { Complete } from "../../../domain/values/Complete.ts"
import { kijkwijzerOf } from "../../../domain/values/Kijkwijzer.ts"
import { imdbIdOf, type MediaKind, type VproId, yearOf, yearOfDate } from "../../../domain/values/Media.ts"
import { mostDescription, mostTitle } from "../../../domain/text/Bounds.ts"
import { cleanText } from "../reading/CleanText.ts"
import { elementsIn, flat, named, parseHtml, textOf } from "../reading/Html.ts"
import { atOnce, type Parts } from "../reading/InTurns.ts"
import { type CinemaDocument, filmDocument } from "./CinemaDocument.ts"
import { appreciationOn, imdbOn, namesBehind, ratingIn, wordsOf } from "./Facts.ts"
import { filmPictures } from "./FilmPictures.ts"
import { filmText } from "./FilmText.ts"
import { type JsonLd, jsonLdOf, textsIn, within } from "./JsonLd.ts"
import { metaLine } from "./MetaLine.ts"

/** What a page tells of a film, but for where it stands. */
export type FilmPage = Omit<Complete<CatalogueItem>, "id" | "url" | "source">

/**
 * Reads the page of film `id`. "absent" is a page that says that there is none; `undefined` one on which no film can be
 * made out, or that nobody can be expected to read. JSON-LD and Open Graph fill in what the page itself does not tell.
 */
export const readFilmPage = (html: string, id: VproId): FilmPage | "absent" | undefined =>
  atOnce(partsOfFilmPage(html, id))

/** The same in parts. */
export function* partsOfFilmPage(html: string, id: VproId): Parts<FilmPage | "absent" | undefined> {
  const root = Either.getOrUndefined(parseHtml(html))
  if (root === undefined) return undefined
  yield
  const all = elementsIn(root)
  const jsonLd = jsonLdOf(all)
  const meta = metaContents(all)
  const summary = meta("og:description") ?? meta("description")
  const [sharedPicture, sharedTitle, sharedType] = ["image", "title", "type"].map((name) => meta(`og:${name}`))
  yield
  const page = filmDocument(root, id)
  yield
  const line = metaLine(page)
  const title = cleanText((heading(page) || textsIn(jsonLd["name"])[0] || (sharedTitle ?? "")).slice(0, mostTitle))
  if (line === "other" || title === "") return undefined
  const described = line !== undefined || textsIn(jsonLd["@type"]).length > 0
  if (!described && /niet gevonden|bestaat niet/i.test(title)) return "absent"
  const text = filmText(page, jsonLd, described ? summary : undefined)
  if (!described && text === undefined) return undefined
  yield
  const words = wordsOf(page)
  return {
    title,
    text,
    kind: line?.kind ?? kindOf(jsonLd, sharedType),
    year: line?.year ?? yearIn(jsonLd),
    genres: line !== undefined && line.genres.length > 0 ? line.genres : textsIn(jsonLd["genre"]),
    otherTitles: either(namesBehind(page, otherTitles), jsonLd["alternateName"]),
    directors: either(namesBehind(page, directors), jsonLd["director"]),
    countries: either(namesBehind(page, countries), jsonLd["countryOfOrigin"]),
    kijkwijzer: ratingIn(words) ?? kijkwijzerOf(textsIn(jsonLd["contentRating"])[0]),
    appreciation: appreciationOn(page, words),
    imdb: imdbOn(page) ?? imdbIn(jsonLd),
    modified: undefined,
    pictures: filmPictures(page, sharedPicture)
  }
}

const directors = /^regie(sseurs?)?$/i
const countries = /^(land(en)?( van herkomst)?|productieland(en)?|herkomst)$/i
const otherTitles = /^((originele|oorspronkelijke|alternatieve|andere) titels?|ook bekend als)$/i

const either = (found: ReadonlyArray<string>, otherwise: unknown): ReadonlyArray<string> =>
  found.length > 0 ? found : textsIn(otherwise)

const heading = ({ elements, lineOf, root }: CinemaDocument): string => {
  const [own] = named(elements, "h1")
  const line = own === undefined ? "" : lineOf(own)
  if (line !== "") return line
  const [first] = named(elementsIn(root), "h1")
  return first === undefined ? "" : textOf([first], mostTitle)
}

/** What the head of a page says under a name, the first time that it says so. */
const metaContents = (elements: ReadonlyArray<Element>) => {
  const contents = new Map<string, string>()
  for (const { attribs } of named(elements, "meta"))
    for (const name of [attribs["property"], attribs["name"]])
      if (name !== undefined && !contents.has(name)) contents.set(name, attribs["content"] ?? "")
  return (name: string): string | undefined => flat((contents.get(name) ?? "").slice(0, mostDescription)) || undefined
}

const kindOf = (jsonLd: JsonLd, sharedType: string | undefined): MediaKind =>
  [...textsIn(jsonLd["@type"]), sharedType ?? ""].some((type) => /series|tv_show/i.test(type)) ? "series" : "film"

const yearIn = (jsonLd: JsonLd) =>
  ["datePublished", "dateCreated", "startDate"]
    .map((member) => textsIn(jsonLd[member])[0])
    .map((date) => yearOfDate(date) ?? yearOf(date))
    .find((year) => year !== undefined)

const imdbIn = (jsonLd: JsonLd) =>
  [...textsIn(jsonLd["sameAs"]), ...textsIn(within(jsonLd["identifier"], "value"))]
    .map((link) => imdbIdOf(/(?:title\/|^)(tt\d+)/.exec(link)?.[1]))
    .find((id) => id !== undefined)
