/** Entries as JSON, in the form that the older Python system reads and writes. */
import { DateTime, Either, Option, Predicate, Schema } from "effect"
import { type CacheEntry, confirmationsOf } from "../../domain/values/CacheEntry.ts"
import { markOf, type Picture } from "../../domain/values/Catalogue.ts"
import type { Complete } from "../../domain/values/Complete.ts"
import { kijkwijzerOf } from "../../domain/values/Kijkwijzer.ts"
import {
  mostAddress,
  mostEntry,
  mostEntryValues,
  mostListed,
  mostLookedAt,
  mostTitle
} from "../../domain/text/Bounds.ts"
import { cutDescription, cutText } from "../../domain/text/Cut.ts"
import { kindOf } from "./EntryKey.ts"
import { parseJson } from "../../domain/text/Json.ts"
import { imdbIdOf, isoDateOf, type MediaKind, tmdbIdOf, tvdbIdOf, vproIdOf, yearOf } from "../../domain/values/Media.ts"

/** The members of a file as they stand there, those unknown to us included. */
export type Fields = Readonly<Record<string, unknown>>

export interface Decoded {
  readonly entry: CacheEntry
  /** The key it was kept under; the older system did not write it. */
  readonly key: string | undefined
  readonly fields: Fields
}

const maybe = <A, I>(schema: Schema.Schema<A, I>) => Schema.optionalWith(schema, { nullable: true })

/** What must be right for a file to be an entry at all; everything else that cannot be read is merely left out. */
const Core = Schema.Struct({
  title: maybe(Schema.String),
  description: maybe(Schema.String),
  media_type: maybe(Schema.Literal("film", "series")),
  status: maybe(Schema.Literal("found", "not_found")),
  key: maybe(Schema.String)
})

const decodeMillis = Schema.decodeUnknownOption(Schema.NonNegativeInt)
const decodeCore = Schema.decodeUnknownOption(Core)
const isFields = (value: unknown): value is Fields => Predicate.isRecord(value)

const parse = (text: string): Option.Option<Fields> =>
  text.length > mostEntry ? Option.none() : Option.filter(Either.getRight(parseJson(text, mostEntryValues)), isFields)

/**
 * Reads the text of a file that should hold an entry; `None` when it does not. `kind` serves where the file names none. What is
 * longer than it may be now is cut here too.
 */
export const decode = (text: string, kind: MediaKind): Option.Option<Decoded> =>
  Option.gen(function* () {
    const fields = yield* parse(text)
    const core = yield* decodeCore(fields)
    const description = textOf(cutDescription(core.description ?? ""))
    const status = yield* Option.fromNullable(core.status ?? (description === undefined ? undefined : "found"))
    const entry: Complete<CacheEntry> = {
      status,
      kind: core.media_type ?? kind,
      title: lineOf(core.title ?? ""),
      year: yearOf(fields["year"]),
      description,
      url: addressOf(fields["url"]),
      imdb: imdbIdOf(fields["imdb_id"]) ?? imdbIdOf(fields["discovered_imdb"]),
      tmdb: tmdbIdOf(fields["tmdb_id"]),
      tvdb: tvdbIdOf(fields["tvdb_id"]),
      vpro: vproIdOf(fields["vpro_id"]),
      released: isoDateOf(fields["released"]),
      kijkwijzer: kijkwijzerOf(fields["content_rating"]),
      appreciation: markOf(fields["vpro_rating"]),
      pictures: listOf(fields["images"]).flatMap(pictureOf).slice(0, mostListed),
      genres: stringsOf(fields["genres"]),
      directors: Array.isArray(fields["directors"])
        ? stringsOf(fields["directors"])
        : namesIn(textOf(fields["director"]) ?? "").map(lineOf),
      method: Option.getOrUndefined(Option.map(Option.fromNullable(textOf(fields["lookup_method"])), lineOf)),
      confirmed: confirmationsOf(fields["confirmed"]),
      modified: Option.getOrUndefined(decodeMillis(fields["vpro_modified"])),
      fetchedAt: timeOf(fields["fetched_at"]),
      lastAccessed: timeOf(fields["last_accessed"])
    }
    return { entry, key: core.key, fields }
  })

/**
 * The same for a text that is kept under a key: one that says it belongs to another is none. Without a key, which not every file
 * name tells, whatever key the text says.
 */
export const decodeUnder = (key: string | undefined, text: string): Option.Option<Decoded> =>
  Option.filter(decode(text, kindOf(key ?? "")), (decoded) => (decoded.key ?? key) === (key ?? decoded.key))

/**
 * The text of a file for an entry. `previous` are the members of the file it replaces: the unknown ones are kept, unless they
 * would make the file larger than one that is read.
 */
export const encode = (key: string, entry: CacheEntry, previous: Fields = {}): string => {
  const text = textWith(key, entry, previous)
  return text.length > mostEntry ? textWith(key, entry, {}) : text
}

const textWith = (key: string, entry: CacheEntry, previous: Fields): string => {
  const written = Object.values(membersOf(entry, previous)).flatMap((members) => Object.entries(members))
  return JSON.stringify({ ...previous, ...Object.fromEntries(written), key }, null, 2)
}

/** What a file says of each member of an entry, so that a new member does not compile until this says what becomes of it. */
const membersOf = (entry: CacheEntry, previous: Fields): Readonly<Record<keyof CacheEntry, Fields>> => {
  const director = entry.directors.join(", ")
  return {
    title: { title: entry.title },
    year: { year: entry.year ?? null },
    description: { description: entry.description ?? null },
    url: { url: entry.url ?? null },
    imdb: {
      imdb_id: entry.imdb ?? null,
      discovered_imdb: entry.imdb === undefined ? undefined : previous["discovered_imdb"]
    },
    vpro: { vpro_id: entry.vpro === undefined ? null : String(entry.vpro) },
    kind: { media_type: entry.kind },
    status: { status: entry.status },
    fetchedAt: { fetched_at: isoOf(entry.fetchedAt) },
    lastAccessed: { last_accessed: isoOf(entry.lastAccessed) },
    kijkwijzer: { content_rating: entry.kijkwijzer },
    appreciation: { vpro_rating: entry.appreciation },
    pictures: { images: entry.pictures },
    genres: { genres: entry.genres },
    directors: {
      director,
      // Only for names with a comma of their own, which `director` cannot tell apart.
      directors: same(namesIn(director), entry.directors) ? undefined : entry.directors
    },
    method: { lookup_method: entry.method },
    tmdb: { tmdb_id: entry.tmdb },
    confirmed: { confirmed: entry.confirmed },
    modified: { vpro_modified: entry.modified },
    tvdb: { tvdb_id: entry.tvdb },
    released: { released: entry.released }
  }
}

const textOf = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined)

const lineOf = (text: string): string => cutText(text, mostTitle)

const addressOf = (value: unknown): string | undefined => {
  const address = textOf(value)
  return address === undefined || address.length > mostAddress ? undefined : address
}

const listOf = (value: unknown): ReadonlyArray<unknown> => (Array.isArray(value) ? value.slice(0, mostLookedAt) : [])

const stringsOf = (value: unknown): ReadonlyArray<string> =>
  listOf(value)
    .filter((item): item is string => typeof item === "string")
    .slice(0, mostListed)
    .map(lineOf)

const namesIn = (text: string): ReadonlyArray<string> =>
  text
    .split(",", mostListed)
    .map((name) => name.trim())
    .filter((name) => name !== "")

const same = (a: ReadonlyArray<string>, b: ReadonlyArray<string>): boolean =>
  a.length === b.length && a.every((item, i) => item === b[i])

const pictureOf = (value: unknown): ReadonlyArray<Picture> => {
  if (!isFields(value)) return []
  const url = addressOf(value["url"])
  if (url === undefined) return []
  const title = value["title"]
  return [{ type: pictureTypeOf(value["type"]), url, ...(typeof title === "string" ? { title: lineOf(title) } : {}) }]
}

/** The older system passed POMS's types on: an upright picture is a poster there, and a picture is a scene. */
const pictureTypeOf = (value: unknown): Picture["type"] => {
  switch (typeof value === "string" ? value.toLowerCase() : "") {
    case "coverposter":
    case "cover":
    case "poster":
    case "portrait":
    case "promo_portrait":
      return "coverPoster"
    case "clearlogo":
    case "logo":
      return "clearLogo"
    default:
      return "background"
  }
}

const epoch = DateTime.unsafeMake(0)

/** A time without a zone is UTC; one that cannot be read is long ago, so that the entry is used only when all else fails. */
const timeOf = (value: unknown): DateTime.Utc => {
  if (typeof value !== "string") return epoch
  const zoned = !/T|\d \d/.test(value) || /(z|[+-]\d{2}:?\d{2})$/i.test(value) ? value : `${value}Z`
  return Option.getOrElse(Option.map(DateTime.make(zoned), DateTime.toUtc), () => epoch)
}

const isoOf = (time: DateTime.Utc): string => DateTime.formatIso(time).replace(/Z$/, "+00:00")
