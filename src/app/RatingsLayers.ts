/** Where it is kept that Plex shows VPRO's marks, and which of them are ours. */
import { Effect, type Layer } from "effect"
import * as OwnersChoice from "../adapters/plex/OwnersChoice.ts"
import * as RatedFiles from "../adapters/plex/RatedFiles.ts"
import * as RatedMemory from "../adapters/plex/RatedMemory.ts"
import type { RatedPort } from "../ports/RatedPort.ts"
import * as Ratings from "./library/Ratings.ts"
import type { SettingsShape } from "./Settings.ts"

const choiceOf = ({ cacheDirectory, plexRating }: SettingsShape): Ratings.Choice => ({
  byVariable: plexRating !== "page",
  on:
    plexRating === "page"
      ? OwnersChoice.read(cacheDirectory, "rating").pipe(
          Effect.catchAll(({ message }) =>
            Effect.as(Effect.logWarning(`whether Plex is to show VPRO's marks cannot be read: ${message}`), false)
          )
        )
      : Effect.succeed(plexRating === "on"),
  keep: (on) =>
    plexRating === "page"
      ? Effect.mapError(
          OwnersChoice.keep(cacheDirectory, "rating", on),
          ({ message }) =>
            new Ratings.RatingsError({ reason: "NotKept", message: `the choice cannot be kept: ${message}` })
        )
      : new Ratings.RatingsError({ reason: "SetByVariable", message: "PLEX_RATING says so: change it there" })
})

/** Which ratings are ours. */
export const noted = ({ cache, cacheDirectory }: SettingsShape): Layer.Layer<RatedPort> =>
  cache.kind === "memory" ? RatedMemory.layer : RatedFiles.layer(cacheDirectory)

/** The service; it does nothing by itself. */
export const layer = (settings: SettingsShape) => Ratings.layer(Effect.succeed(choiceOf(settings)))
