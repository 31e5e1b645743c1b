/** One question to a source and what came of it, as it is written down to be asked again without the source. */
import { Option, Schema } from "effect"
import { deepestJson } from "../../domain/text/Bounds.ts"
import { depthOf } from "../../domain/text/Json.ts"
import { HttpError } from "../../ports/HttpPort.ts"
import { SourceName } from "../../ports/SourceError.ts"

const { Struct, String, Number, Int, Literal, Record, optional } = Schema

/** JSON as what it is, when it was written without blanks; any other text as text. */
const Body = Schema.Unknown.annotations({
  identifier: "RecordedBody",
  description: "Text, or, when it was JSON written without blanks, the JSON itself."
})

export const RecordedExchange = Struct({
  source: SourceName,
  method: Literal("GET", "POST"),
  url: String.annotations({ description: "Without keys, at the public address of the source." }),
  sent: Schema.optionalWith(Body, { exact: true }),
  after: Number.annotations({ description: "When it was asked, in milliseconds from the beginning." }),
  ms: Number.annotations({ description: "How long it took, waiting and retries included, in milliseconds." }),
  answer: optional(
    Struct({
      status: Int,
      headers: Record({ key: String, value: String }),
      from: optional(String.annotations({ description: "Where it came from in the end, after redirects." })),
      body: Body,
      cut: optional(Literal(true).annotations({ description: "The body was too long for the report." }))
    })
  ),
  failure: optional(
    Struct({
      reason: HttpError.fields.reason,
      status: optional(Int),
      attempts: Int
    })
  ),
  left: optional(Literal(true).annotations({ description: "Nobody waited for the answer any more." }))
}).annotations({ identifier: "RecordedExchange" })
export type RecordedExchange = typeof RecordedExchange.Type

/** Levels that a report has around a body. */
const levelsAround = 8

/** A text as it is shown: what can be told from its JSON to the letter is shown as JSON. */
export const shownBody = (text: string): unknown => {
  if (!/^[[{]/.test(text) || depthOf(text, deepestJson) > deepestJson - levelsAround) return text
  return Option.getOrElse(asJson(text), () => text)
}

const asJson = Option.liftThrowable((text: string): unknown => {
  const value: unknown = JSON.parse(text)
  return JSON.stringify(value) === text ? value : text
})

/** The text that is shown so. */
export const bodyText = (shown: unknown): string => (typeof shown === "string" ? shown : JSON.stringify(shown))

/** What makes two questions the same, keys left aside. */
export const questionOf = (one: Pick<RecordedExchange, "source" | "method" | "url" | "sent">): string =>
  `${one.source} ${one.method} ${one.url}\n${one.sent === undefined ? "" : bodyText(one.sent)}`
