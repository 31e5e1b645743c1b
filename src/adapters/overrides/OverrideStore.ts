/** What every `OverridePort` does with the decisions, wherever they lie. */
import { Effect, Option } from "effect"
import { joined, newestFirst, withOverride, withoutOverride } from "../../domain/describe/OverrideFor.ts"
import type { Hints } from "../../domain/values/Hints.ts"
import { mostOverrides, type Override } from "../../domain/values/Override.ts"
import { OverrideError, OverridePort } from "../../ports/OverridePort.ts"

/** Where they lie. */
export interface Store<E> {
  /** As they are at this moment: who changes something begins with what is there now. */
  readonly read: Effect.Effect<ReadonlyArray<Override>, E>
  /** As far as they are known. */
  readonly known: Effect.Effect<ReadonlyArray<Override>>
  readonly write: (all: ReadonlyArray<Override>) => Effect.Effect<void, E>
  readonly find: (hints: Hints) => Effect.Effect<Option.Option<Override>>
}

/** The port over a place: one change after the other. */
export const over = <E>({ find, known, read, write }: Store<E>) =>
  Effect.map(Effect.makeSemaphore(1), (turn) => {
    const now = (operation: OverrideError["operation"]) =>
      Effect.mapError(read, (cause) => new OverrideError({ reason: "Unavailable", operation, cause }))
    const kept = (operation: OverrideError["operation"], all: ReadonlyArray<Override>) =>
      all.length > mostOverrides
        ? new OverrideError({ reason: "Full", operation })
        : Effect.mapError(write(all), (cause) => new OverrideError({ reason: "Unavailable", operation, cause }))
    return OverridePort.of({
      all: Effect.map(known, newestFirst),
      find,
      keep: (override) =>
        turn.withPermits(1)(Effect.flatMap(now("keep"), (all) => kept("keep", withOverride(all, override)))),
      remove: (id) =>
        turn.withPermits(1)(
          Effect.gen(function* () {
            const found = withoutOverride(yield* now("remove"), id)
            if (found === undefined) return Option.none()
            yield* kept("remove", found.left)
            return Option.some(found.removed)
          })
        ),
      add: (overrides) =>
        turn.withPermits(1)(
          Effect.gen(function* () {
            const before = yield* now("add")
            const all = joined(before, overrides)
            yield* kept("add", all)
            return all.filter((one) => !before.includes(one)).length
          })
        )
    })
  })
