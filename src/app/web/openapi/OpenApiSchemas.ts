/** JSON Schemas as the OpenAPI document has them: without the words that the library makes up for its filters. */
import { Schema } from "effect"

/** A JSON Schema as far as the document and its page look into it. */
export interface Shape {
  readonly $ref?: string
  readonly type?: string
  readonly description?: string
  readonly enum?: ReadonlyArray<unknown>
  readonly pattern?: string
  readonly format?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly properties?: Readonly<Record<string, Shape>>
  readonly required?: ReadonlyArray<string>
  readonly items?: Shape
  readonly anyOf?: ReadonlyArray<Shape>
  readonly additionalProperties?: boolean | Shape
}

const maybe = <A, I>(schema: Schema.Schema<A, I>) => Schema.optionalWith(schema, { exact: true })
const inner = Schema.suspend((): Schema.Schema<Shape> => Shape)

const Shape: Schema.Schema<Shape> = Schema.Struct({
  $ref: maybe(Schema.String),
  type: maybe(Schema.String),
  description: maybe(Schema.String),
  enum: maybe(Schema.Array(Schema.Unknown)),
  pattern: maybe(Schema.String),
  format: maybe(Schema.String),
  minimum: maybe(Schema.Number),
  maximum: maybe(Schema.Number),
  properties: maybe(Schema.Record({ key: Schema.String, value: inner })),
  required: maybe(Schema.Array(Schema.String)),
  items: maybe(inner),
  anyOf: maybe(Schema.Array(inner)),
  additionalProperties: maybe(Schema.Union(Schema.Boolean, inner))
})
const decode = Schema.decodeUnknownSync(Shape, { onExcessProperty: "preserve" })

const prefix = "#/components/schemas/"

/** The name of the shape that a reference leads to. */
export const nameOf = (ref: string) => ref.slice(prefix.length)

/** What the library says of a filter is said by `minimum`, `pattern` and their like already; what it calls "unknown" is called so twice. */
const isMadeUp = (key: string, value: unknown) =>
  typeof value === "string" &&
  ((key === "$id" && value.startsWith("/schemas/")) ||
    (key === "title" && /^(?:int|between\(.*\)|nonEmptyString)$/.test(value)) ||
    (key === "description" && /^an? (?:integer|number|string|positive number|non-negative number)\b/.test(value)))

const tidy = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(tidy)
  if (typeof value !== "object" || value === null) return value
  const entries: ReadonlyArray<readonly [string, unknown]> = Object.entries(value)
  return Object.fromEntries(
    entries
      .filter(([key, one]) => !isMadeUp(key, one))
      .map(([key, one]) => (key === "$ref" && one === `${prefix}Int` ? ["type", "integer"] : [key, tidy(one)]))
  )
}

/** A schema as the platform makes it, as one that this document has. */
export const shapeOf = (schema: object): Shape => decode(tidy(schema))

/** All shapes that have a name, in the order of the alphabet. */
export const named = (schemas: Readonly<Record<string, object>>): Readonly<Record<string, Shape>> =>
  Object.fromEntries(
    Object.entries(schemas)
      .filter(([name]) => name !== "Int")
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(([name, schema]) => [name, shapeOf(schema)])
  )
