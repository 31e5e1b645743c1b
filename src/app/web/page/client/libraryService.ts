/** Asking the service about the libraries of Plex. */
import type { LibraryOverview, LibraryTitles } from "../../openapi/LibraryShapes.ts"
import { post, read } from "./service.ts"

export type Overview = LibraryOverview
export type Title = LibraryTitles["titles"][number]
export type Sums = LibraryOverview["together"]

export interface Wanted {
  readonly filter: string
  readonly library: string
  readonly search: string
}

export const overview = (signal: AbortSignal) => read<LibraryOverview>("/library", { signal })

/** Some titles, from a place in the list on. */
export const titles = ({ filter, library, search }: Wanted, after: number, limit: number, signal: AbortSignal) => {
  const query = new URLSearchParams({
    filter,
    after: String(after),
    limit: String(limit),
    ...(library === "" ? {} : { library }),
    ...(search === "" ? {} : { search })
  })
  return read<LibraryTitles>(`/library/titles?${query}`, { signal })
}

export const compare = (token: string | undefined) => post<{ readonly begun: boolean }>("/library/compare", token)
