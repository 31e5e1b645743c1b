/** Where a Redis server is, as it may be shown. */
import { Redacted } from "effect"

/** Host and port of its address, which are no secret; the rest may hold a password. */
export const hostOf = (url: Redacted.Redacted<string>): string => {
  const text = Redacted.value(url)
  return URL.canParse(text) ? new URL(text).host : "unknown"
}
