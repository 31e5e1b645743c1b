/** A look-up as a report: done once more, with all that is asked and answered written down, to be sent to whoever can tell. */
import { HttpApiEndpoint, HttpServerResponse } from "@effect/platform"
import { Effect, Layer, Option, Schema, Struct } from "effect"
import { plexIdOf, tmdbIdOf, tvdbIdOf, vproIdOf } from "../../../domain/values/Media.ts"
import { Traces } from "../../observe/Traces.ts"
import { recorded } from "../../report/Record.ts"
import { Report } from "../../report/Report.ts"
import { atHome, strangeHost } from "../Admin.ts"
import { endpoint, query, resource, unreadable } from "../Endpoint.ts"
import { about } from "../openapi/About.ts"
import { refusal } from "../Refused.ts"
import { optionsOf, questionOf, textOf, trialFields } from "./TrialQuestion.ts"

const numbered = (what: string, isId: (text: string) => boolean) =>
  textOf(isId, `the number of ${what} is expected`, { pattern: "^([1-9][0-9]{0,11})?$" }, `The number of ${what}.`)

const Wanted = Schema.Struct({
  ...trialFields,
  tmdb: numbered("a film or series at TMDB", (text) => tmdbIdOf(text) !== undefined),
  tvdb: numbered("a series at TheTVDB", (text) => tvdbIdOf(text) !== undefined),
  vpro: numbered("a page at VPRO that was chosen by hand", (text) => vproIdOf(text) !== undefined),
  story: Schema.optional(
    Schema.String.annotations({
      description: "The id of a story in `/traces`; the report then holds the match of Plex that its title came from."
    })
  ),
  plex: textOf(
    (text) => plexIdOf(text) !== undefined,
    "an id of Plex is expected",
    { pattern: "^([0-9a-fA-F]{24})?$" },
    "What Plex itself calls it, such as `5d7768244de0ee001fcc7fed`."
  )
})

const report = HttpApiEndpoint.get("report", "/report")
  .setUrlParams(Wanted)
  .addSuccess(Report)
  .addError(refusal(400, "A parameter is not valid."))
  .addError(strangeHost)
  .annotateContext(
    about({
      tag: "Look-ups",
      summary: "One look-up as a report that can be sent and replayed",
      description:
        "Does the same look-up as `/test`, with nothing remembered of works, and writes down what was asked, each exchange with the " +
        "sources, the story and the answer; of a story of a title that Plex matched, also what Plex sent. Keys, tokens, signatures, and addresses and folders of the home are left out. " +
        "`vpro-cinema-plex lookup --replay FILE` does the look-up again from the report alone.",
      example: { query: { title: "Die Hard", year: "1988" } },
      answers: { 200: "The report." }
    })
  )

const decode = Schema.decodeUnknown(Wanted)

const wanted = Effect.flatMap(query, (given) =>
  Effect.mapError(decode(Object.fromEntries(given)), (error) => unreadable(error))
)

/** The match that a story tells of, if it does, and the key that it was answered with. */
const matchOf = Effect.fn("ReportRoutes.matchOf")(function* (story: string | undefined) {
  if (story === undefined || story === "") return undefined
  const kept = Option.getOrUndefined(yield* (yield* Traces).byRequest(story))
  if (kept?.match === undefined || kept.ratingKey === undefined) return undefined
  return { ...Struct.omit(kept.match, "at"), ratingKey: kept.ratingKey }
})

const write = Effect.gen(function* () {
  yield* atHome
  const asked = yield* wanted
  const { plex, tmdb, tvdb, vpro } = asked
  const question = {
    ...questionOf(asked),
    tmdb: tmdbIdOf(tmdb),
    tvdb: tvdbIdOf(tvdb),
    plex: plexIdOf(plex),
    vpro: vproIdOf(vpro)
  }
  const { text } = yield* recorded(question, yield* optionsOf(asked), yield* matchOf(asked.story))
  // A name is given by the link that leads here.
  return HttpServerResponse.text(text, {
    contentType: "application/json",
    headers: { "content-disposition": "attachment", "cache-control": "no-store" }
  })
})

export const layer = Layer.scopedDiscard(resource("/report", { GET: endpoint(() => report, write) }))
