/** Looks at the Plex server that `connect` has kept in the cache folder, whenever it is wanted: it may be connected while the service runs. */
import { Duration, Effect, Layer, Option } from "effect"
import * as Client from "../adapters/http/Client.ts"
import { clientId } from "../adapters/plex/Installation.ts"
import * as KeptServer from "../adapters/plex/KeptServer.ts"
import * as PlexServer from "../adapters/plex/PlexServer.ts"
import type { Check } from "../domain/check/Check.ts"
import { plexChecks } from "../domain/check/PlexChecks.ts"
import { ConnectedPlex } from "./check/ConnectedPlex.ts"
import { name, userAgent } from "./Version.ts"

/** That Plex is busy is what a check has to tell. */
const patience = Duration.seconds(3)

const none: ReadonlyArray<Check> = []

const checks = Effect.fn("ConnectedServer.checks")(
  function* (directory: string) {
    const kept = yield* KeptServer.read(directory)
    if (Option.isNone(kept)) return none
    const { token, url } = kept.value
    const who = { product: name, clientId: yield* clientId(directory), userAgent }
    const server = PlexServer.layer({ ...who, baseUrl: url, token, patience })
    return yield* plexChecks(url).pipe(Effect.provide(Layer.provide(server, Client.layer)))
  },
  Effect.catchTag("DiskError", ({ message }) =>
    Effect.as(Effect.logWarning(`the Plex server that was connected cannot be read: ${message}`), none)
  )
)

/** The server that is kept in this folder. */
export const layer = (directory: string): Layer.Layer<ConnectedPlex> =>
  Layer.succeed(ConnectedPlex, { checks: checks(directory) })
