/** `doctor`: asks everything that this service needs a question whose answer is known. */
import { Options } from "@effect/cli"
import { Clock, Duration, Effect, Either, Option, Ref } from "effect"
import { type Check, isWell, spoken } from "../../domain/check/Check.ts"
import { mostBusy, plexChecks, plexNotInTime, plexNotSaid } from "../../domain/check/PlexChecks.ts"
import { examination, unexamined } from "../check/Examination.ts"
import { plexCalled } from "../check/PlexCalled.ts"
import { settingsNow, settingsRefused } from "../check/SettingsReport.ts"
import type { PlexAt } from "../PlexAt.ts"
import * as Settings from "../Settings.ts"
import { version } from "../Version.ts"
import { commandOf } from "./Arguments.ts"
import { failed } from "./CommandFailure.ts"
import { inText } from "./DoctorText.ts"
import { Output } from "./Output.ts"
import { plexOptions } from "./PlexOptions.ts"
import { type PlexGiven, plexMeant, plexServer } from "./PlexPrepared.ts"
import { preparedWith } from "./Prepared.ts"

const options = {
  ...plexOptions,
  json: Options.boolean("json").pipe(Options.withDescription("Print what was found as JSON."))
}

/** The longest that a run may take: a little more than any of its parts, so that those can say what they were waiting for. */
const whole = Duration.seconds(11)

/** What a part found when the time was up, if it had: nothing of what it still has to close is waited for. */
const inTime = <E, R>(
  found: (keep: (checks: ReadonlyArray<Check>) => Effect.Effect<void>) => Effect.Effect<void, E, R>
) =>
  Effect.gen(function* () {
    const kept = yield* Ref.make(Option.none<ReadonlyArray<Check>>())
    yield* found((checks) => Ref.set(kept, Option.some(checks))).pipe(Effect.disconnect, Effect.timeoutOption(whole))
    return yield* Ref.get(kept)
  })

/** What of Plex there is to see, where somebody says where it is. */
const ofPlex = (settings: Settings.SettingsShape, plex: Option.Option<PlexAt>) =>
  Option.match(plex, {
    onNone: () => Effect.succeed<ReadonlyArray<Check>>([plexNotSaid]),
    onSome: (one) =>
      Effect.zipWith(
        Effect.provide(plexChecks(one.url), plexServer(one, mostBusy)),
        plexCalled(settings),
        (checks, called) => [...checks, called],
        { concurrent: true }
      )
  })

const examined = (given: PlexGiven) =>
  Effect.gen(function* () {
    const loaded = yield* Effect.either(Settings.load)
    if (Either.isLeft(loaded)) return [settingsRefused(loaded.left.message)]
    const settings = loaded.right
    const known = yield* plexMeant(given)
    const [service, plex] = yield* Effect.all(
      [
        inTime((keep) => preparedWith(settings, Effect.flatMap(examination, keep))),
        inTime((keep) => Effect.flatMap(ofPlex(settings, known), keep))
      ],
      { concurrency: "unbounded" }
    )
    return [
      ...(yield* settingsNow),
      ...Option.getOrElse(service, () => unexamined),
      ...Option.getOrElse(plex, () => [plexNotInTime])
    ]
  })

export const command = commandOf(
  "doctor",
  "Check settings, cache, clock, and each source with a question whose answer is known; with --plex-url, or after connect, Plex too. Asks at most twelve requests, and takes at most a quarter of a minute. The exit code is 0 when nothing fails and 1 when something does.",
  options,
  ({ json, ...given }) =>
    Effect.gen(function* () {
      const { print, width } = yield* Output
      const checks = yield* examined(given)
      const at = yield* Clock.currentTimeMillis
      yield* print(
        json
          ? JSON.stringify({ version, at, well: isWell(checks), checks: checks.map(spoken) }, null, 2)
          : inText(checks, width())
      )
      if (!isWell(checks)) return yield* failed("")
    })
)
