/** Whether a page and a work of a reference are the same film or series, so that the ids of the one are those of the other. */
import type { CatalogueItem } from "../values/Catalogue.ts"
import type { Work } from "../values/Work.ts"
import { mostYears, yearsBetween } from "../values/Years.ts"
import { named } from "./Asked.ts"
import { directorsAgree } from "./People.ts"
import { isSameTitle } from "./Relations.ts"
import { closest } from "./TitleRelation.ts"

/**
 * By evidence that the two share, whatever was asked: the IMDb id, else the maker, else the very title of about that year. A wrong
 * id is worse than none: without evidence they are not the same.
 */
export const isSameWork = (page: CatalogueItem, work: Work): boolean => {
  if (page.imdb !== undefined && work.imdb !== undefined) return page.imdb === work.imdb
  const director = directorsAgree(work.directors, page.directors)
  if (director !== "unknown") return director === "agree"
  const apart = yearsBetween(page.year, work.year)
  return apart !== undefined && apart <= mostYears.sameTitle && sharesTitle(page, work)
}

const sharesTitle = (page: CatalogueItem, work: Work): boolean => {
  const titles = [work.title, work.originalTitle, ...work.titles.map(({ title }) => title)].map(named)
  return isSameTitle(closest(titles, [page.title, ...page.otherTitles].map(named)).relation)
}
