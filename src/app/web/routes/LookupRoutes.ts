/** The routes that tell how texts are found: one look-up to try, and the stories of the last ones. */
import { HttpApiEndpoint } from "@effect/platform"
import { Clock, Effect, Layer, Option, Schema } from "effect"
import { lookup } from "../../../domain/lookup/Lookup.ts"
import type { StepName } from "../../../domain/lookup/Trace.ts"
import { imdbIdOf, type MediaKind, yearOf } from "../../../domain/values/Media.ts"
import { Policy } from "../../../domain/describe/Policy.ts"
import { oneLine } from "../../../domain/text/Flat.ts"
import { atHome, strangeHost } from "../Admin.ts"
import { about } from "../openapi/About.ts"
import { StoryLines, TriedFound, TriedNotFound, TriedStory, TriedUnknown } from "../openapi/Shapes.ts"
import { KeptTrace, Traces } from "../../observe/Traces.ts"
import { refusal, Refused } from "../Refused.ts"
import { served } from "../Served.ts"
import { asOlder } from "./OlderTrial.ts"

/** An empty parameter counts as none. */
const textOf = (valid: (text: string) => boolean, wanted: string, jsonSchema: object, description: string) =>
  Schema.optional(
    Schema.String.pipe(
      Schema.filter((text) => text === "" || valid(text), { message: () => wanted, jsonSchema, description })
    )
  )

const wantedTitle = () => "give the title of a film or series"

const skipping = (what: string) =>
  Schema.optional(
    Schema.String.annotations({
      description: `Skips ${what}, with any value except \`0\`, \`false\`, \`no\` and \`off\`.`
    })
  )

const Trial = Schema.Struct({
  title: Schema.propertySignature(
    Schema.String.pipe(
      Schema.filter((text) => oneLine(text) !== "", {
        message: wantedTitle,
        jsonSchema: { pattern: "\\S" }
      })
    ).annotations({ description: "The title of a film or series." })
  ).annotations({ missingMessage: wantedTitle }),
  year: textOf(
    (text) => yearOf(text) !== undefined,
    "a year such as 1988 is expected",
    { pattern: "^(18[7-9][0-9]|19[0-9]{2}|20[0-9]{2}|21[0-4][0-9]|215[0-5])?$" },
    "The year of release, 1870 to 2155."
  ),
  imdb: textOf(
    (text) => imdbIdOf(text) !== undefined,
    "an id such as tt0095016 is expected",
    { pattern: "^([tT]{2}[0-9]{7,10})?$" },
    "The IMDb id, such as `tt0095016`."
  ),
  type: Schema.optional(
    Schema.Literal("film", "series", "all").annotations({
      message: () => "film, series or all is expected",
      description: "What to look for; `film` by default."
    })
  ),
  skip_poms: skipping("POMS"),
  skip_tmdb: skipping("TMDB and Wikidata"),
  skip_cinema: skipping("cinema.nl"),
  skip_web: skipping("the search engines"),
  story: Schema.optional(
    Schema.String.annotations({
      description:
        "Answers with the story alone, and with status 200 whatever came of it. With any value, as `skip_poms`."
    })
  )
})

const kindsOf: Readonly<Record<"film" | "series" | "all", ReadonlyArray<MediaKind>>> = {
  film: ["film"],
  series: ["series"],
  all: ["film", "series"]
}

const isOn = (text: string | undefined) =>
  text !== undefined && !["", "0", "false", "no", "off"].includes(text.toLowerCase())

const trial = HttpApiEndpoint.get("trial", "/test")
  .setUrlParams(Trial)
  .addSuccess(TriedFound)
  .addSuccess(TriedUnknown)
  .addSuccess(TriedNotFound)
  .addSuccess(TriedStory)
  .addError(refusal(400, "A parameter is not valid."))
  .addError(strangeHost)
  .annotateContext(
    about({
      tag: "Look-ups",
      summary: "One look-up with its story; the answer is not cached",
      description:
        "Does the same look-up as a request from Plex, and shows each step: what was asked, which candidates there were, and why " +
        "each was taken or refused. It takes as long as the sources take, up to the deadline for each kind.",
      example: { query: { title: "Die Hard", year: "1988" } },
      answers: {
        200: "What was found, and how; `found` is `false` when a source did not answer, so that it is not known.",
        404: "VPRO has no such page, with the story of how that was found out."
      }
    })
  )

const tryOut = Effect.fn("LookupRoutes.tryOut")(function* (wanted: typeof Trial.Type) {
  const policy = yield* Policy
  const left: ReadonlyArray<readonly [StepName, string | undefined]> = [
    ["poms", wanted.skip_poms],
    ["tmdb", wanted.skip_tmdb],
    ["cinema", wanted.skip_cinema],
    ["web", wanted.skip_web]
  ]
  const skip = new Set([...policy.lookup.skip, ...left.flatMap(([step, text]) => (isOn(text) ? [step] : []))])
  const hints = { title: oneLine(wanted.title), year: yearOf(wanted.year), imdb: imdbIdOf(wanted.imdb) }
  const results = yield* Effect.forEach(
    kindsOf[wanted.type ?? "film"],
    (kind) => lookup({ kind, ...hints }, { ...policy.lookup, skip }),
    { concurrency: "unbounded" }
  )
  const trials = { at: yield* Clock.currentTimeMillis, results }
  const { title, imdb = "", type = "film" } = wanted
  return isOn(wanted.story) ? trials : asOlder({ title, year: hints.year ?? null, imdb, type }, trials)
})

const lines = HttpApiEndpoint.get("lines", "/traces")
  .addSuccess(StoryLines)
  .addError(strangeHost)
  .annotateContext(
    about({
      tag: "Look-ups",
      summary: "The last hundred look-ups, one line each",
      answers: { 200: "The look-ups, latest first." }
    })
  )

const readLines = Effect.gen(function* () {
  const all = yield* (yield* Traces).all
  return {
    traces: all.map(({ requestId, at, trace }) => ({
      requestId,
      at,
      asked: trace.asked,
      outcome: trace.ending.outcome,
      decision: trace.decision,
      steps: trace.steps.length,
      ms: trace.ms
    }))
  }
})

const OfRequest = Schema.Struct({
  requestId: Schema.String.annotations({
    description: "The `X-Request-ID` of a request; `/traces` lists the most recent ones."
  })
})

const story = HttpApiEndpoint.get("story", "/traces/:requestId")
  .setPath(OfRequest)
  .addSuccess(KeptTrace)
  .addError(refusal(404, "No look-up for that request is remembered."))
  .addError(strangeHost)
  .annotateContext(
    about({
      tag: "Look-ups",
      summary: "The whole story of a look-up, by the id of a request that waited for it",
      example: { path: { requestId: "my-request-1" } },
      answers: { 200: "The story." }
    })
  )

const readStory = Effect.fn("LookupRoutes.readStory")(function* (requestId: string) {
  const found = yield* (yield* Traces).byRequest(requestId)
  if (Option.isSome(found)) return found.value
  return yield* new Refused({ status: 404, reason: "no look-up for that request is remembered" })
})

export const layer = Layer.scopedDiscard(
  Effect.all(
    [
      served(trial, atHome, ({ query }) => Effect.flatMap(query, tryOut)),
      served(lines, atHome, () => readLines),
      served(story, atHome, ({ path }) => Effect.flatMap(path, ({ requestId }) => readStory(requestId)))
    ],
    { discard: true }
  )
)
