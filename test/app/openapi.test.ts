/** The OpenAPI document is valid, complete, and true: every route answers as it says. */
import { Validator } from "@seriousme/openapi-schema-validator"
import { assert, describe, it } from "@effect/vitest"
import Ajv2020 from "ajv/dist/2020.js"
import addFormats from "ajv-formats"
import { Effect, FastCheck as fc, Schema } from "effect"
import { service } from "./stage.ts"

const Content = Schema.Record({ key: Schema.String, value: Schema.Struct({ schema: Schema.Object }) })
const Parameter = Schema.Struct({
  name: Schema.String,
  in: Schema.Literal("path", "query"),
  required: Schema.Boolean,
  schema: Schema.Struct({ pattern: Schema.optional(Schema.String), enum: Schema.optional(Schema.Array(Schema.String)) })
})
const Document = Schema.Struct({
  paths: Schema.Record({
    key: Schema.String,
    value: Schema.Record({
      key: Schema.Literal("get", "post"),
      value: Schema.UndefinedOr(
        Schema.Struct({
          parameters: Schema.optionalWith(Schema.Array(Parameter), { default: () => [] }),
          requestBody: Schema.optional(Schema.Struct({ content: Content })),
          responses: Schema.Record({ key: Schema.String, value: Schema.Struct({ content: Schema.optional(Content) }) })
        })
      )
    })
  })
})

type Operation = NonNullable<(typeof Document.Type)["paths"][string]["get"]>
type Question = ReturnType<typeof questionsOf> extends fc.Arbitrary<infer A> ? A : never

const seed = 20261124

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

const stage = Effect.gen(function* () {
  const { ask } = yield* service(({ url }) => (url.startsWith("/poms/") ? { body: works } : undefined), {
    TMDB_API_KEY: "0123456789abcdef0123456789abcdef"
  })
  const text = (yield* ask("/openapi.json")).text
  return { ask, text, document: Schema.decodeUnknownSync(Schema.parseJson(Document))(text) }
})

/** Values for a parameter: some that its schema allows, some from anywhere. */
const valuesOf = ({
  name,
  schema
}: typeof Parameter.Type): fc.Arbitrary<{ readonly text: string; readonly valid: boolean }> => {
  const anything = fc.string({ maxLength: 30 }).map((text) => ({ text, valid: false }))
  if (name === "ratingKey")
    return fc.oneof(
      fc
        .tuple(fc.stringMatching(/^[a-z]{1,12}$/), fc.integer({ min: 1900, max: 2030 }), fc.constantFrom("m", "s"))
        .map(([title, year, kind]) => ({ text: `vpro-${title}-${year}-none-${kind}`, valid: true })),
      anything
    )
  const valid =
    schema.enum !== undefined
      ? fc.constantFrom(...schema.enum)
      : schema.pattern !== undefined
        ? fc.stringMatching(new RegExp(schema.pattern === "\\S" ? "^[A-Za-z]{1,20}$" : schema.pattern))
        : fc.string({ maxLength: 20 })
  return fc.oneof(
    valid.map((text) => ({ text, valid: true })),
    anything
  )
}

const bodies = fc.oneof(
  fc.record({
    type: fc.integer({ min: 1, max: 4 }),
    title: fc.string(),
    year: fc.integer({ min: 1900, max: 2030 }),
    manual: fc.constantFrom(0, 1)
  }),
  fc.record({ type: fc.integer(), title: fc.oneof(fc.string(), fc.integer(), fc.constant(null)) }),
  fc.jsonValue()
)

describe("the document", () => {
  it.scopedLive("is OpenAPI 3.1", () =>
    Effect.gen(function* () {
      const { text } = yield* stage
      const validator = new Validator()
      const result = yield* Effect.promise(() => validator.validate(JSON.parse(text)))
      assert.deepStrictEqual(result.errors ?? [], [])
      assert.strictEqual(validator.version, "3.1")
    })
  )

  it.scopedLive("holds all routes under all roots, and says which ask for the admin token", () =>
    Effect.gen(function* () {
      const { document, text } = yield* stage
      const paths = Object.keys(document.paths)
      for (const root of ["", "/movies", "/tv", "/series"])
        for (const rest of [
          "/matches",
          "/{ratingKey}",
          "/{ratingKey}/images",
          "/{ratingKey}/extras",
          "/{ratingKey}/children",
          "/{ratingKey}/grandchildren"
        ])
          assert.include(paths, `${root}/library/metadata${rest}`)
      assert.includeMembers(paths, [
        "/",
        "/movies",
        "/tv",
        "/series",
        "/health",
        "/health/live",
        "/health/ready",
        "/metrics"
      ])
      assert.includeMembers(paths, [
        "/test",
        "/traces",
        "/traces/{requestId}",
        "/cache",
        "/cache/clear",
        "/cache/delete"
      ])
      assert.includeMembers(paths, ["/ui", "/ui/data", "/docs", "/openapi.json"])
      assert.strictEqual(text.match(/"adminToken":\[\]/g)?.length, 2)
    })
  )
})

const schemaPointer = (...parts: ReadonlyArray<string>) =>
  `document#/${parts.map((part) => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"))).join("/")}`

interface Given {
  readonly parameter: typeof Parameter.Type
  readonly value: { readonly text: string; readonly valid: boolean } | undefined
}

const addressOf = (path: string, given: ReadonlyArray<Given>): string => {
  const address = given.reduce(
    (address, { parameter, value }) =>
      parameter.in === "path"
        ? address.replace(`{${parameter.name}}`, encodeURIComponent(value?.text || "x").replaceAll(".", "%2E"))
        : address,
    path
  )
  const query = given.flatMap(({ parameter, value }) =>
    parameter.in === "query" && value !== undefined ? [[parameter.name, value.text] as const] : []
  )
  return `${address}?${new URLSearchParams(Object.fromEntries(query)).toString()}`
}

/** What one operation is asked: its parameters, a body, and what the asker accepts. */
const questionsOf = ({ parameters }: Operation) =>
  fc.record({
    given: fc.tuple(
      ...parameters.map((parameter) =>
        fc
          .option(valuesOf(parameter), { nil: undefined, freq: parameter.required ? 20 : 1 })
          .map((value): Given => ({ parameter, value }))
      )
    ),
    body: bodies,
    accept: fc.constantFrom("application/json", "*/*", "text/html")
  })

describe("every route", () => {
  it.scopedLive(
    "answers as documented, whatever it is asked",
    () =>
      Effect.gen(function* () {
        const { ask, document, text } = yield* stage
        const ajv = new Ajv2020.default({ strict: false, allErrors: true })
        addFormats.default(ajv)
        ajv.addSchema(JSON.parse(text), "document")

        const fault = (schema: string, value: unknown): string | undefined => {
          const validate = ajv.getSchema(schema)
          if (validate === undefined) return `no schema at ${schema}`
          return validate(value) === true ? undefined : ajv.errorsText(validate.errors)
        }

        const asked = (path: string, method: string, operation: Operation, question: Question) =>
          Effect.gen(function* () {
            const { accept, body, given } = question
            const address = addressOf(path, given)
            const answer = yield* ask(address, {
              method: method.toUpperCase(),
              headers: { accept, "x-request-id": "bekend" },
              ...(operation.requestBody === undefined ? {} : { body: JSON.stringify(body) })
            })
            const status = String(answer.status)
            const about = `${method} ${address}: ${status} ${answer.text.slice(0, 300)}`
            assert.property(operation.responses, status, about)
            assert.strictEqual(answer.headers["x-request-id"], "bekend", about)
            const content = operation.responses[status]?.content
            const type = answer.headers["content-type"] ?? ""
            if (content === undefined) assert.strictEqual(answer.text, "", about)
            else assert.include(Object.keys(content), type, about)
            if (type === "application/json") {
              const schema = schemaPointer("paths", path, method, "responses", status, "content", type, "schema")
              assert.isUndefined(fault(schema, JSON.parse(answer.text)), about)
            }
            const sane = given.every(({ parameter, value }) =>
              value === undefined ? !parameter.required : value.valid
            )
            if (sane && operation.requestBody === undefined) assert.notStrictEqual(answer.status, 400, about)
            return status
          })

        const statuses: Array<string> = []
        for (const [path, methods] of Object.entries(document.paths))
          for (const [method, operation] of Object.entries(methods)) {
            if (operation === undefined) continue
            for (const question of fc.sample(questionsOf(operation), { numRuns: 12, seed }))
              statuses.push(yield* asked(path, method, operation, question))
          }
        assert.isAbove(statuses.length, 400)
        assert.includeMembers(statuses, ["200", "302", "400", "404"])
      }),
    60_000
  )
})

describe("the page that explains it", () => {
  it.scopedLive("holds every route, and loads nothing from elsewhere", () =>
    Effect.gen(function* () {
      const { ask, document } = yield* stage
      const page = yield* ask("/docs")
      assert.strictEqual(page.headers["content-type"], "text/html; charset=utf-8")
      assert.match(page.headers["content-security-policy"] ?? "", /default-src 'none'/)
      for (const path of Object.keys(document.paths)) assert.include(page.text, `<code>${path}</code>`)
      assert.notMatch(page.text, /<script|(?:src|href)="(?:https?:)?\/\//)
      const ids = new Set([...page.text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))
      for (const [, id] of page.text.matchAll(/href="#([^"]+)"/g)) assert.isTrue(ids.has(id), id)
      assert.strictEqual((yield* ask("/docs/style.css")).status, 200)
    })
  )
})
