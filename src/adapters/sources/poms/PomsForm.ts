/** Questions in the form that POMS understands. A misspelt member is silently ignored there: an unfiltered answer. */
import type { MediaKind } from "../../../domain/values/Media.ts"
import type { CatalogueQuery, PageNumber } from "../../../ports/CataloguePort.ts"

/** `searches.types` filters; `facets.types.include` only trims a list of counts. */
export const pomsType = (kind: MediaKind) => (kind === "film" ? "MOVIE" : "SERIES")

const anyOf = (values: ReadonlyArray<string>) =>
  values.length === 1 ? values[0] : values.map((value) => ({ value, match: "SHOULD" }))

const relation = (type: string, values: ReadonlyArray<string>) => ({
  broadcasters: "VPRO",
  types: type,
  values: anyOf(values)
})

/** The body of a page search. Quoting the whole text makes it a phrase; a list of plain strings would mean AND. */
export const searchForm = (query: CatalogueQuery) => {
  const text =
    query.mode === "phrase"
      ? `"${query.text}"`
      : query.mode === "fuzzy"
        ? { value: query.text, fuzziness: "AUTO" }
        : query.text
  const years = query.years ?? []
  return {
    searches: {
      text,
      types: pomsType(query.kind),
      ...(years.length === 0 ? {} : { relations: [relation("CINEMA_YEAR", years.map(String))] })
    }
  }
}

/** The persistent identifier of a page, for `/pages/multiple`. */
export const crid = ({ id, kind }: PageNumber): string =>
  kind === "film" ? `crid://vpro/cinema/movie/CINEMA_MOVIE_${id}` : `crid://vpro/cinema/series/CINEMA_SERIES_${id}`
