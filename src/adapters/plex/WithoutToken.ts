/** What a server says, without the token that it was asked with: an answer that echoes it would lead it into reports and the cache. */
import { Predicate, Redacted } from "effect"

/** Plex's own are of twenty signs. A shorter one is made up, for a server that wants none, and may be a word of a title. */
const shortest = 8

const mask = "********"

/** The same JSON with the token masked, wherever a text of it holds it. */
export const withoutToken = (token: Redacted.Redacted<string>): ((json: unknown) => unknown) => {
  const secret = Redacted.value(token)
  const masked = (json: unknown): unknown => {
    if (typeof json === "string") return json.replaceAll(secret, mask)
    if (Array.isArray(json)) return json.map(masked)
    return Predicate.isRecord(json)
      ? Object.fromEntries(Object.entries(json).map(([name, value]) => [name, masked(value)]))
      : json
  }
  return secret.length < shortest ? (json) => json : masked
}
