/**
 * Rating keys: what Plex remembers of an item for ever, and all that a later request brings back.
 *
 * Three forms are read:
 * - `vpro-{slug}-{year|0}-{tt…|none}-{m|s}`, issued by the older system and by this one whenever it loses nothing that the
 *   decision on a page looks at, so that items keep their identity in Plex;
 * - the same without `-m` or `-s`, a film, of the first releases;
 * - the same followed by `-x…`, a payload with what the slug cannot hold: the title in its own script and case, ids other
 *   than IMDb's, a page chosen in Fix Match. Keys of before Plex's own ids were read have none, and stay what they are.
 */
import { Option } from "effect"
import { hasIdOfWork, type Hints } from "../values/Hints.ts"
import { imdbIdOf, type MediaKind, plexIdOf, tmdbIdOf, tvdbIdOf, vproIdOf, yearOf } from "../values/Media.ts"
import { decodePayload, encodePayload } from "./RatingKeyPayload.ts"
import { titleForm } from "../matching/TitleForm.ts"
import { comparisonForm, words } from "../titles/Comparison.ts"
import { namesOf } from "../titles/Names.ts"
import { keySlug, readableSlug } from "../titles/Slug.ts"

/** What every key looks like; anything else was never issued. */
export const ratingKeyPattern = /^vpro-[a-z0-9-]{1,195}$/

const maxLength = 200
const readableLength = 40
/** A show's key leaves room for the suffixes of its seasons and episodes (see SeriesKey). */
const maxShowLength = 186
/** The older system cut slugs at 50: longer ones were 41 characters, a hyphen and 8 digits of a hash. */
const oldSlugLength = 50
const cutSlug = /^(.{41})-[0-9a-f]{8}$/
const old = /^vpro-(.+)-(\d{1,4})-(tt\d+|none)(?:-([ms]))?$/
const rich = /^vpro-(.*?)-?(\d{1,4})-(tt\d+|none)-([ms])-x([a-z2-7]+)$/

/** How much a key must hold: enough to find the work, or also the title to the letter. */
export type KeyStyle = "compatible" | "verbatim"

const letter = (kind: MediaKind) => (kind === "film" ? "m" : "s")
const kindOf = (letter: string | undefined): MediaKind => (letter === "s" ? "series" : "film")
const tail = (hints: Hints) => `${hints.year ?? 0}-${hints.imdb ?? "none"}-${letter(hints.kind)}`

/** The key that the older system gave this work, when it can be told from others by it. */
export const oldRatingKey = (hints: Hints): Option.Option<string> => {
  const slug = keySlug(hints.title)
  const complete = slug.replaceAll("-", "") === comparisonForm(hints.title)
  return complete &&
    slug !== "" &&
    slug.length <= oldSlugLength - 9 &&
    hints.titleCut === undefined &&
    hints.vpro === undefined
    ? Option.some(`vpro-${slug}-${tail(hints)}`)
    : Option.none()
}

/**
 * Signs that say something about a title: what stands before and behind them is a name and a subtitle, two names, or a name and the same
 * in another language. And ones that are words of their own, such as & and ½. Of none of them a slug keeps a trace.
 */
const tellingSign = /[&\p{S}\p{Ps}\p{Pe}\p{Pd}:;/\\]/u

/** A title as the decision sees it, to be compared with another. */
const seen = (title: string) =>
  JSON.stringify(
    [titleForm(title), namesOf(title).map(({ joint, title: name }) => [joint, titleForm(name)])],
    (_, member: unknown) => (member instanceof Map ? [...member] : member)
  )

/** Whether what a slug gives back is to all who look at it the title that was asked. */
const losesNothing = (hints: Hints, slug: string) => {
  const back = titleOf(slug)
  return (
    hints.tmdb === undefined &&
    hints.tvdb === undefined &&
    hints.plex === undefined &&
    !tellingSign.test(hints.title.normalize("NFKC")) &&
    words(back).join(" ") === words(hints.title).join(" ") &&
    seen(back) === seen(hints.title)
  )
}

/**
 * The key for a work. Always valid; reading it back gives everything that matters for finding the work, for any title:
 * a title too long for a key comes back cut (`titleCut`).
 */
export const encodeRatingKey = (asked: Hints, style: KeyStyle = "compatible"): string => {
  const hints = worthKeeping(asked)
  const plain = oldRatingKey(hints)
  if (style === "compatible" && Option.isSome(plain) && losesNothing(hints, keySlug(hints.title))) return plain.value
  // What people read gives way to what is needed.
  const room = roomOf(hints)
  const readable = headOf(hints, readableSlug(hints.title, room < 0 ? readableLength : Math.min(room, readableLength)))
  return `${readable}-x${encodePayload(hints, mostOf(hints) - readable.length - "-x".length)}`
}

const mostOf = ({ kind }: Hints) => (kind === "film" ? maxLength : maxShowLength)

const headOf = (hints: Hints, readable: string) =>
  ["vpro", readable, tail(hints)].filter((part) => part !== "").join("-")

/** What a key has left for people to read beside all that it must hold; less than nothing when the title does not fit. */
const roomOf = (hints: Hints) =>
  mostOf(hints) - `${headOf(hints, "")}--x${encodePayload(hints, Number.POSITIVE_INFINITY)}`.length

/** Plex's own id says nothing that another id does not, and the end of a title, which everybody reads, is worth more than it. */
const worthKeeping = (hints: Hints): Hints =>
  hints.plex === undefined || (!hasIdOfWork(hints) && hints.titleCut !== true && roomOf(hints) >= 0)
    ? hints
    : { ...hints, plex: undefined }

/** The title that a slug gives back. It has lost its capitals; most titles have one at every word. */
const titleOf = (slug: string) =>
  slug
    .replace(/-+/g, " ")
    .trim()
    .replace(/(?<![a-z0-9])[a-z]/g, (first) => first.toUpperCase())

/** What a key says; none for a key that nobody ever issued. */
export const decodeRatingKey = (key: string): Option.Option<Hints> => {
  if (!ratingKeyPattern.test(key)) return Option.none()
  const ids = (year: string | undefined, imdb: string | undefined, kind: string | undefined) => ({
    kind: kindOf(kind),
    year: yearOf(year),
    imdb: imdbIdOf(imdb)
  })
  const known = rich.exec(key)
  if (known !== null)
    return Option.map(decodePayload(known[5] ?? ""), (payload) => ({
      ...ids(known[2], known[3], known[4]),
      title: payload.title,
      ...(payload.cut ? { titleCut: true as const } : {}),
      ...(payload.digest === undefined || payload.digest === 0 ? {} : { digest: payload.digest }),
      tmdb: tmdbIdOf(payload.tmdb),
      tvdb: tvdbIdOf(payload.tvdb),
      plex: plexIdOf(payload.plex),
      vpro: vproIdOf(payload.vpro)
    }))
  const plain = old.exec(key)
  if (plain === null) return Option.none()
  const slug = plain[1] ?? ""
  const cut = slug.length === oldSlugLength ? cutSlug.exec(slug) : null
  return Option.some({
    ...ids(plain[2], plain[3], plain[4]),
    title: titleOf(cut?.[1] ?? slug),
    ...(cut === null ? {} : { titleCut: true as const })
  })
}

/** Whether a title is no more than what the slug of a key gives back, so that nobody knows how it was written. */
export const isOnlySpelled = (key: string, title: string): boolean =>
  !rich.test(key) && Option.exists(decodeRatingKey(key), (hints) => hints.title === title)
