/** Questions to the sources whose answers have been the same for many years. */
import { ImdbId, VproId, Year } from "../values/Media.ts"

/** A film of 2004 whose page VPRO has had since it came out; every reference of works knows it. */
export const film = {
  title: "Der Untergang",
  year: Year.make(2004),
  imdb: ImdbId.make("tt0363163"),
  vpro: VproId.make(536_405)
} as const

/** A series that every reference knows. */
export const series = { title: "Twin Peaks", year: Year.make(1990) } as const
