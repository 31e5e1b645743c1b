/** Finding a key and its secret in the text of a page or script. Nothing here asks the network. */
import { Either } from "effect"
import { mostAddress, mostLookedAt, mostScript } from "../../../domain/text/Bounds.ts"
import { parseHtml, select } from "../reading/Html.ts"

/** What was found; plain text, so wrap it before it goes anywhere. */
export interface Pair {
  readonly key: string
  readonly secret: string
}

/** Names that belong together, the preferred ones first. A key of one pair never goes with a secret of another. */
const pairs = [
  { key: "vpronlApiKey", secrets: ["vpronlSecret"] },
  { key: "apiKey", secrets: ["apiSecret", "secret"] }
]

/** The first pair of the preferred kind whose two values stand in the same object of the same script; none in a text too long. */
export const pairIn = (text: string): Pair | undefined => {
  if (text.length > mostScript) return undefined
  const groups = text.split(/<\/script\b/i).flatMap(placesIn)
  for (const { key: keyName, secrets } of pairs)
    for (const values of groups) {
      const key = values.get(keyName)
      const secret = secrets.map((name) => values.get(name)).find((value) => value !== undefined)
      if (key !== undefined && secret !== undefined) return { key, secret }
    }
  return undefined
}

/** The scripts that a page links to on its own origin, at most `limit`, in the order of the page; none on one that is too full. */
export const scriptsOf = (html: string, pageUrl: string, limit: number): ReadonlyArray<string> => {
  const root = Either.getOrUndefined(parseHtml(html))
  if (root === undefined) return []
  const page = urlOf(pageUrl)
  const found = new Set<string>()
  for (const { attribs } of select(root, "script").slice(0, mostLookedAt)) {
    const src = attribs["src"]?.trim()
    const url = src === undefined || src.length > mostAddress ? undefined : urlOf(src, pageUrl)
    if (url !== undefined && url.origin === page?.origin && url.username === "" && url.password === "")
      found.add(`${url.origin}${url.pathname}${url.search}`)
    if (found.size === limit) break
  }
  return [...found]
}

const urlOf = (text: string, base?: string): URL | undefined =>
  URL.canParse(text, base) ? new URL(text, base) : undefined

/**
 * A name with nothing before it in the identifier (`locationApiKey` is another name), and a literal directly behind it:
 * in `a.apiKey || "apiKey"` the literal is a default for when there is no key.
 */
const assignment =
  /(?<![\w$.-])(?:([\w$]+(?:\.[\w$]+)*)\.)?(["'`]?)(vpronlApiKey|vpronlSecret|apiKey|apiSecret|secret)\2\s*[:=]\s*(["'`])([a-z0-9]{8,15})\4/g

/** The values per place: a place is a pair of braces, and what stands before the dot. */
const placesIn = (script: string): ReadonlyArray<ReadonlyMap<string, string>> => {
  // Data attributes and objects kept as text have their quotes escaped.
  const text = script.replaceAll("&quot;", '"').replaceAll('\\"', '"')
  const placeAt = bracesOf(text)
  const places = new Map<string, Map<string, string>>()
  for (const match of text.matchAll(assignment)) {
    const [, owner = "", , name, , value] = match
    if (name === undefined || value === undefined) continue
    const place = `${placeAt(match.index)} ${owner}`
    const values = places.get(place) ?? new Map<string, string>()
    if (!values.has(name)) values.set(name, value)
    places.set(place, values)
  }
  return [...places.values()]
}

/** Tells for rising positions which opening brace encloses them most closely; -1 for none. */
const bracesOf = (text: string): ((position: number) => number) => {
  const open: Array<number> = []
  let at = 0
  return (position) => {
    for (; at < position; at++) {
      if (text[at] === "{") open.push(at)
      else if (text[at] === "}") open.pop()
    }
    return open.at(-1) ?? -1
  }
}
