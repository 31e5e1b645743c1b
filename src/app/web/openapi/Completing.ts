/** What the platform makes of an endpoint, with what it does not know: headers, examples, and answers that any route may give. */
import { HttpApiSchema, type OpenApi } from "@effect/platform"
import { type About, membersOf } from "./About.ts"
import type { Answer, Content, OpenApiOperation, Parameter } from "./Document.ts"
import { type HeaderName, headersOf } from "./Headers.ts"
import { shapeOf } from "./OpenApiSchemas.ts"
import type { Described } from "./Operations.ts"

/** An answer, and the headers that it has beside those of every answer. */
export const answerOf = (
  description: string,
  names: ReadonlyArray<HeaderName>,
  content: Content | undefined
): Answer => ({
  description,
  headers: Object.fromEntries(
    (["X-Request-ID", ...names] as const).map((name) => [name, { $ref: `#/components/headers/${name}` }])
  ),
  ...(content === undefined ? {} : { content })
})

const contentOf = (content: OpenApi.OpenApiSpecContent): Content =>
  Object.fromEntries(Object.entries(content).map(([type, { schema }]) => [type, { schema: shapeOf(schema) }]))

/** Where a status has answers of several types, the platform puts all of their schemas under one: here each has its own. */
const byType = (status: number, { successSchema }: Described, content: Content): Content => {
  const types = membersOf(successSchema.ast)
    .filter((ast) => HttpApiSchema.getStatusSuccessAST(ast) === status)
    .map((ast) => HttpApiSchema.getEncoding(ast).contentType)
  if (new Set(types).size < 2) return content
  const schemas = Object.values(content).flatMap(({ schema }) => schema.anyOf ?? [schema])
  return Object.fromEntries(types.flatMap((type, at) => schemas.slice(at, at + 1).map((schema) => [type, { schema }])))
}

const parametersOf = (
  given: ReadonlyArray<OpenApi.OpenAPISpecParameter>,
  { example, headers = [] }: About
): ReadonlyArray<Parameter> =>
  given.flatMap(({ in: place, name, required, schema }) => {
    const { description, ...own } = shapeOf(schema)
    const sample = (place === "path" ? example?.path : example?.query)?.[name]
    const parameter = {
      name,
      required,
      ...(description === undefined ? {} : { description }),
      ...(sample === undefined ? {} : { example: sample }),
      schema: own
    }
    return place === "cookie"
      ? []
      : [{ ...parameter, in: place }, ...(headers.includes(name) ? [{ ...parameter, in: "header" } as const] : [])]
  })

/** What is sent may hold more than is read. */
const bodyOf = (content: OpenApi.OpenApiSpecContent, example: object | undefined): Content =>
  Object.fromEntries(
    Object.entries(content).map(([type, { schema }]) => [
      type,
      { schema: { ...shapeOf(schema), additionalProperties: true }, ...(example === undefined ? {} : { example }) }
    ])
  )

/** An operation, complete. */
export const complete = (
  made: OpenApi.OpenAPISpecOperation,
  endpoint: Described,
  about: About,
  operationId: string
): OpenApiOperation => ({
  operationId,
  summary: about.summary,
  ...(about.description === undefined ? {} : { description: about.description }),
  tags: made.tags,
  parameters: [...parametersOf(made.parameters, about), { $ref: "#/components/parameters/RequestId" }],
  ...(made.requestBody === undefined
    ? {}
    : { requestBody: { required: true, content: bodyOf(made.requestBody.content, about.example?.body) } }),
  responses: {
    ...Object.fromEntries(
      Object.entries(made.responses).map(([text, { content, description }]) => {
        const status = Number(text)
        const names = [...headersOf(status), ...(about.with?.[status] ?? [])]
        const shown = content === undefined ? undefined : byType(status, endpoint, contentOf(content))
        return [text, answerOf(about.answers[status] ?? description, names, shown)]
      })
    ),
    405: { $ref: "#/components/responses/MethodNotAllowed" },
    500: { $ref: "#/components/responses/InternalError" }
  },
  ...(about.changes === undefined ? {} : { security: askedBy[about.changes] })
})

/** Any one of these will do. */
const askedBy = {
  // Without a token in the settings it is taken from the home network.
  asAdmin: [{ adminToken: [] }, {}],
  asOwner: [{ ownerSession: [] }, { adminToken: [] }]
}
