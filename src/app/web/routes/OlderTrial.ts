/** What `/test` came to in the words of the Python system, before the story of it. */
import type { LookupResult } from "../../../domain/lookup/Lookup.ts"

/** What was asked. */
interface Query {
  readonly title: string
  readonly year: number | null
  readonly imdb: string
  readonly type: "film" | "series" | "all"
}

interface Trials {
  readonly at: number
  readonly results: ReadonlyArray<LookupResult>
}

type Found = Extract<LookupResult["outcome"], { readonly _tag: "Found" }>

/** A page as the Python system told it. */
const pageOf = ({ item, work }: Found) => ({
  title: item.title,
  year: item.year ?? null,
  media_type: item.kind,
  director: item.directors.length === 0 ? null : item.directors.join(", "),
  imdb_id: item.imdb ?? work?.imdb ?? null,
  vpro_id: String(item.id),
  vpro_url: item.url ?? null,
  genres: item.genres,
  vpro_rating: item.appreciation ?? null,
  content_rating: item.kijkwijzer ?? null,
  images: item.pictures,
  description_length: item.text?.length ?? 0,
  description: item.text ?? null
})

/** Its members beside ours: found, not found, or, when a source failed, not known. */
export const asOlder = (query: Query, trials: Trials) => {
  const { title, year } = query
  const found = trials.results.flatMap(({ outcome }) => (outcome._tag === "Found" ? [outcome] : []))[0]
  if (found !== undefined) return { found: true, query, result: pageOf(found), ...trials } as const
  const open = trials.results.some(({ outcome }) => outcome._tag === "Incomplete")
  return open
    ? ({ found: false, title, year, message: "A source did not answer, so it is not known", query, ...trials } as const)
    : ({ found: false, title, year, message: "Not found in VPRO Cinema", query, ...trials } as const)
}
