/** The OpenAPI document as the tests read it, and a service that hands it out. */
import { Effect, Schema } from "effect"
import { service } from "../../stage.ts"

const Content = Schema.Record({
  key: Schema.String,
  value: Schema.Struct({ schema: Schema.Object, example: Schema.optional(Schema.Unknown) })
})
export const Parameter = Schema.Struct({
  name: Schema.String,
  in: Schema.Literal("path", "query", "header"),
  required: Schema.Boolean,
  description: Schema.String,
  example: Schema.optional(Schema.String),
  schema: Schema.Struct({ pattern: Schema.optional(Schema.String), enum: Schema.optional(Schema.Array(Schema.String)) })
})
export const Ref = Schema.Struct({ $ref: Schema.String })
const Answer = Schema.Struct({
  description: Schema.String,
  headers: Schema.Record({ key: Schema.String, value: Ref }),
  content: Schema.optional(Content)
})
const Header = Schema.Struct({ required: Schema.Boolean, schema: Schema.Object })
export const Document = Schema.Struct({
  paths: Schema.Record({
    key: Schema.String,
    value: Schema.Record({
      key: Schema.Literal("get", "post"),
      value: Schema.UndefinedOr(
        Schema.Struct({
          parameters: Schema.Array(Schema.Union(Parameter, Ref)),
          requestBody: Schema.optional(Schema.Struct({ content: Content })),
          responses: Schema.Record({ key: Schema.String, value: Schema.Union(Answer, Ref) })
        })
      )
    })
  }),
  components: Schema.Struct({
    parameters: Schema.Record({ key: Schema.String, value: Parameter }),
    headers: Schema.Record({ key: Schema.String, value: Header }),
    responses: Schema.Record({ key: Schema.String, value: Answer })
  })
})
export type Document = typeof Document.Type

export type Operation = NonNullable<Document["paths"][string]["get"]>

const works = JSON.stringify({
  total: 1,
  items: [
    {
      score: 1,
      result: {
        objectType: "page",
        type: "MOVIE",
        title: "De stille dijk",
        url: "https://www.vpro.nl/cinema/films/film~4711~de-stille-dijk~.html",
        crids: ["crid://vpro/cinema/movie/CINEMA_MOVIE_4711"],
        paragraphs: [{ body: "Een dijkwachter ziet het water stijgen en vertelt het niemand, tot de nacht valt." }],
        relations: [{ type: "CINEMA_YEAR", value: "1994", broadcaster: "VPRO" }]
      }
    }
  ]
})

export const stage = Effect.gen(function* () {
  const { ask } = yield* service(({ url }) => (url.startsWith("/poms/") ? { body: works } : undefined), {
    TMDB_API_KEY: "0123456789abcdef0123456789abcdef"
  })
  const { text } = yield* ask("/openapi.json")
  return { ask, text, document: Schema.decodeUnknownSync(Schema.parseJson(Document))(text) }
})
