/** WorkPort on several references: the first that knows something tells it, and details come from the one that named the work. */
import { type Array as Arr, Effect, Either, Layer, Option } from "effect"
import { prefixOf } from "../../../domain/values/Work.ts"
import { Deadline } from "../../../ports/Deadline.ts"
import type { SourceError } from "../../../ports/SourceError.ts"
import { type WorkAnswer, WorkPort } from "../../../ports/WorkPort.ts"
import { withinShare } from "../reading/TimeShare.ts"
import type { WorkReference } from "./WorkReference.ts"

const nothing: WorkAnswer = { hits: [], more: false }

/**
 * These references as one, asked in this order. One that fails or knows nothing leads to the next; when none knows anything and
 * one failed, that failure is the answer, since "not found" would then be a guess.
 */
export const make = (references: Arr.NonEmptyReadonlyArray<WorkReference>): WorkPort["Type"] => {
  const askable = references.filter(({ configured }) => configured)

  const firstToKnow = <A>(
    ask: (reference: WorkReference) => Effect.Effect<A, SourceError>,
    knows: (answer: A) => boolean,
    otherwise: A
  ): Effect.Effect<A, SourceError> =>
    Effect.gen(function* () {
      const deadline = yield* Deadline
      let failure: SourceError | undefined
      let unknown: A | undefined
      for (const reference of askable) {
        const answer = yield* Effect.either(withinShare(deadline, reference === askable.at(-1), ask(reference)))
        if (Either.isRight(answer)) {
          if (knows(answer.right)) return answer.right
          unknown ??= answer.right
        } else {
          failure ??= answer.left
          yield* Effect.logDebug(answer.left.message).pipe(Effect.annotateLogs({ reference: reference.prefix }))
        }
      }
      return failure === undefined ? (unknown ?? otherwise) : yield* failure
    })

  return WorkPort.of({
    configured: askable.length > 0,
    byExternalId: (id, kind) =>
      firstToKnow((reference) => reference.byExternalId(id, kind), Option.isSome, Option.none()),
    byId: (id, kind) => askable.find(({ prefix }) => prefix === prefixOf(id))?.byId(id, kind) ?? Effect.succeedNone,
    search: (query) =>
      firstToKnow(
        (reference) => reference.search(query),
        ({ hits }) => hits.length > 0,
        nothing
      )
  })
}

/** The WorkPort of `make` on references that are themselves made here. */
export const layer = <E, R>(
  references: Effect.Effect<Arr.NonEmptyReadonlyArray<WorkReference>, E, R>
): Layer.Layer<WorkPort, E, R> => Layer.effect(WorkPort, Effect.map(references, make))
