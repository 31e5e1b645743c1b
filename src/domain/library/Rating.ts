/** VPRO's mark as the rating that Plex shows, and back. */
import { Effect } from "effect"
import { type PlexDetails, type PlexServerError, PlexServerPort } from "../../ports/PlexServerPort.ts"
import { type Rated, type RatedError, RatedPort } from "../../ports/RatedPort.ts"
import { RefreshPace } from "./Refreshing.ts"

/**
 * What became of a title.
 * - `set`: it has VPRO's mark now
 * - `shown`: Plex shows that mark already
 * - `back`: it has the rating again that it had before, and may be changed by a refresh again
 * - `theirs`: somebody has given it another rating, or locked it: it is left as it is
 * - `nothing`: VPRO has no mark of it, and no rating is ours
 * - `gone`: Plex does not have the title any more
 */
export type RatingOutcome = (typeof ratingOutcomes)[number]
export const ratingOutcomes = ["set", "shown", "back", "theirs", "nothing", "gone"] as const

/** A title as Plex shows it now. */
type Shown = Pick<PlexDetails, "locked" | "rating">

const isLocked = ({ locked }: Shown): boolean => locked.includes("rating")

/** Whether the rating is one that we gave. */
const isOurs = ({ rating }: Shown, { before, ours }: Rated): boolean =>
  rating !== undefined && (rating === ours || rating === before)

/** Whether it is still what it was before: it was noted, and Plex was not asked any more. */
const isUntouched = (now: Shown, { former }: Rated): boolean => now.rating === former && !isLocked(now)

/** What is to be done so that Plex shows a mark. Pure. */
export const stepOf = (now: Shown, noted: Rated | undefined, mark: number): "set" | "shown" | "theirs" => {
  if (noted === undefined) return isLocked(now) ? "theirs" : now.rating === mark ? "shown" : "set"
  if (noted.left === true || !(isOurs(now, noted) || isUntouched(now, noted))) return "theirs"
  return now.rating === mark ? "shown" : "set"
}

type Failure = PlexServerError | RatedError
type Needed = PlexServerPort | RatedPort | RefreshPace

const ifThere = <A, R>(item: string, act: (now: PlexDetails) => Effect.Effect<A, Failure, R>) =>
  Effect.gen(function* () {
    const [now] = yield* (yield* PlexServerPort).details([item])
    if (now === undefined) {
      yield* (yield* RatedPort).forget(item)
      return "gone" as const
    }
    return yield* act(now)
  }).pipe(
    Effect.catchIf(
      (error) => error._tag === "PlexServerError" && error.reason === "Missing",
      () => Effect.succeed("gone" as const)
    )
  )

/** Has Plex show VPRO's mark of a title, which a refresh then leaves as it is. It is noted before Plex is asked. */
export const rated = Effect.fn("Rating.rated")(function* (
  {
    item,
    noted,
    rating
  }: { readonly item: string; readonly rating: number | undefined; readonly noted: Rated | undefined },
  mark: number | undefined
): Effect.fn.Return<RatingOutcome, Failure, Needed> {
  const memory = yield* RatedPort
  if (mark === undefined) return noted === undefined ? "nothing" : yield* unrated(item, noted)
  // What the list of titles tells spares a question about each of them.
  if (noted?.left === true) return "theirs"
  if (rating === mark) return "shown"
  return yield* ifThere(item, (now) =>
    Effect.gen(function* () {
      const step = stepOf(now, noted, mark)
      // It stays theirs, whatever is set later.
      if (step === "theirs" && noted !== undefined && noted.left !== true)
        yield* memory.note(item, { ...noted, left: true })
      if (step !== "set") return step
      const former = noted === undefined ? now.rating : noted.former
      const before = noted?.ours
      const limit = yield* RefreshPace
      const { rate } = yield* PlexServerPort
      yield* limit(
        Effect.zipRight(
          memory.note(item, {
            ours: mark,
            ...(before === undefined || before === mark ? {} : { before }),
            ...(former === undefined ? {} : { former })
          }),
          rate(item, { value: mark, locked: true })
        )
      )
      return "set" as const
    })
  )
})

/** Gives a title back the rating that it had before ours; one that somebody has changed since is left as it is. */
export const unrated = Effect.fn("Rating.unrated")(function* (
  item: string,
  noted: Rated
): Effect.fn.Return<RatingOutcome, Failure, Needed> {
  const memory = yield* RatedPort
  return yield* ifThere(item, (now) =>
    Effect.gen(function* () {
      const ours = noted.left !== true && isOurs(now, noted)
      const limit = yield* RefreshPace
      const { rate } = yield* PlexServerPort
      if (ours) yield* limit(rate(item, { value: noted.former, locked: false }))
      yield* memory.forget(item)
      return ours || isUntouched(now, noted) ? ("back" as const) : ("theirs" as const)
    })
  )
})
