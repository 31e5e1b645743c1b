/** ShowPort on several sources: asked in turn, remembered, and never twice at the same time. */
import { Clock, Duration, Effect, Either, Layer, Option } from "effect"
import type { Show, ShowAsk } from "../../../domain/values/Show.ts"
import * as SingleFlight from "../../../domain/describe/SingleFlight.ts"
import { remaining } from "../../../ports/Deadline.ts"
import { ShowPort } from "../../../ports/ShowPort.ts"
import { SourceError } from "../../../ports/SourceError.ts"
import { withinShare } from "../reading/TimeShare.ts"
import type { ShowSource } from "./ShowSource.ts"
import * as ShowMemory from "./ShowMemory.ts"

export interface ShowsOptions {
  /** How long a show counts as fresh: 24 hours. */
  readonly ttl?: Duration.DurationInput
  /** The same for "no source knows it", and for a show that a source told while one before it was down: 1 hour. */
  readonly shortTtl?: Duration.DurationInput
  /** Shows in memory: 500. */
  readonly capacity?: number
  /** What one asking may take, whoever waits for it: 25 seconds. */
  readonly patience?: Duration.DurationInput
}

/**
 * The first source that knows the show tells it. One that fails or does not know leads to the next; when none knows it and
 * one failed, that failure is the answer, unless the show was known before: then it is told as it was.
 */
export const make = Effect.fn("Shows.make")(function* (sources: ReadonlyArray<ShowSource>, options: ShowsOptions = {}) {
  const ttl = Duration.toMillis(options.ttl ?? "24 hours")
  const shortTtl = Duration.toMillis(options.shortTtl ?? "1 hour")
  const patience = Duration.toMillis(options.patience ?? "25 seconds")
  const askable = Effect.filter(sources, (source) => source.configured)
  /** Those of them that tell what they know: one that is left out may be asked, and may yet refuse. */
  const telling = (asked: ReadonlyArray<ShowSource>) =>
    Effect.map(
      Effect.filter(asked, ({ leftOut }) => (leftOut === undefined ? Effect.succeed(true) : Effect.negate(leftOut))),
      (all) => all.map(({ name }) => name)
    )
  const memory = yield* Effect.sync(() => ShowMemory.make(options.capacity ?? 500))
  const shared = yield* SingleFlight.make<Option.Option<Show>, SourceError>({ unattended: "goes on" })

  const askAll = Effect.fn("Shows.ask")(function* (
    asked: ReadonlyArray<ShowSource>,
    ask: ShowAsk
  ): Effect.fn.Return<Option.Option<Show>, SourceError> {
    // Of its own, since whoever asked first may have less patience than the others.
    const deadline = (yield* Clock.currentTimeMillis) + patience
    let failure: SourceError | undefined
    for (const source of asked) {
      const answer = yield* Effect.either(withinShare(deadline, source === asked.at(-1), source.find(ask)))
      if (Either.isLeft(answer)) {
        if (source.leftOut === undefined || !(yield* source.leftOut)) failure ??= answer.left
        yield* Effect.logDebug(answer.left.message).pipe(Effect.annotateLogs({ show: ask.title }))
      } else if (Option.isSome(answer.right)) {
        // What the first source would have said is worth asking for again before long.
        const life = failure === undefined ? ttl : shortTtl
        memory.remember(ask, answer.right.value, {
          since: yield* Clock.currentTimeMillis,
          life,
          asked: yield* telling(asked)
        })
        return answer.right
      }
    }
    if (failure === undefined) {
      memory.rememberUnknown(ask, {
        since: yield* Clock.currentTimeMillis,
        life: shortTtl,
        asked: yield* telling(asked)
      })
      return Option.none()
    }
    if (memory.recall(ask) !== undefined) {
      yield* Effect.logWarning("sources of shows are down, an expired show is served").pipe(
        Effect.annotateLogs({ show: ask.title, failure: failure.message })
      )
    }
    return yield* failure
  })

  const find = Effect.fn("Shows.find")(function* (ask: ShowAsk): Effect.fn.Return<Option.Option<Show>, SourceError> {
    const asked = yield* askable
    const [first] = asked
    if (first === undefined) return Option.none()
    const now = yield* Clock.currentTimeMillis
    const names = yield* telling(asked)
    const known = memory.recall(ask)
    if (known !== undefined && ShowMemory.isFresh(known, now, names)) return Option.some(known.show)
    if (memory.isUnknown(ask, now, names)) return Option.none()
    return yield* shared(`${names.join(" ")} ${ShowMemory.keysOf(ask)[0]}`, askAll(asked, ask)).pipe(
      // The asking goes on for the others, and for the next time; only this caller waits no longer.
      Effect.timeoutFail({ duration: yield* remaining, onTimeout: () => tooLate(first) }),
      Effect.catchTag("SourceError", (error) =>
        known === undefined ? Effect.fail(error) : Effect.succeedSome(known.show)
      )
    )
  })

  return ShowPort.of({
    find,
    recall: (ask) => Effect.sync(() => Option.map(Option.fromNullable(memory.recall(ask)), ({ show }) => show))
  })
})

/** The ShowPort of `make` on sources that are themselves made here. */
export const layer = <E, R>(
  sources: Effect.Effect<ReadonlyArray<ShowSource>, E, R>,
  options?: ShowsOptions
): Layer.Layer<ShowPort, E, R> =>
  Layer.scoped(
    ShowPort,
    Effect.flatMap(sources, (sources) => make(sources, options))
  )

const tooLate = (source: ShowSource) =>
  new SourceError({ source: source.name, reason: "Unreachable", tried: "no seasons and episodes before the deadline" })
