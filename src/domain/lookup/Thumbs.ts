/** Pictures beside the pages that a person may choose from, when they are switched on. */
import { Effect, Ref } from "effect"
import { features } from "../describe/Features.ts"
import type { Decision } from "../matching/Evidence.ts"
import { completed } from "../values/Pictures.ts"
import type { LookupProgress } from "./LookupProgress.ts"
import { wantsPictures } from "./Pictures.ts"
import { readPages } from "./SearchCinema.ts"

/** Reads the public pages of those that have no poster to show; what cannot be read stays as it was. */
export const readForThumbs = Effect.fn("Thumbs.readForThumbs")(function* (
  listed: ReadonlyArray<Decision>,
  progress: LookupProgress
) {
  const bare = yield* Effect.filter(listed, ({ candidate }) => wantsPictures(candidate))
  yield* readPages(
    bare.map(({ candidate: { id, title } }) => ({ id, slug: title })),
    progress
  )
})

/** The page of the work that the reference knows has that one's pictures, too. */
export const withThumbs = Effect.fn("Thumbs.withThumbs")(function* (
  listed: ReadonlyArray<Decision>,
  progress: LookupProgress
) {
  const { work } = yield* Ref.get(progress.state)
  const { images } = yield* features
  if (!images || work === undefined) return listed
  return listed.map((decision): Decision => {
    const { candidate, verdict } = decision
    if (verdict !== "certain" && verdict !== "sure") return decision
    return { ...decision, candidate: { ...candidate, pictures: completed(candidate.pictures, work.pictures) } }
  })
})
