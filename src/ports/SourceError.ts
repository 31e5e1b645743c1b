/** The one way in which a source can fail to answer. "It has nothing" is not a failure and never ends up here. */
import { Schema } from "effect"

/** The sources that belong to others. Rate limits, breakers and page readers belong to these, not to host names. */
export const SourceName = Schema.Literal(
  "poms",
  "tmdb",
  "wikidata",
  "cinema",
  "vprogids",
  "tvmaze",
  "duckduckgo",
  "startpage",
  "github"
)
export type SourceName = typeof SourceName.Type

/** What people call them. */
export const sourceNames: Readonly<Record<SourceName, string>> = {
  poms: "POMS",
  tmdb: "TMDB",
  wikidata: "Wikidata",
  cinema: "cinema.nl",
  vprogids: "vprogids.nl",
  tvmaze: "TVmaze",
  duckduckgo: "DuckDuckGo",
  startpage: "Startpage",
  github: "GitHub"
}

/**
 * A source could not be asked, or its answer could not be used.
 * - `Unreachable`: no connection, a time-out, or an error status after all retries
 * - `Refused`: our credentials or our way of asking were turned down
 * - `Blocked`: a CAPTCHA or block page instead of an answer
 * - `Malformed`: an answer that is not what the source promises
 * - `Overloaded`: not even tried, since the rate limit leaves no room before the deadline, or no more requests may be made
 * - `Suspended`: not even tried, since the circuit breaker is open
 */
export class SourceError extends Schema.TaggedError<SourceError>()("SourceError", {
  source: SourceName,
  reason: Schema.Literal("Unreachable", "Refused", "Blocked", "Malformed", "Overloaded", "Suspended"),
  /** What was tried, in words that may be shown and logged. */
  tried: Schema.String,
  cause: Schema.optional(Schema.Defect)
}) {
  override get message() {
    return `${sourceNames[this.source]} could not be asked (${this.reason}): ${this.tried}`
  }
}
