/** The routes that tell how the libraries of Plex stand. */
import { HttpApiEndpoint } from "@effect/platform"
import { Effect, Layer, Option, Schema } from "effect"
import { noTitles, sumsOf } from "../../../domain/library/LibrarySums.ts"
import { filtered, FilterName } from "../../../domain/library/TitleFilter.ts"
import { nearestIn } from "../../../domain/library/Nearest.ts"
import { mostTitle } from "../../../domain/text/Bounds.ts"
import type { CompareRun } from "../../library/LibraryRun.ts"
import { LibraryView } from "../../library/LibraryView.ts"
import type { KeptTrace } from "../../observe/KeptTrace.ts"
import { Traces } from "../../observe/Traces.ts"
import { Connected } from "../../plex/Connected.ts"
import { admitted, atHome, notFromHome, noToken, strangeHost } from "../Admin.ts"
import { unkept } from "../Lasting.ts"
import { about } from "../openapi/About.ts"
import { CompareBegun, LibraryOverview, LibraryTitles } from "../openapi/LibraryShapes.ts"
import { refusal } from "../Refused.ts"
import { served } from "../Served.ts"

/** Titles of one answer. */
const most = 100

const overview = HttpApiEndpoint.get("libraries", "/library")
  .addSuccess(LibraryOverview)
  .addError(strangeHost)
  .annotateContext(
    about({
      tag: "Library",
      summary: "How many titles of each library of Plex show VPRO's text, and how far they are compared",
      description:
        "What Plex shows is compared with what is kept here: Plex is asked, no source is. What is older than some minutes is compared again in the background.",
      answers: { 200: "The figures, as far as they are known." }
    })
  )

/** What is told of a run; a server that is no longer connected has none. */
const runOf = (run: CompareRun): LibraryOverview["run"] => {
  switch (run.state) {
    case "idle":
      return { state: "idle" }
    case "running":
      return { state: "running", since: run.since, done: run.done, expected: run.expected }
    case "failed":
      return { state: "failed", since: run.at, reason: run.reason, message: run.message }
  }
}

const readOverview = Effect.gen(function* () {
  const view = yield* LibraryView
  const connected = yield* Effect.either((yield* Connected).server)
  yield* view.look
  const comparison = yield* view.current
  const { byLibrary, together } = sumsOf(Option.match(comparison, { onNone: () => [], onSome: ({ titles }) => titles }))
  const history = yield* view.history
  const server = Option.getOrUndefined(Option.flatten(Option.getRight(connected)))
  const libraries = Option.match(comparison, { onNone: () => [], onSome: ({ libraries }) => libraries })
  const told: LibraryOverview = {
    server: server?.name,
    run:
      connected._tag === "Left"
        ? { state: "failed", reason: "Unreadable", message: connected.left.message }
        : server === undefined
          ? { state: "unconnected" }
          : runOf(yield* view.run),
    at: Option.getOrUndefined(Option.map(comparison, ({ at }) => at)),
    whole: Option.exists(comparison, ({ whole }) => whole),
    libraries: libraries.map((library) => ({
      ...library,
      sums: byLibrary.get(library.key) ?? noTitles,
      history: history.find((one) => one.library === library.key)?.points ?? []
    })),
    together
  }
  return told
})

const Whole = (digits: RegExp) => Schema.parseNumber(Schema.String.pipe(Schema.pattern(digits)))

/** Which titles are meant. */
export const TitlesWanted = {
  filter: Schema.optional(
    FilterName.annotations({
      description:
        "`waiting`: a text here that Plex does not show yet. `differs`: of those, the ones that show another. `failed`: left open by a source. `wrong-agent`: Plex asks somebody else. `locked`: the text is locked in Plex."
    })
  ),
  library: Schema.optional(Schema.String.annotations({ description: "The number of one library." })),
  search: Schema.optional(
    Schema.String.pipe(Schema.maxLength(mostTitle)).annotations({
      description: "A part of a title, Plex's or VPRO's, however it is written."
    })
  )
}

const Wanted = Schema.Struct({
  ...TitlesWanted,
  after: Schema.optional(Whole(/^\d{1,6}$/).annotations({ description: "`next` of the answer before." })),
  limit: Schema.optional(Whole(/^(?:[1-9]\d?|100)$/).annotations({ description: `How many; ${most} when left out.` }))
})

const titles = HttpApiEndpoint.get("libraryTitles", "/library/titles")
  .setUrlParams(Wanted)
  .addSuccess(LibraryTitles)
  .addError(refusal(400, "A parameter is not valid."))
  .addError(strangeHost)
  .annotateContext(
    about({
      tag: "Library",
      summary: `The titles of the libraries of Plex, ${most} at a time, each with how it stands`,
      example: { query: { filter: "waiting" } },
      answers: { 200: "The titles, in the order of Plex." }
    })
  )

const storiesByKey = Effect.map(
  Effect.flatMap(Traces, ({ all }) => all),
  (stories): ReadonlyMap<string, KeptTrace> =>
    // The latest come first, and are to be the ones that stay.
    new Map(stories.toReversed().flatMap((one) => (one.ratingKey === undefined ? [] : [[one.ratingKey, one] as const])))
)

const readTitles = Effect.fn("LibraryRoutes.titles")(function* ({
  after = 0,
  limit = most,
  ...filter
}: typeof Wanted.Type) {
  const comparison = yield* (yield* LibraryView).current
  const found = filtered(Option.match(comparison, { onNone: () => [], onSome: ({ titles }) => titles }), filter)
  const stories = yield* storiesByKey
  const next = after + limit
  const told: LibraryTitles = {
    total: found.length,
    next: next < found.length ? next : undefined,
    titles: found.slice(after, next).map((title) => {
      const story = title.ratingKey === undefined ? undefined : stories.get(title.ratingKey)
      return {
        ...title,
        story: story?.requestId,
        nearest: title.page === undefined && story !== undefined ? nearestIn(story.trace) : undefined
      }
    })
  }
  return told
})

const compare = HttpApiEndpoint.post("compare", "/library/compare")
  .addSuccess(CompareBegun)
  .addError(noToken)
  .addError(notFromHome)
  .annotateContext(
    about({
      tag: "Library",
      summary: "Compares all titles again, in the background",
      description: "Asks Plex for its titles and changes nothing there. `GET /library` tells how far it has come.",
      changes: "asAdmin",
      answers: { 200: "Whether it began." }
    })
  )

const beginCompare = Effect.map(
  Effect.flatMap(LibraryView, ({ compare }) => compare),
  (begun) => ({ begun })
)

export const layer = Layer.scopedDiscard(
  Effect.all(
    [
      served(overview, atHome, () => readOverview, unkept),
      served(titles, atHome, ({ query }) => Effect.flatMap(query, readTitles), unkept),
      served(compare, admitted, () => beginCompare, unkept)
    ],
    { discard: true }
  )
)
