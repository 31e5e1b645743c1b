/** An account at Plex: signing in, and the servers that it owns. */
import { Context, type Effect, type Option, type Redacted, Schema } from "effect"

/**
 * plex.tv did not do what was asked.
 * - `Unreachable`: no connection, or no answer in time
 * - `Busy`: it cannot answer now
 * - `Refused`: it turned the sign-in down
 * - `Expired`: nobody signed in in time
 * - `Malformed`: its answer cannot be read
 */
export class PlexAccountError extends Schema.TaggedError<PlexAccountError>()("PlexAccountError", {
  reason: Schema.Literal("Unreachable", "Busy", "Refused", "Expired", "Malformed"),
  tried: Schema.String,
  cause: Schema.optional(Schema.Defect)
}) {
  override get message() {
    return `${sentences[this.reason]} (${this.tried})`
  }
}

const sentences: Readonly<Record<PlexAccountError["reason"], string>> = {
  Unreachable: "plex.tv cannot be reached",
  Busy: "plex.tv is busy; try again later",
  Refused: "plex.tv refused",
  Expired: "nobody signed in in time",
  Malformed: "the answer of plex.tv cannot be read"
}

/** A sign-in that has begun, and waits for a person. */
export interface SignIn {
  readonly id: string
  /** Where the person signs in, in a browser. */
  readonly address: string
}

/** A server that an account owns. */
export interface OwnedServer {
  readonly name: string
  /** By which the server tells who it is. */
  readonly id: string
  /** For this server alone. */
  readonly token: Redacted.Redacted<string>
  /** Where it may answer, the nearest first. */
  readonly addresses: ReadonlyArray<string>
}

export class PlexAccountPort extends Context.Tag("vpro-cinema-plex/ports/PlexAccountPort")<
  PlexAccountPort,
  {
    readonly begin: Effect.Effect<SignIn, PlexAccountError>
    /** The token of the account, once the person has signed in. */
    readonly outcome: (signIn: SignIn) => Effect.Effect<Option.Option<Redacted.Redacted<string>>, PlexAccountError>
    readonly servers: (token: Redacted.Redacted<string>) => Effect.Effect<ReadonlyArray<OwnedServer>, PlexAccountError>
  }
>() {}
