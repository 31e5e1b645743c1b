/** Looks at the Plex server that `connect` has kept in the cache folder, whenever it is wanted: it may be connected while the service runs. */
import { Effect, Layer, Option } from "effect"
import * as KeptServer from "../adapters/plex/KeptServer.ts"
import type { Check } from "../domain/check/Check.ts"
import { mostBusy, plexChecks } from "../domain/check/PlexChecks.ts"
import { ConnectedPlex } from "./check/ConnectedPlex.ts"
import { plexServer } from "./PlexAt.ts"

const none: ReadonlyArray<Check> = []

const checks = Effect.fn("ConnectedServer.checks")(
  function* (directory: string) {
    const kept = yield* KeptServer.read(directory)
    if (Option.isNone(kept)) return none
    return yield* Effect.provide(plexChecks(kept.value.url), plexServer(kept.value, directory, mostBusy))
  },
  Effect.catchTag("DiskError", ({ message }) =>
    Effect.as(Effect.logWarning(`the Plex server that was connected cannot be read: ${message}`), none)
  )
)

/** The server that is kept in this folder. */
export const layer = (directory: string): Layer.Layer<ConnectedPlex> =>
  Layer.succeed(ConnectedPlex, { checks: checks(directory) })
