/** From a page of POMS to what VPRO knows of a work. */
import { type CatalogueItem, markOf, type Picture } from "../../../domain/values/Catalogue.ts"
import type { Complete } from "../../../domain/values/Complete.ts"
import { kijkwijzerOf } from "../../../domain/values/Kijkwijzer.ts"
import { type MediaKind, vproIdOf, yearOf } from "../../../domain/values/Media.ts"
import { isGone } from "../../../domain/values/Pictures.ts"
import { fold } from "../../../domain/titles/Comparison.ts"
import { mostDescription, mostTitle } from "../../../domain/text/Bounds.ts"
import { cutDescription } from "../../../domain/text/Cut.ts"
import { cleanText } from "../reading/CleanText.ts"
import { isValidDescription } from "../reading/Validity.ts"
import { vproAddress } from "../../../domain/values/VproAddress.ts"
import { creditLine } from "./CreditLine.ts"
import type { Page } from "./PomsJson.ts"

/** The id of the crid is the most reliable; the URL of a page has had three forms. */
const idOf = (page: Page) => {
  const crid = page.crids.map((text) => /CINEMA_(?:MOVIE|SERIES)_(\d+)$/.exec(text)?.[1]).find((id) => id !== undefined)
  if (crid !== undefined) return vproIdOf(crid)
  return [page.url, ...page.alternativeUrls]
    .flatMap((url) => (url === undefined ? [] : (vproAddress(url)?.id ?? [])))
    .at(0)
}

/**
 * Some old texts hold typesetting codes for accents: `H[KA1]el[KA2]ene`, `M[KA3]unchen`. Those whose meaning is known from
 * such texts are set, others are dropped.
 */
const legacyCodes = /\[K[A-Z]\d+\]/g
const withoutCodes = (text: string): string =>
  text
    .replace(/\[KA1\](\p{L})/gu, "$1\u0301")
    .replace(/\[KA2\](\p{L})/gu, "$1\u0300")
    .replace(/\[KA3\](\p{L})/gu, "$1\u0308")
    .replace(/\[KL21\]/g, "œ")
    .replace(legacyCodes, "")
    .normalize("NFC")

const relations = (page: Page, type: string): ReadonlyArray<string> =>
  page.relations
    .filter((relation) => relation.type === type && relation.value !== undefined)
    .map((relation) => withoutCodes(cleanText(relation.value ?? "")))
    .filter((value) => value !== "")

/** POMS sorts directors by the alphabet; the credit line has them in the order of credit. */
const inCreditedOrder = (directors: ReadonlyArray<string>, summary: string): ReadonlyArray<string> => {
  const line = fold(summary)
  const placed = directors.map((name) => {
    const at = line.indexOf(fold(name))
    return { name, at: at < 0 ? Number.MAX_SAFE_INTEGER : at }
  })
  return placed.sort((a, b) => a.at - b.at).map(({ name }) => name)
}

const pictureOf = (image: NonNullable<Page["images"]>[number]): ReadonlyArray<Picture> => {
  if (!/^https?:\/\//.test(image.url) || isGone(image.url) || image.type === "ICON" || image.type === "LOGO") return []
  const portrait = image.type === "PROMO_PORTRAIT" || image.type === "PORTRAIT"
  return [{ type: portrait ? "coverPoster" : "background", url: image.url, title: image.title }]
}

/** Of a description with its markup. */
const mostRead = 2 * mostDescription

const kinds: Readonly<Record<string, MediaKind>> = { MOVIE: "film", SERIES: "series" }

/** A film or series page; other pages (articles, persons, players) and pages without an id are none. */
export const itemOf = (page: Page): Complete<CatalogueItem> | undefined => {
  const kind = kinds[page.type]
  const id = idOf(page)
  const raw = cleanText(page.title)
  if (kind === undefined || id === undefined || raw === "") return undefined
  const title = withoutCodes(raw)
  const summary = withoutCodes(cleanText(page.summary ?? ""))
  const credits = creditLine(summary)
  const directors = relations(page, "CINEMA_DIRECTOR")
  const written = page.paragraphs.map((paragraph) => paragraph.body ?? "").join("\n")
  const text = cutDescription(withoutCodes(cleanText(written.slice(0, mostRead))))
  return {
    id,
    kind,
    title,
    otherTitles: [
      ...(title === raw ? [] : [raw]),
      ...(page.subTitle === undefined ? [] : [withoutCodes(cleanText(page.subTitle))])
    ].filter((other) => other !== ""),
    year: yearOf(relations(page, "CINEMA_YEAR")[0]) ?? yearOf(credits.year),
    directors: directors.length > 0 ? inCreditedOrder(directors, summary) : credits.directors,
    countries: credits.countries,
    genres: page.genres
      .map((genre) => (genre.displayName ?? genre.terms.join(" - ")).slice(0, mostTitle))
      .filter((genre) => genre !== ""),
    url: page.url,
    text: isValidDescription(text, "poms") ? text : undefined,
    kijkwijzer: relations(page, "CINEMA_AGERATING")
      .map(kijkwijzerOf)
      .find((age) => age !== undefined),
    appreciation: markOf(relations(page, "CINEMA_APPRECIATION")[0]),
    pictures: page.images.flatMap(pictureOf),
    modified: page.lastModified,
    // POMS knows no ids of others.
    imdb: undefined,
    source: "poms"
  }
}
