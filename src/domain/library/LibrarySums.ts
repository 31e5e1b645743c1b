/** What the titles of a library add up to. Pure. */
import { Schema } from "effect"
import { described } from "../values/Described.ts"
import type { LibraryTitle } from "./LibraryTitle.ts"

const { Int } = Schema

export const LibrarySums = Schema.Struct({
  titles: Int,
  shown: described("Plex shows VPRO's text.", Int),
  waiting: described("There is a text here that Plex does not show yet.", Int),
  withheld: described("There is a text here, and the settings keep it from Plex.", Int),
  noText: described("VPRO has a page, without a text.", Int),
  noPage: described("VPRO has no page.", Int),
  open: described("A source failed.", Int),
  notAsked: described("Not looked up yet.", Int),
  differs: described("Of those that wait: Plex shows another text.", Int),
  elsewhere: described("Plex asks somebody else.", Int),
  locked: described("Of those that wait: the text is locked in Plex.", Int)
}).annotations({ identifier: "LibrarySums" })
export type LibrarySums = typeof LibrarySums.Type

export const noTitles: LibrarySums = {
  titles: 0,
  shown: 0,
  waiting: 0,
  withheld: 0,
  noText: 0,
  noPage: 0,
  open: 0,
  notAsked: 0,
  differs: 0,
  elsewhere: 0,
  locked: 0
}

/** The sums of all, and those of each library by its number. */
export const sumsOf = (
  titles: ReadonlyArray<LibraryTitle>
): { readonly together: LibrarySums; readonly byLibrary: ReadonlyMap<string, LibrarySums> } => {
  const together: { -readonly [Name in keyof LibrarySums]: number } = { ...noTitles }
  const byLibrary = new Map<string, typeof together>()
  for (const { differs, elsewhere, library, locked, standing } of titles) {
    const own = byLibrary.get(library) ?? { ...noTitles }
    byLibrary.set(library, own)
    for (const sums of [together, own]) {
      sums.titles++
      sums[standing]++
      if (differs) sums.differs++
      if (elsewhere) sums.elsewhere++
      if (locked) sums.locked++
    }
  }
  return { together, byLibrary }
}
