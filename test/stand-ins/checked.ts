/** Sources that answer the known questions as they should, and as they should not. */
import { Effect, Option } from "effect"
import { film, series, work } from "../../src/domain/check/KnownQuestions.ts"
import type { CheckedSources } from "../../src/domain/check/SourceChecks.ts"
import type { CatalogueItem } from "../../src/domain/values/Catalogue.ts"
import { TmdbId } from "../../src/domain/values/Media.ts"
import { WorkId } from "../../src/domain/values/Work.ts"
import { prose } from "./works.ts"

/** The page of the known film. */
export const page: CatalogueItem = {
  id: film.id,
  kind: "film",
  title: film.title,
  otherTitles: [],
  year: film.year,
  directors: ["Oliver Hirschbiegel"],
  countries: [],
  genres: [],
  text: prose,
  pictures: [],
  source: "poms"
}

const found = Effect.succeedSome({
  id: WorkId.make("tmdb:289"),
  title: work.title,
  originalTitle: work.title,
  year: work.year,
  tmdb: TmdbId.make(289)
})

/** All of them well. */
export const wellSources: CheckedSources = {
  credentials: { state: Effect.succeed({ source: "built-in", state: "ok" }) },
  catalogue: {
    byIds: () => Effect.succeed([page]),
    search: () => Effect.succeed({ items: [page], more: false })
  },
  pages: {
    search: () => Effect.succeed([{ id: film.id, kind: "film", title: film.title, slug: "der-untergang" }]),
    read: () => Effect.succeedSome(page)
  },
  tmdb: { byExternalId: () => found },
  wikidata: { byExternalId: () => found },
  shows: {
    find: () =>
      Effect.succeed(
        Option.some({
          source: "tvmaze",
          seasons: [{ number: 1, episodes: [{ season: 1, number: 1, title: `${series.title} 1` }] }]
        })
      )
  }
}
