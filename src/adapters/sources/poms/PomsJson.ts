/** The answers of POMS, read tolerantly: null is absent, unknown members and values are ignored. */
import { Option, Predicate, Schema } from "effect"
import { JsonText } from "../../../domain/text/Json.ts"
import { Address, firstOf, Line, list, maybe, Prose, Text } from "../reading/TolerantJson.ts"

const Relation = Schema.Struct({ type: Schema.String, value: Text })
const Paragraph = Schema.Struct({ title: Text, body: Prose })
const PageImage = Schema.Struct({ type: Text, url: Address, title: Text })
const Genre = Schema.Struct({ displayName: Text, terms: list(Line) })

/** A page as far as it matters here. */
export const Page = Schema.Struct({
  type: Schema.String,
  /** Milliseconds. */
  lastModified: maybe(Schema.NonNegativeInt),
  title: Line,
  subTitle: Text,
  url: maybe(Address),
  alternativeUrls: list(Address),
  crids: list(Address),
  summary: Prose,
  paragraphs: list(Paragraph),
  genres: list(Genre),
  images: list(PageImage),
  relations: list(Relation)
})
export type Page = typeof Page.Type

const decodePage = Schema.decodeUnknownOption(Page)

/** More pages are never asked for at a time (`pagesAtOnce` of the port). */
const mostPages = 250

/** An answer of a search or a load; its pages are read one by one. */
export const Result = Schema.Struct({
  total: maybe(Schema.Number),
  items: firstOf(Schema.Struct({ result: Schema.optional(Schema.Unknown) }), mostPages)
})

/** The pages in an answer, in order; those that cannot be read, and errors in their place, are left out. */
export const pagesOf = (result: typeof Result.Type): ReadonlyArray<Page> =>
  result.items.flatMap((item) => Option.toArray(decodePage(item.result)))

/** Whether an answer holds pages, none of which can be read. What is not there stands in it as an error, without a page. */
export const isUnreadable = (result: typeof Result.Type): boolean =>
  pagesOf(result).length === 0 && result.items.some((item) => Predicate.isNotNullable(item.result))

/** The body of an error; the stack trace that POMS adds is not read. */
export const Problem = JsonText(Schema.Struct({ message: Text }))
