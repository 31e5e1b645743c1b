/** The works that The Movie Database (API v3) knows. */
import { Effect, Layer, Option, Redacted, Schema } from "effect"
import { type MediaKind, type TmdbId } from "../../domain/Media.ts"
import { fromHttpError, type HttpAnswer, type HttpCall, HttpPort } from "../../ports/HttpPort.ts"
import { SourceError } from "../../ports/SourceError.ts"
import { WorkPort } from "../../ports/WorkPort.ts"
import { Details, Failure, FindAnswer, SearchAnswer } from "./TmdbJson.ts"
import { toHit, toWork } from "./TmdbWork.ts"

export interface TmdbOptions {
  /** With the version: `https://api.themoviedb.org/3`. */
  readonly baseUrl: string
  /** A v3 API key (32 hexadecimal digits) or a v4 read access token (`eyJ…`): both are accepted, the form decides. */
  readonly key?: Redacted.Redacted<string> | undefined
}

/** A WorkPort on TMDB. Without a key it knows nothing and asks nothing. */
export const make = Effect.fn("Tmdb.make")(function* (options: TmdbOptions) {
  const http = yield* HttpPort
  const key = options.key
  if (key === undefined || Redacted.value(key).trim() === "") return withoutKey

  const ask = <A, I>(path: string, query: Readonly<Record<string, string>>, schema: Schema.Schema<A, I>) =>
    http
      .send(
        "tmdb",
        Effect.sync(() => callOf(options.baseUrl, key, path, query))
      )
      .pipe(
        Effect.mapError(fromHttpError),
        Effect.flatMap((answer) => read(answer, path, schema))
      )

  const byId = Effect.fn("Tmdb.byId")(function* (id: TmdbId, kind: MediaKind) {
    const path = `/${collection[kind]}/${id}`
    const details = yield* ask(
      path,
      { append_to_response: appended[kind], include_image_language: "nl,en,null" },
      Details
    )
    if (Option.isNone(details)) return Option.none()
    const work = toWork(details.value, kind)
    return work === undefined ? yield* malformed(path, "a work without any title") : Option.some(work)
  })

  return WorkPort.of({
    configured: true,
    byId,
    byExternalId: Effect.fn("Tmdb.byExternalId")(function* (id, kind) {
      const [value, source] = "imdb" in id ? [id.imdb, "imdb_id"] : [id.tvdb, "tvdb_id"]
      const found = yield* ask(`/find/${value}`, { external_source: source }, FindAnswer)
      const results = Option.map(found, (answer) => (kind === "film" ? answer.movie_results : answer.tv_results))
      const first = Option.flatMapNullable(results, (list) => list[0])
      return Option.isNone(first) ? Option.none() : yield* byId(first.value.id, kind)
    }),
    search: Effect.fn("Tmdb.search")(function* ({ kind, title, year }) {
      if (title.trim() === "") return []
      const query = { query: title, ...(year === undefined ? {} : { [yearParameter[kind]]: String(year) }) }
      const answer = yield* ask(`/search/${collection[kind]}`, { ...query, include_adult: "false" }, SearchAnswer)
      const results = Option.match(answer, { onNone: () => [], onSome: ({ results }) => results })
      return results.map(toHit).filter((hit) => hit !== undefined)
    })
  })
})

/** The WorkPort of `make`. */
export const layer = (options: TmdbOptions): Layer.Layer<WorkPort, never, HttpPort> =>
  Layer.effect(WorkPort, make(options))

const withoutKey = WorkPort.of({
  configured: false,
  byId: () => Effect.succeedNone,
  byExternalId: () => Effect.succeedNone,
  search: () => Effect.succeed([])
})

const collection = { film: "movie", series: "tv" } as const

const yearParameter = { film: "year", series: "first_air_date_year" } as const

const appended = {
  film: "alternative_titles,translations,external_ids,release_dates,images,credits",
  series: "alternative_titles,translations,external_ids,content_ratings,images,credits"
} as const

const callOf = (
  baseUrl: string,
  key: Redacted.Redacted<string>,
  path: string,
  query: Readonly<Record<string, string>>
): HttpCall => {
  const secret = Redacted.value(key).trim()
  const isToken = secret.startsWith("eyJ")
  const parameters = new URLSearchParams(isToken ? query : { ...query, api_key: secret })
  return {
    method: "GET",
    url: `${baseUrl.replace(/\/+$/, "")}${path}?${parameters}`,
    headers: { accept: "application/json", ...(isToken ? { authorization: `Bearer ${secret}` } : {}) }
  }
}

/** TMDB's table of errors. The answer's own URL may hold the key and is never shown. */
const read = <A, I>(answer: HttpAnswer, path: string, schema: Schema.Schema<A, I>) => {
  if (answer.status === 200)
    return Schema.decodeUnknown(Schema.parseJson(schema))(answer.body).pipe(
      Effect.asSome,
      Effect.catchTag("ParseError", (cause) => malformed(path, "an answer of another form", cause))
    )
  const failure = Schema.decodeOption(Schema.parseJson(Failure))(answer.body)
  const code = Option.getOrUndefined(failure)?.status_code
  const status = `status ${answer.status}${code === undefined ? "" : `, status_code ${code}`}`
  if (answer.status === 401 || answer.status === 403) return refused(path, status, code)
  // A 404 that is not TMDB's own JSON comes from some other server: a wrong base URL, not an unknown work.
  if (answer.status === 404 && Option.isSome(failure)) return Effect.succeedNone
  return malformed(path, status)
}

const refused = (path: string, status: string, code: number | undefined) =>
  new SourceError({
    source: "tmdb",
    reason: "Refused",
    tried: `GET ${path}: TMDB refused the API key (${status}); ${(code === undefined ? undefined : remedies[code]) ?? remedy}`
  })

const remedy = "set TMDB_API_KEY to the API key (32 characters) or the read access token (eyJ…) of your TMDB account"

const remedies: Readonly<Record<number, string>> = {
  10: "TMDB suspended this key: contact TMDB, or set TMDB_API_KEY to another one",
  32: "confirm the e-mail address of your TMDB account first"
}

const malformed = (path: string, what: string, cause?: unknown) =>
  new SourceError({
    source: "tmdb",
    reason: "Malformed",
    tried: `GET ${path}: ${what}`,
    ...(cause === undefined ? {} : { cause })
  })
