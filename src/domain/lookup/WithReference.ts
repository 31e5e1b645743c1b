/** What a reference of works adds to a page that was found without it. */
import { Effect, Option, Ref } from "effect"
import { WorkPort } from "../../ports/WorkPort.ts"
import { features } from "../describe/Features.ts"
import { isSameWork } from "../matching/SameWork.ts"
import { areSameTitle } from "../matching/TitleRelation.ts"
import type { Hints } from "../values/Hints.ts"
import { lacksPoster } from "../values/Pictures.ts"
import { type Announce, announcing } from "./Announce.ts"
import { consult } from "./AskReference.ts"
import { type Identified, identify } from "./Identify.ts"
import type { LookupProgress } from "./LookupProgress.ts"
import type { LookupOptions } from "./Options.ts"
import { Outcome } from "./Outcome.ts"
import { inSpareTime } from "./Pictures.ts"

const noteOf = ({ work }: Identified) =>
  Option.match(work, {
    onNone: () => ({ detail: "no work known to be this" }),
    onSome: ({ id, title }) => ({ detail: `${id}: ids and pictures of "${title}"` })
  })

/** Whether a page says more of its work than was asked: an id, or another title. A slip of the pen finds nothing at a reference. */
const saysMore = (page: Hints, asked: Hints): boolean =>
  (page.imdb !== undefined && asked.imdb === undefined) || !areSameTitle(page.title, asked.title)

/**
 * A page of which the reference knew no work, or was not asked: it is asked for the work, for the ids and the date of it, or its poster, and
 * believed when what is known of it fits the page.
 */
export const withReference = Effect.fn("WithReference.withReference")(function* (
  asked: Hints,
  progress: LookupProgress,
  { ids, skip }: LookupOptions,
  outcome: Outcome,
  announce: Announce
) {
  const works = yield* WorkPort
  const { images } = yield* features
  if (outcome._tag !== "Found" || outcome.work !== undefined || skip.has("tmdb")) return outcome
  if (!(yield* works.configured)) return outcome
  const { item, method } = outcome
  if (ids !== "always" && !(images && lacksPoster(item))) return outcome
  const { asking } = yield* Ref.get(progress.state)
  const { imdb, kind, title, year } = item
  const hints: Hints = { imdb, kind, title, year }
  if (asking !== "not-yet" && (ids !== "always" || !saysMore(hints, asked))) return outcome
  const ask = inSpareTime("tmdb", identify(hints, { ask: () => Effect.void, needsMakers: false }))
  const found = yield* announcing(Option.some(outcome), announce, consult(hints, progress, ask, noteOf))
  const work = Option.filter(found?.work ?? Option.none(), (known) => isSameWork(item, known))
  return Option.match(work, {
    onNone: (): Outcome => outcome,
    onSome: (work) => Outcome.Found({ item, work, method })
  })
})
