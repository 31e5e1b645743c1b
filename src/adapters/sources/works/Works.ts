/** WorkPort on several references: the first that knows something tells it, and details come from the one that named the work. */
import { Array as Arr, Effect, Either, Layer, Option } from "effect"
import * as BoundedMap from "../../../domain/values/BoundedMap.ts"
import type { MediaKind, Year } from "../../../domain/values/Media.ts"
import { parted } from "../../../domain/values/References.ts"
import { prefixOf, type WorkId } from "../../../domain/values/Work.ts"
import { Deadline } from "../../../ports/Deadline.ts"
import type { SourceError } from "../../../ports/SourceError.ts"
import {
  type WorkAnswer,
  type WorkExternalId,
  type WorkHit,
  WorkPort,
  type WorkQuery,
  type WorksAnswer
} from "../../../ports/WorkPort.ts"
import { withinShare } from "../reading/TimeShare.ts"
import type { WorkReference } from "./WorkReference.ts"

const nothing: WorkAnswer = { hits: [], more: false }

/** The id that led to a promise, and the year of the work that was meant. */
interface Promised {
  readonly id: WorkExternalId
  readonly about: Year | undefined
}

/** As many look-ups as may be under way. */
const mostPromises = 1000

/**
 * These references as one, asked in this order. One that fails or knows nothing leads to the next. When none knows anything and
 * one failed, that failure is the answer, since "not found" would then be a guess; unless it is one with gaps that failed, which could
 * not have made "not found" any surer, after another had answered, or one that says by then that it takes no part. A hit that was a
 * promise only, which its reference then does not keep, is asked of the others by the id that led to it. Hits of one that knows a title, after
 * another had failed, are told together with that failure.
 */
export const make = (references: Arr.NonEmptyReadonlyArray<WorkReference>): WorkPort["Type"] => {
  const askable = Effect.filter(references, ({ configured }) => configured)
  const promises = BoundedMap.make<WorkId, Promised>({ entries: mostPromises })

  const firstToKnow = <A>(
    ask: (reference: WorkReference) => Effect.Effect<A, SourceError>,
    knows: (answer: A) => boolean,
    otherwise: A,
    /** What becomes of it after others that knew nothing, or could not be asked. */
    after: (answer: A, before: A | undefined, failure: SourceError | undefined) => A = (answer) => answer
  ): Effect.Effect<A, SourceError> =>
    Effect.gen(function* () {
      const deadline = yield* Deadline
      const asked = yield* askable
      let failure: SourceError | undefined
      let unknown: A | undefined
      for (const reference of asked) {
        const answer = yield* Effect.either(withinShare(deadline, reference === asked.at(-1), ask(reference)))
        if (Either.isRight(answer)) {
          if (knows(answer.right)) return after(answer.right, unknown, failure)
          unknown ??= answer.right
        } else if (yield* takesPart(reference)) {
          if (unknown === undefined || reference.partial !== true) failure ??= answer.left
          yield* Effect.logDebug(answer.left.message).pipe(Effect.annotateLogs({ reference: reference.prefix }))
        }
      }
      return failure === undefined ? (unknown ?? otherwise) : yield* failure
    })

  /** The same work at the first reference, which knows more about it but does not read what Plex calls it. */
  const asFirstKnows = (hit: WorkHit, kind: MediaKind): Effect.Effect<WorkHit> =>
    Effect.flatMap(askable, ([first]) =>
      first === undefined || hit.tmdb === undefined || first.prefix === prefixOf(hit.id)
        ? Effect.succeed(hit)
        : first.byExternalId({ tmdb: hit.tmdb }, kind).pipe(
            Effect.map(Option.getOrElse(() => hit)),
            Effect.orElseSucceed(() => hit)
          )
    )

  return WorkPort.of({
    configured: Effect.map(askable, Arr.isNonEmptyArray),
    references: Effect.map(Effect.all(references.map((reference) => reference.references)), Arr.flatten),
    byExternalId: (id, kind, about) =>
      firstToKnow((reference) => reference.byExternalId(id, kind, about), Option.isSome, Option.none()).pipe(
        Effect.flatMap(
          Effect.transposeMapOption((hit) => ("plex" in id ? asFirstKnows(hit, kind) : Effect.succeed(hit)))
        ),
        Effect.tap((hit) =>
          Effect.sync(() => {
            if (Option.isSome(hit) && hit.value.title === "") promises.put(hit.value.id, { id, about })
          })
        )
      ),
    byId: (id, kind, needsMakers) =>
      Effect.flatMap(askable, (asked) => {
        const own = asked.find(({ prefix }) => prefix === prefixOf(id))
        const promised = promises.get(id)
        if (own === undefined) return Effect.succeedNone
        if (promised === undefined)
          return Effect.catchAll(own.byId(id, kind, needsMakers), (failure) =>
            Effect.flatMap(takesPart(own), (takes) => (takes ? failure : Effect.succeedNone))
          )
        return firstToKnow(
          (reference) => (reference === own ? own.byId(id, kind, needsMakers) : workOf(reference, promised, kind)),
          Option.isSome,
          Option.none()
        )
      }),
    search: (query) =>
      firstToKnow<WorksAnswer>(
        (reference) =>
          reference.partial === true && isIdle(query)
            ? Effect.succeed({ ...nothing, partial: true })
            : reference.search(query),
        ({ hits }) => hits.length > 0,
        nothing,
        // What is not there is told by the one that knows most works, if it could be asked.
        (answer, before, missing): WorksAnswer => ({
          ...answer,
          ...(before === undefined ? {} : { partial: answer.partial === true && before.partial === true }),
          ...(missing === undefined ? {} : { missing })
        })
      )
  })
}

/**
 * Whether a search is not worth asking of a reference with gaps: by another writing of the title, or for a work that it did not know by its
 * IMDb id, which nearly all that it knows have. It is not asked at all, so that nobody remembers an answer to it.
 */
const isIdle = ({ imdb, isVariant }: WorkQuery): boolean => imdb !== undefined || isVariant === true

/** Whether it is to be asked now. One that was asked and refused the key is left out from then on, so that it did not fail. */
const takesPart = ({ references }: WorkReference): Effect.Effect<boolean> =>
  Effect.map(references, (states) => parted(states).asked.length > 0)

/** The work with this id, as one reference knows it. */
const workOf = (reference: WorkReference, { about, id }: Promised, kind: MediaKind) =>
  Effect.flatMap(
    reference.byExternalId(id, kind, about),
    Option.match({ onNone: () => Effect.succeedNone, onSome: (hit) => reference.byId(hit.id, kind) })
  )

/** The WorkPort of `make` on references that are themselves made here. */
export const layer = <E, R>(
  references: Effect.Effect<Arr.NonEmptyReadonlyArray<WorkReference>, E, R>
): Layer.Layer<WorkPort, E, R> => Layer.effect(WorkPort, Effect.map(references, make))
