/** Who made the work that is meant. A reference may need a further request to tell it, so it is asked only when it may decide something. */
import { Effect, Option, Ref } from "effect"
import { WorkPort } from "../../ports/WorkPort.ts"
import { canBeJudgedByMaker, chooseSure } from "../matching/Choose.ts"
import { hasIdOfWork } from "../values/Hints.ts"
import type { Work } from "../values/Work.ts"
import type { LookupProgress } from "./LookupProgress.ts"
import { workQuery } from "./Query.ts"
import { noteOfWork } from "./Trace.ts"

/** The work with its makers, as far as they can be told; asks at most once. None while no work is known. */
export const withMakers = Effect.fn("AskForMakers.withMakers")(function* (progress: LookupProgress) {
  const { work } = yield* Ref.get(progress.state)
  if (work?.makersUntold !== true) return work
  const works = yield* WorkPort
  const { hints } = yield* progress.request
  const asking = works.byId(work.id, work.kind)
  const told = yield* progress.step(
    "tmdb",
    workQuery(hints),
    asking,
    () => [],
    Option.match({ onNone: () => ({ detail: "no telling who made it" }), onSome: noteOfWork })
  )
  const { makersUntold: _, ...known } = work
  const { directors } = Option.getOrElse(told ?? Option.none<Work>(), () => known)
  const made = { ...known, directors }
  yield* Ref.update(progress.state, (now) => ({ ...now, work: made }))
  return made
})

/**
 * Asks for the makers when a page is there that they may speak for or against. A page that is sure without them needs them only where an id was
 * asked: it may be that of a namesake of the same year.
 */
export const askForMakers = Effect.fn("AskForMakers.askForMakers")(function* (progress: LookupProgress) {
  const request = yield* progress.request
  const decisions = yield* progress.decisions
  if (!decisions.some((decision) => canBeJudgedByMaker(decision, request))) return
  if (!hasIdOfWork(request.hints) && chooseSure(decisions) !== undefined) return
  yield* withMakers(progress)
})
