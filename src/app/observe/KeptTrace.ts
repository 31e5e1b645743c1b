/** What is remembered of look-ups, and of the calls of Plex. */
import { Schema } from "effect"
import { Trace } from "../../domain/lookup/Trace.ts"

const sent = {
  title: Schema.optional(Schema.String),
  year: Schema.optional(Schema.Int),
  guid: Schema.optional(Schema.String),
  file: Schema.optional(Schema.String.annotations({ description: "The file's own name." }))
}

/** What Plex sent, and the key that it got. */
export const AnsweredMatch = Schema.Struct({ ...sent, ratingKey: Schema.String }).annotations({
  identifier: "AnsweredMatch"
})
export type AnsweredMatch = typeof AnsweredMatch.Type

/** What Plex sent when it asked for a match. */
export const PlexMatch = Schema.Struct({
  at: Schema.String.annotations({ description: "When it asked, as ISO 8601." }),
  ...sent
}).annotations({ identifier: "PlexMatch" })
export type PlexMatch = typeof PlexMatch.Type

/** A story that is kept. */
export const KeptTrace = Schema.Struct({
  requestId: Schema.String,
  at: Schema.String.annotations({ description: "When it was done, as ISO 8601." }),
  /** What was looked up; none when pages were listed to choose from. */
  ratingKey: Schema.optional(Schema.String),
  match: Schema.optional(PlexMatch).annotations({
    description: "The match of Plex that was answered with this key, when it is known."
  }),
  trace: Trace,
  sharedBy: Schema.Array(Schema.String).annotations({ description: "Requests that waited for the same look-up." })
}).annotations({ identifier: "KeptStory" })
export type KeptTrace = typeof KeptTrace.Type

/** What Plex can ask a provider for. */
export const PlexQuestion = Schema.Literal("root", "match", "metadata", "images", "extras", "children")
export type PlexQuestion = typeof PlexQuestion.Type

/** A call that came from Plex. */
export const PlexCall = Schema.Struct({
  at: Schema.Number,
  question: PlexQuestion,
  /** What it calls itself, such as `PlexMediaServer/1.43.0`. */
  agent: Schema.String
})
export type PlexCall = typeof PlexCall.Type

/** The last call to each provider. */
export const PlexCalls = Schema.Struct({ film: Schema.optional(PlexCall), series: Schema.optional(PlexCall) })
export type PlexCalls = typeof PlexCalls.Type
