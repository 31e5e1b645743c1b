/** The OpenAPI document as this service makes it, as far as its page looks into it. */
import type { headers } from "./Headers.ts"
import type { Shape } from "./OpenApiSchemas.ts"

export interface Ref {
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

export type Content = Readonly<Record<string, { readonly schema: Shape; readonly example?: object }>>

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
    readonly headers: typeof headers
    readonly responses: Readonly<Record<"NotFound" | "MethodNotAllowed" | "InternalError", Answer>>
    readonly securitySchemes: {
      readonly adminToken: { readonly type: "http"; readonly scheme: "bearer"; readonly description: string }
      readonly ownerSession: {
        readonly type: "apiKey"
        readonly in: "cookie"
        readonly name: string
        readonly description: string
      }
    }
  }
}
