/** The newest version, asked for once a day at most, however often it is wanted. */
import { Clock, Context, Duration, Effect, Layer, Option, Ref } from "effect"
import type { SemanticVersion } from "../../domain/values/SemanticVersion.ts"
import { ReleasePort } from "../../ports/ReleasePort.ts"
import { SourceError } from "../../ports/SourceError.ts"

/** As it was found today; none where nobody wants to know. */
export class Releases extends Context.Tag("vpro-cinema-plex/app/check/Releases")<
  Releases,
  Pick<ReleasePort["Type"], "newest"> | undefined
>() {}

const day = Duration.toMillis("1 day")

interface Asked {
  readonly at: number
  /** Nothing where nobody could tell. */
  readonly found: Option.Option<Option.Option<SemanticVersion>>
}

const failedToday = new SourceError({
  source: "github",
  reason: "Suspended",
  tried: "it did not tell a while ago, and is asked once a day"
})

const make = Effect.gen(function* () {
  const port = yield* ReleasePort
  const last = yield* Ref.make<Asked | undefined>(undefined)
  const newest = Effect.gen(function* () {
    const at = yield* Clock.currentTimeMillis
    const before = yield* Ref.get(last)
    if (before !== undefined && Math.abs(at - before.at) < day)
      return yield* Effect.orElseFail(before.found, () => failedToday)
    // Also an answer that nobody waited for counts as asked.
    yield* Ref.set(last, { at, found: Option.none() })
    const found = yield* Effect.tapError(port.newest, (error) =>
      Effect.logDebug(`no newer version is known of: ${error.message}`)
    )
    yield* Ref.set(last, { at, found: Option.some(found) })
    return found
  })
  return { newest }
})

/** Asks only where it is wanted. */
export const layer = (wanted: boolean): Layer.Layer<Releases, never, ReleasePort> =>
  wanted ? Layer.effect(Releases, make) : Layer.succeed(Releases, undefined)
