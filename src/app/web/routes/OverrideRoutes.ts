/** The routes by which the owner decides which page of VPRO belongs to a title. */
import { HttpApiEndpoint } from "@effect/platform"
import { Effect, Layer, Option, Schema } from "effect"
import { newestFirst, overrideId } from "../../../domain/describe/OverrideFor.ts"
import { decodeRatingKey } from "../../../domain/keys/RatingKey.ts"
import { mostTitle } from "../../../domain/text/Bounds.ts"
import { cutText } from "../../../domain/text/Cut.ts"
import { VproId } from "../../../domain/values/Media.ts"
import { type Override, Overrides } from "../../../domain/values/Override.ts"
import { isShowable } from "../../../domain/values/Pictures.ts"
import type { Decision } from "../../../domain/matching/Evidence.ts"
import { cinemaUrl } from "../../../domain/values/VproAddress.ts"
import { type OverrideError, OverridePort } from "../../../ports/OverridePort.ts"
import * as Repairing from "../../library/Repairing.ts"
import { Settings } from "../../Settings.ts"
import { atHome } from "../Admin.ts"
import { statuses } from "../Failures.ts"
import { unkept } from "../Lasting.ts"
import { about } from "../openapi/About.ts"
import {
  OverrideChoices,
  OverrideImported,
  OverrideList,
  OverrideMade,
  OverrideUndone
} from "../openapi/OverrideShapes.ts"
import { notOwner, otherSite, owner, ownersPost, strangeHost } from "../Owner.ts"
import { refusal, Refused } from "../Refused.ts"
import { RatingKey } from "./RatingKeyParameter.ts"
import { served } from "../Served.ts"

const unavailable = refusal(503, "The decision cannot be kept.")
/** With its name, and the address of its page. */
const named = (override: Override) =>
  Effect.map(Settings, ({ bases }) => {
    const { page, pageTitle = "" } = override
    const address = page === undefined ? {} : { url: cinemaUrl(bases.cinema, page, pageTitle) }
    return { id: overrideId(override), ...address, ...override }
  })
const notKept = ({ message }: OverrideError) => new Refused({ status: statuses.NotKept, reason: message })

const list = HttpApiEndpoint.get("overrides", "/overrides")
  .setUrlParams(
    Schema.Struct({
      ratingKey: Schema.optional(
        RatingKey.annotations({ description: "Only the one that holds for what Plex asks by this key." })
      )
    })
  )
  .addSuccess(OverrideList)
  .addError(refusal(400, "That is not a rating key."))
  .addError(strangeHost)
  .annotateContext(
    about({
      tag: "Library",
      summary: "The owner's decisions which page of VPRO belongs to a title",
      description: "What it answers can be kept, and given back by `POST /overrides/import`.",
      answers: { 200: "All of them." }
    })
  )

const choices = HttpApiEndpoint.get("overrideChoices", "/overrides/candidates")
  .setUrlParams(
    Schema.Struct({
      ratingKey: RatingKey.annotations({ description: "The key under which Plex asks for the title." }),
      query: Schema.optional(
        Schema.String.pipe(Schema.maxLength(mostTitle)).annotations({
          description: "A title, an IMDb id, or the address of a page at cinema.nl. What Plex asks for when left out."
        })
      )
    })
  )
  .addSuccess(OverrideChoices)
  .addError(refusal(400, "A parameter is not valid."))
  .addError(notOwner)
  .addError(otherSite)
  .addError(strangeHost)
  .annotateContext(
    about({
      tag: "Library",
      summary: "The pages that could belong to a title, for the owner to choose from",
      description: "Asks the sources as Fix Match does.",
      changes: "asOwner",
      example: { query: { ratingKey: "vpro-die-hard-1988-tt0095016-m", query: "Die Hard" } },
      answers: { 200: "The pages." }
    })
  )

/** Enough to know it by. */
const mostText = 240

const choiceOf = ({
  candidate: { id, pictures, text, title, url, year }
}: Decision): OverrideChoices["candidates"][number] => ({
  page: id,
  title,
  year: year ?? null,
  text: text === undefined ? null : cutText(text, mostText),
  poster: pictures.find((one) => one.type === "coverPoster" && isShowable(one))?.url ?? null,
  url: url ?? null
})

const readChoices = Effect.fn("OverrideRoutes.choices")(function* (ratingKey: string, query: string) {
  const { decisions, trace } = yield* Effect.catchTag(
    Repairing.choices(ratingKey, query),
    "NotDecided",
    ({ message }) => new Refused({ status: statuses.BadKey, reason: message })
  )
  const failed = [...new Set(trace.ending.failures.map(({ source }) => source))]
  return { candidates: decisions.map(choiceOf), failed } satisfies OverrideChoices
})

const make = ownersPost("keepOverride", "/overrides/keep")
  .setPayload(
    Schema.Struct({
      ratingKey: RatingKey.annotations({ description: "The key under which Plex asks for the title." }),
      item: Schema.optional(
        Schema.String.pipe(Schema.maxLength(50)).annotations({
          description: "Plex's number of the title, when only that one is to be brought up to date at once."
        })
      ),
      page: Schema.NullOr(VproId).annotations({ description: "VPRO's number of the page, or null when it has none." })
    })
  )
  .addSuccess(OverrideMade)
  .addError(refusal(400, "The body is not valid."))
  .addError(refusal(404, "VPRO has no such page."))
  .addError(refusal(413, "The body is too large."))
  .addError(unavailable)
  .annotateContext(
    about({
      tag: "Library",
      summary: "Decides which page of VPRO belongs to a title, or that none does",
      description:
        "It holds from the next answer on, for all that has the same ids, and survives a cleared cache. The page is looked up, and Plex is asked to take it.",
      changes: "asOwner",
      example: { body: { ratingKey: "vpro-die-hard-1988-tt0095016-m", page: 103_113 } },
      answers: { 200: "The decision, and what became of it in Plex." }
    })
  )

const undo = ownersPost("undoOverride", "/overrides/undo")
  .setUrlParams(
    Schema.Struct({
      id: Schema.String.pipe(Schema.maxLength(2 * mostTitle)).annotations({ description: "The name of the decision." })
    })
  )
  .addSuccess(OverrideUndone)
  .addError(refusal(400, "A parameter is not valid."))
  .addError(unavailable)
  .annotateContext(
    about({
      tag: "Library",
      summary: "Takes such a decision back",
      changes: "asOwner",
      example: { query: { id: "film:imdb:tt0095016" } },
      answers: { 200: "Whether there was one, and what became of it in Plex." }
    })
  )

const bring = ownersPost("importOverrides", "/overrides/import")
  .setPayload(Overrides)
  .addSuccess(OverrideImported)
  .addError(refusal(400, "The body is not valid."))
  .addError(refusal(413, "The body is too large."))
  .addError(unavailable)
  .annotateContext(
    about({
      tag: "Library",
      summary: "Takes decisions over that `GET /overrides` gave",
      description:
        "All of them or none. Of two about the same work the later stays. Plex asks for them when it refreshes.",
      changes: "asOwner",
      example: { body: { overrides: [{ kind: "film", title: "Die Hard", imdb: "tt0095016", page: 103_113, at: 0 }] } },
      answers: { 200: "How many there were." }
    })
  )

const refusedAs = {
  NotDecided: ({ message, reason }: Repairing.NotDecided): Effect.Effect<never, Refused<400> | Refused<404>> =>
    reason === "BadKey"
      ? new Refused({ status: statuses.BadKey, reason: message })
      : new Refused({ status: statuses.Unknown, reason: message }),
  OverrideError: notKept
}

export const layer = Layer.scopedDiscard(
  Effect.all(
    [
      served(
        list,
        atHome,
        ({ query }) =>
          Effect.gen(function* () {
            const { ratingKey } = yield* query
            const { all, find } = yield* OverridePort
            if (ratingKey === undefined) return { overrides: yield* Effect.forEach(newestFirst(yield* all), named) }
            const hints = decodeRatingKey(ratingKey)
            const held = Option.isNone(hints) ? Option.none() : yield* find(hints.value)
            return { overrides: yield* Effect.forEach(Option.toArray(held), named) }
          }),
        unkept
      ),
      served(
        choices,
        owner,
        ({ query }) => Effect.flatMap(query, ({ query = "", ratingKey }) => readChoices(ratingKey, query)),
        unkept
      ),
      served(
        make,
        owner,
        ({ body }) =>
          Effect.gen(function* () {
            const { page, ...wanted } = yield* body
            const { override, ...inPlex } = yield* Repairing.decide({ ...wanted, page: page ?? undefined })
            return { override: yield* named(override), ...inPlex }
          }).pipe(Effect.catchTags(refusedAs)),
        unkept
      ),
      served(
        undo,
        owner,
        ({ query }) =>
          Effect.gen(function* () {
            const undone = yield* Repairing.undo((yield* query).id)
            return { removed: Option.isSome(undone), ...Option.getOrElse(undone, () => ({})) }
          }).pipe(Effect.catchTag("OverrideError", notKept)),
        unkept
      ),
      served(
        bring,
        owner,
        ({ body }) =>
          Effect.gen(function* () {
            const { overrides } = yield* body
            const imported = yield* (yield* OverridePort).add(overrides)
            return { imported, same: overrides.length - imported }
          }).pipe(Effect.catchTag("OverrideError", notKept)),
        unkept
      )
    ],
    { discard: true }
  )
)
