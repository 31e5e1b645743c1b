/** The last look at a candidate before it is taken. */
import { Effect, Option, Ref } from "effect"
import type { LookupMethod } from "../values/CacheEntry.ts"
import type { CatalogueItem } from "../values/Catalogue.ts"
import type { Complete } from "../values/Complete.ts"
import { completed, firstPictures } from "../values/Pictures.ts"
import { decide } from "../matching/Decide.ts"
import type { Decision } from "../matching/Evidence.ts"
import { Outcome } from "./Outcome.ts"
import { inSpareTime, wantsPictures } from "./Pictures.ts"
import type { LookupProgress } from "./LookupProgress.ts"
import { readPage } from "./ReadPage.ts"

/** One page out of two tellings of it: the catalogue's own words first, the public page fills the gaps. */
export const merged = (item: CatalogueItem, page: CatalogueItem): Complete<CatalogueItem> => ({
  id: item.id,
  kind: item.kind,
  title: item.title,
  otherTitles: item.otherTitles,
  year: item.year,
  countries: item.countries,
  source: item.source,
  text: item.text ?? page.text,
  url: page.url ?? item.url,
  imdb: item.imdb ?? page.imdb,
  modified: item.modified,
  kijkwijzer: item.kijkwijzer ?? page.kijkwijzer,
  appreciation: item.appreciation ?? page.appreciation,
  directors: item.directors.length > 0 ? item.directors : page.directors,
  genres: item.genres.length > 0 ? item.genres : page.genres,
  pictures: completed(firstPictures(page.pictures), item.pictures)
})

/**
 * Makes an outcome of a candidate. One whose text is missing, or its pictures when these are wanted, has its public page read; when that page
 * contradicts (the IMDb id on it is another's) the answer is none, and the candidate stays refused from now on. A page that cannot be
 * read costs the pictures, never a text that is there already.
 */
export const confirm = Effect.fn("Confirm.confirm")(function* (
  progress: LookupProgress,
  decision: Decision,
  method: LookupMethod
) {
  const item = decision.candidate
  const { work } = yield* Ref.get(progress.state)
  const found = Option.some<Outcome>(Outcome.Found({ item, work, method }))
  const hasText = item.text !== undefined
  if (item.source !== "poms" || (hasText && !(yield* wantsPictures(item)))) return found
  yield* Ref.update(progress.state, (now) => ({ ...now, taken: item }))
  const page = yield* readPage(progress, { id: item.id, slug: item.title }, (reading) =>
    hasText ? inSpareTime("cinema", reading) : reading
  )
  if (page === undefined) {
    if (hasText) return found
    const { failures } = yield* Ref.get(progress.state)
    return Option.some<Outcome>(Outcome.Incomplete({ item, work, failures, timedOut: false }))
  }
  const whole = Option.match(page, { onNone: () => item, onSome: (read) => merged(item, read) })
  yield* progress.collect([whole])
  if (decide(yield* progress.request, whole).verdict !== "refused")
    return Option.some<Outcome>(Outcome.Found({ item: whole, work, method }))
  yield* Ref.update(progress.state, (now) => ({ ...now, taken: undefined }))
  return Option.none<Outcome>()
})
