/** The items of a match: little in an automatic one, since nobody has been asked yet; the choice in Fix Match. */
import type { CatalogueItem } from "../values/Catalogue.ts"
import type { Hints } from "../values/Hints.ts"
import { isShowable } from "../values/Pictures.ts"
import type { Decision } from "../matching/Evidence.ts"
import { encodeRatingKey } from "../keys/RatingKey.ts"
import { addressOf, identity, type Item } from "./Item.ts"
import type { Provider } from "./Provider.ts"

const guids = (hints: Hints, candidate?: CatalogueItem) =>
  [
    ["imdb", hints.imdb],
    ["tmdb", hints.tmdb],
    ["tvdb", hints.tvdb],
    ["vpro", candidate?.id ?? hints.vpro]
  ].flatMap(([scheme, id]) => (id === undefined ? [] : [{ id: `${scheme}://${id}` }]))

/** As everywhere, but a show's `key` leads to the show itself here: it is what is looked at next. */
const matched = (provider: Provider, ratingKey: string) => ({
  ...identity(provider, ratingKey),
  key: addressOf(ratingKey)
})

/** What Plex said, given back with a key that will find it. */
export const hintItem = (provider: Provider, ratingKey: string, hints: Hints): Item => {
  const ids = guids(hints)
  return {
    ...matched(provider, ratingKey),
    title: hints.title,
    originallyAvailableAt: "",
    ...(hints.year === undefined ? {} : { year: hints.year }),
    ...(ids.length === 0 ? {} : { Guid: ids })
  }
}

/** A page to choose; its key carries VPRO's number. Ids that Plex sent stay only where they can be this page's. */
export const candidateItem = (provider: Provider, typed: Hints, { candidate, verdict }: Decision): Item => {
  const agrees = verdict === "certain" || verdict === "sure"
  const hints: Hints = {
    kind: typed.kind,
    title: candidate.title,
    year: candidate.year,
    imdb: candidate.imdb ?? (agrees ? typed.imdb : undefined),
    ...(agrees ? { tmdb: typed.tmdb, tvdb: typed.tvdb } : {}),
    vpro: candidate.id
  }
  const pictures = candidate.pictures.filter(isShowable)
  const thumb = pictures.find((picture) => picture.type === "coverPoster") ?? pictures[0]
  return {
    ...matched(provider, encodeRatingKey(hints)),
    title: candidate.title,
    originallyAvailableAt: "",
    ...(candidate.year === undefined ? {} : { year: candidate.year }),
    ...(candidate.text === undefined ? {} : { summary: candidate.text }),
    ...(thumb === undefined ? {} : { thumb: thumb.url }),
    Guid: guids(hints, candidate)
  }
}
