/** What it takes to connect a Plex server: asking plex.tv, finding where a server answers, and keeping it. */
import { Context, Data, type Effect, type Option, type Redacted } from "effect"
import type { OwnedServer, PlexAccountPort } from "../../ports/PlexAccountPort.ts"
import type { PlexServerError } from "../../ports/PlexServerPort.ts"
import type { NotConnected } from "./Connected.ts"

/** A server, and the token for it. */
export interface WithToken {
  readonly name: string
  readonly url: string
  readonly id?: string
  readonly token: Redacted.Redacted<string>
}

/** The connection could not be kept, or not be forgotten. */
export class NotKept extends Data.TaggedError("NotKept")<{ readonly message: string }> {}

export class Connecting extends Context.Tag("vpro-cinema-plex/app/plex/Connecting")<
  Connecting,
  {
    /** Where the server that holds comes from: the variables, or somebody who connected it. */
    readonly origin: Effect.Effect<"environment" | "kept" | "none", NotConnected>
    /** The server that holds, with its token: for who compares it, and never for an answer. */
    readonly current: Effect.Effect<Option.Option<WithToken>, NotConnected>
    /** Asks plex.tv something. */
    readonly asking: <A, E, R>(use: Effect.Effect<A, E, R>) => Effect.Effect<A, E, Exclude<R, PlexAccountPort>>
    /** The nearest address at which a server of an account answers. */
    readonly nearest: (server: OwnedServer) => Effect.Effect<Option.Option<string>>
    /** Who answers at an address, as it says without being shown a token; none when it is no Plex server. */
    readonly identity: (url: string) => Effect.Effect<Option.Option<string>>
    /** Whether that server takes that token. */
    readonly proven: (server: Pick<WithToken, "token" | "url">) => Effect.Effect<void, PlexServerError>
    /** Keeps it in the place of the one before. */
    readonly keep: (server: WithToken) => Effect.Effect<void, NotKept>
    /** Forgets the one that was kept; whether there was one. */
    readonly forget: Effect.Effect<boolean, NotKept>
  }
>() {}
