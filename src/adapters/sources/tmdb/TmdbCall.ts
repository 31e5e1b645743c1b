/** Calling The Movie Database (API v3) and reading its answers and refusals. */
import { Effect, Option, Redacted, Schema } from "effect"
import { fromHttpError, type HttpAnswer, type HttpCall, HttpPort } from "../../../ports/HttpPort.ts"
import { JsonText, readJson } from "../../../domain/text/Json.ts"
import { SourceError } from "../../../ports/SourceError.ts"
import { Failure } from "./TmdbJson.ts"
import { withoutEnd } from "../../../domain/text/Flat.ts"

export interface TmdbOptions {
  /** With the version: `https://api.themoviedb.org/3`. */
  readonly baseUrl: string
  /** A v3 API key (32 hexadecimal digits) or a v4 read access token (`eyJ…`): both are accepted, the form decides. */
  readonly key?: Redacted.Redacted<string> | undefined
}

/** One request; `None` when TMDB says that there is no such thing. */
export type TmdbCall = <A, I>(
  path: string,
  query: Readonly<Record<string, string>>,
  schema: Schema.Schema<A, I>
) => Effect.Effect<Option.Option<A>, SourceError>

/** The way to ask TMDB; `undefined` without a key. */
export const make = Effect.fn("TmdbCall.make")(function* (options: TmdbOptions) {
  const http = yield* HttpPort
  const key = options.key
  if (key === undefined || Redacted.value(key).trim() === "") return undefined
  const call: TmdbCall = (path, query, schema) =>
    http
      .send(
        "tmdb",
        Effect.sync(() => callOf(options.baseUrl, key, path, query))
      )
      .pipe(
        Effect.mapError(fromHttpError),
        Effect.flatMap((answer) => read(answer, path, schema))
      )
  return call
})

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
    url: `${withoutEnd(baseUrl, "/")}${path}?${parameters}`,
    headers: { accept: "application/json", ...(isToken ? { authorization: `Bearer ${secret}` } : {}) }
  }
}

/** TMDB's table of errors. The answer's own URL may hold the key and is never shown. */
const read = <A, I>(answer: HttpAnswer, path: string, schema: Schema.Schema<A, I>) => {
  if (answer.status === 200)
    return readJson(schema)(answer.body).pipe(
      Effect.asSome,
      Effect.catchTag("JsonError", (cause) => malformed(path, "an answer of another form", cause))
    )
  const failure = Schema.decodeOption(JsonText(Failure))(answer.body)
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

/** An answer that is not what TMDB promises. */
export const malformed = (path: string, what: string, cause?: unknown) =>
  new SourceError({
    source: "tmdb",
    reason: "Malformed",
    tried: `GET ${path}: ${what}`,
    ...(cause === undefined ? {} : { cause })
  })
