/** Which titles of the libraries are looked at. Pure. */
import { Schema } from "effect"
import { comparisonForm } from "../titles/Comparison.ts"
import type { LibraryTitle, Searchable } from "./LibraryTitle.ts"
import { withoutText } from "./Standing.ts"

/** The names of the filters, in the order in which people see them. */
export const filterNames = [
  "all",
  "shown",
  "waiting",
  "without-text",
  "failed",
  "not-asked",
  "wrong-agent",
  "locked",
  "differs"
] as const
export const FilterName = Schema.Literal(...filterNames)
export type FilterName = typeof FilterName.Type

const passes: Readonly<Record<FilterName, (title: LibraryTitle) => boolean>> = {
  all: () => true,
  shown: ({ standing }) => standing === "shown",
  waiting: ({ standing }) => standing === "waiting",
  "without-text": ({ standing }) => withoutText.includes(standing),
  failed: ({ standing }) => standing === "open",
  "not-asked": ({ standing }) => standing === "notAsked",
  "wrong-agent": ({ elsewhere }) => elsewhere,
  locked: ({ locked }) => locked,
  differs: ({ differs }) => differs
}

export interface TitleFilter {
  readonly filter?: FilterName | undefined
  /** The number of a library. */
  readonly library?: string | undefined
  /** A part of a title, Plex's or VPRO's, however it is written. */
  readonly search?: string | undefined
}

/** The titles that are meant, in the order of the libraries. */
export const filtered = <Title extends Searchable>(
  titles: ReadonlyArray<Title>,
  { filter = "all", library, search = "" }: TitleFilter
): ReadonlyArray<Title> => {
  const wanted = search.trim() === "" ? "" : comparisonForm(search)
  return titles.filter(
    (title) =>
      (library === undefined || title.library === library) && passes[filter](title) && title.forms.includes(wanted)
  )
}
