/** One request to the Plex server: the token in a header, the answer read by a schema, every failure by its reason. */
import { HttpClient, HttpClientRequest, type HttpClientResponse } from "@effect/platform"
import { Clock, Duration, Effect, Either, identity, Redacted, Schema } from "effect"
import { parseJson } from "../../domain/text/Json.ts"
import { PlexServerError } from "../../ports/PlexServerPort.ts"
import * as Body from "../http/Body.ts"
import { retryAfter } from "../http/Retry.ts"
import { cleaned } from "./Echo.ts"
import { BusyAnswer, isBusy, waited } from "./Busy.ts"

export interface PlexOptions {
  /** Of the server, without a slash at the end: the only place that is ever asked. */
  readonly baseUrl: string
  /** None where nobody has signed in yet. */
  readonly token?: Redacted.Redacted<string> | undefined
  /** The name under which Plex lists this client. */
  readonly product: string
  /** By which Plex tells this installation from others. */
  readonly clientId: string
  readonly userAgent: string
  /** For one answer. */
  readonly timeout?: Duration.DurationInput | undefined
  /** How long a server that is busy is waited for, once for each question; not at all when left out. */
  readonly patience?: Duration.DurationInput | undefined
}

export interface Question {
  readonly method: "GET" | "POST" | "PUT" | "DELETE"
  readonly path: string
  readonly parameters?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
}

/** The text of an answer that is one. */
export type Ask = (question: Question) => Effect.Effect<string, PlexServerError>

type Reason = PlexServerError["reason"]

/** Of one answer, before and after decompression: a page of 200 films takes one, a library in one piece may take thirty. */
const mostMegabytes = 32

const reasonOf = (status: number): Reason | undefined => {
  if (status >= 200 && status < 300) return undefined
  if (status === 401 || status === 403) return "Refused"
  if (status === 404) return "Missing"
  // A redirect is never followed: the token would go along.
  return status < 400 ? "NotPlex" : "Rejected"
}

/** The name of a failure on the line, such as ECONNREFUSED; nothing else of it is shown. */
const codeOf = (cause: unknown): string | undefined =>
  cause instanceof Error && "code" in cause && typeof cause.code === "string"
    ? cause.code
    : cause instanceof Error && cause.cause !== undefined
      ? codeOf(cause.cause)
      : undefined

/** A library may come in one piece, all its films with all their files: the bytes are bound enough. */
const mostValues = Number.POSITIVE_INFINITY

const unreadable = "the answer cannot be read"

/** Asks one server. */
export const make = Effect.fn("PlexCall.make")(function* (options: PlexOptions) {
  const client = (yield* HttpClient.HttpClient).pipe(
    // Spans would show the token.
    HttpClient.withTracerPropagation(false),
    HttpClient.withTracerDisabledWhen(() => true),
    HttpClient.withScope
  )
  const timeout = Duration.decode(options.timeout ?? "30 seconds")
  const failed = (question: Question, reason: Reason, detail?: string, cause?: unknown) =>
    new PlexServerError({
      reason,
      address: options.baseUrl,
      tried: `${question.method} ${question.path}`,
      ...(detail === undefined ? {} : { detail }),
      ...(cause === undefined ? {} : { cause })
    })
  const request = ({ method, path, parameters, headers }: Question) =>
    HttpClientRequest.make(method)(`${options.baseUrl}${path}`).pipe(
      HttpClientRequest.setUrlParams(parameters ?? {}),
      HttpClientRequest.setHeaders({
        accept: "application/json",
        "user-agent": options.userAgent,
        "x-plex-product": options.product,
        "x-plex-client-identifier": options.clientId,
        ...(options.token === undefined ? {} : { "x-plex-token": Redacted.value(options.token) }),
        ...headers
      })
    )
  const unread = (question: Question, { cause, reason }: Body.BodyError) => {
    switch (reason) {
      case "Connection":
        return failed(question, "Unreachable", codeOf(cause))
      case "TooLarge":
        return failed(question, "NotPlex", `the answer is larger than ${mostMegabytes} MB`)
      case "Malformed":
        return failed(question, "NotPlex", unreadable)
    }
  }
  const busy = (question: Question, { headers, status }: HttpClientResponse.HttpClientResponse) =>
    Effect.flatMap(
      Clock.currentTimeMillis,
      (now) =>
        new BusyAnswer({
          error: failed(question, "Busy", `status ${status}`),
          again: question.method !== "POST" || status !== 500,
          retryAfter: retryAfter(headers["retry-after"], now)
        })
    )
  const answer = (
    question: Question,
    response: HttpClientResponse.HttpClientResponse
  ): Effect.Effect<string, PlexServerError | BusyAnswer> => {
    if (isBusy(response.status)) return busy(question, response)
    const reason = reasonOf(response.status)
    return reason === undefined
      ? Effect.mapError(Body.text(response, mostMegabytes * 1024 * 1024), (error) => unread(question, error))
      : failed(question, reason, `status ${response.status}`)
  }
  const ask: Ask = Effect.fn("PlexCall.ask")((question: Question) =>
    client.execute(request(question)).pipe(
      Effect.mapError((error) => failed(question, "Unreachable", codeOf(error.cause))),
      Effect.flatMap((response) => answer(question, response)),
      Effect.scoped,
      Effect.timeoutFail({
        duration: timeout,
        onTimeout: () => failed(question, "Unreachable", `no answer within ${Duration.format(timeout)}`)
      }),
      waited(options.patience ?? Duration.zero)
    )
  )
  const clean = options.token === undefined ? identity : cleaned(options.token)
  /** An answer that is not what Plex promises does not come from Plex. */
  const read = <A, I>(schema: Schema.Schema<A, I>, question: Question): Effect.Effect<A, PlexServerError> =>
    Effect.flatMap(ask(question), (text) =>
      parseJson(text, mostValues).pipe(
        Either.map(clean),
        Either.flatMap(Schema.decodeUnknownEither(schema)),
        Either.mapLeft(() => failed(question, "NotPlex", unreadable))
      )
    )
  return { ask, failed, read }
})
