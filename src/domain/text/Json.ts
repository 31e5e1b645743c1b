/** The JSON of others: parsed only when it is neither nested so deeply nor so full that reading it would take all the time. */
import { Data, Effect, Either, ParseResult, Schema } from "effect"
import { deepestJson, mostJsonValues } from "./Bounds.ts"

/** How deeply arrays and objects are nested in a text in JSON; stops counting above `most`. Takes time in proportion to the length. */
export const depthOf = (text: string, most: number): number => scan(text, 0, { depth: most }).deepest

/** The text of the object or array in JSON that begins at `start`; none when it does not end. */
export const valueAt = (text: string, start: number): string | undefined => {
  const { end } = scan(text, start, { depth: Number.POSITIVE_INFINITY, whole: true })
  return end === undefined ? undefined : text.slice(start, end)
}

/** The value that a text in JSON stands for, or in words why it cannot be read. */
export const parseJson = (text: string, mostValues = mostJsonValues): Either.Either<unknown, string> => {
  const { deepest, values } = scan(text, 0, { depth: deepestJson, values: mostValues })
  if (deepest > deepestJson) return Either.left(`nested more than ${deepestJson} deep`)
  if (values > mostValues) return Either.left(`more than ${mostValues} values`)
  return Either.try({ try: (): unknown => JSON.parse(text), catch: () => "not JSON" })
}

/** As `Schema.parseJson`, for a text that came from elsewhere. */
export const JsonText = <A, I, R>(schema: Schema.Schema<A, I, R>, mostValues = mostJsonValues, space?: number) =>
  Schema.compose(jsonValue(mostValues, space), schema, { strict: false })

/** A text is not the JSON that it should be: where, and in a few words. What stands there is left out, however long it is. */
export class JsonError extends Data.TaggedError("JsonError")<{ readonly message: string }> {}

/** Reads a text that came from elsewhere by a schema. */
export const readJson = <A, I, R>(schema: Schema.Schema<A, I, R>, mostValues = mostJsonValues) => {
  const decode = Schema.decode(JsonText(schema, mostValues))
  return (text: string): Effect.Effect<A, JsonError, R> =>
    Effect.mapError(decode(text), ({ issue }) => new JsonError({ message: faultOf(issue) }))
}

const faultOf = (whole: ParseResult.ParseIssue): string => {
  const { issue, path } = innermost(whole, [])
  const place = path.length === 0 ? "" : `${path.slice(0, mostPath).join(".").slice(0, mostShown)}: `
  const message = "message" in issue && issue.message !== undefined ? issue.message : missing(issue)
  return `${place}${message}`.slice(0, mostShown)
}

const mostPath = 10
const mostShown = 200

const missing = ({ _tag }: ParseResult.ParseIssue): string => (_tag === "Missing" ? "is missing" : "of another form")

const innermost = (
  issue: ParseResult.ParseIssue,
  path: ReadonlyArray<string>
): { readonly issue: ParseResult.ParseIssue; readonly path: ReadonlyArray<string> } => {
  switch (issue._tag) {
    case "Pointer":
      return innermost(issue.issue, [...path, ...[issue.path].flat().map(String)])
    case "Refinement":
    case "Transformation":
      return innermost(issue.issue, path)
    case "Composite": {
      const [first] = [issue.issues].flat()
      return first === undefined ? { issue, path } : innermost(first, path)
    }
    default:
      return { issue, path }
  }
}

const jsonValue = (mostValues: number, space: number | undefined) =>
  Schema.transformOrFail(Schema.String, Schema.Unknown, {
    strict: true,
    decode: (text, _, ast) =>
      Either.mapLeft(parseJson(text, mostValues), (reason) => new ParseResult.Type(ast, "", reason)),
    encode: (value) => ParseResult.succeed(JSON.stringify(value, null, space))
  })

interface Scanned {
  readonly deepest: number
  /** Commas and beginnings: at most one more than there are values. */
  readonly values: number
  /** Behind the bracket that closes the first one. */
  readonly end: number | undefined
}

/** Goes over a text once, from `start` to its end or until there is too much of something. */
const scan = (
  text: string,
  start: number,
  most: { readonly depth: number; readonly values?: number; readonly whole?: boolean }
): Scanned => {
  const mostValues = most.values ?? Number.POSITIVE_INFINITY
  let depth = 0
  let deepest = 0
  let values = 0
  let quoted = false
  for (let at = start; at < text.length && deepest <= most.depth && values <= mostValues; at++) {
    const sign = text.charCodeAt(at)
    if (quoted) {
      if (sign === backslash) at++
      else if (sign === quote) quoted = false
    } else if (sign === quote) quoted = true
    else if (sign === comma) values++
    else if (sign === openBracket || sign === openBrace) {
      values++
      deepest = Math.max(deepest, ++depth)
    } else if ((sign === closeBracket || sign === closeBrace) && --depth === 0 && most.whole === true)
      return { deepest, values, end: at + 1 }
  }
  return { deepest, values, end: undefined }
}

const [quote, backslash, comma, openBracket, closeBracket, openBrace, closeBrace] = [
  0x22, 0x5c, 0x2c, 0x5b, 0x5d, 0x7b, 0x7d
]
