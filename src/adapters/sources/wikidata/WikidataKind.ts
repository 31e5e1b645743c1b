/** Whether an item is a film or a series. Many have only a narrow class, such as "silent film", so the others are told apart. */
import type { MediaKind } from "../../../domain/values/Media.ts"
import type { Claims } from "./WikidataJson.ts"

/** Series, miniseries, programmes, web series, animated series, anime. */
const series = new Set("Q5398426 Q1259759 Q15416 Q526877 Q581714 Q117467246 Q63952888".split(" "))

/**
 * Neither film nor series, though some have an IMDb id: seasons, episodes, series of films, books, novels, plays, operas, albums,
 * singles, songs, games, people, characters.
 */
const neither = new Set(
  (
    "Q3464665 Q21191270 Q1983062 Q24856 Q7725634 Q47461344 Q571 Q8261 Q25379 Q1344 " +
    "Q482994 Q134556 Q7366 Q7889 Q5 Q15773347 Q95074"
  ).split(" ")
)

/** Whether the item is of this kind, by its classes and by the catalogues that have a number for it. */
export const isOfKind = (claims: Claims, kind: MediaKind): boolean => {
  const classes = claims.P31.map(({ mainsnak }) => mainsnak.datavalue.value.id)
  if (classes.some((id) => neither.has(id))) return false
  const isSeriesByClass = classes.some((id) => series.has(id))
  const isSeriesByNumber = [claims.P4983, claims.P4835, claims.P8600].some((numbers) => numbers.length > 0)
  if (kind === "series") return isSeriesByClass || (isSeriesByNumber && claims.P4947.length === 0)
  return !isSeriesByClass && (!isSeriesByNumber || claims.P4947.length > 0)
}
