/** The routes that keep Plex up to date: titles looked up ahead, refreshed, and both by itself. */
import { HttpApiEndpoint } from "@effect/platform"
import { Effect, Layer, Option, Schema } from "effect"
import { filtered, type TitleFilter } from "../../../domain/library/TitleFilter.ts"
import { LibraryView } from "../../library/LibraryView.ts"
import { Ratings, type RatingsError } from "../../library/Ratings.ts"
import { RefreshRun } from "../../library/RefreshRun.ts"
import { type SyncError, Syncing } from "../../library/Syncing.ts"
import { WarmRun } from "../../library/WarmRun.ts"
import { Connected } from "../../plex/Connected.ts"
import { atHome } from "../Admin.ts"
import { statuses } from "../Failures.ts"
import { unkept } from "../Lasting.ts"
import { about } from "../openapi/About.ts"
import { Begun, Keeping, RefreshBegun, Stopped } from "../openapi/KeepingShapes.ts"
import { isOwner, owner, ownersPost, strangeHost } from "../Owner.ts"
import { refusal, Refused } from "../Refused.ts"
import { served } from "../Served.ts"
import { TitlesWanted } from "./LibraryRoutes.ts"

const keeping = HttpApiEndpoint.get("keeping", "/library/keeping")
  .addSuccess(Keeping)
  .addError(strangeHost)
  .annotateContext(
    about({
      tag: "Library",
      summary: "What is done so that Plex shows what VPRO wrote, and how far it is",
      answers: { 200: "The last work of each kind, and whether it is done by itself." }
    })
  )

const readKeeping = Effect.gen(function* () {
  const told: Keeping = {
    mayChange: yield* isOwner,
    refresh: Option.getOrUndefined(yield* (yield* RefreshRun).state),
    warm: Option.getOrUndefined(yield* (yield* WarmRun).state),
    sync: yield* (yield* Syncing).state,
    rating: yield* (yield* Ratings).state
  }
  return told
})

const unconnected = refusal(409, "No Plex server is connected.")

/** There must be somebody to ask. */
const connectedOnly = Effect.flatMap(Connected, ({ server }) =>
  Effect.flatMap(
    Effect.catchAll(server, ({ message }) => new Refused({ status: statuses.unconnected, reason: message })),
    Option.match({
      onNone: () => new Refused({ status: statuses.unconnected, reason: "no Plex server is connected" }),
      onSome: () => Effect.void
    })
  )
)

const refresh = ownersPost("refreshTitles", "/library/refresh")
  .setUrlParams(
    Schema.Struct({
      ...TitlesWanted,
      key: Schema.optional(Schema.String.annotations({ description: "Plex's number of one title." })),
      ratingKey: Schema.optional(
        Schema.String.annotations({ description: "The key under which Plex asks for it here." })
      )
    })
  )
  .addSuccess(RefreshBegun)
  .addError(refusal(400, "A parameter is not valid."))
  .addError(unconnected)
  .annotateContext(
    about({
      tag: "Library",
      summary: "Has Plex refresh titles of which it does not show the text that is here",
      description:
        "Those of `GET /library/titles` with the same parameters, one a second; never one whose text is locked. They are looked at again afterwards: `GET /library/keeping` tells how many show the text then.",
      changes: "asOwner",
      example: { query: { filter: "waiting" } },
      answers: { 200: "How many titles are meant, and whether it began." }
    })
  )

const stopRefresh = ownersPost("stopRefresh", "/library/refresh/stop")
  .addSuccess(Stopped)
  .annotateContext(
    about({
      tag: "Library",
      summary: "Refreshes no more titles",
      changes: "asOwner",
      answers: { 200: "Whether there was one to stop." }
    })
  )

const warm = ownersPost("warmLibraries", "/library/warm")
  .addSuccess(Begun)
  .addError(unconnected)
  .annotateContext(
    about({
      tag: "Library",
      summary: "Looks all titles of the libraries up ahead, so that a refresh in Plex is answered at once",
      description: "Within the limits of the sources, people first. What is known already is left out.",
      changes: "asOwner",
      answers: { 200: "Whether it began." }
    })
  )

const stopWarm = ownersPost("stopWarm", "/library/warm/stop")
  .addSuccess(Stopped)
  .annotateContext(
    about({
      tag: "Library",
      summary: "Looks no more titles up; what is done stays",
      changes: "asOwner",
      answers: { 200: "Whether there was one to stop." }
    })
  )

/** Describes a choice of the owner that holds for good, unless a variable makes it. */
const choosing = <const Name extends string>(
  name: Name,
  path: `/${string}`,
  { variable, ...words }: { readonly variable: string; readonly summary: string; readonly description: string }
) =>
  ownersPost(name, path)
    .setUrlParams(Schema.Struct({ on: Schema.BooleanFromString.annotations({ description: "`true` or `false`." }) }))
    .addSuccess(Keeping)
    .addError(refusal(400, "A parameter is not valid."))
    .addError(refusal(409, `\`${variable}\` says so, and no page can change it.`))
    .addError(refusal(503, "The choice cannot be kept."))
    .annotateContext(
      about({
        tag: "Library",
        ...words,
        changes: "asOwner",
        example: { query: { on: "true" } },
        answers: { 200: "What holds now." }
      })
    )

const sync = choosing("chooseSync", "/library/sync", {
  variable: "PLEX_SYNC",
  summary: "Chooses whether the service has Plex refresh titles by itself",
  description:
    "Once an hour: new titles are looked up, and a title of which Plex shows another text is refreshed, at most once a day."
})

const rating = choosing("chooseRating", "/library/rating", {
  variable: "PLEX_RATING",
  summary: "Chooses whether Plex shows VPRO's mark as the rating of a title",
  description:
    "One title a second; a rating that somebody has given or locked stays. `false` gives each title the rating back that it had before."
})

const notChosen = ({ message, reason }: RatingsError | SyncError): Effect.Effect<never, Refused<409> | Refused<503>> =>
  reason === "NotKept"
    ? new Refused({ status: statuses.NotKept, reason: message })
    : new Refused({ status: statuses.SetByVariable, reason: message })

interface Meant extends TitleFilter {
  readonly key?: string | undefined
  readonly ratingKey?: string | undefined
}

/** The titles that are meant; one that is named is looked for alone. */
const meant = Effect.fn("KeepingRoutes.meant")(function* ({ key, ratingKey, ...filter }: Meant) {
  const comparison = yield* (yield* LibraryView).current
  const titles = Option.match(comparison, { onNone: () => [], onSome: ({ titles }) => titles })
  return filtered(titles, filter).filter(
    (title) => (key === undefined || title.key === key) && (ratingKey === undefined || title.ratingKey === ratingKey)
  )
})

const stopped = <E, R>(stop: Effect.Effect<boolean, E, R>) => Effect.map(stop, (stopped) => ({ stopped }))
const begun = <E, R>(start: Effect.Effect<boolean, E, R>) => Effect.map(start, (begun) => ({ begun }))

export const layer = Layer.scopedDiscard(
  Effect.all(
    [
      served(keeping, atHome, () => readKeeping, unkept),
      served(refresh, owner, ({ query }) =>
        Effect.gen(function* () {
          const wanted = yield* query
          yield* connectedOnly
          const titles = yield* meant(wanted)
          const begun = titles.length > 0 && (yield* (yield* RefreshRun).start(titles))
          return { begun, titles: titles.length }
        })
      ),
      served(stopRefresh, owner, () => stopped(Effect.flatMap(RefreshRun, ({ stop }) => stop))),
      served(warm, owner, () => Effect.zipRight(connectedOnly, begun(Effect.flatMap(WarmRun, ({ start }) => start)))),
      served(stopWarm, owner, () => stopped(Effect.flatMap(WarmRun, ({ stop }) => stop))),
      served(sync, owner, ({ query }) =>
        Effect.gen(function* () {
          const { on } = yield* query
          const { choose } = yield* Syncing
          yield* Effect.catchTag(choose(on), "SyncError", notChosen)
          return yield* readKeeping
        })
      ),
      served(rating, owner, ({ query }) =>
        Effect.gen(function* () {
          const { on } = yield* query
          const { choose } = yield* Ratings
          yield* Effect.catchTag(choose(on), "RatingsError", notChosen)
          return yield* readKeeping
        })
      )
    ],
    { discard: true }
  )
)
