/** Questions to the sources whose answers have been the same for many years. */
import { ImdbId, VproId, Year } from "../values/Media.ts"

/** A film whose page VPRO has had since it came out in 2004. */
export const film = { title: "Der Untergang", year: Year.make(2004), id: VproId.make(536_405) } as const

/** Pages of films with a text: that one, and one more, since an editor may take a single text away. They go into one request. */
export const pages = [film, { title: "Cloaca", id: VproId.make(530_219) }].map(({ id }) => ({
  id,
  kind: "film" as const
}))

/** A film that every reference of works knows. */
export const work = { title: "Casablanca", year: Year.make(1942), imdb: ImdbId.make("tt0034583") } as const

/** A series that every reference of shows knows. */
export const series = { title: "Twin Peaks", year: Year.make(1990) } as const
