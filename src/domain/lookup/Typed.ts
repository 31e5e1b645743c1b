/** What a person types, or pastes, to have a title looked up: a title, a file name, an IMDb id, an address. Pure. */
import { fileNameHints, isFileName, titleHints } from "../titles/FileName.ts"
import type { Hints } from "../values/Hints.ts"
import { imdbIdOf, type MediaKind, tmdbIdOf } from "../values/Media.ts"
import { vproAddress } from "../values/VproAddress.ts"

/** What it says of the work. Without `kind` it may be a film or a series. */
export interface Typed extends Omit<Hints, "kind"> {
  readonly kind?: MediaKind | undefined
  /** Whether it names one work, by an id: whatever its kind. */
  readonly isOne: boolean
}

/** The words of the readable part of an address; none when it has no such part. */
const ofSlug = (slug: string | undefined) => {
  const words = (slug ?? "").replace(/-+/g, " ").trim()
  return words === "" ? undefined : words
}

const pathOf = (text: string, host: RegExp): string | undefined => {
  const address = /^https?:\/\//i.test(text) ? text : `https://${text}`
  if (!URL.canParse(address)) return undefined
  const { hostname, pathname } = new URL(address)
  return host.test(hostname) ? pathname : undefined
}

const ofImdb = (text: string): Typed | undefined => {
  const path = pathOf(text, /(?:^|\.)imdb\.com$/)
  const imdb = imdbIdOf(text) ?? imdbIdOf(/\/title\/(tt\d+)(?:\/|$)/i.exec(path ?? "")?.[1])
  return imdb === undefined ? undefined : { title: imdb, imdb, isOne: true }
}

const ofTmdb = (text: string): Typed | undefined => {
  const path = pathOf(text, /(?:^|\.)themoviedb\.org$/)
  const found = /\/(movie|tv)\/(\d{1,12})(?:-([^/]*))?(?:\/|$)/.exec(path ?? "")
  const tmdb = tmdbIdOf(found?.[2])
  if (found === null || tmdb === undefined) return undefined
  const kind = found[1] === "tv" ? "series" : "film"
  return { title: ofSlug(found[3]) ?? `tmdb ${tmdb}`, tmdb, kind, isOne: true }
}

/** A bare path is more likely a title with a stroke in it. */
const ofVpro = (text: string): Typed | undefined => {
  if (!/^(?:https?:|crid:)\/\/|^(?:www\.)?(?:cinema|vprogids|vpro)\.nl\//i.test(text)) return undefined
  const found = vproAddress(/^(?:https?|crid):/i.test(text) ? text : `https://${text}`)
  if (found === undefined) return undefined
  const { id, kind, slug } = found
  return { title: ofSlug(slug) ?? String(id), vpro: id, kind, isOne: true }
}

const ofName = (text: string, kind: MediaKind | undefined): Typed => {
  const { edition: _, title = text, ...rest } = isFileName(text) ? fileNameHints(text, { kind }) : titleHints(text)
  return { ...rest, title, isOne: false }
}

/** Reads what was typed; `kind` is the kind that is looked for, if it is one. */
export const readTyped = (typed: string, kind?: MediaKind): Typed => {
  const text = typed.trim()
  return ofImdb(text) ?? ofTmdb(text) ?? ofVpro(text) ?? ofName(text, kind)
}
