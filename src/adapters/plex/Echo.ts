/** What a server says, before anything is made of it. */
import { Predicate, Redacted } from "effect"
import { wellFormed } from "../../domain/text/Flat.ts"

/** Plex's own are of twenty signs. A shorter one is made up, for a server that wants none, and may be a word of a title. */
const shortest = 8

const mask = "********"

/**
 * The same JSON without the token that it was asked with, for an answer that echoes it would lead it into reports and the cache;
 * and without halves of signs, which fit into no address.
 */
export const cleaned = (token: Redacted.Redacted<string>): ((json: unknown) => unknown) => {
  const secret = Redacted.value(token)
  const clean = (json: unknown): unknown => {
    if (typeof json === "string") {
      const text = wellFormed(json)
      return secret.length < shortest ? text : text.replaceAll(secret, mask)
    }
    if (Array.isArray(json)) return json.map(clean)
    return Predicate.isRecord(json)
      ? Object.fromEntries(Object.entries(json).map(([name, value]) => [name, clean(value)]))
      : json
  }
  return clean
}
