/** The answers of POMS, read tolerantly: null is absent, unknown members and values are ignored. */
import { Option, Schema } from "effect"

const optional = <A, I>(schema: Schema.Schema<A, I>) => Schema.optionalWith(schema, { nullable: true })
const Text = Schema.String

/** A list in which one bad element does not lose the rest. */
const listOf = <A, I>(schema: Schema.Schema<A, I>) =>
  optional(
    Schema.transform(Schema.Array(Schema.Unknown), Schema.Array(Schema.typeSchema(schema)), {
      strict: true,
      decode: (items) => items.flatMap((item) => Option.toArray(Schema.decodeUnknownOption(schema)(item))),
      encode: (items) => items
    })
  )

const Relation = Schema.Struct({ type: Text, value: optional(Text) })
const Paragraph = Schema.Struct({ title: optional(Text), body: optional(Text) })
const PageImage = Schema.Struct({ type: optional(Text), url: Text, title: optional(Text) })
const Genre = Schema.Struct({ displayName: optional(Text), terms: listOf(Text) })

/** A page as far as it matters here. */
export const Page = Schema.Struct({
  type: Text,
  title: Text,
  subTitle: optional(Text),
  url: optional(Text),
  alternativeUrls: listOf(Text),
  crids: listOf(Text),
  summary: optional(Text),
  paragraphs: listOf(Paragraph),
  genres: listOf(Genre),
  images: listOf(PageImage),
  relations: listOf(Relation)
})
export type Page = typeof Page.Type

const decodePage = Schema.decodeUnknownOption(Page)

/** An answer of a search or a load; its pages are read one by one. */
export const Result = Schema.Struct({
  total: optional(Schema.Number),
  items: Schema.Array(Schema.Struct({ result: Schema.optional(Schema.Unknown) }))
})

/** The pages in an answer, in order; those that cannot be read, and errors in their place, are left out. */
export const pagesOf = (result: typeof Result.Type): ReadonlyArray<Page> =>
  result.items.flatMap((item) => Option.toArray(decodePage(item.result)))

/** The body of an error; the stack trace that POMS adds is not read. */
export const Problem = Schema.parseJson(Schema.Struct({ message: optional(Text) }))
