/** The Plex server that somebody connected. Nobody else is ever asked, and nobody at all before. */
import { Context, Data, type Duration, type Effect, Option, Redacted } from "effect"
import type { PlexServerPort } from "../../ports/PlexServerPort.ts"

/** What is told of it: never its token. */
export interface ConnectedServer {
  readonly name: string
  readonly url: string
  /** By which the server tells who it is; none where nobody has asked it. */
  readonly id?: string | undefined
}

/**
 * There is no server to ask.
 * - `Nobody`: nobody has connected one
 * - `Unreadable`: what was kept of it cannot be read
 * - `Off`: nothing of Plex may be asked, as `PLEX=off` says
 */
export class NotConnected extends Data.TaggedError("NotConnected")<{
  readonly reason: "Nobody" | "Unreadable" | "Off"
  readonly detail?: string | undefined
}> {
  override get message() {
    switch (this.reason) {
      case "Nobody":
        return "no Plex server is connected"
      case "Unreadable":
        return `the Plex server that was connected cannot be read: ${this.detail ?? ""}`
      case "Off":
        return "connecting with Plex is switched off: PLEX=off"
    }
  }
}

/** A token goes in a header, where what is no printable sign breaks the request; its end may come from a file. */
export const tokenOf = (given: string): Option.Option<Redacted.Redacted<string>> => {
  const token = given.trim()
  return /^[\u0021-\u007e]{1,1000}$/.test(token) ? Option.some(Redacted.make(token)) : Option.none()
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
