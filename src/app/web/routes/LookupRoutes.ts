/** The routes that tell how texts are found: one look-up to try, and the stories of the last ones. */
import { HttpApiEndpoint } from "@effect/platform"
import { Clock, Effect, Layer, Option, Schema } from "effect"
import { lookups } from "../../report/Record.ts"
import { describeAnew } from "../../../domain/describe/Describe.ts"
import { RequestId } from "../../observe/RequestId.ts"
import { admitted, atHome, notFromHome, noToken, strangeHost } from "../Admin.ts"
import { statuses } from "../Failures.ts"
import { about } from "../openapi/About.ts"
import { LookedUpAnew, StoryLines, TriedFound, TriedNotFound, TriedStory, TriedUnknown } from "../openapi/Shapes.ts"
import { KeptTrace } from "../../observe/KeptTrace.ts"
import { Traces } from "../../observe/Traces.ts"
import { refusal, Refused } from "../Refused.ts"
import { served } from "../Served.ts"
import { asOlder } from "./OlderTrial.ts"
import { notAKey, RatingKey } from "./RatingKeyParameter.ts"
import { isOn, optionsOf, questionOf, readQuestion, trialFields } from "./TrialQuestion.ts"

const Trial = Schema.Struct({
  ...trialFields,
  read: Schema.optional(
    Schema.String.annotations({
      description:
        "Reads the title as a person types it: a file name, an IMDb id, or an address at IMDb, TMDB or cinema.nl. With any value, as `skip_poms`."
    })
  ),
  story: Schema.optional(
    Schema.String.annotations({
      description:
        "Answers with the story alone, and with status 200 whatever came of it. With any value, as `skip_poms`."
    })
  )
})

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
  const { isOne, question } = isOn(wanted.read) ? readQuestion(wanted) : { isOne: false, question: questionOf(wanted) }
  const all = yield* lookups(question, yield* optionsOf(wanted))
  // An id names one work: that it is none of the other kind says nothing.
  const found = isOne ? all.filter(({ outcome }) => outcome._tag === "Found") : []
  const results = found.length > 0 ? found : all
  const trials = { at: yield* Clock.currentTimeMillis, results }
  const { title, imdb = "", type = "film" } = wanted
  return isOn(wanted.story) ? trials : asOlder({ title, year: question.year ?? null, imdb, type }, trials)
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

const anew = HttpApiEndpoint.post("lookUpAnew", "/lookups/anew")
  .setUrlParams(Schema.Struct({ key: RatingKey.annotations({ description: "The rating key of what is looked up." }) }))
  .addSuccess(LookedUpAnew)
  .addError(refusal(400, "That is not a rating key."))
  .addError(noToken)
  .addError(notFromHome)
  .addError(refusal(503, "There is too much to look up at the moment."))
  .annotateContext(
    about({
      tag: "Look-ups",
      summary: "Looks a title up now, whatever is cached",
      description:
        "What comes of it takes the place of the cached answer, unless a source fails: then that answer stays.",
      changes: "asAdmin",
      example: { query: { key: "vpro-die-hard-1988-tt0095016-m" } },
      answers: { 200: "What came of it, and where its story is." }
    })
  )

const lookUpAnew = Effect.fn("LookupRoutes.lookUpAnew")(function* (key: string) {
  const told = yield* Effect.mapError(
    describeAnew(key),
    () => new Refused({ status: statuses.Unavailable, reason: "too much is being looked up: try again in a moment" })
  )
  // The schema of the query takes no key that was never issued.
  if (Option.isNone(told)) return yield* new Refused({ status: statuses.BadKey, reason: notAKey })
  const { from, trace } = told.value
  const story = yield* RequestId
  return { key, from, ...(trace === undefined ? {} : { story }) }
})

export const layer = Layer.scopedDiscard(
  Effect.all(
    [
      served(trial, atHome, ({ query }) => Effect.flatMap(query, tryOut)),
      served(anew, admitted, ({ query }) => Effect.flatMap(query, ({ key }) => lookUpAnew(key))),
      served(lines, atHome, () => readLines),
      served(story, atHome, ({ path }) => Effect.flatMap(path, ({ requestId }) => readStory(requestId)))
    ],
    { discard: true }
  )
)
