/** The OpenAPI 3.1 document, made of what the routes say of themselves. */
import type { Schema } from "effect"
import { type Described, headers, type HeaderName, type Operation, type Reply, tags } from "./Operations.ts"
import * as OpenApiSchemas from "./OpenApiSchemas.ts"
import type { Shape } from "./OpenApiSchemas.ts"
import { Problem } from "./Shapes.ts"
import { name, version } from "../../Version.ts"

interface Ref {
  readonly $ref: string
}

export interface Parameter {
  readonly name: string
  readonly in: "path" | "query" | "header"
  readonly required: boolean
  readonly description?: string
  readonly example?: string
  readonly schema: Shape
}

type Content = Readonly<Record<string, { readonly schema: Shape; readonly example?: object }>>

interface Header {
  readonly description: string
  readonly required: boolean
  readonly schema: Shape
  readonly example: string
}

export interface Answer {
  readonly description: string
  readonly headers: Readonly<Record<string, Ref>>
  readonly content?: Content
}

export interface OpenApiOperation {
  readonly operationId: string
  readonly summary: string
  readonly description?: string
  readonly tags: ReadonlyArray<string>
  readonly parameters: ReadonlyArray<Parameter | Ref>
  readonly requestBody?: { readonly required: true; readonly content: Content }
  readonly responses: Readonly<Record<string, Answer | Ref>>
  readonly security?: ReadonlyArray<Readonly<Record<string, ReadonlyArray<string>>>>
}

export interface OpenApiDocument {
  readonly openapi: "3.1.0"
  readonly info: {
    readonly title: string
    readonly version: string
    readonly summary: string
    readonly description: string
    readonly license: { readonly name: string; readonly identifier: string }
  }
  readonly servers: ReadonlyArray<{ readonly url: string; readonly description: string }>
  readonly tags: ReadonlyArray<{ readonly name: string; readonly description: string }>
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>
  readonly components: {
    readonly schemas: Readonly<Record<string, Shape>>
    readonly parameters: Readonly<Record<string, Parameter>>
    readonly headers: Readonly<Record<string, Header>>
    readonly responses: Readonly<Record<"NotFound" | "MethodNotAllowed" | "InternalError", Answer>>
    readonly securitySchemes: {
      readonly adminToken: { readonly type: "http"; readonly scheme: "bearer"; readonly description: string }
    }
  }
}

const texts = { type: "string" } as const

/** What a path parameter is, and one to try: films and series have keys of their own. */
const pathParameter = (name: string, path: string): Parameter => {
  const isKey = name === "ratingKey"
  return {
    name,
    in: "path",
    required: true,
    description: isKey
      ? "The key of an item, as a match gave it."
      : "The `X-Request-ID` of a request; `/traces` lists the last ones.",
    example: isKey
      ? /^\/(?:tv|series)\//.test(path)
        ? "vpro-waterlijn-2020-none-s"
        : "vpro-die-hard-1988-tt0095016-m"
      : "my-request-1",
    schema: texts
  }
}

const requestId: Parameter = {
  name: "X-Request-ID",
  in: "header",
  required: false,
  description: "Taken over when it is 1 to 128 letters, digits, `.`, `_`, `:` or `-`; else one is made.",
  example: "my-request-1",
  schema: texts
}

const headersOf = (names: ReadonlyArray<HeaderName> = []): Answer["headers"] =>
  Object.fromEntries(
    (["X-Request-ID", ...names] as const).map((name) => [name, { $ref: `#/components/headers/${name}` }])
  )

const withBraces = (path: string) => path.replace(/:(\w+)/g, "{$1}")

const idOf = (method: string, path: string) =>
  `${method.toLowerCase()} ${path}`
    .replace(/[^A-Za-z0-9]+/g, " ")
    .trim()
    .replace(/ (\w)/g, (_, letter: string) => letter.toUpperCase())

/** The document of all routes. */
export const documentOf = (routes: ReadonlyArray<Described>): OpenApiDocument => {
  const { named, schemaOf } = OpenApiSchemas.make()

  const parametersOf = (schema: Schema.Schema.AnyNoContext, { example, headers = [] }: Operation) => {
    const { properties = {}, required = [] } = schemaOf(schema, "allow")
    return Object.entries(properties).flatMap(([name, { description, ...own }]): ReadonlyArray<Parameter> => {
      const sample = example?.query?.[name]
      const parameter = {
        name,
        required: required.includes(name),
        ...(description === undefined ? {} : { description }),
        ...(sample === undefined ? {} : { example: sample }),
        schema: own
      }
      return [
        { ...parameter, in: "query" },
        ...(headers.includes(name) ? [{ ...parameter, in: "header" } as const] : [])
      ]
    })
  }

  const answerOf = ({ contentType, description, headers, otherType, schema }: Reply): Answer => {
    const content = {
      ...(schema === undefined ? {} : { [contentType ?? "application/json"]: { schema: schemaOf(schema, "strict") } }),
      ...(schema === undefined && contentType !== undefined ? { [contentType]: { schema: texts } } : {}),
      ...(otherType === undefined ? {} : { [otherType]: { schema: texts } })
    }
    return { description, headers: headersOf(headers), ...(Object.keys(content).length === 0 ? {} : { content }) }
  }

  const operationOf = (method: string, path: string, operation: Operation): OpenApiOperation => {
    const { body, changes, description, example, query, replies, summary, tag } = operation
    return {
      operationId: idOf(method, path),
      summary,
      ...(description === undefined ? {} : { description }),
      tags: [tag],
      parameters: [
        ...[...path.matchAll(/:(\w+)/g)].map(([, name = ""]) => pathParameter(name, path)),
        ...(query === undefined ? [] : parametersOf(query, operation)),
        { $ref: "#/components/parameters/RequestId" }
      ],
      ...(body === undefined
        ? {}
        : {
            requestBody: {
              required: true,
              content: {
                "application/json": {
                  schema: schemaOf(body, "allow"),
                  ...(example?.body === undefined ? {} : { example: example.body })
                }
              }
            }
          }),
      responses: {
        ...Object.fromEntries(Object.entries(replies).map(([status, reply]) => [status, answerOf(reply)])),
        405: { $ref: "#/components/responses/MethodNotAllowed" },
        500: { $ref: "#/components/responses/InternalError" }
      },
      // Without a token in the settings it is taken from the home network.
      ...(changes === true ? { security: [{ adminToken: [] }, {}] } : {})
    }
  }

  const responses = {
    NotFound: answerOf({ description: "There is no such address.", schema: Problem }),
    MethodNotAllowed: answerOf({
      description: "This address does not take that method.",
      schema: Problem,
      headers: ["Allow"]
    }),
    InternalError: answerOf({ description: "A fault of this service; its log tells more.", schema: Problem })
  }
  const paths = Object.fromEntries(
    // Routes register in no particular order.
    routes
      .toSorted((a, b) => (a.path < b.path ? -1 : 1))
      .map(({ operations, path }) => [
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
        "Every answer in JSON that is not what was asked for is a `Problem`, also that of an address that does not exist. " +
        "HEAD is taken wherever GET is. OPTIONS is answered by 204 with `Allow`, any other method by 405 with `Allow`. " +
        "Unknown parameters and members are ignored. Times are milliseconds since 1970 unless they are said to be otherwise.",
      license: { name: "MIT", identifier: "MIT" }
    },
    servers: [{ url: "/", description: "This service." }],
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      schemas: named(),
      parameters: { RequestId: requestId },
      headers,
      responses,
      securitySchemes: {
        adminToken: {
          type: "http",
          scheme: "bearer",
          description: "`ADMIN_TOKEN`. When none is set, such requests are taken from the home network only."
        }
      }
    }
  }
}
