/** The answers of POMS, read tolerantly: null is absent, unknown members and values are ignored. */
import { Option, Schema } from "effect"
import { list, maybe, Text } from "../shared/TolerantJson.ts"

const Relation = Schema.Struct({ type: Schema.String, value: Text })
const Paragraph = Schema.Struct({ title: Text, body: Text })
const PageImage = Schema.Struct({ type: Text, url: Schema.String, title: Text })
const Genre = Schema.Struct({ displayName: Text, terms: list(Schema.String) })

/** A page as far as it matters here. */
export const Page = Schema.Struct({
  type: Schema.String,
  title: Schema.String,
  subTitle: Text,
  url: Text,
  alternativeUrls: list(Schema.String),
  crids: list(Schema.String),
  summary: Text,
  paragraphs: list(Paragraph),
  genres: list(Genre),
  images: list(PageImage),
  relations: list(Relation)
})
export type Page = typeof Page.Type

const decodePage = Schema.decodeUnknownOption(Page)

/** An answer of a search or a load; its pages are read one by one. */
export const Result = Schema.Struct({
  total: maybe(Schema.Number),
  items: Schema.Array(Schema.Struct({ result: Schema.optional(Schema.Unknown) }))
})

/** The pages in an answer, in order; those that cannot be read, and errors in their place, are left out. */
export const pagesOf = (result: typeof Result.Type): ReadonlyArray<Page> =>
  result.items.flatMap((item) => Option.toArray(decodePage(item.result)))

/** The body of an error; the stack trace that POMS adds is not read. */
export const Problem = Schema.parseJson(Schema.Struct({ message: Text }))
