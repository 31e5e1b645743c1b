/** What a page says of itself in JSON-LD. Nobody promised that it does: used when there, never required. */
import { type Element, isText } from "domhandler"
import { Either, Predicate } from "effect"
import { mostListed, mostTitle } from "../../../domain/text/Bounds.ts"
import { parseJson } from "../../../domain/text/Json.ts"

/** The description of one film or series in JSON-LD, by its own member names. */
export type JsonLd = Readonly<Record<PropertyKey, unknown>>

/** The film or series that a page describes; an empty record when it describes none. Bad JSON is passed over. */
export const jsonLdOf = (elements: ReadonlyArray<Element>): JsonLd => {
  for (const script of elements) {
    if (script.name !== "script" || script.attribs["type"] !== "application/ld+json") continue
    const text = script.children.map((node) => (isText(node) ? node.data : "")).join("")
    const found = workIn(Either.getOrUndefined(parseJson(text, mostValues)))
    if (found !== undefined) return found
  }
  return {}
}

/** A page describes itself in some hundred values. */
const mostValues = 20_000

/**
 * The texts in a member that holds one text, one thing with a name, or a list of those; longer ones than `most` are cut, and
 * what comes after the first so many is left out.
 */
export const textsIn = (value: unknown, most = mostTitle): ReadonlyArray<string> => {
  if (typeof value === "string") {
    const text = value.trim().slice(0, most)
    return text === "" ? [] : [text]
  }
  if (typeof value === "number") return [String(value)]
  if (Array.isArray(value))
    return value
      .slice(0, mostListed)
      .flatMap((item) => textsIn(item, most))
      .slice(0, mostListed)
  return Predicate.isRecord(value) ? textsIn(value["name"], most) : []
}

/** A member of a member. */
export const within = (value: unknown, member: string): unknown => {
  const first: unknown = Array.isArray(value) ? value[0] : value
  return Predicate.isRecord(first) ? first[member] : undefined
}

/** The first film or series among what is described, and among what that is part of. */
const workIn = (value: unknown): JsonLd | undefined => {
  if (Array.isArray(value)) {
    for (const item of value) {
      const found = workIn(item)
      if (found !== undefined) return found
    }
    return undefined
  }
  if (!Predicate.isRecord(value)) return undefined
  const isWork = textsIn(value["@type"]).some((type) => /^(Movie|TVSeries|TVMiniSeries)$/.test(type))
  return isWork ? value : (workIn(value["@graph"]) ?? workIn(value["mainEntity"]) ?? workIn(value["itemReviewed"]))
}
