/** The addresses under which VPRO has shown a film or series over the years; the number in them never changed. */
import { type MediaKind, type VproId, vproIdOf } from "./Media.ts"
import { readableSlug } from "../titles/Slug.ts"
import { withoutEnd } from "../text/Flat.ts"

/** What an address tells. `/db/` addresses do not say the kind, crids have no slug (""). */
export interface VproAddress {
  readonly kind?: MediaKind | undefined
  readonly id: VproId
  readonly slug: string
}

/**
 * Reads the address of a film or series on cinema.nl, vprogids.nl or vpro.nl, a path on those sites, or a crid. Persons,
 * articles, searches and other people's sites are none.
 */
export const vproAddress = (url: string): VproAddress | undefined => {
  const crid = /^crid:\/\/\S*\bCINEMA_(MOVIE|SERIES)_(\d+)$/.exec(url.trim())
  if (crid !== null) return address(crid[1] === "MOVIE" ? "film" : "series", crid[2], "")
  const path = pathOnVpro(url)
  if (path === undefined) return undefined
  const old = /\/(film|serie)~(\d+)~([^~/]*)~/.exec(path)
  if (old !== null) return address(old[1] === "film" ? "film" : "series", old[2], old[3])
  const current = /^\/db\/(\d+)(?:-([^/]*))?\/?$/.exec(path)
  return current === null ? undefined : address(undefined, current[1], current[2])
}

/**
 * The readable part of an address: the title in plain ASCII, everything but letters and digits a `-`. cinema.nl answers
 * 404 to any other character. Empty for a title without Latin letters or digits.
 */
export const pageSlug = (title: string): string => readableSlug(title, Number.POSITIVE_INFINITY)

/** The address of a page on cinema.nl. `slug` may be a title; one without any Latin letter gets a word in its place. */
export const cinemaUrl = (base: string, id: VproId, slug: string): string =>
  `${withoutEnd(base, "/")}/db/${id}-${pageSlug(slug) || "titel"}`

const address = (kind: MediaKind | undefined, digits: string | undefined, slug: string | undefined) => {
  const id = vproIdOf(digits)
  return id === undefined ? undefined : { kind, id, slug: slug ?? "" }
}

const pathOnVpro = (url: string): string | undefined => {
  try {
    const { hostname, pathname } = new URL(url.trim(), "https://www.cinema.nl")
    return /(^|\.)(cinema|vprogids|vpro)\.nl$/.test(hostname) ? decoded(pathname) : undefined
  } catch {
    return undefined
  }
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
