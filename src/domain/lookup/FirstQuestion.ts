/** The first question to the catalogue, and how it goes together with what the reference of works tells at the same time. */
import { Deferred, Duration, Effect, Fiber, Ref } from "effect"
import { isSameTitle } from "../matching/Relations.ts"
import type { CataloguePort } from "../../ports/CataloguePort.ts"
import type { Hints } from "../values/Hints.ts"
import { askForTitle } from "./AskCatalogue.ts"
import { askForHit } from "./AskReference.ts"
import type { Meanwhile } from "./Identify.ts"
import type { LookupProgress } from "./LookupProgress.ts"
import { hitTime, type LookupOptions } from "./Options.ts"

export interface FirstQuestion {
  readonly meanwhile: Meanwhile
  /** Asks the catalogue while the reference is asked; ends when nothing more is to be asked before the reference has answered. */
  readonly ask: <A, E>(reference: Fiber.Fiber<A, E>) => Effect.Effect<void, never, CataloguePort>
  /** Asks for what was left out, once the reference has answered. */
  readonly rest: Effect.Effect<void, never, CataloguePort>
}

/** The title alone, at once. The titles that a hit tells are asked for only if no page bears the one that was asked. */
export const titleAtOnce = (
  hints: Hints,
  progress: LookupProgress,
  options: LookupOptions
): Effect.Effect<FirstQuestion> =>
  Effect.map(Deferred.make<void>(), (answered) => {
    const bearsTitle = Effect.map(progress.decisions, (decisions) =>
      decisions.some(({ verdict, relation }) => verdict !== "refused" && isSameTitle(relation))
    )
    const isKnown = Effect.zipRight(Deferred.await(answered), bearsTitle)
    return {
      meanwhile: {
        ask: (hit) => Effect.asVoid(Effect.unlessEffect(askForHit(hints, progress, options)(hit), isKnown)),
        needsMakers: false
      },
      ask: () => Effect.ensuring(askForTitle(hints, progress), Deferred.succeed(answered, undefined)),
      rest: Effect.void
    }
  })

/**
 * With an id a page under the very title is not sure before the reference has told whose it is: its first answer is waited for a moment, and
 * one question then asks for the title and those that it told. The title alone when it takes longer, or has no hit.
 */
export const titleWithHit = (
  hints: Hints,
  progress: LookupProgress,
  options: LookupOptions
): Effect.Effect<FirstQuestion> =>
  Effect.gen(function* () {
    const alone = yield* titleAtOnce(hints, progress, options)
    const seen = yield* Deferred.make<void>()
    const way = yield* Ref.make<"alone" | "with hit" | undefined>(undefined)
    /** The way in which the title is asked: whoever comes first says it. */
    const wayBy = (mine: "alone" | "with hit") => Ref.updateAndGet(way, (known) => known ?? mine)
    const question: FirstQuestion = {
      meanwhile: {
        ask: (hit) =>
          Effect.flatMap(wayBy("with hit"), (way) =>
            way === "alone"
              ? alone.meanwhile.ask(hit)
              : Effect.zipRight(
                  Deferred.succeed(seen, undefined),
                  askForHit(hints, progress, options, hints.title)(hit)
                )
          ),
        needsMakers: false
      },
      ask: (reference) =>
        Deferred.await(seen).pipe(
          Effect.raceFirst(Fiber.await(reference)),
          Effect.timeoutOption(Duration.millis(hitTime(options))),
          Effect.zipRight(wayBy("alone")),
          Effect.flatMap((way) => (way === "alone" ? alone.ask(reference) : Effect.void))
        ),
      // The years that were asked for are those of a hit that was not the work.
      rest: Effect.flatMap(Effect.all([Ref.get(way), Ref.get(progress.state)]), ([way, { work }]) =>
        way === "with hit" && work === undefined ? askForTitle(hints, progress) : Effect.void
      )
    }
    return question
  })
