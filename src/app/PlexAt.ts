/** A Plex server at an address, asked in the name of this installation. */
import { type Duration, Effect, Layer, type Redacted } from "effect"
import * as Client from "../adapters/http/Client.ts"
import { clientId } from "../adapters/plex/Installation.ts"
import * as PlexServer from "../adapters/plex/PlexServer.ts"
import { name, userAgent } from "./Version.ts"

/** A server, and the token for it. */
export interface PlexAt {
  readonly url: string
  readonly token: Redacted.Redacted<string>
}

/** Who asks: the installation that has this cache folder. */
export const asking = (directory: string) =>
  Effect.map(clientId(directory), (clientId) => ({ product: name, clientId, userAgent }))

/** That server; no other address gets the token. While it is busy it is waited for, as long as said. */
export const plexServer = ({ token, url }: PlexAt, directory: string, patience: Duration.DurationInput) =>
  Layer.unwrapEffect(
    Effect.map(asking(directory), (who) => PlexServer.layer({ ...who, baseUrl: url, token, patience }))
  ).pipe(Layer.provide(Client.layer))
