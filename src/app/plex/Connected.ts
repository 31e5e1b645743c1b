/** The Plex server that somebody connected. Nobody else is ever asked, and nobody at all before. */
import { Context, Data, type Duration, type Effect, type Option } from "effect"
import type { PlexServerPort } from "../../ports/PlexServerPort.ts"

/** What is told of it: never its token. */
export interface ConnectedServer {
  readonly name: string
  readonly url: string
}

/**
 * There is no server to ask.
 * - `Nobody`: nobody has connected one
 * - `Unreadable`: what was kept of it cannot be read
 */
export class NotConnected extends Data.TaggedError("NotConnected")<{
  readonly reason: "Nobody" | "Unreadable"
  readonly detail?: string | undefined
}> {
  override get message() {
    return this.reason === "Nobody"
      ? "no Plex server is connected"
      : `the Plex server that was connected cannot be read: ${this.detail ?? ""}`
  }
}

export class Connected extends Context.Tag("vpro-cinema-plex/app/plex/Connected")<
  Connected,
  {
    /** The server that is connected now; it may be connected, and forgotten, while the service runs. */
    readonly server: Effect.Effect<Option.Option<ConnectedServer>, NotConnected>
    /** Does something with it. While it is busy it is waited for, so long for each question: half a minute when nothing else is said. */
    readonly asking: <A, E, R>(
      use: Effect.Effect<A, E, R>,
      patience?: Duration.DurationInput
    ) => Effect.Effect<A, E | NotConnected, Exclude<R, PlexServerPort>>
  }
>() {}
