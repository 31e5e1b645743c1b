/** A look-up on paper: what was asked, each exchange with the sources, the story and the answer. Can be sent, read and replayed. */
import { Effect, Schema } from "effect"
import { RecordedExchange } from "../../adapters/http/RecordedExchange.ts"
import { mostTitle } from "../../domain/text/Bounds.ts"
import { readJson } from "../../domain/text/Json.ts"
import { IdsWanted } from "../../domain/lookup/Options.ts"
import { Ended, StepName, Trace } from "../../domain/lookup/Trace.ts"
import { Kijkwijzer } from "../../domain/values/Kijkwijzer.ts"
import { ImdbId, MediaKind, PlexId, TmdbId, TvdbId, VproId, Year } from "../../domain/values/Media.ts"
import { CredentialError } from "../../ports/CredentialPort.ts"
import { AnsweredMatch } from "../observe/KeptTrace.ts"
import { inAllTexts } from "./Secrets.ts"

const { Struct, String, Boolean, Int, Number, Literal, Union, optional, Array: List } = Schema

/** The form of the files. One of another form is not read. */
export const reportFormat = 1

const Line = String.pipe(Schema.maxLength(mostTitle))

export const ReportQuestion = Struct({
  type: Literal("film", "series", "all"),
  title: Line,
  year: optional(Year),
  imdb: optional(ImdbId),
  tmdb: optional(TmdbId),
  tvdb: optional(TvdbId),
  plex: optional(PlexId),
  vpro: optional(VproId),
  director: optional(Line)
}).annotations({ identifier: "ReportQuestion" })
export type ReportQuestion = typeof ReportQuestion.Type

/** What was switched on, as far as it decides what is asked. */
export const ReportSwitches = Struct({
  ids: IdsWanted,
  lookupTimeout: Number.annotations({ description: "The time of one look-up, in milliseconds." }),
  skip: List(StepName),
  tmdbKey: Boolean.annotations({ description: "Whether there is a key for TMDB." }),
  wikidata: Boolean,
  webSearch: Boolean,
  seriesTextFallback: Boolean
}).annotations({ identifier: "ReportSwitches" })
export type ReportSwitches = typeof ReportSwitches.Type

const answer = {
  kind: MediaKind,
  outcome: Ended,
  page: optional(Int.annotations({ description: "The number of the page at VPRO." })),
  title: optional(String),
  year: optional(Year),
  kijkwijzer: optional(Kijkwijzer),
  text: optional(String)
}
export const ReportAnswer = Struct(answer)
export type ReportAnswer = typeof ReportAnswer.Type

/** What should have come of it, as far as it is named; `text: null` is no text. */
const Expected = Struct({ ...answer, outcome: optional(Ended), text: optional(Schema.NullOr(String)) })
export type Expected = typeof Expected.Type

/** What became of looking for other credentials for POMS; the pairs themselves are secret. */
export const RecordedRenewal = Union(Literal("renewed"), CredentialError.fields.reason)
export type RecordedRenewal = typeof RecordedRenewal.Type

export const Report = Struct({
  about: String,
  format: Literal(reportFormat),
  version: String.annotations({ description: "The version of the program that wrote it." }),
  at: Schema.DateTimeUtc.annotations({ jsonSchema: { type: "string", format: "date-time" } }),
  switches: ReportSwitches,
  asked: ReportQuestion,
  match: optional(AnsweredMatch).annotations({
    description:
      "What Plex sent when it asked which title this is, and the key that it got; a replay does not ask that again."
  }),
  expected: optional(List(Expected)),
  answers: List(Struct({ ...answer, story: Trace })),
  credentials: List(RecordedRenewal).annotations({
    description: "What came of looking for other credentials, each time that POMS refused those in use."
  }),
  exchangesLeftOut: optional(Int),
  exchanges: List(RecordedExchange).pipe(Schema.maxItems(1000))
}).annotations({ identifier: "Report" })
export type Report = typeof Report.Type

interface Held {
  readonly exchanges: number
  readonly questions: number
  /** Whether the match of Plex is in it. */
  readonly matched: boolean
}

/** What a report says at its top. */
export const aboutOf = ({ exchanges, matched, questions }: Held): string =>
  `A report of a look-up by vpro-cinema-plex: ${matched ? "what Plex sent, " : ""}what was asked, ${exchanges} exchange${exchanges === 1 ? "" : "s"} with the sources, ` +
  `${questions === 1 ? "the story and the answer" : "the stories and the answers"}. It holds no keys, tokens or signatures, and no addresses or folders of your home. ` +
  "`vpro-cinema-plex lookup --replay FILE` does the look-up again from this file alone."

/** Bytes that a file may have, and values in it: bodies are in it as they came. */
export const mostReportBytes = 48 * 1024 * 1024
const mostReportValues = 2_000_000

/** Reads a report. */
export const read = readJson(Report, mostReportValues)

const encode = Schema.encode(Report)

/** A report as a text for people: each member on a line of its own, always in the same order, and all texts cleaned. */
export const write = (report: Report, clean: (text: string) => string): Effect.Effect<string> =>
  Effect.map(Effect.orDie(encode(report)), (encoded) => `${JSON.stringify(inAllTexts(encoded, clean), null, 2)}\n`)
