/** Calling The Movie Database (API v3) and reading its answers and refusals. */
import { Effect, Option, Redacted, Schema } from "effect"
import { fromHttpError, type HttpAnswer, type HttpCall, HttpPort } from "../../../ports/HttpPort.ts"
import { JsonText, readJson } from "../../../domain/text/Json.ts"
import { SourceError } from "../../../ports/SourceError.ts"
import * as KeyStanding from "./KeyStanding.ts"
import { Failure } from "./TmdbJson.ts"
import { withoutEnd } from "../../../domain/text/Flat.ts"

export interface TmdbOptions {
  /** With the version: `https://api.themoviedb.org/3`. */
  readonly baseUrl: string
  /** A v3 API key (32 hexadecimal digits) or a v4 read access token (`eyJ…`): both are accepted, the form decides. */
  readonly key?: Redacted.Redacted<string> | undefined
  /** In its place: a key that may change, and what all who use it know of it together. */
  readonly standing?: KeyStanding.KeyStanding
}

/** The key of these options, and what is known of it. */
export const standingOf = ({ key, standing }: TmdbOptions): Effect.Effect<KeyStanding.KeyStanding> =>
  standing === undefined ? KeyStanding.make(Effect.succeed(Option.fromNullable(key))) : Effect.succeed(standing)

/** One request; `None` when TMDB says that there is no such thing. */
export type TmdbCall = <A, I>(
  path: string,
  query: Readonly<Record<string, string>>,
  schema: Schema.Schema<A, I>
) => Effect.Effect<Option.Option<A>, SourceError>

/** The way to ask TMDB. Without a key nobody is asked, and that is a failure, so that nothing is taken for "not found". */
export const make = Effect.fn("TmdbCall.make")(function* (baseUrl: string, standing: KeyStanding.KeyStanding) {
  const http = yield* HttpPort
  const call: TmdbCall = (path, query, schema) =>
    Effect.gen(function* () {
      const given = yield* standing.key
      if (Option.isNone(given)) return yield* refused(path, "there is no key")
      const key = given.value
      const barred = yield* standing.barred(key)
      if (Option.isSome(barred)) return yield* refused(path, `it is not asked, since ${barred.value}`)
      const answer = yield* http
        .send(
          "tmdb",
          Effect.sync(() => callOf(baseUrl, key, path, query))
        )
        .pipe(Effect.mapError(fromHttpError))
      const why = refusalOf(answer)
      if (why !== undefined) {
        yield* standing.refused(key, why)
        return yield* refused(path, why)
      }
      return yield* Effect.tap(read(answer, path, schema), standing.accepted(key))
    })
  return call
})

/** What is answered while there is no key, in the place of asking. */
export const withoutKey =
  <A>(standing: KeyStanding.KeyStanding, otherwise: A) =>
  <B, E, R>(asked: Effect.Effect<B, E, R>): Effect.Effect<A | B, E, R> =>
    Effect.flatMap(standing.key, (key): Effect.Effect<A | B, E, R> =>
      Option.isSome(key) ? asked : Effect.succeed(otherwise)
    )

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
  const failure = failureOf(answer)
  // A 404 that is not TMDB's own JSON comes from some other server: a wrong base URL, not an unknown work.
  if (answer.status === 404 && failure !== undefined) return Effect.succeedNone
  return malformed(path, statusOf(answer, failure))
}

const failureOf = ({ body }: HttpAnswer) => Option.getOrUndefined(Schema.decodeOption(JsonText(Failure))(body))

const statusOf = ({ status }: HttpAnswer, failure: typeof Failure.Type | undefined) =>
  `status ${status}${failure?.status_code === undefined ? "" : `, status_code ${failure.status_code}`}`

/** Why TMDB does not take the key, and what to do; `undefined` when the answer says no such thing. */
const refusalOf = (answer: HttpAnswer): string | undefined => {
  if (answer.status !== 401 && answer.status !== 403) return undefined
  const failure = failureOf(answer)
  const code = failure?.status_code
  return `TMDB refused the API key (${statusOf(answer, failure)}); ${(code === undefined ? undefined : remedies[code]) ?? remedy}`
}

const refused = (path: string, why: string) =>
  new SourceError({ source: "tmdb", reason: "Refused", tried: `GET ${path}: ${why}` })

const remedy =
  "give the API key (32 characters) or the read access token (eyJ…) of your TMDB account, on the page or in TMDB_API_KEY, or none"

const remedies: Readonly<Record<number, string>> = {
  10: "TMDB suspended this key: contact TMDB, or give another one, on the page or in TMDB_API_KEY",
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
