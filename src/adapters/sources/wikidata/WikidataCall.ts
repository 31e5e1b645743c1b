/** Calling the Action API of Wikidata and reading its answers and refusals. */
import { Effect, Either, Option, Schema } from "effect"
import { parseJson } from "../../../domain/text/Json.ts"
import { withoutEnd } from "../../../domain/text/Flat.ts"
import { fromHttpError, type HttpAnswer, HttpError, HttpPort } from "../../../ports/HttpPort.ts"
import { SourceError } from "../../../ports/SourceError.ts"
import { Refusal } from "./WikidataJson.ts"

/** One request; whatever is no answer of this form is a failure, also with status 200. */
export type WikidataCall = <A, I>(
  query: { readonly action: string } & Readonly<Record<string, string>>,
  schema: Schema.Schema<A, I>
) => Effect.Effect<A, SourceError>

/**
 * The way to ask Wikidata. `maxlag` is not sent: it is for robots that write, and refuses readers for minutes. How many requests there
 * may be at a time, the policy of the source says.
 */
export const make = Effect.fn("WikidataCall.make")(function* (baseUrl: string) {
  const http = yield* HttpPort
  const call: WikidataCall = (query, schema) => {
    const parameters = new URLSearchParams({ ...query, format: "json" })
    const url = `${withoutEnd(baseUrl, "/")}/w/api.php?${parameters}`
    return http.send("wikidata", Effect.succeed({ method: "GET", url, headers: { accept: "application/json" } })).pipe(
      Effect.mapError(fromHttpError),
      Effect.flatMap((answer) => read(answer, query.action, schema))
    )
  }
  return call
})

/** Values in an answer about twenty well-known films, each of which has some thousands of statements and references. */
const mostValues = 500_000

const read = <A, I>(answer: HttpAnswer, action: string, schema: Schema.Schema<A, I>): Effect.Effect<A, SourceError> => {
  if (answer.status === 401 || answer.status === 403)
    return failed(action, "Refused", `status ${answer.status}: Wikidata refuses this way of asking`)
  if (answer.status !== 200) return failed(action, "Malformed", `status ${answer.status}`)
  const parsed = parseJson(answer.body, mostValues)
  if (Either.isLeft(parsed)) return failed(action, "Malformed", `an answer that is ${parsed.left}`)
  const refusal = Schema.decodeUnknownOption(Refusal)(parsed.right)
  if (Option.isSome(refusal)) return failed(action, "Malformed", `an error (${codeOf(refusal.value.error.code)})`)
  return Effect.mapError(Schema.decodeUnknown(schema)(parsed.right), () =>
    malformed(action, "an answer of another form")
  )
}

/** Codes are words with hyphens; anything else is not repeated. */
const codeOf = (code: string | undefined): string =>
  /^[\w-]{1,60}$/.test(code ?? "") ? (code ?? "") : "without a code"

const malformed = (action: string, what: string) => failed(action, "Malformed", what)

const failed = (action: string, reason: SourceError["reason"], what: string) =>
  new SourceError({ source: "wikidata", reason, tried: `GET ${action}: ${what}` })

/** Whether it was the size of the answer alone: less of it may do. */
export const isTooLarge = ({ cause }: SourceError): boolean =>
  Schema.is(HttpError)(cause) && cause.reason === "TooLarge"
