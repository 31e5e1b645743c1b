/** Films, requests and works made up for tests, in a line each. */
import type { CatalogueItem } from "../../src/domain/values/Catalogue.ts"
import type { Hints } from "../../src/domain/values/Hints.ts"
import { imdbIdOf, type MediaKind, TmdbId, VproId, Year } from "../../src/domain/values/Media.ts"
import { type Work, WorkId } from "../../src/domain/values/Work.ts"

/** Long enough to be a description. */
export const prose =
  "Een dijkwachter ziet het water stijgen en zegt niets, tot de nacht waarin het hele dorp hem nodig heeft."

interface Known {
  readonly id?: number
  readonly kind?: MediaKind
  readonly directors?: ReadonlyArray<string>
  readonly imdb?: string | undefined
  readonly text?: string | undefined
  readonly source?: CatalogueItem["source"]
}

/** A page of the catalogue. */
export const film = (title: string, year?: number, known: Known = {}): CatalogueItem => ({
  id: VproId.make(known.id ?? 1000),
  kind: known.kind ?? "film",
  title,
  otherTitles: [],
  year: year === undefined ? undefined : Year.make(year),
  directors: known.directors ?? [],
  countries: [],
  genres: [],
  text: "text" in known ? known.text : prose,
  pictures: [],
  imdb: imdbIdOf(known.imdb),
  source: known.source ?? "poms"
})

/** What Plex says. */
export const hints = (title: string, year?: number, known: { readonly imdb?: string | undefined } = {}): Hints => ({
  kind: "film",
  title,
  year: year === undefined ? undefined : Year.make(year),
  imdb: imdbIdOf(known.imdb)
})

/** A work as a reference knows it. */
export const work = (
  title: string,
  year: number,
  directors: ReadonlyArray<string> = [],
  others: ReadonlyArray<string> = [],
  known: { readonly tmdb?: number; readonly imdb?: string } = {}
): Work => ({
  id: WorkId.make(`tmdb:${known.tmdb ?? 500}`),
  kind: "film",
  tmdb: TmdbId.make(known.tmdb ?? 500),
  imdb: imdbIdOf(known.imdb),
  title,
  originalTitle: others[0] ?? title,
  titles: [title, ...others].map((name) => ({ title: name })),
  year: Year.make(year),
  directors,
  countries: [],
  pictures: []
})
