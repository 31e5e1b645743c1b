/** What a page says of itself in JSON-LD. Nobody promised that it does: used when there, never required. */
import type { CheerioAPI } from "cheerio/slim"
import { Predicate } from "effect"

/** The description of one film or series in JSON-LD, by its own member names. */
export type JsonLd = Readonly<Record<PropertyKey, unknown>>

/** The film or series that a page describes; an empty record when it describes none. Bad JSON is passed over. */
export const jsonLdOf = ($: CheerioAPI): JsonLd => {
  const nodes = $('script[type="application/ld+json"]')
    .toArray()
    .flatMap((script) => nodesIn(parsed($(script).html() ?? "")))
  return nodes.find((node) => textsIn(node["@type"]).some((type) => /^(Movie|TVSeries|TVMiniSeries)$/.test(type))) ?? {}
}

/** The texts in a member that holds one text, one thing with a name, or a list of those. */
export const textsIn = (value: unknown): ReadonlyArray<string> => {
  if (typeof value === "string") return value.trim() === "" ? [] : [value.trim()]
  if (typeof value === "number") return [String(value)]
  if (Array.isArray(value)) return value.flatMap(textsIn)
  return Predicate.isRecord(value) ? textsIn(value["name"]) : []
}

/** A member of a member. */
export const within = (value: unknown, member: string): unknown => {
  const first: unknown = Array.isArray(value) ? value[0] : value
  return Predicate.isRecord(first) ? first[member] : undefined
}

const nodesIn = (value: unknown): ReadonlyArray<JsonLd> => {
  if (Array.isArray(value)) return value.flatMap(nodesIn)
  if (!Predicate.isRecord(value)) return []
  return [value, ...nodesIn(value["@graph"]), ...nodesIn(value["mainEntity"]), ...nodesIn(value["itemReviewed"])]
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
