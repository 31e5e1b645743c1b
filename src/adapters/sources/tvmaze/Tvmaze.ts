/** The seasons and episodes of series as TVmaze tells them: in English, and without a key. */
import { Effect, Either, Option, type Schema } from "effect"
import { yearOfDate } from "../../../domain/values/Media.ts"
import type { Show, ShowAsk } from "../../../domain/values/Show.ts"
import { parseJson, readJson } from "../../../domain/text/Json.ts"
import { fromHttpError, type HttpAnswer, type HttpCall, HttpPort } from "../../../ports/HttpPort.ts"
import { SourceError } from "../../../ports/SourceError.ts"
import { chosen, contradict } from "../shows/ShowChoice.ts"
import type { ShowSource } from "../shows/ShowSource.ts"
import { Brief, SearchAnswer, Whole } from "./TvmazeJson.ts"
import { idsOf, toShow } from "./TvmazeShow.ts"
import { withoutEnd } from "../../../domain/text/Flat.ts"
import { urlPart } from "../../../domain/text/UrlPart.ts"

export interface TvmazeOptions {
  /** `https://api.tvmaze.com` */
  readonly baseUrl: string
  /** Whether English summaries may be shown; TVmaze has no others. */
  readonly textFallback: boolean
}

/** A source of shows on TVmaze. */
export const make = Effect.fn("Tvmaze.make")(function* (options: TvmazeOptions) {
  const http = yield* HttpPort
  const ask = <A, I>(path: string, query: string, schema: Schema.Schema<A, I>) => {
    const url = `${withoutEnd(options.baseUrl, "/")}${path}?${query}`
    const call: HttpCall = { method: "GET", url, headers: { accept: "application/json" } }
    return http.send("tvmaze", Effect.succeed(call)).pipe(
      Effect.mapError(fromHttpError),
      Effect.flatMap((answer) => read(answer, path, schema))
    )
  }

  const hierarchy = Effect.fn("Tvmaze.hierarchy")(function* (id: number) {
    const whole = yield* ask(`/shows/${id}`, embedded, Whole)
    return Option.map(whole, (whole) => toShow(whole, options.textFallback))
  })

  const search = Effect.fn("Tvmaze.search")(function* (wanted: ShowAsk) {
    if (wanted.title.trim() === "") return undefined
    const answer = yield* ask("/search/shows", `q=${urlPart(wanted.title)}`, SearchAnswer)
    const hits = Option.getOrElse(answer, () => [])
      .filter(({ show }) => !contradict(wanted, idsOf(show)))
      .map(({ show }) => ({ id: show.id, names: [show.name], year: yearOfDate(show.premiered) }))
    return chosen(hits, wanted)?.id
  })

  const find = Effect.fn("Tvmaze.find")(function* (
    wanted: ShowAsk
  ): Effect.fn.Return<Option.Option<Show>, SourceError> {
    for (const query of lookups(wanted)) {
      const found = yield* ask("/lookup/shows", query, Brief)
      if (Option.isSome(found)) return yield* hierarchy(found.value.id)
    }
    const id = yield* search(wanted)
    return id === undefined ? Option.none() : yield* hierarchy(id)
  })

  return { name: "tvmaze", configured: Effect.succeed(true), find } satisfies ShowSource
})

/** `embed[]=episodes&embed[]=seasons` */
const embedded = "embed%5B%5D=episodes&embed%5B%5D=seasons"

const lookups = ({ imdb, tvdb }: ShowAsk): ReadonlyArray<string> => [
  ...(imdb === undefined ? [] : [`imdb=${imdb}`]),
  ...(tvdb === undefined ? [] : [`thetvdb=${tvdb}`])
]

const read = <A, I>(answer: HttpAnswer, path: string, schema: Schema.Schema<A, I>) => {
  if (answer.status === 200)
    return readJson(schema)(answer.body).pipe(
      Effect.asSome,
      Effect.catchTag("JsonError", (cause) => failed(path, "Malformed", "an answer of another form", cause))
    )
  // A 404 in HTML comes from some other server: a wrong base URL, not an unknown show.
  if (answer.status === 404 && (answer.body.trim() === "" || Either.isRight(parseJson(answer.body))))
    return Effect.succeedNone
  const isRefusal = answer.status === 401 || answer.status === 403
  return failed(path, isRefusal ? "Refused" : "Malformed", `status ${answer.status}`)
}

const failed = (path: string, reason: SourceError["reason"], what: string, cause?: unknown) =>
  new SourceError({
    source: "tvmaze",
    reason,
    tried: `GET ${path}: ${what}`,
    ...(cause === undefined ? {} : { cause })
  })
