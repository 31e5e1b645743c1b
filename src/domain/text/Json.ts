/** The JSON of others: parsed only when it is not nested so deeply that walking it would take the whole stack. */
import { Either, ParseResult, Schema } from "effect"
import { deepestJson } from "./Bounds.ts"

/** How deeply arrays and objects are nested in a text in JSON; stops counting above `most`. Takes time in proportion to the length. */
export const depthOf = (text: string, most: number): number => {
  let depth = 0
  let deepest = 0
  let quoted = false
  for (let at = 0; at < text.length && deepest <= most; at++) {
    const sign = text.charCodeAt(at)
    if (quoted) {
      if (sign === backslash) at++
      else if (sign === quote) quoted = false
    } else if (sign === quote) quoted = true
    else if (sign === openBracket || sign === openBrace) deepest = Math.max(deepest, ++depth)
    else if (sign === closeBracket || sign === closeBrace) depth--
  }
  return deepest
}

const [quote, backslash, openBracket, closeBracket, openBrace, closeBrace] = [0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d]

/** The value that a text in JSON stands for, or in words why it cannot be read. */
export const parseJson = (text: string): Either.Either<unknown, string> =>
  depthOf(text, deepestJson) > deepestJson
    ? Either.left(`nested more than ${deepestJson} deep`)
    : Either.try({ try: (): unknown => JSON.parse(text), catch: () => "not JSON" })

const JsonValue = Schema.transformOrFail(Schema.String, Schema.Unknown, {
  strict: true,
  decode: (text, _, ast) => Either.mapLeft(parseJson(text), (reason) => new ParseResult.Type(ast, text, reason)),
  encode: (value) => ParseResult.succeed(JSON.stringify(value))
})

/** As `Schema.parseJson`, for a text that came from elsewhere. */
export const JsonText = <A, I, R>(schema: Schema.Schema<A, I, R>) =>
  Schema.compose(JsonValue, schema, { strict: false })
