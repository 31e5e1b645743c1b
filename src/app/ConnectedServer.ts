/** The Plex server that `connect` has kept in the cache folder, read whenever it is wanted: it may be connected while the service runs. */
import { Effect, Layer, Option } from "effect"
import * as KeptServer from "../adapters/plex/KeptServer.ts"
import { mostBusy, plexChecks } from "../domain/check/PlexChecks.ts"
import { ConnectedPlex } from "./check/ConnectedPlex.ts"
import { Connected, NotConnected } from "./plex/Connected.ts"
import { plexServer } from "./PlexAt.ts"

const kept = (directory: string) =>
  Effect.catchTag(
    KeptServer.read(directory),
    "DiskError",
    ({ message }) => new NotConnected({ reason: "Unreadable", detail: message })
  )

/** The server that is kept in this folder. */
export const layer = (directory: string): Layer.Layer<Connected> =>
  Layer.succeed(Connected, {
    server: Effect.map(
      kept(directory),
      Option.map(({ name, url }) => ({ name, url }))
    ),
    asking: (use, patience = "30 seconds") =>
      Effect.gen(function* () {
        const now = yield* kept(directory)
        if (Option.isNone(now)) return yield* new NotConnected({ reason: "Nobody" })
        return yield* Effect.provide(use, plexServer(now.value, directory, patience))
      })
  })

/** The same as the self-test looks at it: there is nothing to find where nobody has connected one. */
export const checked = Layer.effect(
  ConnectedPlex,
  Effect.map(Connected, ({ asking, server }) => ({
    checks: Effect.gen(function* () {
      const now = yield* server
      return Option.isNone(now) ? [] : yield* asking(plexChecks(now.value.url), mostBusy)
    }).pipe(
      Effect.catchTag("NotConnected", ({ message, reason }) =>
        Effect.as(reason === "Nobody" ? Effect.void : Effect.logWarning(message), [])
      )
    )
  }))
)
