/** The OpenAPI 3.1 document, made of what the routes say of themselves. */
import { JSONSchema, type Schema } from "effect"
import { type Described, type Operation, type Reply, tags } from "./Operations.ts"
import { Problem } from "./Shapes.ts"
import { name, version } from "./Version.ts"

interface Parameter {
  readonly name: string
  readonly in: "path" | "query"
  readonly required: boolean
  readonly description?: string
  readonly schema: object
}

interface Answer {
  readonly description: string
  readonly content?: Readonly<Record<string, { readonly schema: object }>>
}

export interface OpenApiOperation {
  readonly operationId: string
  readonly summary: string
  readonly tags: ReadonlyArray<string>
  readonly parameters?: ReadonlyArray<Parameter>
  readonly requestBody?: {
    readonly required: true
    readonly content: Readonly<Record<string, { readonly schema: object }>>
  }
  readonly responses: Readonly<Record<string, Answer>>
  readonly security?: ReadonlyArray<Readonly<Record<string, ReadonlyArray<string>>>>
}

export interface OpenApiDocument {
  readonly openapi: "3.1.0"
  readonly info: Readonly<Record<string, unknown>>
  readonly servers: ReadonlyArray<{ readonly url: string }>
  readonly tags: ReadonlyArray<{ readonly name: string; readonly description: string }>
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

const texts = { type: "string" } as const

/** Reads as a sentence what a path parameter is. */
const pathParameters: Readonly<Record<string, string>> = {
  ratingKey: "A key that a match gave, such as `vpro-die-hard-1988-none-m`.",
  requestId: "The `X-Request-ID` of a request."
}

const withBraces = (path: string) => path.replace(/:(\w+)/g, "{$1}")

const idOf = (method: string, path: string) =>
  `${method.toLowerCase()} ${path}`
    .replace(/[^A-Za-z0-9]+/g, " ")
    .trim()
    .replace(/ (\w)/g, (_, letter: string) => letter.toUpperCase())

/** The document of all routes. */
export const documentOf = (routes: ReadonlyArray<Described>): OpenApiDocument => {
  const schemas: Record<string, JSONSchema.JsonSchema7> = {}
  const schemaOf = (schema: Schema.Schema.All, extra: "strict" | "allow"): JSONSchema.JsonSchema7 =>
    JSONSchema.fromAST(schema.ast, {
      definitions: schemas,
      definitionPath: "#/components/schemas/",
      target: "openApi3.1",
      additionalPropertiesStrategy: extra
    })

  const queryOf = (schema: Schema.Schema.AnyNoContext): ReadonlyArray<Parameter> => {
    const shape = schemaOf(schema, "allow")
    if (!("properties" in shape)) return []
    return Object.entries(shape.properties).map(([name, { description, ...own }]) => ({
      name,
      in: "query",
      required: shape.required.includes(name),
      ...(description === undefined ? {} : { description }),
      schema: own
    }))
  }

  const answerOf = ({ contentType, description, otherType, schema }: Reply): Answer => {
    const content = {
      ...(schema === undefined ? {} : { [contentType ?? "application/json"]: { schema: schemaOf(schema, "strict") } }),
      ...(schema === undefined && contentType !== undefined ? { [contentType]: { schema: texts } } : {}),
      ...(otherType === undefined ? {} : { [otherType]: { schema: texts } })
    }
    return { description, ...(Object.keys(content).length === 0 ? {} : { content }) }
  }

  const operationOf = (method: string, path: string, operation: Operation): OpenApiOperation => {
    const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name = ""]): Parameter => ({
      name,
      in: "path",
      required: true,
      description: pathParameters[name] ?? name,
      schema: texts
    }))
    const parameters = [...inPath, ...(operation.query === undefined ? [] : queryOf(operation.query))]
    return {
      operationId: idOf(method, path),
      summary: operation.summary,
      tags: [operation.tag],
      ...(parameters.length === 0 ? {} : { parameters }),
      ...(operation.body === undefined
        ? {}
        : {
            requestBody: {
              required: true,
              content: { "application/json": { schema: schemaOf(operation.body, "allow") } }
            }
          }),
      responses: Object.fromEntries(
        Object.entries(operation.replies).map(([status, reply]) => [status, answerOf(reply)])
      ),
      // Without a token in the settings it is taken from the home network.
      ...(operation.changes === true ? { security: [{ adminToken: [] }, {}] } : {})
    }
  }

  schemaOf(Problem, "strict")
  const paths = Object.fromEntries(
    routes.map(({ operations, path }) => [
      withBraces(path),
      Object.fromEntries(
        Object.entries(operations).map(([method, operation]) => [
          method.toLowerCase(),
          operationOf(method, path, operation)
        ])
      )
    ])
  )
  return {
    openapi: "3.1.0",
    info: {
      title: name,
      version,
      summary: "A Plex metadata provider: Dutch descriptions by the critics of VPRO Cinema",
      description:
        "Every answer in JSON that is not what was asked for is a `Problem`. `X-Request-ID` is taken over or made, and goes " +
        "back in the answer. A method that an address does not take is answered by 405 with `Allow`; OPTIONS tells the methods.",
      license: { name: "MIT", identifier: "MIT" }
    },
    servers: [{ url: "/" }],
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      schemas,
      securitySchemes: {
        adminToken: { type: "http", scheme: "bearer", description: "`ADMIN_TOKEN`, when that is set." }
      }
    }
  }
}
