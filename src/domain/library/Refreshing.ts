/** Has Plex ask anew for a title whose text here is not the one that it shows. */
import { Clock, Context, Effect, Layer, Metric, RateLimiter } from "effect"
import { type PlexMatch, type PlexServerError, PlexServerPort } from "../../ports/PlexServerPort.ts"
import { type RefreshedError, RefreshedPort } from "../../ports/RefreshedPort.ts"
import { refreshes } from "./LibraryMetrics.ts"
import { isDue, nextOf, shortOf } from "./RefreshDue.ts"
import type { RefreshOutcome } from "./RefreshOutcome.ts"
import { isLocked, isSameText } from "./Standing.ts"

/** A title by Plex's number of it, and the text that Plex is to show. */
export interface Wanted {
  readonly item: string
  readonly text: string
}

/** The pace at which Plex is asked, whoever asks: to refresh one title, it asks several providers and fetches pictures. */
export class RefreshPace extends Context.Tag("vpro-cinema-plex/domain/library/RefreshPace")<
  RefreshPace,
  RateLimiter.RateLimiter
>() {}

/** One title a second. */
export const pace: Layer.Layer<RefreshPace> = Layer.scoped(
  RefreshPace,
  RateLimiter.make({ limit: 1, interval: "1 second" })
)

/**
 * Has Plex refresh one title, if that would do anything. By itself the service does so at most once a day and title, and less often where
 * Plex does not take the text; when `byHand`, a person asks, who need not wait. It is noted before Plex is asked.
 */
export const refreshed = Effect.fn("Refreshing.refreshed")(
  function* (
    { item, text }: Wanted,
    { byHand }: { readonly byHand: boolean }
  ): Effect.fn.Return<RefreshOutcome, PlexServerError | RefreshedError, PlexServerPort | RefreshedPort | RefreshPace> {
    const plex = yield* PlexServerPort
    const memory = yield* RefreshedPort
    const limit = yield* RefreshPace
    const last = yield* memory.last(item)
    const short = shortOf(text)
    if (!byHand && !isDue(last, short, yield* Clock.currentTimeMillis)) return "lately"
    const [now] = yield* plex.details([item])
    if (now === undefined) return "gone"
    if (isLocked(now.locked)) return "locked"
    if (now.summary !== undefined && isSameText(now.summary, text)) return "shown"
    const ask = Effect.gen(function* () {
      yield* memory.note(item, nextOf(last, short, yield* Clock.currentTimeMillis))
      yield* plex.refreshItem(item)
      return "asked" as const
    })
    return yield* Effect.catchTag(limit(ask), "PlexServerError", (error) =>
      error.reason === "Missing"
        ? Effect.succeed("gone" as const)
        : error.reason === "Rejected"
          ? Effect.succeed("rejected" as const)
          : error
    )
  },
  Effect.tap((outcome) => Metric.increment(refreshes.of({ outcome })))
)

/** Has Plex do something with an item that it has, unless somebody has locked its text; at the pace of refreshes. */
const unlessLocked = <A extends string, R>(
  item: string,
  done: A,
  act: (plex: Context.Tag.Service<typeof PlexServerPort>) => Effect.Effect<void, PlexServerError | RefreshedError, R>
) =>
  Effect.gen(function* () {
    const plex = yield* PlexServerPort
    const limit = yield* RefreshPace
    const [now] = yield* plex.details([item])
    if (now === undefined) return "gone" as const
    if (isLocked(now.locked)) return "locked" as const
    return yield* limit(Effect.as(act(plex), done)).pipe(
      Effect.catchIf(
        (error) => error._tag === "PlexServerError" && error.reason === "Missing",
        () => Effect.succeed("gone" as const)
      )
    )
  })

/**
 * Has Plex ask anew for a title whatever it shows: the owner has decided on its page. It is noted with the text that it then has, so that it is
 * not refreshed by itself on the same day.
 */
export const refreshedAnew = ({ item, text }: Wanted) =>
  unlessLocked(item, "refreshing", ({ refreshItem }) =>
    Effect.gen(function* () {
      const memory = yield* RefreshedPort
      const next = nextOf(yield* memory.last(item), shortOf(text), yield* Clock.currentTimeMillis)
      yield* memory.note(item, next)
      yield* refreshItem(item)
    })
  ).pipe(Effect.withSpan("Refreshing.refreshedAnew"))

/** Has Plex take a title from us that it had from somebody else. */
export const matchedAnew = (item: string, match: PlexMatch) =>
  Effect.withSpan(
    unlessLocked(item, "matched", ({ matchItem }) => matchItem(item, match)),
    "Refreshing.matchedAnew"
  )
