/** JSON Schemas for people: the members of a shape, with what they are and mean. */
import { nameOf, type Shape } from "../../openapi/OpenApiSchemas.ts"
import { code, type Entry, list, prose } from "./Markup.ts"

/** Where a shape that has a name is explained. */
export const shapeId = (name: string) => `shape-${name}`

const link = (name: string) => `<a href="#${shapeId(name)}">${name}</a>`

/** A pattern is shown only where no words describe the member. */
const bounds = ({ description, format, maximum, minimum, pattern }: Shape): string =>
  [
    ...(format === undefined ? [] : [`, ${format}`]),
    ...(pattern === undefined || description !== undefined ? [] : [` like ${code(pattern)}`]),
    ...(minimum === undefined || maximum === undefined ? [] : [`, ${minimum} to ${maximum}`])
  ].join("")

/** What a value may be, in a few words, as HTML. */
export const typeOf = (shape: Shape): string => {
  const { $ref, additionalProperties, anyOf, enum: values, items, type = "anything" } = shape
  if ($ref !== undefined) return link(nameOf($ref))
  if (values !== undefined) return values.map((value) => code(String(value))).join(" or ")
  if (anyOf !== undefined) return [...new Set(anyOf.map(typeOf))].join(" or ")
  if (items !== undefined) return `list of ${typeOf(items)}`
  if (typeof additionalProperties === "object" && shape.properties === undefined)
    return `object of ${typeOf(additionalProperties)}`
  return `${type}${bounds(shape)}`
}

/** The shape within lists and objects of any names that has members of its own. */
const within = (shape: Shape): readonly [suffix: string, shape: Shape] => {
  if (shape.items !== undefined) {
    const [suffix, inner] = within(shape.items)
    return [`[]${suffix}`, inner]
  }
  if (typeof shape.additionalProperties === "object") {
    const [suffix, inner] = within(shape.additionalProperties)
    return [`.*${suffix}`, inner]
  }
  return ["", shape]
}

const entries = (shape: Shape, path: string): ReadonlyArray<Entry> => {
  const { properties = {}, required = [] } = shape
  return Object.entries(properties).flatMap(([name, member]) => {
    const [suffix, inner] = within(member)
    const about = `${typeOf(member)}${required.includes(name) ? "" : ", optional"}`
    return [
      { name: code(`${path}${name}`), about, meaning: prose(member.description ?? "") },
      ...entries(inner, `${path}${name}${suffix}.`)
    ]
  })
}

/** All that a shape holds, its inner members under their paths. */
export const members = (shape: Shape): string => {
  const [suffix, inner] = within(shape)
  const all = entries(inner, suffix === "" ? "" : `${suffix.replace(/^\./, "")}.`)
  return `${shape.properties === undefined || suffix !== "" ? `<p>${typeOf(shape)}</p>` : ""}${all.length === 0 ? "" : list(all)}`
}
