/** The works that The Movie Database (API v3) knows. */
import { Effect, Layer, Option } from "effect"
import type { MediaKind, TmdbId } from "../../../domain/values/Media.ts"
import type { ReferenceState } from "../../../domain/values/ReferenceState.ts"
import type { WorkId } from "../../../domain/values/Work.ts"
import type { HttpPort } from "../../../ports/HttpPort.ts"
import { type WorkAnswer, type WorkHit, WorkPort } from "../../../ports/WorkPort.ts"
import type { WorkReference } from "../works/WorkReference.ts"
import type * as KeyStanding from "./KeyStanding.ts"
import * as TmdbCall from "./TmdbCall.ts"
import { Details, FindAnswer, SearchAnswer } from "./TmdbJson.ts"
import { numberOf, prefix, toHit, toWork, workId } from "./TmdbWork.ts"

/** TMDB as a reference of works. Without a key it knows nothing and asks nothing. */
export const make = Effect.fn("Tmdb.make")(function* (
  options: TmdbCall.TmdbOptions
): Effect.fn.Return<WorkReference, never, HttpPort> {
  const standing = yield* TmdbCall.standingOf(options)
  const ask = yield* TmdbCall.make(options.baseUrl, standing)

  const noneWithoutKey = TmdbCall.withoutKey(standing, Option.none())
  const byId = Effect.fn("Tmdb.byId")(function* (id: WorkId, kind: MediaKind) {
    const number = numberOf(id)
    if (number === undefined) return Option.none()
    const path = `/${collection[kind]}/${number}`
    const details = yield* ask(path, { append_to_response: appended, include_image_language: "nl,en,null" }, Details)
    if (Option.isNone(details)) return Option.none()
    const work = toWork(details.value, kind)
    return work === undefined ? yield* TmdbCall.malformed(path, "a work without any title") : Option.some(work)
  }, noneWithoutKey)

  return {
    prefix,
    configured: Effect.map(standing.key, Option.isSome),
    references: Effect.map(Effect.all([standing.key, standing.refusal]), ([key, refusal]) => [stateOf(key, refusal)]),
    byId,
    byExternalId: Effect.fn("Tmdb.byExternalId")(function* (id, kind) {
      // Plex's own ids are unknown there.
      if ("plex" in id) return Option.none()
      // What the number stands for, its details tell.
      if ("tmdb" in id) return Option.some(withoutTitle(id.tmdb))
      // An id leaves no doubt, so the title may as well be the one that a Dutch catalogue uses.
      const [value, source] = "imdb" in id ? [id.imdb, "imdb_id"] : [id.tvdb, "tvdb_id"]
      const found = yield* ask(`/find/${value}`, { external_source: source, language: "nl-NL" }, FindAnswer)
      const results = Option.map(found, (answer) => (kind === "film" ? answer.movie_results : answer.tv_results))
      return Option.flatMapNullable(results, ([first]) => first && (toHit(first) ?? withoutTitle(first.id)))
    }, noneWithoutKey),
    search: Effect.fn("Tmdb.search")(
      function* ({ kind, title, year }) {
        if (title.trim() === "") return nothing
        const query = { query: title, ...(year === undefined ? {} : { [yearParameter[kind]]: String(year) }) }
        const answer = yield* ask(`/search/${collection[kind]}`, { ...query, include_adult: "false" }, SearchAnswer)
        return Option.match(answer, {
          onNone: () => nothing,
          onSome: ({ results, total_pages }) => ({
            hits: results.map(toHit).filter((hit) => hit !== undefined),
            more: (total_pages ?? 1) > 1
          })
        })
      },
      TmdbCall.withoutKey(standing, nothing)
    )
  }
})

const stateOf = (key: Option.Option<KeyStanding.Key>, refusal: Option.Option<string>): ReferenceState =>
  Option.match(refusal, {
    onNone: () => ({ reference: prefix, state: Option.isSome(key) ? "asked" : "no-key" }),
    onSome: (detail) => ({ reference: prefix, state: "refused", detail })
  })

/** The WorkPort of `make` alone. */
export const layer = (options: TmdbCall.TmdbOptions): Layer.Layer<WorkPort, never, HttpPort> =>
  Layer.effect(WorkPort, make(options))

const withoutTitle = (id: TmdbId): WorkHit => ({ id: workId(id), title: "", originalTitle: "" })

const nothing: WorkAnswer = { hits: [], more: false }

const collection = { film: "movie", series: "tv" } as const

const yearParameter = { film: "year", series: "first_air_date_year" } as const

const appended = "alternative_titles,translations,external_ids,images,credits"
