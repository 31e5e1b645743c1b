/** Pictures of a film that was found, when they are switched on: without that nothing here asks anybody. */
import { Duration, Effect, Option } from "effect"
import { remaining } from "../../ports/Deadline.ts"
import { SourceError } from "../../ports/SourceError.ts"
import { WorkPort } from "../../ports/WorkPort.ts"
import { Features } from "../describe/Features.ts"
import { decide } from "../matching/Decide.ts"
import { asked } from "../matching/Asked.ts"
import type { CatalogueItem } from "../values/Catalogue.ts"
import type { Hints } from "../values/Hints.ts"
import { lacksPoster } from "../values/Pictures.ts"
import { consult } from "./AskReference.ts"
import { type Identified, identify } from "./Identify.ts"
import type { LookupProgress } from "./LookupProgress.ts"
import type { LookupOptions } from "./Options.ts"
import { Outcome } from "./Outcome.ts"

/** Whether the public page of this one is worth reading for its pictures: the catalogue's own are seldom there any more. */
export const wantsPictures = (item: CatalogueItem): Effect.Effect<boolean> =>
  Effect.map(Features, ({ images }) => images && item.source === "poms" && lacksPoster(item))

/** A text that was found is never lost by waiting for a picture: some time stays to give it. */
const spare = 0.8

/** Asks a source for something that can be done without, within the time that can be spared. */
export const inSpareTime = <A, R>(source: SourceError["source"], ask: Effect.Effect<A, SourceError, R>) =>
  Effect.flatMap(remaining, (left) =>
    Number.isFinite(left)
      ? Effect.timeoutFail(ask, {
          duration: Duration.millis(left * spare),
          onTimeout: () => new SourceError({ source, reason: "Unreachable", tried: "no more time for a picture" })
        })
      : ask
  )

const noteOf = ({ work }: Identified) =>
  Option.match(work, {
    onNone: () => ({ detail: "no work known to have pictures" }),
    onSome: ({ id, title }) => ({ detail: `${id}: pictures of "${title}"` })
  })

/**
 * A film that was found without asking the reference, and has no poster: the reference is asked for the work, and believed when all that
 * is known of it fits the page.
 */
export const withReference = Effect.fn("Pictures.withReference")(function* (
  hints: Hints,
  progress: LookupProgress,
  { skip }: LookupOptions,
  outcome: Outcome
) {
  const works = yield* WorkPort
  const { images } = yield* Features
  if (outcome._tag !== "Found" || outcome.work !== undefined || !images || !lacksPoster(outcome.item)) return outcome
  if (!works.configured || skip.has("tmdb")) return outcome
  const { item, method } = outcome
  const ask = inSpareTime("tmdb", identify(hints))
  const found = yield* consult(hints, progress, ask, noteOf)
  const work = Option.getOrUndefined(found?.work ?? Option.none())
  if (work === undefined) return outcome
  const { verdict } = decide(asked(hints, work, "known"), item)
  return verdict === "certain" || verdict === "sure" ? Outcome.Found({ item, work, method }) : outcome
})
